package dev.lockstep.atomics.sync;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.RangeError;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.WaitResult;
import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.PyException;
import dev.lockstep.errors.ValueError;
import dev.lockstep.threading.Held;
import dev.lockstep.waiting.Timeouts;
import java.time.Duration;

/**
 * Python's {@code threading.Semaphore} in three words of a {@link SharedArrayBuffer}. Its rules are
 * those of {@code docs/rules/semaphore.md}, but for three: who is woken competes with those who
 * come, without a bound (SEM-19), a release of several wakes several (SEM-23), and who waits takes
 * somewhat more memory (SEM-22).
 *
 * <pre>
 * offset | word    | meaning
 * -------|---------|-------------------------------------------------------------
 *      0 | permits | how many are available
 *      4 | waiters | how many agents are about to sleep, asleep or just woken
 *      8 | limit   | the most that may be available: the bound, or 2**31 - 1
 * </pre>
 *
 * <p>Memory effects: what an agent did before a release happens-before what the agent does that
 * takes a permit because of it (SEM-15).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link KeyboardInterrupt}
 * (SEM-17).
 *
 * <pre>{@code
 * SharedSemaphore.create(memory, 0, 3); // in one agent, at first
 * SharedSemaphore semaphore = new SharedSemaphore(memory, 0); // in each
 * }</pre>
 */
public sealed class SharedSemaphore implements Held permits SharedBoundedSemaphore {
  /*
   * Idea       – A counter; a release wakes as many as it adds permits, those who are woken compete.
   * Invariants – I1 permits changes only by compareExchange, from what was seen, within 0 to limit
   *                 (SEM-09, SEM-12, SEM-14).
   *              I2 who sleeps has been counted in waiters before it looked at permits.
   *              I3 who sleeps has found permits 0, in the step in which it went to sleep.
   * Linearized – at the compareExchange of permits, or the load that finds what it cannot change.
   * Ordering   – all accesses are Atomics, which are sequentially consistent.
   * Blocking   – No wakeup is lost: a release adds, then looks at waiters; a waiter counts itself, then
   *              looks at permits (SEM-16). A permit that a newcomer takes leaves a woken one without,
   *              which sleeps again only if there is none left (I3). Nobody was woken who timed out or
   *              was interrupted (SEM-18).
   * Progress   – Uncontended operations are lock-free: one load and one compareExchange, and a release
   *              another load.
   * Checked by – SemaphoreContract, SemaphoreLincheck, SemaphoreInterleavings, SemaphoreStress of the
   *              subject shared-memory; the scenarios of atomics-emulation/js.
   */

  /** How many bytes it takes. */
  public static final int BYTES = 12;

  private static final int PERMITS = 0;
  private static final int WAITERS = 1;
  private static final int LIMIT = 2;

  private static final int MAX_PERMITS = 0x7fffffff;

  private final Int32Array words;

  /**
   * Makes a view of a semaphore that {@link #create} has made.
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @throws RangeError if the offset is negative or no multiple of 4, or the words are not all
   *     within the buffer
   */
  public SharedSemaphore(SharedArrayBuffer buffer, long byteOffset) {
    words = new Int32Array(buffer, byteOffset, BYTES / Integer.BYTES);
  }

  /**
   * Makes a semaphore, before any agent uses its words (SEM-01).
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @param value how many permits are available at first
   * @throws ValueError if that is negative
   * @throws RangeError if the offset is negative or no multiple of 4, or the words are not all
   *     within the buffer
   */
  public static SharedSemaphore create(SharedArrayBuffer buffer, long byteOffset, int value) {
    initialize(buffer, byteOffset, value, MAX_PERMITS);
    return new SharedSemaphore(buffer, byteOffset);
  }

  static void initialize(SharedArrayBuffer buffer, long byteOffset, int value, int limit) {
    if (value < 0) {
      throw new ValueError("semaphore initial value must be >= 0");
    }
    Int32Array words = new Int32Array(buffer, byteOffset, BYTES / Integer.BYTES);
    Atomics.store(words, PERMITS, value);
    Atomics.store(words, WAITERS, 0);
    Atomics.store(words, LIMIT, limit);
  }

  /**
   * Takes a permit, waiting for ever if need be (SEM-02, SEM-03).
   *
   * @return true
   * @throws KeyboardInterrupt if the thread is interrupted and cannot take a permit at once
   */
  public final boolean acquire() {
    return tryAcquire() || acquireWithin(TimeLimit.NONE);
  }

  /**
   * Takes a permit, waiting for ever only if blocking (SEM-02 to SEM-04).
   *
   * @param blocking whether to wait
   * @return whether a permit was taken
   * @throws KeyboardInterrupt if blocking, and the thread is interrupted and cannot take a permit
   *     at once
   */
  public final boolean acquire(boolean blocking) {
    return tryAcquire() || (blocking && acquireWithin(TimeLimit.NONE));
  }

  /**
   * Takes a permit, waiting for a limited time (SEM-05, SEM-06, SEM-10, SEM-11).
   *
   * @param blocking must be true: Python allows no timeout for a call that does not block
   * @param timeout how long to wait at most, in seconds; zero or less is one look
   * @return whether a permit was taken; false never before the time is over
   * @throws ValueError if the timeout is NaN, or if not blocking
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public final boolean acquire(boolean blocking, double timeout) {
    Timeouts.refuseNaN(timeout);
    if (!blocking) {
      throw new ValueError("can't specify timeout for non-blocking acquire");
    }
    return tryAcquire() || (timeout > 0 && acquireWithin(new TimeLimit(Timeouts.toNanos(timeout))));
  }

  /**
   * Takes a permit, waiting for a limited time (SEM-21).
   *
   * @param timeout how long to wait at most; zero is one look
   * @return whether a permit was taken; false never before the time is over
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public final boolean acquire(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    return tryAcquire()
        || (!timeout.isZero() && acquireWithin(new TimeLimit(Timeouts.toNanos(timeout))));
  }

  private boolean tryAcquire() {
    while (true) {
      int now = Atomics.load(words, PERMITS);
      if (now == 0) {
        return false;
      }
      if (Atomics.compareExchange(words, PERMITS, now, now - 1) == now) {
        return true;
      }
    }
  }

  private boolean acquireWithin(TimeLimit limit) {
    boolean timedOut = false;
    Atomics.add(words, WAITERS, 1);
    try {
      while (!tryAcquire()) {
        if (timedOut) {
          return false;
        }
        WaitResult result = Atomics.wait(words, PERMITS, 0, limit.remainingMilliseconds());
        timedOut = result == WaitResult.TIMED_OUT;
      }
      return true;
    } finally {
      Atomics.sub(words, WAITERS, 1);
    }
  }

  /**
   * Releases one permit (SEM-07).
   *
   * @throws OverflowError if there would be more than 2³¹−1 permits (SEM-09)
   * @throws ValueError if this is a SharedBoundedSemaphore and its bound would be exceeded (SEM-12)
   */
  public final void release() {
    release(1);
  }

  /**
   * Releases permits, all at once (SEM-07).
   *
   * @param n how many, at least 1
   * @throws ValueError if n is less than 1 (SEM-08), or if this is a SharedBoundedSemaphore and its
   *     bound would be exceeded (SEM-12)
   * @throws OverflowError if there would be more than 2³¹−1 permits (SEM-09)
   */
  public final void release(int n) {
    if (n < 1) {
      throw new ValueError("n must be one or more");
    }
    add(n);
    if (Atomics.load(words, WAITERS) > 0) {
      Atomics.notify(words, PERMITS, n);
    }
  }

  private void add(int n) {
    int limit = Atomics.load(words, LIMIT);
    while (true) {
      int now = Atomics.load(words, PERMITS);
      if (n > limit - now) {
        throw limitExceeded();
      }
      if (Atomics.compareExchange(words, PERMITS, now, now + n) == now) {
        return;
      }
    }
  }

  /** What a release throws that would exceed the limit. */
  PyException limitExceeded() {
    return new OverflowError("semaphore value too large");
  }

  /**
   * Takes a permit, waiting for ever if need be, for a {@code try} block that releases it at its
   * end (SEM-20). Allocates nothing.
   *
   * @return this semaphore
   * @throws KeyboardInterrupt if the thread is interrupted and cannot take a permit at once
   */
  public final Held enter() {
    acquire();
    return this;
  }

  /** Releases one permit, as {@link #release()} does. */
  @Override
  public final void close() {
    release();
  }
}
