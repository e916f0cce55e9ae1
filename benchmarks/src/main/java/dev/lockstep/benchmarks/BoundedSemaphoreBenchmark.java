package dev.lockstep.benchmarks;

import dev.lockstep.threading.BoundedSemaphore;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.sync.SemaphoreKt;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code BoundedSemaphore} beside its peers. */
public class BoundedSemaphoreBenchmark {
  private static final String PRIMITIVE = "BoundedSemaphore";

  /** For JMH. */
  public BoundedSemaphoreBenchmark() {}

  /** One thread acquires and releases. */
  @Work(primitive = PRIMITIVE, unit = "acquire and release")
  public static class Uncontended extends UncontendedLocks {
    private final BoundedSemaphore semaphore = new BoundedSemaphore(1);
    private final java.util.concurrent.Semaphore jucSemaphore =
        new java.util.concurrent.Semaphore(1);
    private final kotlinx.coroutines.sync.Semaphore kotlinSemaphore = SemaphoreKt.Semaphore(1, 0);
    private final Ideal.Semaphore ideal = new Ideal.Semaphore(1);

    /** For JMH. */
    public Uncontended() {}

    /** Ours. */
    @Benchmark
    public void lockstep() {
      semaphore.acquire();
      semaphore.release();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.JUC)
    public void jucSemaphore() {
      jucSemaphore.acquireUninterruptibly();
      jucSemaphore.release();
    }

    /** Kotlin. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.KOTLIN)
    public void kotlinSemaphore() {
      Coroutines.acquire(kotlinSemaphore);
      kotlinSemaphore.release();
    }

    /** The two atomic instructions that a counter of permits cannot do without. */
    @Benchmark
    @Floor(label = "two atomic instructions")
    public void varHandle() {
      ideal.acquire();
      ideal.release();
    }
  }

  /** One thread acquires with a timeout, and releases. */
  @Work(primitive = PRIMITIVE, unit = "acquire with a timeout, and release")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Timed {
    private final Ideal.Semaphore ideal = new Ideal.Semaphore(1);
    private final BoundedSemaphore semaphore = new BoundedSemaphore(1);
    private final java.util.concurrent.Semaphore jucSemaphore =
        new java.util.concurrent.Semaphore(1);

    /** For JMH. */
    public Timed() {}

    /** Ours. */
    @Benchmark
    public boolean lockstep() {
      boolean acquired = semaphore.acquire(true, 1.0);
      semaphore.release();
      return acquired;
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.JUC)
    public boolean jucSemaphore() throws InterruptedException {
      boolean acquired = jucSemaphore.tryAcquire(1, TimeUnit.SECONDS);
      jucSemaphore.release();
      return acquired;
    }

    /** The two atomic instructions that it cannot do without. */
    @Benchmark
    @Floor(label = "two atomic instructions")
    public void varHandle() {
      ideal.acquire();
      ideal.release();
    }
  }

  /** One thread tries in vain. */
  @Work(primitive = PRIMITIVE, unit = "acquire without blocking, in vain")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class TryEmpty {
    private volatile boolean free;
    private final BoundedSemaphore semaphore = new BoundedSemaphore(0);
    private final java.util.concurrent.Semaphore jucSemaphore =
        new java.util.concurrent.Semaphore(0);
    private final kotlinx.coroutines.sync.Semaphore kotlinSemaphore = SemaphoreKt.Semaphore(1, 1);

    /** For JMH. */
    public TryEmpty() {}

    /** Ours. */
    @Benchmark
    public boolean lockstep() {
      return semaphore.acquire(false);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.JUC)
    public boolean jucSemaphore() {
      return jucSemaphore.tryAcquire();
    }

    /** Kotlin. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.KOTLIN)
    public boolean kotlinSemaphore() {
      return kotlinSemaphore.tryAcquire();
    }

    /** The least that tells. */
    @Benchmark
    @Floor(label = "a volatile load")
    public boolean volatileLoad() {
      return free;
    }
  }

  /** Any number of threads want the one permit. */
  @Work(primitive = PRIMITIVE, unit = "acquire and release", contended = true, latency = true)
  public static class Contended extends ContendedLocks {
    private final Ideal.Semaphore ideal = new Ideal.Semaphore(1);
    private final BoundedSemaphore semaphore = new BoundedSemaphore(1);
    private final java.util.concurrent.Semaphore jucSemaphore =
        new java.util.concurrent.Semaphore(1);
    private final kotlinx.coroutines.sync.Semaphore kotlinSemaphore = SemaphoreKt.Semaphore(1, 0);

    /** For JMH. */
    public Contended() {}

    /** Ours. */
    @Benchmark
    public void lockstep(CriticalSection section, Slice slice) {
      semaphore.acquire();
      section.run();
      semaphore.release();
      slice.next();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.JUC)
    public void jucSemaphore(CriticalSection section, Slice slice) {
      jucSemaphore.acquireUninterruptibly();
      section.run();
      jucSemaphore.release();
      slice.next();
    }

    /** What a counter with a limit cannot do without, even if nobody else wants a permit. */
    @Benchmark
    @Floor(label = "one thread alone, two atomic instructions")
    public void alone(Alone alone, CriticalSection section, Slice slice) {
      if (alone.isMine()) {
        ideal.acquire();
        section.run();
        ideal.release(1);
        slice.next();
      }
    }

    /** Kotlin. */
    @Benchmark
    @Peer(label = "Semaphore, by runBlocking", family = Family.KOTLIN)
    public void kotlinSemaphore(CriticalSection section, Slice slice) {
      Coroutines.acquire(kotlinSemaphore);
      section.run();
      kotlinSemaphore.release();
      slice.next();
    }
  }
}
