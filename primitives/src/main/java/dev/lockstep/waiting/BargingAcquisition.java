package dev.lockstep.waiting;

import dev.lockstep.errors.KeyboardInterrupt;
import org.jspecify.annotations.Nullable;

/**
 * The blocking half of a primitive that is acquired and released: Lock, RLock, Semaphore. Newcomers
 * may barge past parked waiters; a waiter that is first in line is passed at most {@link
 * #BARGING_BOUND} times, then the next release hands over to it.
 *
 * <p>A primitive has one stateless instance as a constant, tries its own fast path first, and comes
 * here only when it has to wait or when somebody waits.
 *
 * @param <P> the primitive
 */
@SuppressWarnings("ReferenceEquality") // a waiter is that very one
public abstract class BargingAcquisition<P> extends Spinning<P> {
  /*
   * Idea       – Competitive succession: a release frees the state and wakes the first waiter, who
   *              competes with newcomers, so that the primitive does not idle during the wakeup. A
   *              waiter that was passed too often is handed what is released (eventual fairness).
   *              Before it parks a thread spins, unless the queue's count of releases shows that
   *              others are being served meanwhile: then spinning would only slow them down. Releases
   *              are counted while somebody is queued, and while a thread that spins for long asks.
   * Invariants – J1 only the first waiter acquires from within the queue, and under the guard; a
   *                 hand-over also happens under the guard, so a waiter never gets two units.
   *              J2 if the state is available and somebody is queued, then the first waiter is awake,
   *                 or a registered spinner will look again, or the thread that made it so is about
   *                 to wake the first waiter.
   *              J3 a waiter that has been granted returns as acquired, whatever else has happened
   *                 to it: a grant is never lost.
   *              J4 a signalled waiter stays in the queue until it has acquired.
   * Linearized – acquire: at the primitive's tryAcquire, or, when granted, at the hand-over;
   *              hand-over: at releaseAllButOne, where release and acquisition happen at once.
   * Speed      – A release calls nothing but its hooks and reads fields: what the compiler takes for
   *              rare when it compiles is not inlined, and stays so once there is a queue (0009).
   * Blocking   – No wakeup is lost: the releaser changes the state, then reads head, spinner and
   *              parking; the waiter writes those, then reads the state; all are volatile accesses, so
   *              one of the two sees the other. Whoever leaves the queue or stops spinning looks at
   *              the state afterwards and passes the wakeup on (J2); so does whoever puts a signalled
   *              waiter into the queue, for a Lock may be free by then. A timeout or an interrupt ends
   *              the wait only if cancel() finds the waiter ungranted (J3).
   * Progress   – Spinning is bounded by a count. Parked waiters are served first in, first out. A
   *              registered spinner that loses its core delays the first waiter until it runs again.
   * Checked by – LockInterleavings, ConditionInterleavings, SemaphoreInterleavings, LockStress,
   *              ConditionStress, SemaphoreStress.
   */

  /** How often a waiter that is first in line may be passed by newcomers. */
  public static final int BARGING_BOUND = Seam.ACTIVE.bargingBound();

  /** The timeout that never expires, in nanoseconds. */
  public static final long FOREVER = -1;

  /* How often the first waiter may park: where passing takes long, that is the shorter wait. */
  private static final int PARK_BOUND = Math.min(64, BARGING_BOUND + 1);

  /** For the primitives. */
  protected BargingAcquisition() {}

  /**
   * Tells whether an attempt to acquire has a chance. A volatile read.
   *
   * @param primitive the primitive
   */
  protected abstract boolean isAvailable(P primitive);

  /**
   * Acquires if that is possible without waiting. A volatile read-modify-write if it succeeds.
   *
   * @param primitive the primitive
   */
  protected abstract boolean tryAcquire(P primitive);

  /**
   * Returns the primitive's queue if a thread has ever waited. A volatile read.
   *
   * @param primitive the primitive
   */
  protected abstract @Nullable WaiterQueue queue(P primitive);

  /**
   * Returns the primitive's queue, created if need be.
   *
   * @param primitive the primitive
   */
  protected abstract WaiterQueue createQueue(P primitive);

  @Override
  protected final boolean isOver(P primitive, int before) {
    return isOver(primitive);
  }

  @Override
  final WaiterQueue watch(P primitive) {
    WaiterQueue queue = createQueue(primitive);
    queue.watched = true;
    return queue;
  }

  private boolean isOver(P primitive) {
    return isAvailable(primitive) && tryAcquire(primitive);
  }

  /**
   * Waits until the primitive could be acquired.
   *
   * @param primitive the primitive
   * @param nanos how long to wait at most, in nanoseconds, or {@link #FOREVER}
   * @return false if the time was over first
   * @throws KeyboardInterrupt if the thread was interrupted before it could acquire; its interrupt
   *     status is cleared
   */
  public final boolean acquire(P primitive, long nanos) {
    long start = nanos > 0 ? Seam.ACTIVE.nanoTime() : 0;
    if (spin(primitive)) {
      return true;
    }
    if (Thread.interrupted()) {
      throw new KeyboardInterrupt();
    }
    WaiterQueue queue = createQueue(primitive);
    Waiter waiter = new Waiter(Thread.currentThread());
    queue.append(waiter);
    while (true) {
      if (waiter.isGranted()) {
        return true;
      }
      if (queue.head() == waiter
          && isAvailable(primitive)
          && acquireAtFront(primitive, queue, waiter)) {
        return true;
      }
      if (waiter.isAwake()) {
        spinAtFront(primitive, queue, waiter);
        waiter.announceCountedPark();
        continue;
      }
      long remaining = nanos;
      boolean interrupted = Thread.currentThread().isInterrupted();
      if (nanos != FOREVER) {
        remaining = nanos - (Seam.ACTIVE.nanoTime() - start);
      }
      if (interrupted || (nanos != FOREVER && remaining <= 0)) {
        if (!queue.cancel(waiter)) {
          return true;
        }
        passOn(primitive, queue);
        if (interrupted && Thread.interrupted()) {
          throw new KeyboardInterrupt();
        }
        return false;
      }
      if (nanos == FOREVER) {
        Seam.ACTIVE.park(primitive);
      } else {
        Seam.ACTIVE.parkNanos(primitive, remaining);
      }
    }
  }

  /**
   * Acquires for a thread that gave the primitive up to wait for a Condition: for ever, whatever
   * interrupts there are. An interrupt that comes meanwhile is found in the thread's status.
   *
   * @param primitive the primitive
   * @param waiter the current thread's: signalled, so that it is in the primitive's queue, or
   *     withdrawn or called, so that it is in none
   */
  public final void reacquire(P primitive, Waiter waiter) {
    WaiterQueue queue = createQueue(primitive);
    if (!waiter.isInLine()) {
      if (isOver(primitive) || spin(primitive)) {
        return;
      }
      waiter.stayAwake();
      queue.append(waiter);
    }
    boolean interrupted = false;
    while (!waiter.isGranted()
        && !(queue.head() == waiter
            && isAvailable(primitive)
            && acquireAtFront(primitive, queue, waiter))) {
      if (waiter.isAwake()) {
        spinAtFront(primitive, queue, waiter);
        waiter.announceCountedPark();
      } else {
        Seam.ACTIVE.park(primitive);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Signals the first waiters of a Condition: they wait for the primitive from now on, those that
   * are parked in line behind those who do so already. Unparks none of them: the primitive's
   * release does, one after the other.
   *
   * @param primitive the primitive
   * @param waiting the Condition's queue
   * @param limit how many at most
   */
  public final void signal(P primitive, WaiterQueue waiting, int limit) {
    if (limit < 1 || waiting.head() == null) {
      return;
    }
    WaiterQueue queue = createQueue(primitive);
    if (waiting.moveTo(queue, limit)) {
      passOn(primitive, queue);
    }
  }

  /**
   * Releases: hands over to the first waiter if it was passed too often, or makes available what is
   * released and wakes the first waiter, unless somebody is certain to look at the primitive
   * anyway.
   *
   * @param primitive the primitive
   * @param units how many units are released, at least 1
   */
  public final void release(P primitive, int units) {
    WaiterQueue queue = queue(primitive);
    if (queue != null) {
      Waiter first = queue.head;
      if (first != null) {
        int releases = ++queue.releases;
        if ((releases - first.releasesWhenFirst > BARGING_BOUND
                || first.announcedParks >= PARK_BOUND)
            && handOver(primitive, queue, units)) {
          return;
        }
      } else if (queue.watched) {
        queue.releases++;
      }
    }
    makeAvailable(primitive, units);
    queue = queue(primitive);
    if (queue != null) {
      Waiter first = queue.head;
      if (first != null && first.parking && queue.spinner == null) {
        first.wake();
      }
    }
  }

  /**
   * Releases so many units. A volatile read-modify-write or a volatile write.
   *
   * @param primitive the primitive
   * @param units how many units are released, at least 1
   */
  protected abstract void makeAvailable(P primitive, int units);

  /**
   * Gives one unit of what is released to the first waiter, and makes the rest available.
   *
   * @return false if nobody waits any more or if there is nothing to release; nothing has happened
   */
  private boolean handOver(P primitive, WaiterQueue queue, int units) {
    Waiter first;
    queue.lockGuard();
    try {
      first = queue.head();
      if (first == null || !releaseAllButOne(primitive, units, first.thread)) {
        return false;
      }
      queue.removeGuarded(first);
      first.grant();
    } finally {
      queue.unlockGuard();
    }
    first.wake();
    passOn(primitive, queue);
    return true;
  }

  /**
   * Releases so many units, one of which the first waiter owns from this moment, so that the state
   * grows by one less. The guard is held.
   *
   * @param primitive the primitive
   * @param units how many units are released, at least 1
   * @param successor the first waiter's thread
   * @return false if nothing is held; nothing has happened
   */
  protected abstract boolean releaseAllButOne(P primitive, int units, Thread successor);

  private boolean acquireAtFront(P primitive, WaiterQueue queue, Waiter waiter) {
    queue.lockGuard();
    boolean granted = waiter.isGranted();
    boolean acquired = granted || tryAcquire(primitive);
    if (acquired && !granted) {
      queue.removeGuarded(waiter);
    }
    queue.unlockGuard();
    if (acquired) {
      passOn(primitive, queue);
    }
    return acquired;
  }

  private void passOn(P primitive, WaiterQueue queue) {
    if (isAvailable(primitive)) {
      wakeFirst(queue);
    }
  }

  /* Unless somebody is certain to look at the primitive anyway. */
  private static void wakeFirst(WaiterQueue queue) {
    Waiter first = queue.head();
    if (first != null && !first.isAwake() && !queue.hasSpinner()) {
      first.wake();
    }
  }

  private boolean spin(P primitive) {
    WaiterQueue queue = queue(primitive);
    return (queue == null || queue.head() == null)
        ? spin(primitive, 0, queue)
        : spinBesideWaiters(primitive, queue);
  }

  private boolean spinBesideWaiters(P primitive, WaiterQueue queue) {
    if (SpinPolicy.LIMIT == 0 || !Seam.ACTIVE.currentThreadMaySpin()) {
      return false;
    }
    Thread self = Thread.currentThread();
    int looks = queue.looks;
    int releases = queue.releases;
    for (int i = 0; i < SpinPolicy.PAUSES_BESIDE_WAITERS; i++) {
      Thread.onSpinWait();
    }
    if (SpinPolicy.isLostBet(0, queue.releases - releases)) {
      return false;
    }
    boolean place = false;
    boolean acquired = false;
    try {
      for (int i = 0; i < looks && !acquired; i++) {
        Thread.onSpinWait();
        if (i == SpinPolicy.GLANCES) {
          queue.registerSpinner(self);
        }
        if (i == SpinPolicy.LOOKS_WITHOUT_PLACE) {
          place = Spinners.enter();
          if (!place) {
            break;
          }
        }
        if (SpinPolicy.checksAt(i) && SpinPolicy.isLostBet(i, queue.releases - releases)) {
          break;
        }
        if (isAvailable(primitive)) {
          queue.unregisterSpinner(self);
          acquired = tryAcquire(primitive);
          if (!acquired && i >= SpinPolicy.GLANCES) {
            queue.registerSpinner(self);
          }
        }
      }
    } finally {
      if (place) {
        Spinners.leave();
      }
      queue.unregisterSpinner(self);
      passOn(primitive, queue);
    }
    queue.adaptLooks(looks, acquired);
    return acquired;
  }

  private void spinAtFront(P primitive, WaiterQueue queue, Waiter waiter) {
    if (SpinPolicy.LIMIT == 0
        || queue.head() != waiter
        || !Seam.ACTIVE.currentThreadMaySpin()
        || !Spinners.enter()) {
      return;
    }
    try {
      int releases = queue.releases;
      for (int i = 0; i < SpinPolicy.LOOKS_AT_FRONT; i++) {
        if (waiter.isGranted()
            || isAvailable(primitive)
            || (SpinPolicy.checksAt(i) && SpinPolicy.isLostBet(i, queue.releases - releases))) {
          break;
        }
        Thread.onSpinWait();
      }
    } finally {
      Spinners.leave();
    }
  }
}
