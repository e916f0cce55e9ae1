package dev.lockstep.benchmarks;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedCondition;
import dev.lockstep.atomics.sync.SharedLock;
import dev.lockstep.threading.Condition;
import dev.lockstep.threading.Lock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code SharedCondition} beside the condition on the heap. */
public class SharedConditionBenchmark {
  private static final String PRIMITIVE = "SharedCondition";
  private static final int SIZE = 256;

  /** For JMH. */
  public SharedConditionBenchmark() {}

  /** Signals, while nobody waits. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = PRIMITIVE, unit = "acquire, signal and release")
  public static class SignalNobody {
    private final SharedWord word = new SharedWord();
    private final SharedArrayBuffer memory = new SharedArrayBuffer(SIZE);
    private final SharedCondition shared =
        new SharedCondition(memory, SharedLock.BYTES, new SharedLock(memory, 0));
    private final Condition condition = new Condition(new Lock());
    private final ReentrantLock lock = new ReentrantLock();
    private final java.util.concurrent.locks.Condition jucCondition = lock.newCondition();

    /** Ours. */
    @Benchmark
    public void lockstep() {
      shared.acquire();
      shared.signal();
      shared.release();
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Condition", family = Family.LOCKSTEP)
    public void onHeap() {
      condition.acquire();
      condition.signal();
      condition.release();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Condition", family = Family.JUC)
    public void jucCondition() {
      lock.lock();
      jucCondition.signal();
      lock.unlock();
    }

    /** The two ordered accesses that it cannot do without. */
    @Benchmark
    @Floor(label = "a compareAndSet and a volatile store")
    public void varHandle() {
      word.compareAndSet(0, 1);
      word.store(0);
    }
  }

  /** Two threads wake each other in turn. */
  @Work(primitive = PRIMITIVE, unit = RoundTrip.UNIT, latency = true)
  public static class HandOff extends SharedRoundTrip {
    /* Each on a cache line of its own. */
    private static final int LOCK = 0;
    private static final int CONDITION = 128;

    @Override
    Sides ours() {
      return Sides.of(
          () -> {
            SharedArrayBuffer memory = new SharedArrayBuffer(SIZE);
            SharedCondition condition =
                new SharedCondition(memory, CONDITION, new SharedLock(memory, LOCK));
            boolean[] given = new boolean[1];
            return new Baton(
                () -> {
                  condition.acquire();
                  given[0] = true;
                  condition.signal();
                  condition.release();
                },
                () -> {
                  condition.acquire();
                  while (!given[0]) {
                    condition.await();
                  }
                  given[0] = false;
                  condition.release();
                });
          });
    }

    @Override
    Sides namesake() {
      return Sides.of(
          () -> {
            Condition condition = new Condition(new Lock());
            boolean[] given = new boolean[1];
            return new Baton(
                () -> {
                  condition.acquire();
                  given[0] = true;
                  condition.signal();
                  condition.release();
                },
                () -> {
                  condition.acquire();
                  while (!given[0]) {
                    condition.await();
                  }
                  given[0] = false;
                  condition.release();
                });
          });
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Condition", family = Family.LOCKSTEP)
    public void onHeap() {
      goThereAndBack();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Condition", family = Family.JUC)
    public void jucCondition() {
      goThereAndBack();
    }
  }

  /** One thread wakes all who wait on one condition. */
  @Work(primitive = PRIMITIVE, unit = WakingAll.UNIT)
  public static class WakeAll extends ConditionBenchmark.WakeAll {
    private record Shared(SharedCondition condition) implements ConditionBenchmark.Waiting {
      @Override
      public void acquire() {
        condition.acquire();
      }

      @Override
      public void release() {
        condition.release();
      }

      @Override
      public void await() {
        condition.await();
      }

      @Override
      public void signalAll() {
        condition.signalAll();
      }
    }

    /** For JMH. */
    public WakeAll() {}

    @Override
    Call call(String contestant, int waiters) {
      return switch (contestant) {
        case "lockstep" -> {
          SharedArrayBuffer memory = new SharedArrayBuffer(SIZE);
          yield broadcast(
              new Shared(new SharedCondition(memory, SharedLock.BYTES, new SharedLock(memory, 0))));
        }
        case "onHeap" -> broadcast(new ConditionBenchmark.Ours(new Condition(new Lock())));
        default -> super.call(contestant, waiters);
      };
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Condition", family = Family.LOCKSTEP)
    public void onHeap() {
      wakeAll();
    }
  }
}
