package dev.lockstep.benchmarks;

import dev.lockstep.futures.Future;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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

/** {@code Future} beside {@link CompletableFuture}. */
public class FutureBenchmark {
  private static final int FORKS = 3;
  private static final int ITERATIONS = 5;

  private static final Integer RESULT = 7;

  /** For JMH. */
  public FutureBenchmark() {}

  /** One thread creates a future, completes it and asks for the result. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Uncontended {
    /* Others can reach it, so that it is really there. */
    private volatile @Nullable Object published;

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      Future<Integer> future = new Future<>();
      published = future;
      future.setResult(RESULT);
      return future.result();
    }

    /** Ours, as an executor uses it. */
    @Benchmark
    public Integer lockstepBegun() {
      Future<Integer> future = new Future<>();
      published = future;
      future.setRunningOrNotifyCancel();
      future.setResult(RESULT);
      return future.result();
    }

    /** java.util.concurrent. */
    @Benchmark
    public Integer jucCompletableFuture() {
      CompletableFuture<Integer> future = new CompletableFuture<>();
      published = future;
      future.complete(RESULT);
      return future.join();
    }
  }

  /** One thread creates a future with a callback and completes it. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Callback {
    private int calls;

    /** Ours. */
    @Benchmark
    public int lockstep() {
      Future<Integer> future = new Future<>();
      future.addDoneCallback(done -> calls++);
      future.setResult(RESULT);
      return calls;
    }

    /** java.util.concurrent. */
    @Benchmark
    public int jucCompletableFuture() {
      CompletableFuture<Integer> future = new CompletableFuture<>();
      var unused = future.whenComplete((result, thrown) -> calls++);
      future.complete(RESULT);
      return calls;
    }
  }

  /** Two threads complete a future for each other in turn: an operation is two hand-offs. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class HandOff {
    private volatile Future<Boolean> ping = new Future<>();
    private volatile Future<Boolean> pong = new Future<>();
    private volatile CompletableFuture<Boolean> jucPing = new CompletableFuture<>();
    private volatile CompletableFuture<Boolean> jucPong = new CompletableFuture<>();

    private @Nullable Partner partner;

    /** Starts the other thread. */
    @Setup
    public void startPartner(BenchmarkParams params) {
      partner =
          params.getBenchmark().endsWith(".lockstep")
              ? new Partner(
                  () -> {
                    ping.result();
                    ping = new Future<>();
                    pong.setResult(true);
                  },
                  () -> ping.setResult(true))
              : new Partner(
                  () -> {
                    jucPing.join();
                    jucPing = new CompletableFuture<>();
                    jucPong.complete(true);
                  },
                  () -> jucPing.complete(true));
    }

    /** Stops it. */
    @TearDown
    public void stopPartner() throws InterruptedException {
      Objects.requireNonNull(partner).stop();
    }

    /** Ours. */
    @Benchmark
    public void lockstep() {
      Future<Boolean> next = new Future<>();
      pong = next;
      ping.setResult(true);
      next.result();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void jucCompletableFuture() {
      CompletableFuture<Boolean> next = new CompletableFuture<>();
      jucPong = next;
      jucPing.complete(true);
      next.join();
    }
  }
}
