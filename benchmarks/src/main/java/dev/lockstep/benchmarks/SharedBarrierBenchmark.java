package dev.lockstep.benchmarks;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedBarrier;
import dev.lockstep.threading.Barrier;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.BenchmarkParams;

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
  }

  private static void pass(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError("nobody interrupts a benchmark", e);
    }
  }

  /** Two threads pass together, twice in each operation. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = PRIMITIVE, unit = "two generations of two threads", latency = true)
  public static class HandOff {
    private static final int PARTIES = 2;

    private @Nullable Runnable arrival;
    private @Nullable Thread other;

    private volatile boolean stopped;

    private static Runnable arrival(String contestant) {
      return switch (contestant) {
        case "lockstep" -> {
          SharedArrayBuffer memory = new SharedArrayBuffer(SIZE);
          SharedBarrier barrier = SharedBarrier.create(memory, 0, PARTIES);
          yield barrier::await;
        }
        case "onHeap" -> {
          Barrier barrier = new Barrier(PARTIES);
          yield barrier::await;
        }
        case "cyclicBarrier" -> {
          CyclicBarrier barrier = new CyclicBarrier(PARTIES);
          yield () -> pass(barrier);
        }
        case "ideal" -> {
          Ideal.Barrier barrier = new Ideal.Barrier(PARTIES);
          yield barrier::await;
        }
        case "parkAndUnpark" -> {
          Parked.Barrier barrier = new Parked.Barrier(PARTIES);
          yield barrier::await;
        }
        default -> throw new IllegalArgumentException("no contestant " + contestant);
      };
    }

    /** Starts the other party. */
    @Setup(Level.Iteration)
    public void startOther(BenchmarkParams params) {
      if (params.getThreads() != 1) {
        throw new IllegalArgumentException("one thread, and another party");
      }
      Runnable pass = arrival(BenchmarkMethod.name(params));
      arrival = pass;
      stopped = false;
      other = Kind.factory(Kind.ofCurrentThread()).newThread(() -> passUntilStopped(pass));
      other.start();
    }

    /* It looks between two generations, so that both take the same operation for the last. */
    private void passUntilStopped(Runnable pass) {
      boolean last;
      do {
        pass.run();
        last = stopped;
        pass.run();
      } while (!last);
    }

    /** Stops it. */
    @TearDown(Level.Iteration)
    public void stopOther() throws InterruptedException {
      stopped = true;
      passTwice();
      Objects.requireNonNull(other).join();
    }

    private void passTwice() {
      Runnable pass = Objects.requireNonNull(arrival);
      pass.run();
      pass.run();
    }

    /** Ours. */
    @Benchmark
    public void lockstep() {
      passTwice();
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Barrier", family = Family.LOCKSTEP)
    public void onHeap() {
      passTwice();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CyclicBarrier", family = Family.JUC)
    public void cyclicBarrier() {
      passTwice();
    }

    /** Spins, and nothing else. */
    @Benchmark
    @Floor(label = "spinning")
    public void ideal() {
      passTwice();
    }

    /** Sleeps, and nothing else. */
    @Benchmark
    @Floor(label = "park and unpark")
    public void parkAndUnpark() {
      passTwice();
    }
  }
}
