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
 * Python's {@code threading.RLock} in two words of a {@link SharedArrayBuffer}. Its owner is an
 * agent: a number from 1 to 2³¹−1 that the program gives to each of its threads, and that each
 * names when it makes its object, which it keeps to itself. Zero is free, so that new memory is a
 * lock. Its rules are those of {@code docs/rules/rlock.md}, with agents for threads, but for two:
 * who is woken competes with those who come, without a bound (RLK-22), and who waits takes somewhat
 * more memory (RLK-26).
 *
 * <pre>
 * offset | word      | meaning
 * -------|-----------|------------------------------------------------------------------
 *      0 | owner     | 0 free; or the owner's number, with bit 31 if somebody may wait for it
 *      4 | reentries | how many levels the owner holds beyond the first
 * </pre>
 *
 * <p>Memory effects: what an agent did before it gave up the lock happens-before what the agent
 * does that owns it next (RLK-18).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link KeyboardInterrupt}
 * (RLK-20).
 *
 * <pre>{@code
 * SharedRLock lock = new SharedRLock(memory, 0, 7); // in agent 7
 * try (var held = lock.enter()) {
 *   withdraw(amount); // acquires the lock again
 * }
 * }</pre>
 */
public final class SharedRLock extends ConditionLock {
  /*
   * Idea       – SharedLock's mutex whose word also says who holds it.
   * Invariants – I1 owner goes from 0 to an agent only by compareExchange: one acquirer wins
   *                 (RLK-17).
   *              I2 only the owner changes the number in owner otherwise, so that what an agent reads
   *                 tells it for certain whether it is the owner itself (RLK-13, RLK-15).
   *              I3 reentries is 0 whenever owner changes its number.
   *              I4 who goes to sleep has seen the bit set; who was asleep acquires with the bit, or
   *                 has set it before it leaves, for others may still be asleep.
   * Linearized – acquire: the compareExchange, or the owner's load of owner; release: the exchange of
   *              owner or the store of reentries; all else: the load of owner.
   * Ordering   – all accesses are Atomics, which are sequentially consistent.
   * Blocking   – As SharedLock: the bit is set while somebody sleeps, and the release of the last level
   *              sees that in the step that frees the lock (RLK-19, RLK-21).
   * Progress   – Uncontended operations are wait-free.
   * Checked by – RLockContract, RLockLincheck, RLockInterleavings, RLockStress of the subject
   *              shared-memory; the scenarios of atomics-emulation/js.
   */

  /** How many bytes it takes. */
  public static final int BYTES = 8;

  private static final int OWNER = 0;
  private static final int REENTRIES = 1;

  private static final int FREE = 0;
  private static final int AGENT = 0x7fffffff;
  private static final int CONTENDED = 1 << 31;

  /* All levels together fit a word (RLK-23). */
  private static final int MAX_REENTRIES = 0x7ffffffe;

  private final Int32Array words;
  private final int agent;

  /**
   * Makes this agent's view of a lock: of a new one if the words are zero.
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @param agent who this agent is; at least 1
   * @throws RangeError if that is less; or if the offset is negative or no multiple of 4, or the
   *     words are not all within the buffer
   */
  public SharedRLock(SharedArrayBuffer buffer, long byteOffset, int agent) {
    if (agent < 1) {
      throw new RangeError("agent must be from 1 to 2**31 - 1");
    }
    words = new Int32Array(buffer, byteOffset, BYTES / Integer.BYTES);
    this.agent = agent;
  }

  /**
   * Acquires one level, waiting for ever if need be (RLK-01 to RLK-03).
   *
   * @return true
   * @throws OverflowError if this agent holds 2³¹−1 levels
   * @throws KeyboardInterrupt if the thread is interrupted and cannot acquire at once
   */
  @Override
  public boolean acquire() {
    return tryAcquire() || acquireWithin(TimeLimit.NONE);
  }

  /**
   * Acquires one level, waiting for ever only if blocking (RLK-01 to RLK-04).
   *
   * @param blocking whether to wait
   * @return whether the level was acquired
   * @throws OverflowError if this agent holds 2³¹−1 levels
   * @throws KeyboardInterrupt if blocking, and the thread is interrupted and cannot acquire at once
   */
  @Override
  public boolean acquire(boolean blocking) {
    return tryAcquire() || (blocking && acquireWithin(TimeLimit.NONE));
  }

  /**
   * Acquires one level, waiting for a limited time (RLK-01 to RLK-10).
   *
   * @param blocking whether to wait; if not, the timeout must be −1
   * @param timeout how long to wait at most, in seconds; 0 is one look, and −1 is for ever
   * @return whether the level was acquired; false never before the time is over
   * @throws ValueError if the timeout is NaN; or negative, but not −1 s once it is rounded away
   *     from zero to whole nanoseconds (RLK-06); or given though not blocking
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, or if this agent holds
   *     2³¹−1 levels
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  @Override
  public boolean acquire(boolean blocking, double timeout) {
    long nanos = Timeouts.ofAcquire(blocking, timeout);
    return tryAcquire() || (blocking && nanos != 0 && acquireWithin(new TimeLimit(nanos)));
  }

  /**
   * Acquires one level, waiting for a limited time (RLK-25).
   *
   * @param timeout how long to wait at most; zero is one look
   * @return whether the level was acquired; false never before the time is over
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, or if this agent holds
   *     2³¹−1 levels
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  @Override
  public boolean acquire(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    long nanos = Timeouts.toNanos(timeout);
    return tryAcquire() || (nanos > 0 && acquireWithin(new TimeLimit(nanos)));
  }

  private boolean tryAcquire() {
    if (!isOwned()) {
      return Atomics.compareExchange(words, OWNER, FREE, agent) == FREE;
    }
    int more = Atomics.load(words, REENTRIES);
    if (more == MAX_REENTRIES) {
      throw new OverflowError("Internal lock count overflowed");
    }
    Atomics.store(words, REENTRIES, more + 1);
    return true;
  }

  private boolean acquireWithin(TimeLimit limit) {
    boolean timedOut = false;
    while (true) {
      int seen = Atomics.load(words, OWNER);
      int marked = (seen == FREE ? agent : seen) | CONTENDED;
      if (seen != marked && Atomics.compareExchange(words, OWNER, seen, marked) != seen) {
        continue;
      }
      if (seen == FREE) {
        return true;
      }
      if (timedOut) {
        return false;
      }
      WaitResult result = Atomics.wait(words, OWNER, marked, limit.remainingMilliseconds());
      timedOut = result == WaitResult.TIMED_OUT;
    }
  }

  /**
   * Releases one level; the last one frees the lock (RLK-12).
   *
   * @throws RuntimeError if this agent does not own the lock (RLK-13)
   */
  @Override
  public void release() {
    if (!isOwned()) {
      throw new RuntimeError("cannot release un-acquired lock");
    }
    int more = Atomics.load(words, REENTRIES);
    if (more == 0) {
      free();
    } else {
      Atomics.store(words, REENTRIES, more - 1);
    }
  }

  private void free() {
    if ((Atomics.exchange(words, OWNER, FREE) & CONTENDED) != 0) {
      Atomics.notify(words, OWNER, 1);
    }
  }

  /** Tells whether the lock is owned, by whomever (RLK-14). */
  @Override
  public boolean locked() {
    return Atomics.load(words, OWNER) != FREE;
  }

  /** Tells whether this agent owns the lock (RLK-15). */
  @Override
  public boolean isOwned() {
    return (Atomics.load(words, OWNER) & AGENT) == agent;
  }

  /** Returns how many levels this agent holds; 0 if it does not own the lock (RLK-16). */
  public int recursionCount() {
    return isOwned() ? Atomics.load(words, REENTRIES) + 1 : 0;
  }

  /**
   * Acquires one level, waiting for ever if need be, for a {@code try} block that releases it at
   * its end (RLK-24). Allocates nothing.
   *
   * @return this lock
   * @throws OverflowError if this agent holds 2³¹−1 levels
   * @throws KeyboardInterrupt if the thread is interrupted and cannot acquire at once
   */
  public Held enter() {
    acquire();
    return this;
  }

  /** Releases one level, as {@link #release()} does. */
  @Override
  public void close() {
    release();
  }

  @Override
  int releaseAll() {
    int levels = Atomics.load(words, REENTRIES) + 1;
    Atomics.store(words, REENTRIES, 0);
    free();
    return levels;
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
    Atomics.store(words, REENTRIES, levels - 1);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
