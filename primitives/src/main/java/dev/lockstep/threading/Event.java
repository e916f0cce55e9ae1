package dev.lockstep.threading;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Spinning;
import dev.lockstep.waiting.Timeouts;
import dev.lockstep.waiting.Waiter;
import dev.lockstep.waiting.WaiterQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code threading.Event}: a flag that threads wait for. The rules EVT-01 to EVT-17 are in
 * {@code docs/rules/event.md}.
 *
 * <p>Memory effects: what a thread did before it set the flag, also one that was set already,
 * happens-before what a thread does that sees it set, whose wait it ended, or that clears it
 * afterwards (EVT-08).
 *
 * <p>Fairness: setting the flag ends the wait of all that have joined, also if it is cleared at
 * once (EVT-07, EVT-13).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link KeyboardInterrupt}
 * (EVT-10).
 *
 * <p>Deviations from Python: a timeout of NaN is an error (EVT-05); {@link #await(Duration)} is an
 * addition (EVT-11).
 *
 * <pre>{@code
 * Event ready = new Event();
 * new PyThread(() -> { load(); ready.set(); }).start();
 * ready.await();
 * }</pre>
 */
public final class Event {
  /*
   * Idea       – While nobody has had to wait, one word is the flag. The first that has to wait
   *              replaces it by a queue that has the flag within, and under whose guard setting and
   *              joining exclude each other: a waiter has joined before a set, or sees it.
   * State      – state: null clear; SET; or the Queue, for good, whose flag then counts.
   * Invariants – I1 whoever frees the guard leaves a clear flag or an empty queue: joining looks
   *                 under the guard, and setting empties the queue under the same hold of it (EVT-07).
   *              I2 a waiter that leaves ungranted has been in the queue all the time, and nobody
   *                 has set the flag meanwhile: it is clear at that moment (EVT-09).
   * Linearized – set: its successful compareAndSet, or the write of the flag under the guard; clear:
   *              its write, or the read of a clear flag; wait: the read of a set flag, the grant at
   *              the set's write, or the departure.
   * Ordering   – state, flag: read volatile, written by read-modify-writes. A set of a set flag
   *              writes too, and a clear reads what it overwrites: a thread that clears the flag and
   *              then looks at what the flag announces must see what came before any set that its
   *              clear undid (EVT-08). Under the guard a plain volatile write does: only a set
   *              writes true, and its write is read by whoever clears.
   * Blocking   – See Notification. A thread looks for a while before it joins: until it has, it is
   *              not yet waiting.
   * Progress   – isSet, and set and clear without a queue, are lock-free.
   * Checked by – EventContract, EventOracle, EventLincheck, EventInterleavings, EventStress,
   *              EventBytecode.
   */
  private static final VarHandle STATE;
  private static final VarHandle FLAG;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(Event.class, "state", Object.class);
      FLAG = lookup.findVarHandle(Queue.class, "flag", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final Object SET = new Object();

  private static final Spinning<Event> ON_FLAG =
      new Spinning<>() {
        @Override
        protected boolean isOver(Event event, int before) {
          return event.isSet();
        }
      };

  private volatile @Nullable Object state;

  /** Creates an event whose flag is clear (EVT-01). */
  public Event() {}

  /** Tells whether the flag is set (EVT-01). */
  public boolean isSet() {
    return isSet(state);
  }

  /** Sets the flag, and ends the wait of all that are waiting (EVT-01, EVT-07). */
  public void set() {
    while (true) {
      Object now = state;
      if (now instanceof Queue queue) {
        queue.raise();
        return;
      }
      if (casState(now, SET)) {
        return;
      }
    }
  }

  /** Clears the flag (EVT-01). */
  public void clear() {
    while (true) {
      Object now = state;
      if (now instanceof Queue queue) {
        queue.lower();
        return;
      }
      if (now == null || casState(SET, null)) {
        return;
      }
    }
  }

  /**
   * Waits until the flag is set, for ever if need be (EVT-02).
   *
   * @return true
   * @throws KeyboardInterrupt if the flag is clear and the thread is interrupted
   */
  public boolean await() {
    return isSet() || await(BargingAcquisition.FOREVER);
  }

  /**
   * Waits until the flag is set, for a limited time (EVT-03 to EVT-06).
   *
   * @param timeout how long to wait at most, in seconds; zero or less is one look
   * @return whether the flag was set; false never before the time is over
   * @throws ValueError if the timeout is NaN
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public boolean await(double timeout) {
    Timeouts.refuseNaN(timeout);
    return isSet() || (timeout > 0 && await(Timeouts.toNanos(timeout)));
  }

  /**
   * Waits until the flag is set, for a limited time (EVT-11).
   *
   * @param timeout how long to wait at most; zero is one look
   * @return whether the flag was set; false never before the time is over
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public boolean await(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    return isSet() || (!timeout.isZero() && await(Timeouts.toNanos(timeout)));
  }

  private boolean await(long nanos) {
    long start = nanos > 0 ? Notification.now() : 0;
    Object now = state;
    if (ON_FLAG.spin(this, 0, now instanceof Queue queue ? queue : null)) {
      return true;
    }
    Queue queue = queue();
    if (queue == null) {
      return true;
    }
    Waiter waiter = new Waiter(Thread.currentThread());
    if (!queue.join(waiter)) {
      return true;
    }
    Notification.End end = Notification.await(this, waiter, nanos, start);
    if (end == Notification.End.GRANTED || !queue.cancel(waiter)) {
      return true;
    }
    if (end == Notification.End.INTERRUPTED) {
      throw Notification.interrupted();
    }
    return false;
  }

  /** Returns the queue, created if need be; null if the flag is set. */
  private @Nullable Queue queue() {
    Queue created = null;
    while (true) {
      Object now = state;
      if (now instanceof Queue queue) {
        return queue;
      }
      if (isSet(now)) {
        return null;
      }
      if (created == null) {
        created = new Queue();
      }
      if (casState(null, created)) {
        return created;
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // SET is that very object
  private static boolean isSet(@Nullable Object now) {
    return now instanceof Queue queue ? queue.flag : now == SET;
  }

  private boolean casState(@Nullable Object expected, @Nullable Object next) {
    return STATE.compareAndSet(this, expected, next);
  }

  /** The waiters, and the flag. */
  private static final class Queue extends WaiterQueue {
    private volatile boolean flag;

    void raise() {
      if (flag && casFlag(true, true)) {
        return;
      }
      lockGuard();
      flag = true;
      Waiter first = takeGuarded(Integer.MAX_VALUE);
      unlockGuard();
      Notification.wake(first);
    }

    void lower() {
      if (flag) {
        casFlag(true, false);
      }
    }

    boolean join(Waiter waiter) {
      lockGuard();
      boolean waits = !flag;
      if (waits) {
        appendGuarded(waiter);
      }
      unlockGuard();
      return waits;
    }

    private boolean casFlag(boolean expected, boolean next) {
      return FLAG.compareAndSet(this, expected, next);
    }
  }
}
