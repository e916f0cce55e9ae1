package dev.lockstep.benchmarks.run;

import java.util.Locale;

/** What a ratio says once noise is taken off. */
public enum Verdict {
  /** The first one is faster. */
  FASTER,
  /** The difference is not larger than what two measurements of the same code differ by. */
  SAME,
  /** The first one is slower. */
  SLOWER,
  /** One of the two was not warm when it was measured: there is nothing to say. */
  NOT_SETTLED;

  /** Returns it in words: {@code not settled}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
