package dev.lockstep.benchmarks;

import org.openjdk.jmh.infra.Blackhole;

/** Keeps a core busy for a certain time, without memory. */
public final class Busy {
  /**
   * The system property by which a run has all of its JVMs do the same work: how many tokens of
   * {@link Blackhole#consumeCPU} take a microsecond. Otherwise each JVM measures it.
   */
  public static final String TOKENS_PER_MICROSECOND = "lockstep.tokensPerMicrosecond";

  private static final int CALIBRATION_TOKENS = 100_000;
  private static final int CALIBRATION_ROUNDS = 200;
  private static final double NANOS_PER_MICROSECOND = 1_000;

  private final long tokens;

  /**
   * Creates one.
   *
   * @param micros how long each {@link #work} takes
   */
  Busy(double micros) {
    String given = System.getProperty(TOKENS_PER_MICROSECOND);
    tokens =
        micros == 0
            ? 0
            : Math.round(micros * (given != null ? Double.parseDouble(given) : calibrate()));
  }

  /** Returns how many tokens take a microsecond in this JVM. */
  public static double calibrate() {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < CALIBRATION_ROUNDS; i++) {
      long start = System.nanoTime();
      Blackhole.consumeCPU(CALIBRATION_TOKENS);
      best = Math.min(best, System.nanoTime() - start);
    }
    return CALIBRATION_TOKENS * NANOS_PER_MICROSECOND / best;
  }

  /** Works. */
  void work() {
    if (tokens > 0) {
      Blackhole.consumeCPU(tokens);
    }
  }

  /** Works, and returns what it was given, one more. */
  Integer work(Integer item) {
    work();
    return item + 1;
  }
}
