package dev.lockstep.benchmarks;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedLock;
import dev.lockstep.threading.Lock;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code SharedLock} beside the lock on the heap. */
public class SharedLockBenchmark {
  private static final String PRIMITIVE = "SharedLock";
  private static final int SIZE = 256;

  /** For JMH. */
  public SharedLockBenchmark() {}

  /** One thread acquires and releases. */
  @Work(primitive = PRIMITIVE, unit = "acquire and release")
  public static class Uncontended extends UncontendedLocks {
    private final SharedWord word = new SharedWord();
    private final SharedLock shared = new SharedLock(new SharedArrayBuffer(SIZE), 0);
    private final Lock lock = new Lock();

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

    /** The two ordered accesses that it cannot do without. */
    @Benchmark
    @Floor(label = "a compareAndSet and a volatile store")
    public void varHandle() {
      word.compareAndSet(0, 1);
      word.store(0);
    }
  }

  /** All want the same. */
  @Work(primitive = PRIMITIVE, unit = "acquire and release", contended = true, latency = true)
  public static class Contended extends ContendedLocks {
    private final SharedLock shared = new SharedLock(new SharedArrayBuffer(SIZE), 0);
    private final Lock lock = new Lock();

    /** Ours. */
    @Benchmark
    public void lockstep(CriticalSection section, Slice slice) {
      shared.acquire();
      section.run();
      shared.release();
      slice.next();
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Lock", family = Family.LOCKSTEP)
    public void onHeap(CriticalSection section, Slice slice) {
      lock.acquire();
      section.run();
      lock.release();
      slice.next();
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
