package dev.lockstep.atomics.sync;

import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Notification;

/** When a call has to stop waiting, however often it is woken until then. */
final class TimeLimit {
  /** No limit, in nanoseconds. */
  static final long FOREVER = BargingAcquisition.FOREVER;

  static final TimeLimit NONE = new TimeLimit(FOREVER);

  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final long nanos;
  private final long start;

  /**
   * Begins to run now.
   *
   * @param nanos how long, in nanoseconds, or {@link #FOREVER}
   */
  TimeLimit(long nanos) {
    this.nanos = nanos;
    start = nanos > 0 ? Notification.now() : 0;
  }

  /**
   * Returns what is left as Atomics.wait takes it. If there was any time, this is never nothing: a
   * wait of no time would look for no interrupt.
   */
  double remainingMilliseconds() {
    if (nanos == FOREVER) {
      return Double.POSITIVE_INFINITY;
    }
    return (isOneLook() ? 0 : Math.max(1, remainingNanos())) / NANOS_PER_MILLISECOND;
  }

  /** Returns what is left of a limit that is not for ever; zero or less once it is over. */
  long remainingNanos() {
    return nanos > 0 ? nanos - (Notification.now() - start) : 0;
  }

  /** Tells whether there never was any time to wait. */
  boolean isOneLook() {
    return nanos == 0;
  }
}
