package dev.lockstep.benchmarks;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.WaitAsyncResult;
import dev.lockstep.atomics.WaitResult;
import dev.lockstep.threading.Event;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** {@code Atomics.wait}, {@code waitAsync} and {@code notify}. */
public class AtomicsWaitBenchmark {
  private static final int SIZE = 256;

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  /** For JMH. */
  public AtomicsWaitBenchmark() {}

  /** A buffer that nobody else uses. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public abstract static class Memory {
    final SharedArrayBuffer buffer = new SharedArrayBuffer(SIZE);
    final Int32Array words = new Int32Array(buffer);
    final ByteBuffer memory = buffer.asByteBuffer(0, SIZE);

    /* Not final, and so not known to the compiler. */
    int index = 3;

    Memory() {}
  }

  /** Would wait, but another value is there. */
  @Work(primitive = "Atomics", unit = "wait: not equal")
  public static class WaitNotEqual extends Memory {
    /** Ours. */
    @Benchmark
    public WaitResult lockstep() {
      return Atomics.wait(words, index, 1);
    }

    /** The least that tells. */
    @Benchmark
    @Floor(label = "VarHandle.getVolatile")
    public boolean varHandle() {
      return (int) INT.getVolatile(memory, index << 2) == 1;
    }
  }

  /** Waits for no time. */
  @Work(primitive = "Atomics", unit = "wait: timed out at once")
  public static class WaitTimedOut extends Memory {
    private final Event event = new Event();
    private final Semaphore semaphore = new Semaphore(0);

    /** Ours. */
    @Benchmark
    public WaitResult lockstep() {
      return Atomics.wait(words, index, 0, 0);
    }

    /** The same of an event. */
    @Benchmark
    @Peer(label = "Event.await(0)", family = Family.LOCKSTEP)
    public boolean event() {
      return event.await(0);
    }

    /** The same of a semaphore. */
    @Benchmark
    @Peer(label = "Semaphore.tryAcquire(0)", family = Family.JUC)
    public boolean jucSemaphore() throws InterruptedException {
      return semaphore.tryAcquire(0, TimeUnit.NANOSECONDS);
    }

    /** The least that tells. */
    @Benchmark
    @Floor(label = "VarHandle.getVolatile")
    public boolean varHandle() {
      return (int) INT.getVolatile(memory, index << 2) == 1;
    }
  }

  /** Notifies an address at which nobody waits. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public abstract static class Nobody {
    static final int ADDRESSES = 4_000;

    final Int32Array words = new Int32Array(new SharedArrayBuffer(4 * ADDRESSES));
    final Map<Integer, Object> table = new HashMap<>();
    final Object monitor = new Object();
    final ReentrantLock lock = new ReentrantLock();
    final Condition condition = lock.newCondition();

    volatile Map<Integer, Object> published = table;
    int index = 100;

    Nobody() {}

    /** Ours. */
    @Benchmark
    public int lockstep() {
      return Atomics.notify(words, index, 1);
    }

    /** The same of a condition. */
    @Benchmark
    @Peer(label = "ReentrantLock and Condition.signal", family = Family.JUC)
    public void jucCondition() {
      lock.lock();
      condition.signal();
      lock.unlock();
    }

    /** The same of a monitor. */
    @Benchmark
    @Peer(label = "synchronized and notify", family = Family.LANGUAGE)
    public void monitor() {
      synchronized (monitor) {
        monitor.notify();
      }
    }

    /** The least that finds out who waits at an address. */
    @Benchmark
    @Floor(label = "a volatile read and a look-up in a hash table")
    public @Nullable Object readAndLookUp() {
      return published.get(index);
    }

    /** The same for a notifier whose own unordered writes the waiters have to see. */
    @Benchmark
    @Floor(label = "a fence, a volatile read and a look-up in a hash table")
    public @Nullable Object fenceAndLookUp() {
      VarHandle.fullFence();
      return published.get(index);
    }
  }

  /** Nobody has ever waited in this memory. */
  @Work(primitive = "Atomics", unit = "notify of nobody, where nobody waits")
  public static class NotifyQuiet extends Nobody {}

  /** Thousands wait at other addresses of this memory. */
  @Work(primitive = "Atomics", unit = "notify of nobody, where thousands wait elsewhere")
  public static class NotifyBusy extends Nobody {
    /** Lets waiters wait, each at an address of its own that is never notified. */
    @Setup
    public void startWaiters() {
      for (int i = 1; i < ADDRESSES; i += 2) {
        var unused = Atomics.waitAsync(words, i, 0);
        table.put(i, this);
      }
    }

    /** Lets them go. */
    @TearDown
    public void stopWaiters() {
      for (int i = 1; i < ADDRESSES; i += 2) {
        Atomics.notify(words, i);
      }
    }
  }

  /** Would wait asynchronously, but another value is there. */
  @Work(primitive = "Atomics", unit = "waitAsync: not equal")
  public static class WaitAsyncNotEqual extends Memory {
    /** Ours. */
    @Benchmark
    public WaitAsyncResult lockstep() {
      return Atomics.waitAsync(words, index, 1);
    }

    /** The stage alone. */
    @Benchmark
    @Yardstick(label = "CompletableFuture.completedStage alone")
    public CompletionStage<Integer> completedStage() {
      return CompletableFuture.completedStage(index);
    }
  }

  /** Waits asynchronously, notifies itself, and blocks until the stage is complete. */
  @Work(primitive = "Atomics", unit = "waitAsync, notify and join")
  public static class WaitAsync extends Memory {
    private final ExecutorService executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "completer");
              thread.setDaemon(true);
              return thread;
            });

    /** Stops the thread. */
    @TearDown
    public void stop() {
      executor.shutdownNow();
    }

    /** Ours: a thread that is there for that completes the stage. */
    @Benchmark
    public WaitResult lockstep() {
      WaitAsyncResult result = Atomics.waitAsync(words, index, 0);
      Atomics.notify(words, index, 1);
      return result.value().toCompletableFuture().join();
    }

    /** Another thread completes a future. */
    @Benchmark
    @Peer(label = "CompletableFuture.completeAsync", family = Family.JUC)
    public WaitResult completableFuture() {
      return new CompletableFuture<WaitResult>()
          .completeAsync(() -> WaitResult.OK, executor)
          .join();
    }
  }

  /** Two threads notify each other in turn. */
  @Work(primitive = "Atomics", unit = RoundTrip.UNIT, latency = true)
  public static class HandOff extends RoundTrip {
    /* Each on a cache line of its own. */
    private static final int PING = 16;
    private static final int PONG = 48;

    private final Int32Array words = new Int32Array(new SharedArrayBuffer(SIZE));

    @Override
    Sides ours() {
      return new Sides(
          () -> {
            give(PING);
            take(PONG);
          },
          () -> {
            take(PING);
            give(PONG);
          },
          () -> give(PING));
    }

    @Override
    Sides spinning() {
      return SharedRoundTrip.spinningSides();
    }

    private void give(int index) {
      Atomics.store(words, index, 1);
      Atomics.notify(words, index, 1);
    }

    private void take(int index) {
      while (Atomics.load(words, index) == 0) {
        Atomics.wait(words, index, 0);
      }
      Atomics.store(words, index, 0);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.JUC)
    public void jucSemaphore() {
      goThereAndBack();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Condition", family = Family.JUC)
    public void jucCondition() {
      goThereAndBack();
    }

    /** The language. */
    @Benchmark
    @Peer(label = "synchronized, wait and notify", family = Family.LANGUAGE)
    public void waitNotify() {
      goThereAndBack();
    }
  }

  /** One thread wakes many that wait at the same address. */
  @Work(primitive = "Atomics", unit = WakingAll.UNIT)
  public static class WakeAll extends WakingAll {
    @Override
    Call call(String contestant, int waiters) {
      return switch (contestant) {
        case "lockstep" -> {
          Int32Array words = new Int32Array(new SharedArrayBuffer(SIZE));
          yield new Call(
              round -> {
                Atomics.store(words, 0, round + 1);
                Atomics.notify(words, 0);
              },
              (round, self) -> {
                while (Atomics.load(words, 0) <= round) {
                  Atomics.wait(words, 0, round);
                }
              });
        }
        case "event" -> {
          Event[] events = {new Event(), new Event()};
          yield new Call(
              round -> {
                events[(round + 1) & 1].clear();
                events[round & 1].set();
              },
              (round, self) -> events[round & 1].await());
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
        default -> super.call(contestant, waiters);
      };
    }

    /** An event. */
    @Benchmark
    @Peer(label = "Event", family = Family.LOCKSTEP)
    public void event() {
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
  }
}
