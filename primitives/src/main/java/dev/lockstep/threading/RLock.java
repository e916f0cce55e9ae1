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
 * Python's {@code threading.RLock}: a mutual-exclusion lock that its owner may acquire again, and
 * that is free once the owner has released it as often as it acquired it. The rules RLK-01 to
 * RLK-28 are in {@code docs/rules/rlock.md}.
 *
 * <p>Memory effects: what a thread did before it gave up the lock happens-before what the thread
 * does that owns it next (RLK-18).
 *
 * <p>Fairness: newcomers may barge past waiting threads, but the one that is first in line is
 * passed a bounded number of times, and waiting threads are served in order (RLK-22).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link KeyboardInterrupt}
 * (RLK-20).
 *
 * <p>Deviations from Python: a thread may hold at most 2³¹−1 levels; {@link #enter()} returns the
 * lock and not true; {@link #acquire(Duration)} is an addition.
 *
 * <pre>{@code
 * RLock lock = new RLock();
 *
 * void transfer(Account from, Account to, long amount) {
 *   try (var held = lock.enter()) {
 *     withdraw(from, amount); // acquires the lock again
 *     deposit(to, amount);
 *   }
 * }
 * }</pre>
 */
public final class RLock extends ConditionLock {
  /*
   * Idea       – The owner is the one atomic word; how often it has acquired is a plain count, which
   *              nobody but the owner touches. Who waits, and how, is BargingAcquisition's business.
   * State      – owner: null free, or the thread that owns the lock. reentries: how many levels it
   *              holds beyond the first. waiters: null until a thread has had to wait, then its queue.
   *
   *                acquire: owner = self          acquire: reentries + 1
   *                ┌──────┐ ──────────────▶ ┌────────────┐ ──────────▶ ┌────────────┐
   *                │ free │                 │ owned, 0   │             │ owned, n>0 │
   *                └──────┘ ◀────────────── └────────────┘ ◀────────── └────────────┘
   *                release: owner = null,         release: reentries − 1
   *                or the first in line
   *
   * Invariants – I1 owner goes from null to a thread only by compareAndSet: one acquirer wins
   *                 (RLK-17).
   *              I2 only the owner changes owner otherwise, so that what a thread reads tells it for
   *                 certain whether it is the owner itself (RLK-13, RLK-15).
   *              I3 reentries is 0 whenever owner changes, so that a new owner starts at one level
   *                 without writing it (RLK-01, RLK-16).
   * Linearized – acquire: the compareAndSet, a read of owner, or the hand-over; release:
   *              the write of owner or reentries, or the hand-over; an error, locked, isOwned and
   *              recursionCount: the read of owner.
   * Ordering   – owner: written by volatile read-modify-writes and volatile writes, read volatile; a
   *              release pairs with the next acquire (RLK-18), and precedes the releaser's read of
   *              waiters (no lost wakeup, RLK-19). reentries: plain, ordered by owner. waiters: set
   *              once by compareAndExchange, read volatile.
   * Blocking   – See BargingAcquisition.
   * Progress   – Uncontended operations are wait-free: one read-modify-write for the first level,
   *              one volatile write for its release, none for the others.
   * Checked by – RLockContract, RLockOracle, RLockLincheck, RLockInterleavings, RLockStress,
   *              RLockBytecode.
   */
  private static final VarHandle OWNER;
  private static final VarHandle WAITERS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      OWNER = lookup.findVarHandle(RLock.class, "owner", Thread.class);
      WAITERS = lookup.findVarHandle(RLock.class, "waiters", WaiterQueue.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final Acquisition ACQUISITION = new Acquisition();

  /* All levels together fit an int (RLK-23). */
  private static final int MAX_REENTRIES = Integer.MAX_VALUE - 1;

  private volatile @Nullable Thread owner;
  private int reentries;
  private volatile @Nullable WaiterQueue waiters;

  /** Creates a lock that nobody owns (RLK-01). */
  public RLock() {}

  /**
   * Acquires one level, waiting for ever if need be (RLK-01 to RLK-03).
   *
   * @return true
   * @throws OverflowError if this thread holds 2³¹−1 levels
   * @throws KeyboardInterrupt if the thread is interrupted and cannot acquire at once
   */
  @Override
  public boolean acquire() {
    return tryAcquire() || ACQUISITION.acquire(this, BargingAcquisition.FOREVER);
  }

  /**
   * Acquires one level, waiting for ever only if blocking (RLK-01 to RLK-04).
   *
   * @param blocking whether to wait
   * @return whether the level was acquired
   * @throws OverflowError if this thread holds 2³¹−1 levels
   * @throws KeyboardInterrupt if blocking, and the thread is interrupted and cannot acquire at once
   */
  @Override
  public boolean acquire(boolean blocking) {
    return tryAcquire() || (blocking && ACQUISITION.acquire(this, BargingAcquisition.FOREVER));
  }

  /**
   * Acquires one level, waiting for a limited time (RLK-01 to RLK-10). The arguments are looked at
   * first, whoever owns the lock.
   *
   * @param blocking whether to wait; if not, the timeout must be −1
   * @param timeout how long to wait at most, in seconds; 0 is one look, and −1 is for ever
   * @return whether the level was acquired; false never before the time is over
   * @throws ValueError if the timeout is NaN; or negative, but not −1 s once it is rounded away
   *     from zero to whole nanoseconds (RLK-06); or given though not blocking
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, or if this thread holds
   *     2³¹−1 levels
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  @Override
  public boolean acquire(boolean blocking, double timeout) {
    long nanos = Timeouts.ofAcquire(blocking, timeout);
    return tryAcquire() || (blocking && nanos != 0 && ACQUISITION.acquire(this, nanos));
  }

  /**
   * Acquires one level, waiting for a limited time (RLK-25).
   *
   * @param timeout how long to wait at most; zero is one look
   * @return whether the level was acquired; false never before the time is over
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, or if this thread holds
   *     2³¹−1 levels
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  @Override
  public boolean acquire(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    long nanos = Timeouts.toNanos(timeout);
    return tryAcquire() || (nanos > 0 && ACQUISITION.acquire(this, nanos));
  }

  /**
   * Releases one level; the last one frees the lock (RLK-12).
   *
   * @throws RuntimeError if this thread does not own the lock (RLK-13)
   */
  @Override
  public void release() {
    if (!isOwned()) {
      throw new RuntimeError("cannot release un-acquired lock");
    }
    int more = reentries;
    if (more == 0) {
      ACQUISITION.release(this, 1);
    } else {
      reentries = more - 1;
    }
  }

  /** Tells whether the lock is owned, by whomever (RLK-14). */
  @Override
  public boolean locked() {
    return owner != null;
  }

  /** Tells whether this thread owns the lock (RLK-15). */
  @Override
  @SuppressWarnings("ReferenceEquality") // this very thread
  public boolean isOwned() {
    return owner == Thread.currentThread();
  }

  /** Returns how many levels this thread holds; 0 if it does not own the lock (RLK-16). */
  public int recursionCount() {
    return isOwned() ? reentries + 1 : 0;
  }

  /**
   * Acquires one level, waiting for ever if need be, for a {@code try} block that releases it at
   * its end (RLK-24). Allocates nothing.
   *
   * @return this lock
   * @throws OverflowError if this thread holds 2³¹−1 levels
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
  void prepareToWait() {
    ACQUISITION.createQueue(this);
  }

  @Override
  int releaseAll() {
    int levels = reentries + 1;
    reentries = 0;
    ACQUISITION.release(this, 1);
    return levels;
  }

  @Override
  void reacquire(Waiter waiter, int levels) {
    ACQUISITION.reacquire(this, waiter);
    restore(levels);
  }

  /**
   * Restores levels that {@link #releaseAll} gave up. The caller owns the lock, at one level.
   *
   * @param levels how many there are to be, at least 1
   */
  void restore(int levels) {
    reentries = levels - 1;
  }

  @Override
  void signal(WaiterQueue waiting, int limit) {
    ACQUISITION.signal(this, waiting, limit);
  }

  @SuppressWarnings("ReferenceEquality") // this very thread
  private boolean tryAcquire() {
    Thread self = Thread.currentThread();
    Thread current = owner;
    if (current != self) {
      // A compareAndSet that fails takes the cache line from the owner all the same.
      return current == null && casOwner(null, self);
    }
    int more = reentries;
    if (more == MAX_REENTRIES) {
      throw new OverflowError("Internal lock count overflowed");
    }
    reentries = more + 1;
    return true;
  }

  private boolean casOwner(@Nullable Thread expected, @Nullable Thread next) {
    return OWNER.compareAndSet(this, expected, next);
  }

  private static final class Acquisition extends BargingAcquisition<RLock> {
    @Override
    protected boolean isAvailable(RLock lock) {
      return lock.owner == null;
    }

    @Override
    protected boolean tryAcquire(RLock lock) {
      return lock.casOwner(null, Thread.currentThread());
    }

    @Override
    protected void makeAvailable(RLock lock, int units) {
      lock.owner = null;
    }

    @Override
    protected boolean releaseAllButOne(RLock lock, int units, Thread successor) {
      lock.owner = successor;
      return true;
    }

    @Override
    protected @Nullable WaiterQueue queue(RLock lock) {
      return lock.waiters;
    }

    @Override
    protected WaiterQueue createQueue(RLock lock) {
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
