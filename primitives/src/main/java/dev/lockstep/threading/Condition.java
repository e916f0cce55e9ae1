package dev.lockstep.threading;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Timeouts;
import dev.lockstep.waiting.Waiter;
import dev.lockstep.waiting.WaiterQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code threading.Condition}: a lock, and a queue of threads that have given it up until
 * another notifies them. The rules CND-01 to CND-30 are in {@code docs/rules/condition.md}.
 *
 * <p>Memory effects: those of the lock; and what a thread did before it notified happens-before
 * what the notified thread does after its wait (CND-20).
 *
 * <p>Fairness: those that have waited longest are notified first, and never somebody who comes
 * later (CND-10, CND-12). They then wait for the lock like others do, in that order.
 *
 * <p>Interruption: a thread that is blocked until it is notified, or would have to block, gets a
 * {@link KeyboardInterrupt}, holding the lock as before (CND-19).
 *
 * <p>Deviations from Python: a timeout of NaN is an error (CND-08); {@link #enter()} returns the
 * condition and not true; {@link #isOwned()} is private in Python (CND-28); the Durations are
 * additions (CND-26). A lock of another kind than {@link Lock} and {@link RLock} cannot be used.
 *
 * <pre>{@code
 * Condition notEmpty = new Condition();
 *
 * Item take() {
 *   try (var held = notEmpty.enter()) {
 *     notEmpty.awaitFor(() -> !items.isEmpty());
 *     return items.remove();
 *   }
 * }
 * }</pre>
 */
public final class Condition implements Held {
  /*
   * Idea       – Wait morphing: a notification wakes nobody. It moves a waiter that is parked from
   *              this queue to the end of the lock's, for the notifier holds the lock, and who was
   *              woken could only wait for it. The lock's releases then wake one after the other. A
   *              waiter that is still awake is only told, and comes for the lock by itself.
   * State      – lock: never changes. waiters: null until a thread has had to wait, then its queue.
   *
   *                        wait: joins, and gives up the lock
   *              ┌────────────┐ ─────────────────▶ ┌─────────┐ ── timeout, interrupt ─┐
   *              │ holds lock │                    │ waiting │                        │
   *              └────────────┘ ◀─┐                └─────────┘                        ▼
   *                               │                     │ notify                ┌───────────┐
   *                               │  acquires           ▼                       │ withdrawn │
   *                               ├────────────── ┌───────────┐                 └───────────┘
   *                               │               │ signalled │                       │
   *                               │               └───────────┘       acquires        │
   *                               └───────────────────────────────────────────────────┘
   *
   * Invariants – I1 a waiter is in the queue before its thread gives up the lock, so whoever gets the
   *                 lock after it finds it there (CND-15).
   *              I2 a waiter is signalled or withdrawn, never both: both happen under the queue's
   *                 guard (CND-14). A signalled one is in the lock's queue, or awake.
   *              I3 whatever ends a wait, its thread holds the lock as often as before (CND-05).
   * Linearized – notify: where the waiters leave the queue, or the read of an empty one; wait, its
   *              first half: where the lock is given up; its second: where it is acquired.
   * Ordering   – waiters: set once by compareAndExchange, read volatile. All else is the queues', and
   *              the lock's.
   * Blocking   – Notification until the waiter is signalled, BargingAcquisition.reacquire from then
   *              on, which no interrupt ends.
   * Progress   – A notification without waiters reads two fields, and with n of them takes n steps.
   * Checked by – ConditionContract, ConditionOracle, ConditionLincheck, ConditionInterleavings,
   *              ConditionStress, ConditionBytecode.
   */
  private static final VarHandle WAITERS;

  static {
    try {
      WAITERS = MethodHandles.lookup().findVarHandle(Condition.class, "waiters", WaiterQueue.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final String CANNOT_WAIT = "cannot wait on un-acquired lock";
  private static final String CANNOT_NOTIFY = "cannot notify on un-acquired lock";

  private final ConditionLock lock;
  private volatile @Nullable WaiterQueue waiters;

  /** Creates a condition over a new {@link RLock} (CND-01). */
  public Condition() {
    this(new RLock());
  }

  /**
   * Creates a condition over a lock (CND-01).
   *
   * @param lock the lock, which others may use too
   */
  public Condition(Lock lock) {
    this((ConditionLock) lock);
  }

  /**
   * Creates a condition over a lock (CND-01).
   *
   * @param lock the lock, which others may use too
   */
  public Condition(RLock lock) {
    this((ConditionLock) lock);
  }

  private Condition(ConditionLock lock) {
    this.lock = lock;
  }

  /**
   * Acquires the lock, as {@link Lock#acquire()} or {@link RLock#acquire()} does (CND-01).
   *
   * @return true
   * @throws OverflowError if, over an RLock, this thread holds 2³¹−1 levels (RLK-23)
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
   * @throws OverflowError if, over an RLock, this thread holds 2³¹−1 levels (RLK-23)
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
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, or, over an RLock, this
   *     thread holds 2³¹−1 levels (RLK-23)
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
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, or, over an RLock, this
   *     thread holds 2³¹−1 levels (RLK-23)
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public boolean acquire(Duration timeout) {
    return lock.acquire(timeout);
  }

  /**
   * Releases the lock, as {@link Lock#release()} or {@link RLock#release()} does (CND-01).
   *
   * @throws RuntimeError if the lock is not held, or this thread does not own it
   */
  public void release() {
    lock.release();
  }

  /** Tells whether the lock is held, by whomever (CND-02). */
  public boolean locked() {
    return lock.locked();
  }

  /**
   * Tells whether this thread may wait and notify: whether it owns the RLock, or, as a Lock has no
   * owner, whether anybody holds the Lock (CND-28).
   */
  public boolean isOwned() {
    return lock.isOwned();
  }

  /**
   * Acquires the lock, waiting for ever if need be, for a {@code try} block that releases it at its
   * end (CND-25). Allocates nothing.
   *
   * @return this condition
   * @throws OverflowError if, over an RLock, this thread holds 2³¹−1 levels (RLK-23)
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
   * Gives up the lock, all levels of an RLock, waits until it is notified, for ever if need be, and
   * takes the lock back (CND-05).
   *
   * @return true
   * @throws RuntimeError if the lock is not held, or this thread does not own it (CND-03)
   * @throws KeyboardInterrupt if the thread is interrupted before it is notified; it then holds the
   *     lock as before
   */
  public boolean await() {
    return await(BargingAcquisition.FOREVER, 0);
  }

  /**
   * Gives up the lock, all levels of an RLock, waits until it is notified, for a limited time, and
   * takes the lock back, however long that takes (CND-06 to CND-09).
   *
   * @param timeout how long to wait at most, in seconds; zero or less gives the lock up for a
   *     moment
   * @return whether it was notified; false never before the time is over
   * @throws ValueError if the timeout is NaN
   * @throws RuntimeError if the lock is not held, or this thread does not own it (CND-03)
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds
   * @throws KeyboardInterrupt if the thread is interrupted before it is notified, and it has to
   *     wait; it then holds the lock as before
   */
  public boolean await(double timeout) {
    Timeouts.refuseNaN(timeout);
    requireOwned(CANNOT_WAIT);
    return await(nanos(timeout), Notification.now());
  }

  /**
   * Gives up the lock, waits until it is notified, for a limited time, and takes it back (CND-26).
   *
   * @param timeout how long to wait at most; zero gives the lock up for a moment
   * @return whether it was notified; false never before the time is over
   * @throws ValueError if the timeout is negative
   * @throws RuntimeError if the lock is not held, or this thread does not own it (CND-03)
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds
   * @throws KeyboardInterrupt if the thread is interrupted before it is notified, and it has to
   *     wait; it then holds the lock as before
   */
  public boolean await(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    requireOwned(CANNOT_WAIT);
    return await(Timeouts.toNanos(timeout), Notification.now());
  }

  /**
   * Waits until a predicate holds: looks at it, and again after each notification (CND-16). It is
   * called with the lock held. What it throws ends the wait, with the lock held as before (CND-18).
   *
   * @param predicate what is waited for
   * @return true
   * @throws RuntimeError if the predicate does not hold, and the lock is not held or this thread
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
   * @throws RuntimeError if the predicate does not hold, and the lock is not held or this thread
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
    return awaitFor(predicate, nanos(timeout));
  }

  /**
   * Waits until a predicate holds, for a limited time (CND-26).
   *
   * @param predicate what is waited for
   * @param timeout how long to wait at most, all waits together; zero is one wait for a moment
   * @return what the predicate said last; false never before the time is over
   * @throws ValueError if the timeout is negative
   * @throws RuntimeError if the predicate does not hold, and the lock is not held or this thread
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
    return awaitFor(predicate, Timeouts.toNanos(timeout));
  }

  /**
   * Notifies the one that has waited longest, if anybody waits (CND-10). It goes on once it gets
   * the lock.
   *
   * @throws RuntimeError if the lock is not held, or this thread does not own it (CND-04)
   */
  public void signal() {
    signal(1);
  }

  /**
   * Notifies those that have waited longest (CND-10). They go on one after the other, as they get
   * the lock.
   *
   * @param n how many at most; less than one is nobody
   * @throws RuntimeError if the lock is not held, or this thread does not own it (CND-04)
   */
  public void signal(int n) {
    requireOwned(CANNOT_NOTIFY);
    WaiterQueue queue = waiters;
    if (queue != null) {
      lock.signal(queue, n);
    }
  }

  /**
   * Notifies all that wait (CND-11).
   *
   * @throws RuntimeError if the lock is not held, or this thread does not own it (CND-04)
   */
  public void signalAll() {
    signal(Integer.MAX_VALUE);
  }

  private boolean awaitFor(BooleanSupplier predicate, long nanos) {
    long start = Notification.now();
    do {
      await(nanos, start);
      if (predicate.getAsBoolean()) {
        return true;
      }
    } while (Notification.now() - start < nanos);
    return false;
  }

  private boolean await(long nanos, long start) {
    requireOwned(CANNOT_WAIT);
    if (nanos != 0 && Thread.interrupted()) {
      throw new KeyboardInterrupt();
    }
    lock.prepareToWait();
    WaiterQueue queue = createQueue();
    Waiter waiter = new Waiter(Thread.currentThread());
    queue.append(waiter);
    int levels = releaseLock(queue, waiter);
    Notification.End end = block(queue, waiter, nanos, start);
    boolean notified = end == Notification.End.GRANTED || !queue.cancel(waiter);
    lock.reacquire(waiter, levels);
    if (!notified && end == Notification.End.INTERRUPTED) {
      throw Notification.interrupted();
    }
    return notified;
  }

  private Notification.End block(WaiterQueue queue, Waiter waiter, long nanos, long start) {
    return nanos != 0 && Notification.spin(waiter, queue)
        ? Notification.End.GRANTED
        : Notification.await(this, waiter, nanos, start);
  }

  private int releaseLock(WaiterQueue queue, Waiter waiter) {
    try {
      return lock.releaseAll();
    } catch (RuntimeError e) {
      // Somebody else has released the Lock meanwhile. A notification that has come is passed on.
      if (!queue.cancel(waiter)) {
        lock.reacquire(waiter, 1);
        lock.signal(queue, 1);
        lock.release();
      }
      throw new RuntimeError(CANNOT_WAIT);
    }
  }

  private void requireOwned(String otherwise) {
    if (!lock.isOwned()) {
      throw new RuntimeError(otherwise);
    }
  }

  private static long nanos(double timeout) {
    return timeout > 0 ? Timeouts.toNanos(timeout) : 0;
  }

  private WaiterQueue createQueue() {
    WaiterQueue queue = waiters;
    if (queue != null) {
      return queue;
    }
    WaiterQueue created = new WaiterQueue();
    WaiterQueue raced = (WaiterQueue) WAITERS.compareAndExchange(this, null, created);
    return raced == null ? created : raced;
  }
}
