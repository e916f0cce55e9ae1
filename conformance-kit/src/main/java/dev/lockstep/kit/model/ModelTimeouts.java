package dev.lockstep.kit.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** What the models know of timeouts in seconds; written without the code that they judge. */
public final class ModelTimeouts {
  /** Python's text for NaN. */
  public static final String NAN = "Invalid value NaN (not a number)";

  /** Python's text for what does not fit. */
  public static final String TOO_LARGE = "timestamp out of range for platform time_t";

  /** Python's text for less than nothing. */
  public static final String NEGATIVE = "timeout value must be a non-negative number";

  /**
   * Timeouts up to this many seconds are waited out by a scenario; longer ones count as blocked.
   */
  public static final double PATIENCE = 1.0;

  private ModelTimeouts() {}

  /** Tells whether a timeout that is not NaN fits a signed 64-bit number of nanoseconds. */
  public static boolean fits(double seconds) {
    if (Double.isInfinite(seconds)) {
      return false;
    }
    BigInteger nanos =
        new BigDecimal(seconds).movePointRight(9).setScale(0, RoundingMode.UP).toBigInteger();
    return nanos.bitLength() < Long.SIZE;
  }

  /** Tells whether a positive timeout is over within the patience of a scenario. */
  public static boolean expires(double seconds) {
    return seconds <= PATIENCE;
  }
}
