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
import dev.lockstep.waiting.Timeouts;
import java.time.Duration;

/**
 * Python's {@code threading.Lock} in one word of a {@link SharedArrayBuffer}: a mutex without an
 * owner. Zero is free, so that new memory is a lock. Its rules are those of {@code
 * docs/rules/lock.md}, but for two: who is woken competes with those who come, without a bound
 * (LCK-19), and who waits takes somewhat more memory (LCK-22).
 *
 * <pre>
 * offset | word  | meaning
 * -------|-------|---------------------------------------------------
 *      0 | state | 0 free; 1 held; 2 held, and somebody may wait for it
 * </pre>
 *
 * <p>Memory effects: what an agent did before it released the lock happens-before what the agent
 * does that acquires it next (LCK-15).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link KeyboardInterrupt}
 * (LCK-17).
 *
 * <pre>{@code
 * SharedArrayBuffer memory = new SharedArrayBuffer(SharedLock.BYTES);
 * SharedLock lock = new SharedLock(memory, 0); // in each agent
 * try (var held = lock.enter()) {
 *   balance += amount;
 * }
 * }</pre>
 */
public final class SharedLock extends ConditionLock {
  /*
   * Idea       – The mutex of Drepper's "Futexes Are Tricky" that marks by exchange.
   * Invariants – I1 state goes from 0 to 1 or 2 only by compareExchange or exchange: one acquirer
   *                 wins (LCK-14).
   *              I2 state goes to 0 only by an exchange that tells the one release that did it from
   *                 those that came too late (LCK-12).
   *              I3 who goes to sleep has written 2 and found the lock held, in one step; who was
   *                 asleep acquires with 2 or leaves 2 behind, for others may still be asleep.
   * Linearized – acquire: the compareExchange or exchange; release: the exchange; locked: the load.
   * Ordering   – all accesses are Atomics, which are sequentially consistent.
   * Blocking   – No wakeup is lost: state is 2 while somebody sleeps (I3), and a release sees that in
   *              the same step (LCK-16). Who was woken and then has to leave has marked first, and
   *              who times out or is interrupted was not woken (LCK-18).
   * Progress   – Uncontended operations are wait-free: one read-modify-write each.
   * Checked by – LockContract, LockLincheck, LockInterleavings, LockStress of the subject
   *              shared-memory; the scenarios of atomics-emulation/js.
   */

  /** How many bytes it takes. */
  public static final int BYTES = 4;

  private static final int STATE = 0;

  private static final int FREE = 0;
  private static final int HELD = 1;
  private static final int CONTENDED = 2;

  private final Int32Array words;

  /**
   * Makes a view of a lock: of a new one if the word is zero.
   *
   * @param buffer the memory
   * @param byteOffset where its word is, a multiple of 4
   * @throws RangeError if the offset is negative or no multiple of 4, or the word is not within the
   *     buffer
   */
  public SharedLock(SharedArrayBuffer buffer, long byteOffset) {
    words = new Int32Array(buffer, byteOffset, BYTES / Integer.BYTES);
  }

  /**
   * Acquires the lock, waiting for ever if need be (LCK-01, LCK-02).
   *
   * @return true
   * @throws KeyboardInterrupt if the thread is interrupted and cannot acquire at once
   */
  @Override
  public boolean acquire() {
    return tryAcquire() || acquireWithin(TimeLimit.NONE);
  }

  /**
   * Acquires the lock, waiting for ever only if blocking (LCK-01 to LCK-03).
   *
   * @param blocking whether to wait
   * @return whether the lock was acquired
   * @throws KeyboardInterrupt if blocking, and the thread is interrupted and cannot acquire at once
   */
  @Override
  public boolean acquire(boolean blocking) {
    return tryAcquire() || (blocking && acquireWithin(TimeLimit.NONE));
  }

  /**
   * Acquires the lock, waiting for a limited time (LCK-01 to LCK-09).
   *
   * @param blocking whether to wait; if not, the timeout must be −1
   * @param timeout how long to wait at most, in seconds; 0 is one look, and −1 is for ever
   * @return whether the lock was acquired; false never before the time is over
   * @throws ValueError if the timeout is NaN; or negative, but not −1 s once it is rounded away
   *     from zero to whole nanoseconds (LCK-05); or given though not blocking
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  @Override
  public boolean acquire(boolean blocking, double timeout) {
    long nanos = Timeouts.ofAcquire(blocking, timeout);
    return tryAcquire() || (blocking && nanos != 0 && acquireWithin(new TimeLimit(nanos)));
  }

  /**
   * Acquires the lock, waiting for a limited time (LCK-21).
   *
   * @param timeout how long to wait at most; zero is one look
   * @return whether the lock was acquired; false never before the time is over
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  @Override
  public boolean acquire(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    long nanos = Timeouts.toNanos(timeout);
    return tryAcquire() || (nanos > 0 && acquireWithin(new TimeLimit(nanos)));
  }

  private boolean tryAcquire() {
    return Atomics.compareExchange(words, STATE, FREE, HELD) == FREE;
  }

  private boolean acquireWithin(TimeLimit limit) {
    boolean timedOut = false;
    while (Atomics.exchange(words, STATE, CONTENDED) != FREE) {
      if (timedOut) {
        return false;
      }
      WaitResult result = Atomics.wait(words, STATE, CONTENDED, limit.remainingMilliseconds());
      timedOut = result == WaitResult.TIMED_OUT;
    }
    return true;
  }

  /**
   * Releases the lock, whichever agent acquired it (LCK-11).
   *
   * @throws RuntimeError if the lock is not held (LCK-12)
   */
  @Override
  public void release() {
    int before = Atomics.exchange(words, STATE, FREE);
    if (before == FREE) {
      throw new RuntimeError("release unlocked lock");
    }
    if (before == CONTENDED) {
      Atomics.notify(words, STATE, 1);
    }
  }

  /** Tells whether the lock is held, by whomever (LCK-13). */
  @Override
  public boolean locked() {
    return Atomics.load(words, STATE) != FREE;
  }

  /**
   * Acquires the lock, waiting for ever if need be, for a {@code try} block that releases it at its
   * end (LCK-20). Allocates nothing.
   *
   * @return this lock
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

  @Override
  boolean isOwned() {
    return locked();
  }

  @Override
  int releaseAll() {
    release();
    return 1;
  }

  @Override
  void reacquire(int levels) {
    boolean interrupted = false;
    boolean acquired = tryAcquire();
    while (!acquired) {
      try {
        acquired = acquireWithin(TimeLimit.NONE);
      } catch (KeyboardInterrupt e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
