package dev.lockstep.atomics.sync;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.RangeError;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.WaitResult;
import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.threading.Held;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Timeouts;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Python's {@code threading.Condition} in four words of a {@link SharedArrayBuffer}, over a {@link
 * SharedLock} or {@link SharedRLock} that lies elsewhere. Zero is a condition for which nobody
 * waits. Its rules are those of {@code docs/rules/condition.md}, but for two: a notification wakes,
 * and who is woken comes for the lock (CND-22), and who waits takes somewhat more memory (CND-27).
 *
 * <pre>
 * offset | word     | meaning
 * -------|----------|-------------------------------------------------------------------------
 *      0 | guard    | the guard of the other words
 *      4 | sequence | what waiters sleep on: grows when some are notified that are not asleep yet
 *      8 | waiting  | how many wait and have not been notified
 *     12 | owed     | of those who were notified, how many were not asleep and do not know it yet
 * </pre>
 *
 * <p>Memory effects: those of the lock; and what an agent did before it notified happens-before
 * what the notified agent does after its wait (CND-20).
 *
 * <p>Fairness: those that have slept longest are notified first (CND-10).
 *
 * <p>Interruption: a thread that is blocked until it is notified, or would have to block, gets a
 * {@link KeyboardInterrupt}, holding the lock as before (CND-19).
 *
 * <pre>{@code
 * SharedRLock lock = new SharedRLock(memory, 0, 7); // in agent 7
 * SharedCondition notEmpty = new SharedCondition(memory, 8, lock);
 * try (var held = notEmpty.enter()) {
 *   notEmpty.awaitFor(() -> Atomics.load(words, COUNT) > 0);
 * }
 * }</pre>
 */
public final class SharedCondition implements Held {
  /*
   * Idea       – Atomics.notify says how many it woke, and who is woken knows that it was notified. So
   *              who sleeps is notified by that alone. A waiter may also be on its way to sleep, having
   *              given up the lock, or have timed out and not yet left. If a notification is due to
   *              one of these, sequence changes, so that none of them can fall asleep unseen, and owed
   *              says how many of them may take it as theirs.
   * Invariants – I1 with the guard free: who sleeps on sequence is counted in waiting.
   *              I2 waiting is counted before the lock is given up (CND-15).
   *              I3 while owed is above 0: those who wait and have seen another sequence than now are
   *                 as many at least, and none of them sleeps.
   *              I4 owed changes from 0 only: a later notification waits until it is taken, so that
   *                 nobody takes what was notified before he came (CND-12). Those who are owed something
   *                 hold nobody up: they are awake and want nothing but the guard.
   * Linearized – notify: where it holds the guard; wait, its first half: where the lock is given up;
   *              its second: where it is acquired.
   * Ordering   – all accesses are Atomics, which are sequentially consistent.
   * Blocking   – No notification is lost: who is woken was asleep, and who times out, is interrupted or
   *              is not asleep looks under the guard whether it is owed one before it leaves or sleeps
   *              (again) (CND-14).
   * Progress   – The guard is held for a handful of instructions.
   * Checked by – ConditionContract, ConditionLincheck, ConditionInterleavings, ConditionStress of the
   *              subject shared-memory; the scenarios of atomics-emulation/js.
   */

  /** How many bytes it takes, without its lock. */
  public static final int BYTES = 16;

  private static final int GUARD = 0;
  private static final int SEQUENCE = 1;
  private static final int WAITING = 2;
  private static final int OWED = 3;

  private static final String CANNOT_WAIT = "cannot wait on un-acquired lock";
  private static final String CANNOT_NOTIFY = "cannot notify on un-acquired lock";

  private final Int32Array words;
  private final ConditionLock lock;

  /**
   * Makes a view of a condition: of a new one if the words are zero.
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @param lock the lock, which others may use too
   * @throws RangeError if the offset is negative or no multiple of 4, or the words are not all
   *     within the buffer
   */
  public SharedCondition(SharedArrayBuffer buffer, long byteOffset, SharedLock lock) {
    this(buffer, byteOffset, (ConditionLock) lock);
  }

  /**
   * Makes a view of a condition: of a new one if the words are zero.
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @param lock this agent's view of the lock, which others may use too
   * @throws RangeError if the offset is negative or no multiple of 4, or the words are not all
   *     within the buffer
   */
  public SharedCondition(SharedArrayBuffer buffer, long byteOffset, SharedRLock lock) {
    this(buffer, byteOffset, (ConditionLock) lock);
  }

  private SharedCondition(SharedArrayBuffer buffer, long byteOffset, ConditionLock lock) {
    words = new Int32Array(buffer, byteOffset, BYTES / Integer.BYTES);
    this.lock = lock;
  }

  /**
   * Acquires the lock, as {@link SharedLock#acquire()} or {@link SharedRLock#acquire()} does
   * (CND-01).
   *
   * @return true
   * @throws OverflowError if, over a SharedRLock, this agent holds 2³¹−1 levels (RLK-23)
   * @throws KeyboardInterrupt if the thread is interrupted and cannot acquire at once
   */
  public boolean acquire() {
    return lock.acquire();
  }

  /**
   * Acquires the lock, waiting for ever only if blocking (CND-01).
   *
   * @param blocking whether to wait
   * @return whether the lock was acquired
   * @throws OverflowError if, over a SharedRLock, this agent holds 2³¹−1 levels (RLK-23)
   * @throws KeyboardInterrupt if blocking, and the thread is interrupted and cannot acquire at once
   */
  public boolean acquire(boolean blocking) {
    return lock.acquire(blocking);
  }

  /**
   * Acquires the lock, waiting for a limited time (CND-01).
   *
   * @param blocking whether to wait; if not, the timeout must be −1
   * @param timeout how long to wait at most, in seconds; 0 is one look, and −1 is for ever
   * @return whether the lock was acquired; false never before the time is over
   * @throws ValueError if the timeout is NaN; or negative, but not −1 s once it is rounded away
   *     from zero to whole nanoseconds (CND-29); or given though not blocking
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, or, over a SharedRLock,
   *     this agent holds 2³¹−1 levels (RLK-23)
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public boolean acquire(boolean blocking, double timeout) {
    return lock.acquire(blocking, timeout);
  }

  /**
   * Acquires the lock, waiting for a limited time (CND-01, CND-26).
   *
   * @param timeout how long to wait at most; zero is one look
   * @return whether the lock was acquired; false never before the time is over
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, or, over a SharedRLock,
   *     this agent holds 2³¹−1 levels (RLK-23)
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public boolean acquire(Duration timeout) {
    return lock.acquire(timeout);
  }

  /**
   * Releases the lock, as {@link SharedLock#release()} or {@link SharedRLock#release()} does
   * (CND-01).
   *
   * @throws RuntimeError if the lock is not held, or this agent does not own it
   */
  public void release() {
    lock.release();
  }

  /** Tells whether the lock is held, by whomever (CND-02). */
  public boolean locked() {
    return lock.locked();
  }

  /**
   * Tells whether this agent may wait and notify: whether it owns the SharedRLock, or, as a
   * SharedLock has no owner, whether anybody holds that (CND-28).
   */
  public boolean isOwned() {
    return lock.isOwned();
  }

  /**
   * Acquires the lock, waiting for ever if need be, for a {@code try} block that releases it at its
   * end (CND-25). Allocates nothing.
   *
   * @return this condition
   * @throws OverflowError if, over a SharedRLock, this agent holds 2³¹−1 levels (RLK-23)
   * @throws KeyboardInterrupt if the thread is interrupted and cannot acquire at once
   */
  public Held enter() {
    acquire();
    return this;
  }

  /** Releases the lock, as {@link #release()} does. */
  @Override
  public void close() {
    release();
  }

  /**
   * Gives up the lock, all levels of a SharedRLock, waits until it is notified, for ever if need
   * be, and takes the lock back (CND-05).
   *
   * @return true
   * @throws RuntimeError if the lock is not held, or this agent does not own it (CND-03)
   * @throws KeyboardInterrupt if the thread is interrupted before it is notified; it then holds the
   *     lock as before
   */
  public boolean await() {
    requireOwned(CANNOT_WAIT);
    return awaitWithin(TimeLimit.NONE);
  }

  /**
   * Gives up the lock, all levels of a SharedRLock, waits until it is notified, for a limited time,
   * and takes the lock back, however long that takes (CND-06 to CND-09).
   *
   * @param timeout how long to wait at most, in seconds; zero or less gives the lock up for a
   *     moment
   * @return whether it was notified; false never before the time is over
   * @throws ValueError if the timeout is NaN
   * @throws RuntimeError if the lock is not held, or this agent does not own it (CND-03)
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds
   * @throws KeyboardInterrupt if the thread is interrupted before it is notified, and it has to
   *     wait; it then holds the lock as before
   */
  public boolean await(double timeout) {
    Timeouts.refuseNaN(timeout);
    requireOwned(CANNOT_WAIT);
    return awaitWithin(new TimeLimit(nanos(timeout)));
  }

  /**
   * Gives up the lock, waits until it is notified, for a limited time, and takes it back (CND-26).
   *
   * @param timeout how long to wait at most; zero gives the lock up for a moment
   * @return whether it was notified; false never before the time is over
   * @throws ValueError if the timeout is negative
   * @throws RuntimeError if the lock is not held, or this agent does not own it (CND-03)
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds
   * @throws KeyboardInterrupt if the thread is interrupted before it is notified, and it has to
   *     wait; it then holds the lock as before
   */
  public boolean await(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    requireOwned(CANNOT_WAIT);
    return awaitWithin(new TimeLimit(Timeouts.toNanos(timeout)));
  }

  /**
   * Waits until a predicate holds: looks at it, and again after each notification (CND-16). It is
   * called with the lock held. What it throws ends the wait, with the lock held as before (CND-18).
   *
   * @param predicate what is waited for
   * @return true
   * @throws RuntimeError if the predicate does not hold, and the lock is not held or this agent
   *     does not own it (CND-03)
   * @throws KeyboardInterrupt if the thread is interrupted while it waits, or has to wait
   */
  public boolean awaitFor(BooleanSupplier predicate) {
    while (!predicate.getAsBoolean()) {
      await();
    }
    return true;
  }

  /**
   * Waits until a predicate holds, for a limited time (CND-16 to CND-18).
   *
   * @param predicate what is waited for
   * @param timeout how long to wait at most, all waits together, in seconds; zero or less is one
   *     wait for a moment
   * @return what the predicate said last; false never before the time is over
   * @throws ValueError if the timeout is NaN
   * @throws RuntimeError if the predicate does not hold, and the lock is not held or this agent
   *     does not own it (CND-03)
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and the predicate does not
   *     hold
   * @throws KeyboardInterrupt if the thread is interrupted while it waits, or has to wait
   */
  public boolean awaitFor(BooleanSupplier predicate, double timeout) {
    Timeouts.refuseNaN(timeout);
    if (predicate.getAsBoolean()) {
      return true;
    }
    requireOwned(CANNOT_WAIT);
    return awaitFor(predicate, new TimeLimit(nanos(timeout)));
  }

  /**
   * Waits until a predicate holds, for a limited time (CND-26).
   *
   * @param predicate what is waited for
   * @param timeout how long to wait at most, all waits together; zero is one wait for a moment
   * @return what the predicate said last; false never before the time is over
   * @throws ValueError if the timeout is negative
   * @throws RuntimeError if the predicate does not hold, and the lock is not held or this agent
   *     does not own it (CND-03)
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and the predicate does not
   *     hold
   * @throws KeyboardInterrupt if the thread is interrupted while it waits, or has to wait
   */
  public boolean awaitFor(BooleanSupplier predicate, Duration timeout) {
    Timeouts.refuseNegative(timeout);
    if (predicate.getAsBoolean()) {
      return true;
    }
    requireOwned(CANNOT_WAIT);
    return awaitFor(predicate, new TimeLimit(Timeouts.toNanos(timeout)));
  }

  private boolean awaitFor(BooleanSupplier predicate, TimeLimit limit) {
    do {
      awaitWithin(limit);
      if (predicate.getAsBoolean()) {
        return true;
      }
    } while (limit.remainingNanos() > 0);
    return false;
  }

  private boolean awaitWithin(TimeLimit limit) {
    requireOwned(CANNOT_WAIT);
    if (!Guard.mayBlock()) {
      throw Guard.mayNotBlock();
    }
    if (!limit.isOneLook() && Thread.interrupted()) {
      throw new KeyboardInterrupt();
    }
    int seen = join();
    int levels;
    try {
      levels = lock.releaseAll();
    } catch (RuntimeError e) {
      // Another agent has released a SharedLock meanwhile (CND-24).
      if (leave(seen)) {
        notifyWaiters(1);
      }
      throw new RuntimeError(CANNOT_WAIT);
    }
    boolean interrupted = false;
    boolean notified = false;
    try {
      notified = sleep(seen, limit);
    } catch (KeyboardInterrupt e) {
      interrupted = true;
    } finally {
      lock.reacquire(levels);
    }
    if (interrupted) {
      // One more that came while it took the lock back is the same.
      throw Notification.interrupted();
    }
    return notified;
  }

  private int join() {
    Guard.lock(words, GUARD);
    int seen = Atomics.load(words, SEQUENCE);
    Atomics.add(words, WAITING, 1);
    Guard.unlock(words, GUARD);
    return seen;
  }

  /** Sleeps until it is notified; returns false if it has left. */
  private boolean sleep(int joined, TimeLimit limit) {
    int seen = joined;
    while (true) {
      WaitResult result;
      try {
        result = sleepOnce(seen, limit);
      } catch (KeyboardInterrupt e) {
        if (!leave(seen)) {
          throw e;
        }
        Thread.currentThread().interrupt();
        return true;
      }
      if (result == WaitResult.OK) {
        return true;
      }
      if (result == WaitResult.TIMED_OUT) {
        return leave(seen);
      }
      Guard.lock(words, GUARD);
      boolean notified = takeOwed(seen);
      seen = Atomics.load(words, SEQUENCE);
      Guard.unlock(words, GUARD);
      if (notified) {
        return true;
      }
    }
  }

  /* One that has no time does not block, so that no interrupt can end it (CND-19). */
  private WaitResult sleepOnce(int seen, TimeLimit limit) {
    return limit.isOneLook()
        ? WaitResult.TIMED_OUT
        : Atomics.wait(words, SEQUENCE, seen, limit.remainingMilliseconds());
  }

  /** Leaves; returns true if it was notified before. */
  private boolean leave(int seen) {
    Guard.lock(words, GUARD);
    boolean notified = takeOwed(seen);
    if (!notified) {
      Atomics.sub(words, WAITING, 1);
    }
    Guard.unlock(words, GUARD);
    return notified;
  }

  /** Takes a notification that is owed to those who have seen that sequence. The guard is held. */
  private boolean takeOwed(int seen) {
    int owed = Atomics.load(words, OWED);
    if (owed == 0 || Atomics.load(words, SEQUENCE) == seen) {
      return false;
    }
    Atomics.store(words, OWED, owed - 1);
    if (owed == 1) {
      Atomics.notify(words, OWED);
    }
    return true;
  }

  /**
   * Notifies the one that has slept longest, if anybody waits (CND-10). It goes on once it gets the
   * lock.
   *
   * @throws RuntimeError if the lock is not held, or this agent does not own it (CND-04)
   */
  public void signal() {
    signal(1);
  }

  /**
   * Notifies those that have slept longest (CND-10). They go on one after the other, as they get
   * the lock.
   *
   * @param n how many at most; less than one is nobody
   * @throws RuntimeError if the lock is not held, or this agent does not own it (CND-04)
   */
  public void signal(int n) {
    requireOwned(CANNOT_NOTIFY);
    notifyWaiters(n);
  }

  /**
   * Notifies all that wait (CND-11).
   *
   * @throws RuntimeError if the lock is not held, or this agent does not own it (CND-04)
   */
  public void signalAll() {
    signal(Integer.MAX_VALUE);
  }

  private void notifyWaiters(int n) {
    lockSettled();
    int due = Math.min(n, Atomics.load(words, WAITING));
    if (due > 0) {
      int woken = Atomics.notify(words, SEQUENCE, due);
      if (woken < due) {
        Atomics.add(words, SEQUENCE, 1);
        // Some may have fallen asleep just before.
        woken += Atomics.notify(words, SEQUENCE, due - woken);
        Atomics.store(words, OWED, due - woken);
      }
      Atomics.sub(words, WAITING, due);
    }
    Guard.unlock(words, GUARD);
  }

  /** Takes the guard once nothing is owed. */
  private void lockSettled() {
    Guard.lock(words, GUARD);
    int owed = Atomics.load(words, OWED);
    while (owed != 0) {
      Guard.unlock(words, GUARD);
      Guard.sleep(words, OWED, owed);
      Guard.lock(words, GUARD);
      owed = Atomics.load(words, OWED);
    }
  }

  private void requireOwned(String otherwise) {
    if (!lock.isOwned()) {
      throw new RuntimeError(otherwise);
    }
  }

  /* No time is none, also where it is below what fits. */
  private static long nanos(double timeout) {
    return timeout <= 0 ? 0 : Timeouts.toNanos(timeout);
  }
}
