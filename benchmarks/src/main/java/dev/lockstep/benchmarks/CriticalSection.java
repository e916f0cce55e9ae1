package dev.lockstep.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What a thread does while it holds a lock. */
@State(Scope.Benchmark)
public class CriticalSection {
  private static final int CALIBRATION_TOKENS = 100_000;
  private static final int CALIBRATION_ROUNDS = 50;

  /** How many nanoseconds it takes: 0 is one increment of a shared counter. */
  @Param({"0", "100", "1000"})
  public int section;

  private long tokens;

  private long counter;

  /** Finds out how many tokens of {@link Blackhole#consumeCPU} are that long on this machine. */
  @Setup
  public void calibrate() {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < CALIBRATION_ROUNDS; i++) {
      long start = System.nanoTime();
      Blackhole.consumeCPU(CALIBRATION_TOKENS);
      best = Math.min(best, System.nanoTime() - start);
    }
    tokens = Math.round((double) section * CALIBRATION_TOKENS / best);
  }

  void run() {
    counter++;
    if (tokens > 0) {
      Blackhole.consumeCPU(tokens);
    }
  }
}
