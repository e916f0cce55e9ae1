package dev.lockstep.benchmarks;

import dev.lockstep.threading.BoundedSemaphore;
import dev.lockstep.threading.Semaphore;
import java.util.Objects;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/** {@code Semaphore} beside its peers. */
public class SemaphoreBenchmark {
  private static final int FORKS = 3;
  private static final int ITERATIONS = 5;

  /** For JMH. */
  public SemaphoreBenchmark() {}

  /** One thread acquires and releases. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Uncontended {
    private final Semaphore semaphore = new Semaphore(1);
    private final BoundedSemaphore boundedSemaphore = new BoundedSemaphore(1);
    private final java.util.concurrent.Semaphore jucSemaphore =
        new java.util.concurrent.Semaphore(1);
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final Object monitor = new Object();
    private int counter;

    /** Ours. */
    @Benchmark
    public void lockstep() {
      semaphore.acquire();
      semaphore.release();
    }

    /** Ours, with a bound. */
    @Benchmark
    public void lockstepBounded() {
      boundedSemaphore.acquire();
      boundedSemaphore.release();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void jucSemaphore() {
      jucSemaphore.acquireUninterruptibly();
      jucSemaphore.release();
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
    private final Semaphore semaphore = new Semaphore(1);
    private final BoundedSemaphore boundedSemaphore = new BoundedSemaphore(1);
    private final java.util.concurrent.Semaphore jucSemaphore =
        new java.util.concurrent.Semaphore(1);
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final Object monitor = new Object();

    /** Ours. */
    @Benchmark
    public void lockstep(CriticalSection section, Shares.Own share) {
      semaphore.acquire();
      section.run();
      semaphore.release();
      share.count();
    }

    /** Ours, with a bound. */
    @Benchmark
    public void lockstepBounded(CriticalSection section, Shares.Own share) {
      boundedSemaphore.acquire();
      section.run();
      boundedSemaphore.release();
      share.count();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void jucSemaphore(CriticalSection section, Shares.Own share) {
      jucSemaphore.acquireUninterruptibly();
      section.run();
      jucSemaphore.release();
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

  /** Two threads wake each other in turn: an operation is a round trip, two hand-offs. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class HandOff {
    private final Semaphore lockstepPing = new Semaphore(0);
    private final Semaphore lockstepPong = new Semaphore(0);
    private final java.util.concurrent.Semaphore jucSemaphorePing =
        new java.util.concurrent.Semaphore(0);
    private final java.util.concurrent.Semaphore jucSemaphorePong =
        new java.util.concurrent.Semaphore(0);
    private final Ideal.Semaphore idealPing = new Ideal.Semaphore(0);
    private final Ideal.Semaphore idealPong = new Ideal.Semaphore(0);

    private @Nullable Partner partner;

    /** Starts the other thread, which uses what the benchmark uses. */
    @Setup
    public void startPartner(BenchmarkParams params) {
      String benchmark = params.getBenchmark();
      partner =
          switch (benchmark.substring(benchmark.lastIndexOf('.') + 1)) {
            case "lockstep" ->
                new Partner(
                    () -> {
                      lockstepPing.acquire();
                      lockstepPong.release();
                    },
                    lockstepPing::release);
            case "jucSemaphore" ->
                new Partner(
                    () -> {
                      jucSemaphorePing.acquireUninterruptibly();
                      jucSemaphorePong.release();
                    },
                    jucSemaphorePing::release);
            case "ideal" ->
                new Partner(
                    () -> {
                      idealPing.acquire();
                      idealPong.release();
                    },
                    idealPing::release);
            default -> throw new IllegalArgumentException("no partner for " + benchmark);
          };
    }

    /** Stops it. */
    @TearDown
    public void stopPartner() throws InterruptedException {
      Objects.requireNonNull(partner).stop();
    }

    /** Ours. */
    @Benchmark
    public void lockstep() {
      lockstepPing.release();
      lockstepPong.acquire();
    }

    /** java.util.concurrent. */
    @Benchmark
    public void jucSemaphore() {
      jucSemaphorePing.release();
      jucSemaphorePong.acquireUninterruptibly();
    }

    /** Spins, and nothing else. */
    @Benchmark
    public void ideal() {
      idealPing.release();
      idealPong.acquire();
    }
  }
}
