package dev.lockstep.benchmarks.run;

import java.util.Locale;

/** Figures as people read them. */
final class Text {
  private static final int MINUTE = 60;

  private Text() {}

  /** Returns a time, rounded: {@code 40 s}, {@code 12 min}, {@code 1 h 50 min}. */
  static String duration(double seconds) {
    long rounded = Math.round(seconds);
    if (rounded < 2 * MINUTE) {
      return rounded + " s";
    }
    long minutes = Math.round(seconds / MINUTE);
    return minutes < 2 * MINUTE
        ? minutes + " min"
        : minutes / MINUTE + " h " + minutes % MINUTE + " min";
  }

  /** Returns a ratio with three digits, as far as they say something. */
  static String ratio(double ratio) {
    if (Double.isInfinite(ratio)) {
      return "∞";
    }
    int decimals = ratio >= 100 ? 0 : ratio >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", ratio);
  }

  /** Returns by how much a factor differs from 1: {@code 3 %}. */
  static String percent(double factor) {
    return Double.isInfinite(factor)
        ? "not known"
        : String.format(Locale.ROOT, "%.0f %%", (factor - 1) * 100);
  }
}
