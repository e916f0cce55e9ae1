package dev.lockstep.waiting;

import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.ValueError;
import java.time.Duration;

/** What Python makes of a timeout: the checks, and the number of nanoseconds. */
public final class Timeouts {
  /** The text that Python gives to a timeout below zero. */
  public static final String NEGATIVE = "timeout value must be a non-negative number";

  private static final String TOO_LARGE = "timestamp out of range for platform time_t";

  /**
   * Stands for a timeout that does not fit 2⁶³−1 nanoseconds: an error, once it has to be waited.
   */
  public static final long TOO_LONG = -2;

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private static final double NANOS_PER_SECOND = 1e9;

  /* Python's "for ever" is what rounds to it: -0.9999999999 s is, too. */
  private static final long MINUS_ONE_SECOND = -1_000_000_000L;

  private Timeouts() {}

  /**
   * Refuses NaN, which no primitive can wait for.
   *
   * @param seconds a timeout in seconds
   * @throws ValueError if it is NaN
   */
  public static void refuseNaN(double seconds) {
    if (Double.isNaN(seconds)) {
      throw new ValueError("Invalid value NaN (not a number)");
    }
  }

  /**
   * Converts seconds into nanoseconds, rounded away from zero: a timeout is a lower bound, so a
   * fraction of a nanosecond counts as a whole one.
   *
   * @param seconds a timeout in seconds, also a negative one
   * @throws ValueError if it is NaN
   * @throws OverflowError if it is infinite or does not fit 2⁶³−1 nanoseconds
   */
  public static long toNanos(double seconds) {
    refuseNaN(seconds);
    double nanos = seconds * NANOS_PER_SECOND;
    nanos = nanos < 0 ? Math.floor(nanos) : Math.ceil(nanos);
    if (!(nanos >= -0x1p63 && nanos < 0x1p63)) {
      throw tooLarge();
    }
    return (long) nanos;
  }

  /**
   * Checks the arguments of {@code acquire} as Lock and RLock do, before they look at their state.
   *
   * @param blocking whether to wait
   * @param seconds how long at most
   * @return the same in nanoseconds; {@link BargingAcquisition#FOREVER} for what rounds to −1 s,
   *     blocking or not
   * @throws ValueError if it is NaN, or negative but not −1, or given though not blocking
   * @throws OverflowError if it is infinite or does not fit 2⁶³−1 nanoseconds
   */
  public static long ofAcquire(boolean blocking, double seconds) {
    long nanos = toNanos(seconds);
    if (nanos == MINUS_ONE_SECOND) {
      return BargingAcquisition.FOREVER;
    }
    if (!blocking) {
      throw new ValueError("can't specify a timeout for a non-blocking call");
    }
    if (nanos < 0) {
      throw new ValueError(NEGATIVE);
    }
    return nanos;
  }

  /** Returns the error for a timeout that does not fit 2⁶³−1 nanoseconds. */
  public static OverflowError tooLarge() {
    return new OverflowError(TOO_LARGE);
  }

  /**
   * Refuses a negative Duration.
   *
   * @param timeout a timeout
   * @throws ValueError if it is negative
   */
  public static void refuseNegative(Duration timeout) {
    if (timeout.isNegative()) {
      throw new ValueError(NEGATIVE);
    }
  }

  /**
   * Converts a Duration into nanoseconds.
   *
   * @param timeout a timeout
   * @throws OverflowError if it does not fit 2⁶³−1 nanoseconds
   */
  public static long toNanos(Duration timeout) {
    try {
      return timeout.toNanos();
    } catch (ArithmeticException e) {
      throw tooLarge();
    }
  }

  /**
   * Converts the timeout of a call that may turn out not to have to wait.
   *
   * @param seconds a timeout in seconds
   * @return nanoseconds; 0 if it is not positive; {@link #TOO_LONG} if it does not fit
   * @throws ValueError if it is NaN
   */
  public static long toNanosOrTooLong(double seconds) {
    refuseNaN(seconds);
    if (seconds <= 0) {
      return 0;
    }
    double nanos = Math.ceil(seconds * NANOS_PER_SECOND);
    return nanos < 0x1p63 ? (long) nanos : TOO_LONG;
  }

  /**
   * Converts the timeout of a call that may turn out not to have to wait.
   *
   * @param timeout a timeout that is not negative
   * @return nanoseconds, or {@link #TOO_LONG} if it does not fit
   */
  public static long toNanosOrTooLong(Duration timeout) {
    return timeout.compareTo(LONGEST) <= 0 ? timeout.toNanos() : TOO_LONG;
  }
}
