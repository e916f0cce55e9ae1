package dev.lockstep.threading;

import dev.lockstep.waiting.Waiter;
import dev.lockstep.waiting.WaiterQueue;
import java.time.Duration;

/**
 * What a {@link Condition} needs of its lock: that it can be given up, however often it was
 * acquired, and taken back.
 */
abstract sealed class ConditionLock implements Held permits Lock, RLock {
  ConditionLock() {}

  abstract boolean acquire();

  abstract boolean acquire(boolean blocking);

  abstract boolean acquire(boolean blocking, double timeout);

  abstract boolean acquire(Duration timeout);

  abstract void release();

  abstract boolean locked();

  /** Tells whether this thread may wait and notify: it owns the lock, or the lock has no owner. */
  abstract boolean isOwned();

  /**
   * Makes sure that there is a queue, so that neither a signal nor a reacquisition has to allocate.
   */
  abstract void prepareToWait();

  /**
   * Gives the lock up.
   *
   * @return how many levels were held; a Lock has one
   * @throws dev.lockstep.errors.RuntimeError if the lock is not held
   */
  abstract int releaseAll();

  /**
   * Acquires the lock again, whatever interrupts there are.
   *
   * @param waiter the current thread's, signalled or withdrawn
   * @param levels what {@link #releaseAll} returned
   */
  abstract void reacquire(Waiter waiter, int levels);

  /**
   * Signals the first waiters of a condition: they wait for the lock from now on.
   *
   * @param waiting the condition's queue
   * @param limit how many at most
   */
  abstract void signal(WaiterQueue waiting, int limit);
}
