package dev.lockstep.waiting;

import dev.lockstep.errors.KeyboardInterrupt;
import org.jspecify.annotations.Nullable;

/**
 * The blocking half of a primitive whose waiters are told that they may go on: Condition, Event,
 * Barrier. A waiter goes on only because it was granted, so there is no spurious return; waiters
 * are granted first in, first out.
 */
public final class Notification {
  /*
   * Idea       – A waiter joins the queue while the primitive's state makes it wait, and whoever
   *              changes that state takes waiters out of the queue and grants them, both under the
   *              queue's guard. What happens to a waiter is therefore decided once.
   * Invariants – N1 a waiter is granted or leaves, never both: both happen under the guard.
   *              N2 a granted waiter's links never change again, so those who were granted together
   *                 can be woken along them without the guard.
   * Linearized – grant: at the write of the waiter's fate.
   * Blocking   – No wakeup is lost: the granter writes the fate, then reads parking; the waiter
   *              writes parking, then reads its fate; all are volatile accesses.
   * Progress   – Waking n waiters takes n steps and at most n unparks; waking nobody reads head.
   * Checked by – ConditionInterleavings, EventInterleavings, BarrierInterleavings.
   */

  /** How a wait came to its end. */
  public enum End {
    /** The waiter was granted. */
    GRANTED,
    /** The thread's interrupt status is set; the waiter is still in the queue. */
    INTERRUPTED,
    /** The time is over; the waiter is still in the queue. */
    TIMED_OUT
  }

  private static final Spinning<Waiter> ON_FATE =
      new Spinning<>() {
        @Override
        protected boolean isOver(Waiter waiter, int before) {
          return waiter.isDecided();
        }
      };

  private Notification() {}

  /** Returns the reading of the clock that waits go by, in nanoseconds. */
  public static long now() {
    return Seam.ACTIVE.nanoTime();
  }

  /** Consumes the current thread's interrupt and returns the error that tells of it. */
  public static KeyboardInterrupt interrupted() {
    Thread.interrupted();
    return new KeyboardInterrupt();
  }

  /**
   * Looks for a while whether the waiter's fate is decided: where there is nothing else to look at
   * before it joins.
   *
   * @param waiter the current thread's
   * @param queue the queue that the waiter is in, or was until its fate was decided
   * @return whether it is decided
   */
  public static boolean spin(Waiter waiter, WaiterQueue queue) {
    return ON_FATE.spin(waiter, 0, queue);
  }

  /**
   * Parks until the waiter is granted, or has a reason to leave.
   *
   * @param primitive what is waited for, shown in thread dumps
   * @param waiter the current thread's
   * @param nanos how long to wait at most, in nanoseconds: 0 is one look; {@link
   *     BargingAcquisition#FOREVER} is for ever
   * @param start {@link #now} when the wait began; anything where no time runs
   */
  public static End await(Object primitive, Waiter waiter, long nanos, long start) {
    boolean forever = nanos == BargingAcquisition.FOREVER;
    boolean blocks = forever || nanos > 0;
    while (!waiter.isDecided()) {
      if (waiter.isAwake()) {
        waiter.announcePark();
        continue;
      }
      long remaining = nanos > 0 ? nanos - (Seam.ACTIVE.nanoTime() - start) : 0;
      if (blocks && Thread.currentThread().isInterrupted()) {
        return End.INTERRUPTED;
      }
      if (!forever && remaining <= 0) {
        return End.TIMED_OUT;
      }
      if (forever) {
        Seam.ACTIVE.park(primitive);
      } else {
        Seam.ACTIVE.parkNanos(primitive, remaining);
      }
    }
    return End.GRANTED;
  }

  /**
   * Waits until the waiter is granted, whatever interrupts there are.
   *
   * @param primitive what is waited for, shown in thread dumps
   * @param waiter the current thread's
   */
  public static void awaitUninterruptibly(Object primitive, Waiter waiter) {
    boolean interrupted = false;
    while (await(primitive, waiter, BargingAcquisition.FOREVER, 0) == End.INTERRUPTED) {
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Wakes those who were granted together.
   *
   * @param first what {@link WaiterQueue#takeGuarded} returned
   */
  public static void wake(@Nullable Waiter first) {
    Waiter waiter = first;
    while (waiter != null) {
      Waiter next = waiter.next;
      waiter.wake();
      waiter = next;
    }
  }
}
