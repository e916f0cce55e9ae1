package dev.lockstep.atomics.sync;

import dev.lockstep.threading.Held;
import java.time.Duration;

/** What a SharedCondition needs of its lock. */
abstract sealed class ConditionLock implements Held permits SharedLock, SharedRLock {
  abstract boolean acquire();

  abstract boolean acquire(boolean blocking);

  abstract boolean acquire(boolean blocking, double timeout);

  abstract boolean acquire(Duration timeout);

  abstract void release();

  abstract boolean locked();

  /** Tells whether this agent may wait and notify: it owns the lock, or the lock has no owner. */
  abstract boolean isOwned();

  /**
   * Gives the lock up.
   *
   * @return how many levels were held; a SharedLock has one
   * @throws dev.lockstep.errors.RuntimeError if the lock is not held
   */
  abstract int releaseAll();

  /**
   * Acquires the lock again, whatever interrupts there are.
   *
   * @param levels what {@link #releaseAll} returned
   */
  abstract void reacquire(int levels);
}
