package dev.lockstep.benchmarks;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedBoundedSemaphore;
import dev.lockstep.threading.BoundedSemaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code SharedBoundedSemaphore} beside the semaphore on the heap. */
public class SharedBoundedSemaphoreBenchmark {
  private static final String PRIMITIVE = "SharedBoundedSemaphore";
  private static final int SIZE = 256;

  /** For JMH. */
  public SharedBoundedSemaphoreBenchmark() {}

  /** One thread acquires and releases. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = PRIMITIVE, unit = "acquire and release")
  public static class Uncontended {
    private final SharedBoundedSemaphore shared =
        SharedBoundedSemaphore.create(new SharedArrayBuffer(SIZE), 0, 1);
    private final BoundedSemaphore semaphore = new BoundedSemaphore(1);
    private final java.util.concurrent.Semaphore jucSemaphore =
        new java.util.concurrent.Semaphore(1);
    private final Ideal.Semaphore ideal = new Ideal.Semaphore(1);

    /** Ours. */
    @Benchmark
    public void lockstep() {
      shared.acquire();
      shared.release();
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "BoundedSemaphore", family = Family.LOCKSTEP)
    public void onHeap() {
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

    /** The two atomic instructions that a counter of permits cannot do without. */
    @Benchmark
    @Floor(label = "two atomic instructions")
    public void varHandle() {
      ideal.acquire();
      ideal.release();
    }
  }

  /** Any number of threads want the one permit. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = PRIMITIVE, unit = "acquire and release", contended = true)
  public static class Contended {
    private final SharedBoundedSemaphore shared =
        SharedBoundedSemaphore.create(new SharedArrayBuffer(SIZE), 0, 1);
    private final BoundedSemaphore semaphore = new BoundedSemaphore(1);
    private final java.util.concurrent.Semaphore jucSemaphore =
        new java.util.concurrent.Semaphore(1);

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
    @Peer(label = "BoundedSemaphore", family = Family.LOCKSTEP)
    public void onHeap(CriticalSection section, Slice slice) {
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
  }
}
