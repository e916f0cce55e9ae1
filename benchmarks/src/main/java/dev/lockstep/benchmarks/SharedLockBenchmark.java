package dev.lockstep.benchmarks;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedLock;
import dev.lockstep.threading.Lock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code SharedLock} beside the lock on the heap. */
public class SharedLockBenchmark {
  private static final String PRIMITIVE = "SharedLock";
  private static final int SIZE = 256;

  /** For JMH. */
  public SharedLockBenchmark() {}

  /** One thread acquires and releases. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = PRIMITIVE, unit = "acquire and release")
  public static class Uncontended {
    private final SharedLock shared = new SharedLock(new SharedArrayBuffer(SIZE), 0);
    private final Lock lock = new Lock();
    private final ReentrantLock reentrantLock = new ReentrantLock();

    /** Ours. */
    @Benchmark
    public void lockstep() {
      shared.acquire();
      shared.release();
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Lock", family = Family.LOCKSTEP)
    public void onHeap() {
      lock.acquire();
      lock.release();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock", family = Family.JUC)
    public void reentrantLock() {
      reentrantLock.lock();
      reentrantLock.unlock();
    }
  }

  /** All want the same. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = PRIMITIVE, unit = "acquire, increment and release", contended = true)
  public static class Contended {
    private final SharedLock shared = new SharedLock(new SharedArrayBuffer(SIZE), 0);
    private final Lock lock = new Lock();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private long counter;

    /** Ours. */
    @Benchmark
    public void lockstep(Shares.Own share) {
      shared.acquire();
      counter++;
      shared.release();
      share.count();
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Lock", family = Family.LOCKSTEP)
    public void onHeap(Shares.Own share) {
      lock.acquire();
      counter++;
      lock.release();
      share.count();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock", family = Family.JUC)
    public void reentrantLock(Shares.Own share) {
      reentrantLock.lock();
      counter++;
      reentrantLock.unlock();
      share.count();
    }
  }

  /** Two threads wake each other in turn, each by a release. */
  @Work(primitive = PRIMITIVE, unit = RoundTrip.UNIT, latency = true)
  public static class HandOff extends SharedRoundTrip {
    /* Each on a cache line of its own. */
    private static final int PING = 64;
    private static final int PONG = 192;

    @Override
    Sides ours() {
      SharedArrayBuffer memory = new SharedArrayBuffer(SIZE);
      SharedLock ping = new SharedLock(memory, PING);
      SharedLock pong = new SharedLock(memory, PONG);
      // Both are held when the first round begins.
      ping.acquire();
      pong.acquire();
      return new Sides(
          () -> {
            ping.release();
            pong.acquire();
          },
          () -> {
            ping.acquire();
            pong.release();
          },
          ping::release);
    }

    @Override
    Sides namesake() {
      return Sides.of(
          () -> {
            Lock lock = new Lock();
            lock.acquire();
            return new Baton(lock::release, lock::acquire);
          });
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Lock", family = Family.LOCKSTEP)
    public void onHeap() {
      goThereAndBack();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.JUC)
    public void jucSemaphore() {
      goThereAndBack();
    }
  }
}
