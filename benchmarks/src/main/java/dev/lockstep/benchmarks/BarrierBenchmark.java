package dev.lockstep.benchmarks;

import dev.lockstep.threading.Barrier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/** {@code Barrier} beside its peers. */
public class BarrierBenchmark {
  private static final int FORKS = 3;
  private static final int ITERATIONS = 5;

  /** For JMH. */
  public BarrierBenchmark() {}

  private static String contestant(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException("nobody interrupts or breaks it", e);
    }
  }

  /** A single party passes by itself. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Uncontended {
    private final Barrier barrier = new Barrier(1);
    private final CyclicBarrier cyclicBarrier = new CyclicBarrier(1);
    private final Phaser phaser = new Phaser(1);

    /** Ours. */
    @Benchmark
    public int lockstep() {
      return barrier.await();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void jucCyclicBarrier() {
      await(cyclicBarrier);
    }

    /** java.util.concurrent. */
    @Benchmark
    public int jucPhaser() {
      return phaser.arriveAndAwaitAdvance();
    }
  }

  /** Threads that pass a barrier with the first thread, twice in each of its operations. */
  private static final class Others {
    private final Runnable arrival;
    private final List<Thread> threads = new ArrayList<>();

    private volatile boolean stopped;

    Others(int count, Runnable arrival) {
      this.arrival = arrival;
      for (int i = 0; i < count; i++) {
        Thread thread = new Thread(this::run, "other-" + i);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
      }
    }

    /* All look at the same time, between two generations, so that all take the same turn for the last. */
    private void run() {
      boolean last;
      do {
        arrival.run();
        last = stopped;
        arrival.run();
      } while (!last);
    }

    void stop() throws InterruptedException {
      stopped = true;
      arrival.run();
      arrival.run();
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  /**
   * A thread passes a barrier with others, who do nothing else: an operation is two generations.
   */
  public abstract static class Passing {
    private final int parties;
    private final Barrier barrier;
    private final CyclicBarrier cyclicBarrier;
    private final Phaser phaser;

    private @Nullable Others others;

    Passing(int parties) {
      this.parties = parties;
      barrier = new Barrier(parties);
      cyclicBarrier = new CyclicBarrier(parties);
      phaser = new Phaser(parties);
    }

    /** Starts the others, who use what the benchmark uses. */
    @Setup
    public void startOthers(BenchmarkParams params) {
      others = new Others(parties - 1, arrival(contestant(params)));
    }

    /** Returns how a contestant passes. */
    Runnable arrival(String contestant) {
      return switch (contestant) {
        case "lockstep" -> barrier::await;
        case "jucCyclicBarrier" -> () -> await(cyclicBarrier);
        case "jucPhaser" -> phaser::arriveAndAwaitAdvance;
        default -> throw new IllegalArgumentException("no others for " + contestant);
      };
    }

    /** Stops them. */
    @TearDown
    public void stopOthers() throws InterruptedException {
      Objects.requireNonNull(others).stop();
    }

    /** Ours. */
    @Benchmark
    public void lockstep() {
      barrier.await();
      barrier.await();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void jucCyclicBarrier() {
      await(cyclicBarrier);
      await(cyclicBarrier);
    }

    /** java.util.concurrent. */
    @Benchmark
    public void jucPhaser() {
      phaser.arriveAndAwaitAdvance();
      phaser.arriveAndAwaitAdvance();
    }
  }

  /** Two threads. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class HandOff extends Passing {
    private final Ideal.Barrier ideal = new Ideal.Barrier(2);

    /** For JMH. */
    public HandOff() {
      super(2);
    }

    @Override
    Runnable arrival(String contestant) {
      return contestant.equals("ideal") ? ideal::await : super.arrival(contestant);
    }

    /** Spins, and nothing else. */
    @Benchmark
    public void ideal() {
      ideal.await();
      ideal.await();
    }
  }

  /** Four threads for each core. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class ManyParties extends Passing {
    /** For JMH. */
    public ManyParties() {
      super(4 * Runtime.getRuntime().availableProcessors());
    }
  }
}
