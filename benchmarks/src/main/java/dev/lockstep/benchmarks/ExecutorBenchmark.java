package dev.lockstep.benchmarks;

import dev.lockstep.futures.Future;
import dev.lockstep.futures.ThreadPoolExecutor;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** {@code ThreadPoolExecutor} beside that of java.util.concurrent, and beside bare threads. */
public class ExecutorBenchmark {
  private static final int FORKS = 3;
  private static final int ITERATIONS = 5;

  private static final int WORKERS = 2;

  private static final int TASKS = 100_000;

  private static final Integer RESULT = 7;

  /** For JMH. */
  public ExecutorBenchmark() {}

  /** One thread submits a task and waits for its result. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class SubmitAndResult {
    private final ThreadPoolExecutor ours = new ThreadPoolExecutor(1);
    private final ExecutorService juc = Executors.newFixedThreadPool(1);

    /** Ends the threads. */
    @TearDown
    public void shutdown() {
      ours.shutdown();
      juc.shutdown();
    }

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      return ours.submit(() -> RESULT).result();
    }

    /** java.util.concurrent. */
    @Benchmark
    public Integer jucThreadPoolExecutor() throws InterruptedException, ExecutionException {
      return juc.submit(() -> RESULT).get();
    }
  }

  /** One thread submits many tiny tasks to two workers, and waits for the last. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class ManyTasks {
    private final ThreadPoolExecutor ours = new ThreadPoolExecutor(WORKERS);
    private final ExecutorService juc = Executors.newFixedThreadPool(WORKERS);

    @SuppressWarnings("unused")
    private volatile int sink;

    /** Ends the threads. */
    @TearDown
    public void shutdown() {
      ours.shutdown();
      juc.shutdown();
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public @Nullable Integer lockstep() {
      Future<Integer> last = ours.submit(() -> RESULT);
      for (int i = 1; i < TASKS; i++) {
        last = ours.submit(() -> RESULT);
      }
      return last.result();
    }

    /** java.util.concurrent. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public @Nullable Integer jucThreadPoolExecutor()
        throws InterruptedException, ExecutionException {
      java.util.concurrent.Future<Integer> last = juc.submit(() -> RESULT);
      for (int i = 1; i < TASKS; i++) {
        last = juc.submit(() -> RESULT);
      }
      return last.get();
    }

    /** The yardstick: two threads that do it without being told. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void bareThreads() throws InterruptedException {
      Thread[] threads = new Thread[WORKERS];
      for (int i = 0; i < WORKERS; i++) {
        threads[i] =
            new Thread(
                () -> {
                  for (int j = 0; j < TASKS / WORKERS; j++) {
                    sink = RESULT;
                  }
                });
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }
}
