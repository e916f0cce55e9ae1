package dev.lockstep.futures;

import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Spinning;
import dev.lockstep.waiting.Waiter;
import dev.lockstep.waiting.WaiterQueue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The completions of several futures that one thread waits for. */
final class Arrivals extends WaiterQueue {
  /*
   * Idea       – Each future that is not completed has an observer, which tells this queue once it
   *              is. The one thread that waits for the completions says what it waits for; whoever
   *              makes that come true wakes it.
   * State      – arrived: those that have told and were not taken, in order; outstanding: how many
   *              have not told; failed: whether one of those that have had an exception; over:
   *              whether what is waited for is there.
   * Invariants – A1 all of it changes only under the guard, and over is right whenever it is free:
   *                 the thread joins while it is not over, or sees that it is (FUT-30).
   *              A2 an observer tells once: whoever completes a future takes it out of there, under
   *                 the future's guard (FUT-30).
   * Ordering   – over: volatile, so that a thread may look before it joins.
   * Blocking   – See Notification.
   * Checked by – FutureInterleavings, FutureStress.
   */
  private static final Spinning<Arrivals> ON_OVER =
      new Spinning<>() {
        @Override
        protected boolean isOver(Arrivals arrivals, int before) {
          return arrivals.over;
        }
      };

  /* What is waited for; null for any that has arrived and was not taken. */
  private final @Nullable ReturnWhen condition;

  private final List<Observer> observers = new ArrayList<>();

  private @Nullable Observer firstArrived;
  private @Nullable Observer lastArrived;
  private int outstanding;
  private int told;
  private boolean failed;
  private volatile boolean over;

  /**
   * Creates one that nothing has arrived at.
   *
   * @param condition what is waited for; null for any that was not taken yet
   */
  Arrivals(@Nullable ReturnWhen condition) {
    this.condition = condition;
  }

  /**
   * Observes futures.
   *
   * @param futures each of them once
   */
  void observe(Iterable<? extends Future<?>> futures) {
    lockGuard();
    outstanding = Integer.MAX_VALUE;
    unlockGuard();
    int count = 0;
    for (Future<?> future : futures) {
      count++;
      Observer observer = new Observer(future, this);
      if (future.observe(observer)) {
        observers.add(observer);
      } else {
        arrive(observer);
      }
    }
    lockGuard();
    outstanding = count - told;
    over = isOverGuarded();
    unlockGuard();
  }

  /** Says that a future is completed. */
  void arrive(Observer observer) {
    boolean exception = observer.future.hasFailed();
    lockGuard();
    Observer last = lastArrived;
    lastArrived = observer;
    if (last == null) {
      firstArrived = observer;
    } else {
      last.nextArrived = observer;
    }
    told++;
    outstanding--;
    failed |= exception;
    Waiter woken = null;
    if (isOverGuarded()) {
      over = true;
      woken = takeGuarded(1);
    }
    unlockGuard();
    Notification.wake(woken);
  }

  private boolean isOverGuarded() {
    if (condition == null) {
      return firstArrived != null;
    }
    return outstanding == 0
        || switch (condition) {
          case FIRST_COMPLETED -> told > 0;
          case FIRST_EXCEPTION -> failed;
          case ALL_COMPLETED -> false;
        };
  }

  /** Returns the first that has arrived and was not taken, and takes it; null if there is none. */
  @Nullable Future<?> take() {
    lockGuard();
    Observer first = firstArrived;
    if (first != null) {
      firstArrived = first.nextArrived;
      if (firstArrived == null) {
        lastArrived = null;
      }
      over = isOverGuarded();
    }
    unlockGuard();
    return first == null ? null : first.future;
  }

  boolean isOver() {
    return over;
  }

  /**
   * Waits until what is waited for is there.
   *
   * @param nanos how long at most, in nanoseconds, or for ever
   * @param start when the wait began
   * @return false if the time was over first
   */
  boolean await(long nanos, long start) {
    if (over || ON_OVER.spin(this, 0, this)) {
      return true;
    }
    Waiter waiter = new Waiter(Thread.currentThread());
    lockGuard();
    boolean waits = !over;
    if (waits) {
      appendGuarded(waiter);
    }
    unlockGuard();
    if (!waits) {
      return true;
    }
    Notification.End end = Notification.await(this, waiter, nanos, start);
    if (end == Notification.End.GRANTED || !cancel(waiter)) {
      return true;
    }
    if (end == Notification.End.INTERRUPTED) {
      throw Notification.interrupted();
    }
    return false;
  }

  /** Leaves nothing behind at the futures (FUT-18). */
  void close() {
    for (Observer observer : observers) {
      observer.future.forget(observer);
    }
    observers.clear();
  }
}
