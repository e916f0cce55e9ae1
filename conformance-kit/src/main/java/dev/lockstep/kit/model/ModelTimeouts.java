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

  private static final double NANOS = 1e9;

  private static final BigInteger FOR_EVER = BigInteger.valueOf(-1_000_000_000);

  private ModelTimeouts() {}

  /** Tells whether a timeout that is not NaN fits a signed 64-bit number of nanoseconds. */
  public static boolean fits(double seconds) {
    return !Double.isInfinite(seconds * NANOS) && nanos(seconds).bitLength() < Long.SIZE;
  }

  /** Tells whether a timeout that fits is -1 s once it is rounded to nanoseconds: for ever. */
  public static boolean isForEver(double seconds) {
    return Double.isFinite(seconds * NANOS) && nanos(seconds).equals(FOR_EVER);
  }

  /* The product is rounded as a double before it is rounded away from zero, as in Python. */
  private static BigInteger nanos(double seconds) {
    return new BigDecimal(seconds * NANOS).setScale(0, RoundingMode.UP).toBigInteger();
  }

  /** Tells whether a positive timeout is over within the patience of a scenario. */
  public static boolean expires(double seconds) {
    return seconds <= PATIENCE;
  }
}
