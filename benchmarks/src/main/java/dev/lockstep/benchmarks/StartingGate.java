package dev.lockstep.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Lets the threads of an iteration begin together. JMH wakes them one by one, each by the one
 * before, and those that are awake are busy at once: of 64 threads on two cores each had to wait
 * for a core behind all that had begun, and an iteration of 100 ms took 2 s. Here nobody is busy
 * before all are awake.
 */
@State(Scope.Benchmark)
public class StartingGate {
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final AtomicLong arrived = new AtomicLong();
  private long threads = 1;

  /** For JMH. */
  public StartingGate() {}

  /** Learns how many begin. */
  @Setup
  public void prepare(BenchmarkParams params) {
    threads = params.getThreads();
  }

  /** Waits until all threads of the iteration are here. */
  void pass() {
    long before = arrived.getAndIncrement();
    long due = (before / threads + 1) * threads;
    while (arrived.get() < due) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
