package dev.lockstep.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a thread does while it holds a lock. */
@State(Scope.Benchmark)
public class CriticalSection {
  private static final double NANOS_PER_MICROSECOND = 1_000;

  /** How many nanoseconds it takes: 0 is one increment of a shared counter. */
  @Param({"0", "100", "1000"})
  public int section;

  private Busy busy = new Busy(0);

  private long counter;

  /** Finds out how much work takes so long. */
  @Setup
  public void prepare() {
    busy = new Busy(section / NANOS_PER_MICROSECOND);
  }

  void run() {
    counter++;
    busy.work();
  }
}
