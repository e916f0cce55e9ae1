package dev.lockstep.benchmarks;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedRLock;
import dev.lockstep.threading.RLock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** {@code SharedRLock} beside the lock on the heap. */
public class SharedRLockBenchmark {
  private static final String PRIMITIVE = "SharedRLock";
  private static final int SIZE = 256;

  /** For JMH. */
  public SharedRLockBenchmark() {}

  /** One thread acquires and releases. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = PRIMITIVE, unit = "acquire and release")
  public static class Uncontended {
    private final SharedWord word = new SharedWord();
    private final SharedRLock shared = new SharedRLock(new SharedArrayBuffer(SIZE), 0, 1);
    private final RLock lock = new RLock();
    private final ReentrantLock reentrantLock = new ReentrantLock();

    /** Ours. */
    @Benchmark
    public void lockstep() {
      shared.acquire();
      shared.release();
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "RLock", family = Family.LOCKSTEP)
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

    /** The two ordered accesses that it cannot do without. */
    @Benchmark
    @Floor(label = "a compareAndSet and a volatile store")
    public void varHandle() {
      word.compareAndSet(0, 1);
      word.store(0);
    }
  }

  /** The owner acquires and releases a second level. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = PRIMITIVE, unit = "acquire and release of a second level")
  public static class SecondLevel {
    private final SharedRLock shared = new SharedRLock(new SharedArrayBuffer(SIZE), 0, 1);
    private final RLock lock = new RLock();
    private final ReentrantLock reentrantLock = new ReentrantLock();

    /** Acquires the first level, in the thread that benchmarks. */
    @Setup(Level.Iteration)
    public void acquire() {
      shared.acquire();
      lock.acquire();
      reentrantLock.lock();
    }

    /** Releases it. */
    @TearDown(Level.Iteration)
    public void release() {
      shared.release();
      lock.release();
      reentrantLock.unlock();
    }

    /** Ours. */
    @Benchmark
    public void lockstep() {
      shared.acquire();
      shared.release();
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "RLock", family = Family.LOCKSTEP)
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
  @Work(primitive = PRIMITIVE, unit = "acquire and release", contended = true)
  public static class Contended {
    private final SharedArrayBuffer memory = new SharedArrayBuffer(SIZE);
    private final RLock lock = new RLock();
    private final ReentrantLock reentrantLock = new ReentrantLock();

    /** Ours. */
    @Benchmark
    public void lockstep(CriticalSection section, Slice slice, Agent agent) {
      SharedRLock shared = agent.lock(memory);
      shared.acquire();
      section.run();
      shared.release();
      slice.next();
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "RLock", family = Family.LOCKSTEP)
    public void onHeap(CriticalSection section, Slice slice) {
      lock.acquire();
      section.run();
      lock.release();
      slice.next();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock", family = Family.JUC)
    public void reentrantLock(CriticalSection section, Slice slice) {
      reentrantLock.lock();
      section.run();
      reentrantLock.unlock();
      slice.next();
    }
  }

  /** Who a thread is, and its view of the lock. */
  @State(Scope.Thread)
  public static class Agent {
    private static final AtomicInteger AGENTS = new AtomicInteger();

    private @Nullable SharedRLock view;

    /** For JMH. */
    public Agent() {}

    private SharedRLock lock(SharedArrayBuffer memory) {
      SharedRLock lock = view;
      if (lock == null) {
        lock = new SharedRLock(memory, 0, AGENTS.incrementAndGet());
        view = lock;
      }
      return lock;
    }
  }
}
