package dev.lockstep.benchmarks;

import dev.lockstep.threading.Local;
import dev.lockstep.threading.PyThread;
import dev.lockstep.threading.Threading;
import java.util.concurrent.TimeUnit;
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

/** {@code PyThread}, {@code Local} and {@code Threading} beside what java.lang has. */
public class ThreadBenchmark {
  private static final int FORKS = 3;
  private static final int ITERATIONS = 5;

  /** For JMH. */
  public ThreadBenchmark() {}

  /** One thread starts another, which does nothing, and joins it. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class StartAndJoin {
    private int runs;

    /** Ours. */
    @Benchmark
    public int lockstep() {
      PyThread thread = new PyThread(() -> runs++, "benchmark", true);
      thread.start();
      thread.join();
      return runs;
    }

    /** java.lang. */
    @Benchmark
    public int javaThread() throws InterruptedException {
      Thread thread = new Thread(() -> runs++, "benchmark");
      thread.setDaemon(true);
      thread.start();
      thread.join();
      return runs;
    }
  }

  /** One thread reads and writes its value. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class LocalValue {
    private final Local<Integer> local = new Local<>(() -> 1);
    private final ThreadLocal<Integer> threadLocal = ThreadLocal.withInitial(() -> 1);

    /** Ours. */
    @Benchmark
    public int lockstep() {
      int value = local.get();
      local.set(value);
      return value;
    }

    /** java.lang. */
    @Benchmark
    public int javaThreadLocal() {
      int value = threadLocal.get();
      threadLocal.set(value);
      return value;
    }
  }

  /** A thread asks who it is. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class CurrentThread {
    /** Ours. */
    @Benchmark
    public PyThread lockstep() {
      return Threading.currentThread();
    }

    /** java.lang. */
    @Benchmark
    public Thread javaThread() {
      return Thread.currentThread();
    }
  }
}
