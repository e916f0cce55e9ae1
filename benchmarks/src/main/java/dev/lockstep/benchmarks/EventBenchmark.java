package dev.lockstep.benchmarks;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.SequenceBarrier;
import dev.lockstep.threading.Event;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code Event} beside its peers: java.util.concurrent has none that can be cleared. */
public class EventBenchmark {
  private static final String PRIMITIVE = "Event";

  /** For JMH. */
  public EventBenchmark() {}

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a benchmark", e);
    }
  }

  /** One thread sets, waits and clears. */
  @Work(primitive = PRIMITIVE, unit = "set, wait and clear")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Uncontended {
    private final Event event = new Event();
    private final Flag flag = new Flag();
    private final Baton waitNotify = Baton.waitNotify();
    private final Baton jucCondition = Baton.jucCondition();
    private final Ideal.Event ideal = new Ideal.Event();

    /** For JMH. */
    public Uncontended() {}

    /** Ours. */
    @Benchmark
    public void lockstep() {
      event.set();
      event.await();
      event.clear();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "AbstractQueuedSynchronizer", family = Family.JUC)
    public void jucSynchronizer() {
      flag.set();
      flag.await();
      flag.clear();
    }

    /** java.util.concurrent: a latch can't be closed again, so it takes a new one. */
    @Benchmark
    @Peer(label = "new CountDownLatch", family = Family.JUC)
    public CountDownLatch countDownLatch() {
      CountDownLatch latch = new CountDownLatch(1);
      latch.countDown();
      EventBenchmark.await(latch);
      return latch;
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock's Condition", family = Family.JUC)
    public void jucCondition() {
      jucCondition.give().run();
      jucCondition.take().run();
    }

    /** The language. */
    @Benchmark
    @Peer(label = "wait and notify", family = Family.LANGUAGE)
    public void waitNotify() {
      waitNotify.give().run();
      waitNotify.take().run();
    }

    /** Two volatile stores and a load. */
    @Benchmark
    @Floor(label = "two volatile stores and a load")
    public void volatileFlag() {
      ideal.set();
      ideal.await();
      ideal.clear();
    }
  }

  /** One thread waits for what has been set already. */
  @Work(primitive = PRIMITIVE, unit = "wait for a set event")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class AwaitSet {
    private final Event event = new Event();
    private final Flag flag = new Flag();
    private final CountDownLatch latch = new CountDownLatch(0);
    private final CompletableFuture<Boolean> future = CompletableFuture.completedFuture(true);
    private final Ideal.Event ideal = new Ideal.Event();

    /** All are set. */
    public AwaitSet() {
      event.set();
      flag.set();
      ideal.set();
    }

    /** Ours. */
    @Benchmark
    public boolean lockstep() {
      return event.await();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "AbstractQueuedSynchronizer", family = Family.JUC)
    public void jucSynchronizer() {
      flag.await();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CountDownLatch", family = Family.JUC)
    public void countDownLatch() {
      EventBenchmark.await(latch);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CompletableFuture", family = Family.JUC)
    public boolean completableFuture() {
      return future.join();
    }

    /** A volatile load. */
    @Benchmark
    @Floor(label = "a volatile load")
    public void volatileFlag() {
      ideal.await();
    }
  }

  /** One thread looks. */
  @Work(primitive = PRIMITIVE, unit = "ask whether it is set")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class IsSet {
    private final Event event = new Event();
    private final Flag flag = new Flag();
    private final CountDownLatch latch = new CountDownLatch(1);
    private final CompletableFuture<Boolean> future = new CompletableFuture<>();

    private volatile boolean word;

    /** For JMH. */
    public IsSet() {}

    /** Ours. */
    @Benchmark
    public boolean lockstep() {
      return event.isSet();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "AbstractQueuedSynchronizer", family = Family.JUC)
    public boolean jucSynchronizer() {
      return flag.isSet();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CountDownLatch", family = Family.JUC)
    public boolean countDownLatch() {
      return latch.getCount() == 0;
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CompletableFuture", family = Family.JUC)
    public boolean completableFuture() {
      return future.isDone();
    }

    /** A volatile load. */
    @Benchmark
    @Floor(label = "a volatile load")
    public boolean volatileFlag() {
      return word;
    }
  }

  /** Two threads wake each other in turn. */
  @Work(primitive = PRIMITIVE, unit = RoundTrip.UNIT, latency = true)
  public static class HandOff extends RoundTrip {
    /** For JMH. */
    public HandOff() {}

    @Override
    Sides ours() {
      return Sides.of(
          () -> {
            Event event = new Event();
            return new Baton(
                event::set,
                () -> {
                  event.await();
                  event.clear();
                });
          });
    }

    @Override
    Sides spinning() {
      return Sides.of(
          () -> {
            Ideal.Event event = new Ideal.Event();
            return new Baton(
                event::set,
                () -> {
                  event.await();
                  event.clear();
                });
          });
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "AbstractQueuedSynchronizer", family = Family.JUC)
    public void jucSynchronizer() {
      goThereAndBack();
    }

    /** java.util.concurrent, whose acquire waits and clears at once. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.JUC)
    public void jucSemaphore() {
      goThereAndBack();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock's Condition", family = Family.JUC)
    public void jucCondition() {
      goThereAndBack();
    }

    /** The language. */
    @Benchmark
    @Peer(label = "wait and notify", family = Family.LANGUAGE)
    public void waitNotify() {
      goThereAndBack();
    }

    /** LMAX Disruptor. */
    @Benchmark
    @Peer(label = "BlockingWaitStrategy", family = Family.DISRUPTOR)
    public void disruptor() {
      goThereAndBack();
    }

    /** Kotlin. */
    @Benchmark
    @Peer(label = "Channel, by runBlocking", family = Family.KOTLIN)
    public void kotlinChannel() {
      goThereAndBack();
    }
  }

  /** One thread sets what many wait for. */
  @Work(primitive = PRIMITIVE, unit = WakingAll.UNIT)
  public static class WakeAll extends WakingAll {
    private static final int SLOTS = 2;

    /** For JMH. */
    public WakeAll() {}

    /* Of two flags, one is waited for while the other is cleared: all have passed that. */
    @Override
    Call call(String contestant, int waiters) {
      return switch (contestant) {
        case "lockstep" -> {
          Event[] events = {new Event(), new Event()};
          yield new Call(
              round -> {
                events[round + 1 & 1].clear();
                events[round & 1].set();
              },
              (round, self) -> events[round & 1].await());
        }
        case "jucSynchronizer" -> {
          Flag[] flags = {new Flag(), new Flag()};
          yield new Call(
              round -> {
                flags[round + 1 & 1].clear();
                flags[round & 1].set();
              },
              (round, self) -> flags[round & 1].await());
        }
        case "countDownLatch" -> {
          AtomicReferenceArray<CountDownLatch> latches =
              new AtomicReferenceArray<>(
                  new CountDownLatch[] {new CountDownLatch(1), new CountDownLatch(1)});
          yield new Call(
              round -> {
                latches.set(round + 1 & 1, new CountDownLatch(1));
                latches.get(round & 1).countDown();
              },
              (round, self) -> EventBenchmark.await(latches.get(round & 1)));
        }
        case "jucPhaser" -> {
          Phaser phaser = new Phaser(1);
          yield new Call(round -> phaser.arrive(), (round, self) -> phaser.awaitAdvance(round));
        }
        case "jucCondition" -> {
          ReentrantLock lock = new ReentrantLock();
          Condition changed = lock.newCondition();
          int[] rounds = new int[1];
          yield new Call(
              round -> {
                lock.lock();
                rounds[0] = round + 1;
                changed.signalAll();
                lock.unlock();
              },
              (round, self) -> {
                lock.lock();
                while (rounds[0] <= round) {
                  changed.awaitUninterruptibly();
                }
                lock.unlock();
              });
        }
        case "waitNotify" -> {
          int[] rounds = new int[1];
          yield new Call(
              round -> {
                synchronized (rounds) {
                  rounds[0] = round + 1;
                  rounds.notifyAll();
                }
              },
              (round, self) -> {
                synchronized (rounds) {
                  while (rounds[0] <= round) {
                    Baton.await(rounds);
                  }
                }
              });
        }
        case "disruptor" -> {
          RingBuffer<Object> ring =
              RingBuffer.createSingleProducer(Object::new, SLOTS, new BlockingWaitStrategy());
          SequenceBarrier barrier = ring.newBarrier();
          yield new Call(
              round -> ring.publish(ring.next()), (round, self) -> Baton.await(barrier, round));
        }
        default -> super.call(contestant, waiters);
      };
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "AbstractQueuedSynchronizer", family = Family.JUC)
    public void jucSynchronizer() {
      wakeAll();
    }

    /** java.util.concurrent: a new one for each round. */
    @Benchmark
    @Peer(label = "new CountDownLatch", family = Family.JUC)
    public void countDownLatch() {
      wakeAll();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Phaser", family = Family.JUC)
    public void jucPhaser() {
      wakeAll();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock's Condition", family = Family.JUC)
    public void jucCondition() {
      wakeAll();
    }

    /** The language. */
    @Benchmark
    @Peer(label = "wait and notifyAll", family = Family.LANGUAGE)
    public void waitNotify() {
      wakeAll();
    }

    /** LMAX Disruptor. */
    @Benchmark
    @Peer(label = "BlockingWaitStrategy", family = Family.DISRUPTOR)
    public void disruptor() {
      wakeAll();
    }
  }

  /** One thread waits, for a limited time, for what has been set already. */
  @Work(primitive = PRIMITIVE, unit = "wait with a timeout for a set event")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class TimedAwaitSet {
    private final Event event = new Event();
    private final Flag flag = new Flag();
    private final CountDownLatch latch = new CountDownLatch(0);
    private final Ideal.Event ideal = new Ideal.Event();

    /** All are set. */
    public TimedAwaitSet() {
      event.set();
      flag.set();
      ideal.set();
    }

    /** Ours. */
    @Benchmark
    public boolean lockstep() {
      return event.await(1.0);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "AbstractQueuedSynchronizer", family = Family.JUC)
    public boolean jucSynchronizer() throws InterruptedException {
      return flag.tryAcquireSharedNanos(1, TimeUnit.SECONDS.toNanos(1));
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CountDownLatch", family = Family.JUC)
    public boolean countDownLatch() throws InterruptedException {
      return latch.await(1, TimeUnit.SECONDS);
    }

    /** A volatile load. */
    @Benchmark
    @Floor(label = "a volatile load")
    public void volatileFlag() {
      ideal.await();
    }
  }

  /** One thread waits for no time at all for what is not set. */
  @Work(primitive = PRIMITIVE, unit = "wait with a timeout of 0, in vain")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class TimedOutAtOnce {
    private final Event event = new Event();
    private final Flag flag = new Flag();
    private final CountDownLatch latch = new CountDownLatch(1);

    private volatile boolean word;

    /** For JMH. */
    public TimedOutAtOnce() {}

    /** Ours. */
    @Benchmark
    public boolean lockstep() {
      return event.await(0);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "AbstractQueuedSynchronizer", family = Family.JUC)
    public boolean jucSynchronizer() throws InterruptedException {
      return flag.tryAcquireSharedNanos(1, 0);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CountDownLatch", family = Family.JUC)
    public boolean countDownLatch() throws InterruptedException {
      return latch.await(0, TimeUnit.SECONDS);
    }

    /** A volatile load. */
    @Benchmark
    @Floor(label = "a volatile load")
    public boolean volatileFlag() {
      return word;
    }
  }
}
