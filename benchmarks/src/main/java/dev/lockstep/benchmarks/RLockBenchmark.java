package dev.lockstep.benchmarks;

import dev.lockstep.threading.RLock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** {@code RLock} beside its peers. */
public class RLockBenchmark {
  private static final int FORKS = 3;
  private static final int ITERATIONS = 5;

  /** For JMH. */
  public RLockBenchmark() {}

  /** One thread acquires and releases. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Uncontended {
    private static final VarHandle WORD;

    static {
      try {
        WORD = MethodHandles.lookup().findVarHandle(Uncontended.class, "word", Thread.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private final RLock lock = new RLock();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final Object monitor = new Object();
    private int counter;

    @SuppressWarnings("unused") // by WORD
    private volatile @Nullable Thread word;

    /** Ours. */
    @Benchmark
    public void lockstep() {
      lock.acquire();
      lock.release();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void reentrantLock() {
      reentrantLock.lock();
      reentrantLock.unlock();
    }

    /** The language. */
    @Benchmark
    public void synchronizedBlock() {
      synchronized (monitor) {
        counter++;
      }
    }

    /** The two ordered accesses that a lock with an owner cannot do without. */
    @Benchmark
    public void bareVarHandle() {
      if (!WORD.compareAndSet(this, null, Thread.currentThread())) {
        throw new AssertionError("owned by nobody else");
      }
      WORD.setVolatile(this, null);
    }
  }

  /** One thread acquires twice and releases twice. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Reentrant {
    private final RLock lock = new RLock();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final Object monitor = new Object();
    private int counter;

    /** Ours. */
    @Benchmark
    public void lockstep() {
      lock.acquire();
      lock.acquire();
      lock.release();
      lock.release();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void reentrantLock() {
      reentrantLock.lock();
      reentrantLock.lock();
      reentrantLock.unlock();
      reentrantLock.unlock();
    }

    /** The language. */
    @Benchmark
    public void synchronizedBlock() {
      synchronized (monitor) {
        synchronized (monitor) {
          counter++;
        }
      }
    }
  }

  /** More threads than cores want the same. {@link Benchmarks} starts four for each core. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  @Threads(Threads.MAX)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Contended {
    private final RLock lock = new RLock();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final Object monitor = new Object();

    /** Ours. */
    @Benchmark
    public void lockstep(CriticalSection section, Shares.Own share) {
      lock.acquire();
      section.run();
      lock.release();
      share.count();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void reentrantLock(CriticalSection section, Shares.Own share) {
      reentrantLock.lock();
      section.run();
      reentrantLock.unlock();
      share.count();
    }

    /** The language. */
    @Benchmark
    public void synchronizedBlock(CriticalSection section, Shares.Own share) {
      synchronized (monitor) {
        section.run();
      }
      share.count();
    }
  }
}
