package dev.lockstep.benchmarks.run;

/** What a ratio says once noise is taken off. */
public enum Verdict {
  /** The first one is faster. */
  FASTER,
  /** The difference is not larger than what two measurements of the same code differ by. */
  SAME,
  /** The first one is slower. */
  SLOWER
}
