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
   * Idea       – One atomic word says whether the lock is held; by whom and how often is plain, since
   *              only the owner has to know for certain. To read the owner from the atomic word
   *              itself costs a tenth more: an instruction that changes it delays the reads of it
   *              that follow (0009). Who waits, and how, is BargingAcquisition's business.
   * State      – state: 0 free, 1 held. owner: the thread that holds it, or null. reentries: how many
   *              levels it holds beyond the first. If these are more than a short counts, then owner
   *              is the Many that counts them for its thread, and reentries is 0: so a lock takes 24
   *              bytes. waiters: null until a thread has had to wait, then its queue.
   *
   *                acquire: state = 1,            acquire: reentries + 1
   *                owner = self
   *                ┌──────┐ ──────────────▶ ┌────────────┐ ──────────▶ ┌────────────┐
   *                │ free │                 │ owned, 0   │             │ owned, n>0 │
   *                └──────┘ ◀────────────── └────────────┘ ◀────────── └────────────┘
   *                release: owner = null,         release: reentries − 1
   *                state = 0; or owner =
   *                the first in line
   *
   * Invariants – I1 state goes from 0 to 1 only by compareAndSet: one acquirer wins (RLK-17).
   *              I2 a thread, or its Many, is written to owner only by itself, once it has acquired,
   *                 or before it is granted; and is overwritten by itself before it gives the lock up.
   *                 So what it reads, be it stale, tells it for certain whether it is the owner
   *                 (RLK-13, RLK-15).
   *              I3 reentries is 0 whenever the lock is given up, so that a new owner starts at one
   *                 level without writing it (RLK-01, RLK-16).
   * Linearized – acquire: the compareAndSet, a read of state or owner, or the hand-over; release:
   *              the write of state or of the count, or the hand-over; locked: the read of state; an
   *              error, isOwned and recursionCount: the read of owner.
   * Ordering   – state: written by volatile read-modify-writes and volatile writes, read volatile; a
   *              release pairs with the next acquire (RLK-18), and precedes the releaser's read of
   *              waiters (no lost wakeup, RLK-19). owner, reentries: plain, ordered by state or the
   *              grant. Many.thread: final. waiters: set once by compareAndExchange, read volatile.
   * Blocking   – See BargingAcquisition.
   * Progress   – Uncontended operations are wait-free: one read-modify-write for the first level,
   *              one volatile write for its release, none for the others.
   * Checked by – RLockContract, RLockOracle, RLockLincheck, RLockInterleavings, RLockStress,
   *              RLockBytecode.
   */
  private static final VarHandle STATE;
  private static final VarHandle WAITERS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(RLock.class, "state", short.class);
      WAITERS = lookup.findVarHandle(RLock.class, "waiters", WaiterQueue.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final Acquisition ACQUISITION = new Acquisition();

  /* All levels together fit an int (RLK-23). */
  private static final int MAX_REENTRIES = Integer.MAX_VALUE - 1;

  private static final short FREE = 0;
  private static final short HELD = 1;

  private volatile short state;
  private @Nullable Object owner;
  private short reentries;
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
    return blocking ? acquire() : reenter() || (state == FREE && takeIfFree());
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
  @SuppressWarnings("ReferenceEquality") // this very thread
  public void release() {
    int more = reentries;
    if (owner != Thread.currentThread()) {
      releaseOneOfMany();
    } else if (more == 0) {
      ACQUISITION.release(this, 1);
    } else {
      reentries = (short) (more - 1);
    }
  }

  private void releaseOneOfMany() {
    Many many = many();
    if (many == null) {
      throw new RuntimeError("cannot release un-acquired lock");
    }
    many.reentries--;
    if (many.reentries == Short.MAX_VALUE) {
      owner = many.thread;
      reentries = Short.MAX_VALUE;
    }
  }

  /** Tells whether the lock is owned, by whomever (RLK-14). */
  @Override
  public boolean locked() {
    return state == HELD;
  }

  /** Tells whether this thread owns the lock (RLK-15). */
  @Override
  @SuppressWarnings("ReferenceEquality") // this very thread
  public boolean isOwned() {
    return owner == Thread.currentThread() || many() != null;
  }

  /** Returns how many levels this thread holds; 0 if it does not own the lock (RLK-16). */
  public int recursionCount() {
    Many many = many();
    return many != null ? many.reentries + 1 : isOwned() ? reentries + 1 : 0;
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
    int levels = recursionCount();
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
    int more = levels - 1;
    if (more > Short.MAX_VALUE) {
      ownMany(more);
    } else {
      reentries = (short) more;
    }
  }

  @Override
  void signal(WaiterQueue waiting, int limit) {
    ACQUISITION.signal(this, waiting, limit);
  }

  private boolean tryAcquire() {
    return reenter() || takeIfFree();
  }

  @SuppressWarnings("ReferenceEquality") // this very thread
  private boolean reenter() {
    if (owner != Thread.currentThread()) {
      return reenterOneOfMany();
    }
    int more = reentries;
    if (more == Short.MAX_VALUE) {
      ownMany(more + 1);
    } else {
      reentries = (short) (more + 1);
    }
    return true;
  }

  private boolean reenterOneOfMany() {
    Many many = many();
    if (many == null) {
      return false;
    }
    if (many.reentries == MAX_REENTRIES) {
      throw new OverflowError("Internal lock count overflowed");
    }
    many.reentries++;
    return true;
  }

  /* What counts this thread's levels; null if it owns no more than a short counts. */
  @SuppressWarnings("ReferenceEquality") // this very thread
  private @Nullable Many many() {
    return owner instanceof Many many && many.thread == Thread.currentThread() ? many : null;
  }

  private void ownMany(int more) {
    owner = new Many(Thread.currentThread(), more);
    reentries = 0;
  }

  /* Takes the cache line from the owner, also if it fails. */
  private boolean takeIfFree() {
    if (!STATE.compareAndSet(this, FREE, HELD)) {
      return false;
    }
    owner = Thread.currentThread();
    return true;
  }

  /* A thread that owns more levels than a short counts. */
  private static final class Many {
    final Thread thread;

    /* Beyond the first. */
    int reentries;

    Many(Thread thread, int reentries) {
      this.thread = thread;
      this.reentries = reentries;
    }
  }

  private static final class Acquisition extends BargingAcquisition<RLock> {
    @Override
    protected boolean isAvailable(RLock lock) {
      return lock.state == FREE;
    }

    @Override
    protected boolean tryAcquire(RLock lock) {
      return lock.takeIfFree();
    }

    @Override
    protected void makeAvailable(RLock lock, int units) {
      lock.owner = null;
      lock.state = FREE;
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
