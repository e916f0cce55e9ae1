package dev.lockstep.threading;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Timeouts;
import dev.lockstep.waiting.Waiter;
import dev.lockstep.waiting.WaiterQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code threading.Lock}: a mutual-exclusion lock without an owner, so that any thread may
 * release it. The rules LCK-01 to LCK-24 are in {@code docs/rules/lock.md}.
 *
 * <p>Memory effects: what a thread did before it released the lock happens-before what the thread
 * does that acquires it next (LCK-15).
 *
 * <p>Fairness: newcomers may barge past waiting threads, but the one that is first in line is
 * passed a bounded number of times, and waiting threads are served in order (LCK-19).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link KeyboardInterrupt}
 * (LCK-17).
 *
 * <p>Deviations from Python: {@link #enter()} returns the lock and not true; {@link
 * #acquire(Duration)} is an addition.
 *
 * <pre>{@code
 * Lock lock = new Lock();
 * try (var held = lock.enter()) {
 *   balance += amount;
 * }
 * }</pre>
 */
public final class Lock extends ConditionLock {
  /*
   * Idea       – A one-bit lock with barging; who waits, and how, is BargingAcquisition's business.
   * State      – state: 0 free, 1 held. waiters: null until a thread has had to wait, then its queue.
   * Invariants – I1 state goes from 0 to 1 only by getAndSet, which tells the one acquirer that won
   *                 from those that left it at 1 (LCK-14).
   *              I2 state goes from 1 to 0 only by getAndSet, which tells the one release that did
   *                 it from those that came too late (LCK-12).
   * Linearized – acquire: the getAndSet, the read of 1 if it does not wait, or the hand-over;
   *              release: the getAndSet, or the read of state in a hand-over; locked: its read.
   * Ordering   – state: volatile read-modify-writes; a release pairs with the next acquire (LCK-15),
   *              and precedes the releaser's read of waiters (no lost wakeup, LCK-16).
   *              waiters: set once by compareAndExchange, read volatile.
   * Blocking   – See BargingAcquisition.
   * Progress   – Uncontended operations are wait-free: one read-modify-write each.
   * Checked by – LockContract, LockOracle, LockLincheck, LockInterleavings, LockStress, LockBytecode.
   */
  private static final VarHandle STATE;
  private static final VarHandle WAITERS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(Lock.class, "state", int.class);
      WAITERS = lookup.findVarHandle(Lock.class, "waiters", WaiterQueue.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final Acquisition ACQUISITION = new Acquisition();

  private static final int FREE = 0;
  private static final int HELD = 1;

  private volatile int state;
  private volatile @Nullable WaiterQueue waiters;

  /** Creates an unlocked lock. */
  public Lock() {}

  /**
   * Acquires the lock, waiting for ever if need be (LCK-01, LCK-02).
   *
   * @return true
   * @throws KeyboardInterrupt if the thread is interrupted and cannot acquire at once
   */
  @Override
  public boolean acquire() {
    return takeIfFree() || ACQUISITION.acquire(this, BargingAcquisition.FOREVER);
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
    return blocking
        ? takeIfFree() || ACQUISITION.acquire(this, BargingAcquisition.FOREVER)
        : state == FREE && takeIfFree();
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
    return takeIfFree() || (blocking && nanos != 0 && ACQUISITION.acquire(this, nanos));
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
    return takeIfFree() || (nanos > 0 && ACQUISITION.acquire(this, nanos));
  }

  /**
   * Releases the lock, whichever thread acquired it (LCK-11).
   *
   * @throws RuntimeError if the lock is not held (LCK-12)
   */
  @Override
  public void release() {
    ACQUISITION.release(this, 1);
  }

  /** Tells whether the lock is held, by whomever (LCK-13). */
  @Override
  public boolean locked() {
    return state == HELD;
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
  void prepareToWait() {
    ACQUISITION.createQueue(this);
  }

  @Override
  int releaseAll() {
    release();
    return 1;
  }

  @Override
  void reacquire(Waiter waiter, int levels) {
    ACQUISITION.reacquire(this, waiter);
  }

  @Override
  void signal(WaiterQueue waiting, int limit) {
    ACQUISITION.signal(this, waiting, limit);
  }

  /* Faster than a compareAndSet; what it takes from the holder is the same: the cache line. */
  private boolean takeIfFree() {
    return getAndSetState(HELD) == FREE;
  }

  private int getAndSetState(int next) {
    return (int) STATE.getAndSet(this, next);
  }

  private static final class Acquisition extends BargingAcquisition<Lock> {
    @Override
    protected boolean isAvailable(Lock lock) {
      return lock.state == FREE;
    }

    @Override
    protected boolean tryAcquire(Lock lock) {
      return lock.takeIfFree();
    }

    @Override
    protected void makeAvailable(Lock lock, int units) {
      if (lock.getAndSetState(FREE) == FREE) {
        throw new RuntimeError("release unlocked lock");
      }
    }

    @Override
    protected boolean releaseAllButOne(Lock lock, int units, Thread successor) {
      return lock.state == HELD;
    }

    @Override
    protected @Nullable WaiterQueue queue(Lock lock) {
      return lock.waiters;
    }

    @Override
    protected WaiterQueue createQueue(Lock lock) {
      WaiterQueue queue = lock.waiters;
      if (queue != null) {
        return queue;
      }
      WaiterQueue created = new WaiterQueue();
      WaiterQueue raced = (WaiterQueue) WAITERS.compareAndExchange(lock, null, created);
      return raced == null ? created : raced;
    }
  }
}
