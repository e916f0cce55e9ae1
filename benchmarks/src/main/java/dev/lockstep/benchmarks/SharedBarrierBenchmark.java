package dev.lockstep.benchmarks;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedBarrier;
import dev.lockstep.threading.Barrier;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code SharedBarrier} beside the barrier on the heap. */
public class SharedBarrierBenchmark {
  private static final String PRIMITIVE = "SharedBarrier";
  private static final int SIZE = 256;

  /** For JMH. */
  public SharedBarrierBenchmark() {}

  /** The only party passes. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = PRIMITIVE, unit = "pass alone")
  public static class Alone {
    private final SharedWord word = new SharedWord();
    private final SharedBarrier shared = SharedBarrier.create(new SharedArrayBuffer(SIZE), 0, 1);
    private final Barrier barrier = new Barrier(1);
    private final CyclicBarrier cyclicBarrier = new CyclicBarrier(1);

    /** Ours. */
    @Benchmark
    public int lockstep() {
      return shared.await();
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Barrier", family = Family.LOCKSTEP)
    public int onHeap() {
      return barrier.await();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CyclicBarrier", family = Family.JUC)
    public void cyclicBarrier() {
      pass(cyclicBarrier);
    }

    /** An arrival, and with it a new phase. */
    @Benchmark
    @Floor(label = "a compareAndSet")
    public void varHandle() {
      int now = word.load();
      word.compareAndSet(now, now + 1);
    }
  }

  private static void pass(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError("nobody interrupts a benchmark", e);
    }
  }

  /** Two threads. */
  @Work(primitive = PRIMITIVE, unit = "generation of two threads", latency = true)
  public static class HandOff extends BarrierBenchmark.Passing {
    private static final int PARTIES = 2;

    @Override
    int others() {
      return PARTIES - 1;
    }

    @Override
    String kindOfOthers() {
      return Kind.ofCurrentThread();
    }

    @Override
    Runnable arrival(String contestant) {
      return switch (contestant) {
        case "lockstep" -> SharedBarrier.create(new SharedArrayBuffer(SIZE), 0, PARTIES)::await;
        case "onHeap" -> new Barrier(PARTIES)::await;
        case "ideal" -> new Ideal.Barrier(PARTIES)::await;
        default -> super.arrival(contestant);
      };
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Barrier", family = Family.LOCKSTEP)
    public void onHeap() {
      pass();
    }

    /** Spins, and nothing else. */
    @Benchmark
    @Floor(label = "spinning")
    public void ideal() {
      pass();
    }
  }

  /** Many threads wait for one, and the last arrival wakes all others. */
  @Work(primitive = PRIMITIVE, unit = "generation: all arrive, and all are woken")
  public static class WakeAll extends BarrierBenchmark.WakeAll {
    /** For JMH. */
    public WakeAll() {}

    @Override
    Runnable arrival(String contestant) {
      int parties = others() + 1;
      return switch (contestant) {
        case "lockstep" -> SharedBarrier.create(new SharedArrayBuffer(SIZE), 0, parties)::await;
        case "onHeap" -> new Barrier(parties)::await;
        default -> super.arrival(contestant);
      };
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Barrier", family = Family.LOCKSTEP)
    public void onHeap() {
      pass();
    }
  }
}
