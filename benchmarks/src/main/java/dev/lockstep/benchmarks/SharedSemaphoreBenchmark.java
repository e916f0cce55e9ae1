package dev.lockstep.benchmarks;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedSemaphore;
import dev.lockstep.threading.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code SharedSemaphore} beside the semaphore on the heap. */
public class SharedSemaphoreBenchmark {
  private static final String PRIMITIVE = "SharedSemaphore";
  private static final int SIZE = 256;

  /** For JMH. */
  public SharedSemaphoreBenchmark() {}

  /** One thread acquires and releases. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = PRIMITIVE, unit = "acquire and release")
  public static class Uncontended {
    private final SharedWord word = new SharedWord();
    private final SharedSemaphore shared =
        SharedSemaphore.create(new SharedArrayBuffer(SIZE), 0, 1);
    private final Semaphore semaphore = new Semaphore(1);
    private final java.util.concurrent.Semaphore jucSemaphore =
        new java.util.concurrent.Semaphore(1);

    /** Ours. */
    @Benchmark
    public void lockstep() {
      shared.acquire();
      shared.release();
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.LOCKSTEP)
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
      word.compareAndSet(0, 1);
      word.compareAndSet(1, 0);
    }
  }

  /** Two threads wake each other in turn. */
  @Work(primitive = PRIMITIVE, unit = RoundTrip.UNIT, latency = true)
  public static class HandOff extends SharedRoundTrip {
    /* Each on a cache line of its own. */
    private static final int PING = 64;
    private static final int PONG = 192;

    @Override
    Sides ours() {
      SharedArrayBuffer memory = new SharedArrayBuffer(SIZE);
      SharedSemaphore ping = SharedSemaphore.create(memory, PING, 0);
      SharedSemaphore pong = SharedSemaphore.create(memory, PONG, 0);
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
            Semaphore semaphore = new Semaphore(0);
            return new Baton(semaphore::release, semaphore::acquire);
          });
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.LOCKSTEP)
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

  /** Any number of threads want the one permit. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = PRIMITIVE, unit = "acquire and release", contended = true)
  public static class Contended {
    private final SharedSemaphore shared =
        SharedSemaphore.create(new SharedArrayBuffer(SIZE), 0, 1);
    private final Semaphore semaphore = new Semaphore(1);
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
    @Peer(label = "Semaphore", family = Family.LOCKSTEP)
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
