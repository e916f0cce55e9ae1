package dev.lockstep.queue;

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
 * Python's {@code queue.SimpleQueue}: a line of items between threads, first in, first out, without
 * a bound, a count of tasks or an end. The rules SQU-01 to SQU-21 are in {@code
 * docs/rules/simplequeue.md}.
 *
 * <p>Memory effects: what a thread did before it put an item happens-before what the thread does
 * that gets it (SQU-13).
 *
 * <p>Fairness: who waits for an item is served in order, and no newcomer takes what it is due
 * (SQU-14).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link KeyboardInterrupt}
 * (SQU-12). {@code put} never blocks (SQU-02).
 *
 * <p>Deviations from Python: {@code get(false, NaN)} is an error (SQU-08); {@link #get(Duration)}
 * is an addition (SQU-17).
 *
 * <pre>{@code
 * SimpleQueue<String> log = new SimpleQueue<>();
 * log.put("started");
 * String line = log.get();
 * }</pre>
 *
 * @param <E> the items; null is one too
 */
public final class SimpleQueue<E extends @Nullable Object> {
  /*
   * Idea       – As Queue, without putters that wait, joiners and an end.
   * State      – items, count of them, and the line of getters, whose guard guards all of it.
   * Invariants – I1 whoever frees the guard leaves no getter or no item (SQU-10).
   *              I2 a getter is granted once, with an item; or it leaves under the guard, ungranted.
   *                 So no item is lost with it (SQU-11).
   *              I3 no foreign code runs under the guard, so that whatever runs within a call may
   *                 put (SQU-16).
   * Linearized – where the guard is held; qsize: at its read of count.
   * Ordering   – all is plain, under the guard, save count: see Queue. What a getter is given is
   *              published by its fate (see Waiter).
   * Blocking   – See Notification: who is served is woken after the guard was freed. A thread looks
   *              for a while before it joins.
   * Progress   – A thread that loses its core with the guard delays the others, which then yield.
   * Checked by – SimpleQueueContract, SimpleQueueOracle, SimpleQueueLincheck.
   */
  private static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(SimpleQueue.class, "count", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final Spinning<SimpleQueue<?>> ON_ITEM =
      new Spinning<>() {
        @Override
        protected boolean isOver(SimpleQueue<?> queue, int before) {
          return queue.countAcquire() > 0;
        }
      };

  /* What an attempt to get returns in place of an item. */
  private static final Object NONE = new Object();

  private final Items<E> items = new FifoItems<>(Integer.MAX_VALUE);
  private final WaiterQueue getters = new WaiterQueue();

  @SuppressWarnings("unused") // by COUNT
  private long count;

  /** Creates an empty queue (SQU-01). */
  public SimpleQueue() {}

  /**
   * Adds an item. Never blocks (SQU-02).
   *
   * @param item the item
   */
  public void put(E item) {
    Waiter served;
    getters.lockGuard();
    try {
      served = getters.head();
      if (served == null) {
        items.add(item);
        setCountRelease(countAcquire() + 1);
      } else {
        getter(served).serve(item);
        getters.takeGuarded(1);
      }
    } finally {
      getters.unlockGuard();
    }
    if (served != null) {
      Notification.wake(served);
    }
  }

  /**
   * Adds an item. Never blocks (SQU-02).
   *
   * @param item the item
   * @param block ignored
   */
  public void put(E item, boolean block) {
    put(item);
  }

  /**
   * Adds an item. Never blocks (SQU-02).
   *
   * @param item the item
   * @param block ignored
   * @param timeout ignored
   */
  public void put(E item, boolean block, double timeout) {
    put(item);
  }

  /**
   * Adds an item. Never blocks (SQU-02).
   *
   * @param item the item
   */
  public void putNowait(E item) {
    put(item);
  }

  /**
   * Removes the oldest item, waiting for one for ever if need be (SQU-03, SQU-04).
   *
   * @return the item
   * @throws KeyboardInterrupt if the queue is empty and the thread is interrupted
   */
  public E get() {
    return get(true);
  }

  /**
   * Removes the oldest item, waiting for one for ever only if blocking (SQU-03 to SQU-05).
   *
   * @param block whether to wait
   * @return the item
   * @throws Empty if the queue is empty, and not blocking
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public E get(boolean block) {
    return getWithin(block ? BargingAcquisition.FOREVER : 0);
  }

  /**
   * Removes the oldest item, waiting for one for a limited time (SQU-05 to SQU-09).
   *
   * @param block whether to wait
   * @param timeout how long to wait at most, in seconds; ignored if not blocking
   * @return the item
   * @throws Empty if the queue is empty, and remains so for the time if blocking
   * @throws ValueError if the timeout is NaN; or, if blocking, negative once it is rounded up to
   *     whole nanoseconds (SQU-07)
   * @throws OverflowError if blocking, and the timeout does not fit a signed 64-bit number of
   *     nanoseconds
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public E get(boolean block, double timeout) {
    Timeouts.refuseNaN(timeout);
    return getWithin(block ? nanos(timeout) : 0);
  }

  /**
   * Removes the oldest item, waiting for one for a limited time (SQU-17).
   *
   * @param timeout how long to wait at most
   * @return the item
   * @throws Empty if the queue is empty, and remains so for the time
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public E get(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    return getWithin(Timeouts.toNanos(timeout));
  }

  /**
   * Removes the oldest item if there is one (SQU-05).
   *
   * @return the item
   * @throws Empty if the queue is empty
   */
  public E getNowait() {
    return get(false);
  }

  /** Returns the number of items at some moment of the call (SQU-01). */
  public int qsize() {
    VarHandle.fullFence();
    return (int) Math.min(countAcquire(), Integer.MAX_VALUE);
  }

  /** Tells whether there is no item, at some moment of the call (SQU-01). */
  public boolean empty() {
    return qsize() == 0;
  }

  /* Rounded up, as Python does here: what is less than a nanosecond below zero is one look. */
  private static long nanos(double timeout) {
    double nanos = Math.ceil(timeout * 1e9);
    if (!(nanos >= -0x1p63 && nanos < 0x1p63)) {
      throw Timeouts.tooLarge();
    }
    if (nanos < 0) {
      throw new ValueError(Queue.NEGATIVE);
    }
    return (long) nanos;
  }

  private E getWithin(long nanos) {
    Object found = tryGet(null);
    if (isItem(found)) {
      return items.item(found);
    }
    if (nanos == 0) {
      throw new Empty();
    }
    return awaitItem(nanos);
  }

  private E awaitItem(long nanos) {
    long start = nanos > 0 ? Notification.now() : 0;
    if (ON_ITEM.spin(this, 0, getters)) {
      Object found = tryGet(null);
      if (isItem(found)) {
        return items.item(found);
      }
    }
    Getter<E> getter = new Getter<>();
    Object found = tryGet(getter);
    if (isItem(found)) {
      return items.item(found);
    }
    Notification.End end = Notification.await(this, getter, nanos, start);
    if (end != Notification.End.GRANTED && getters.cancel(getter)) {
      if (end == Notification.End.INTERRUPTED) {
        throw Notification.interrupted();
      }
      throw new Empty();
    }
    return getter.item();
  }

  /** Removes an item if there is one; otherwise lets the getter join, if one is given. */
  private @Nullable Object tryGet(@Nullable Getter<E> getter) {
    getters.lockGuard();
    try {
      long before = countAcquire();
      if (before == 0) {
        if (getter != null) {
          getters.appendGuarded(getter);
        }
        return NONE;
      }
      Object found = items.remove();
      setCountRelease(before - 1);
      return found;
    } finally {
      getters.unlockGuard();
    }
  }

  @SuppressWarnings("ReferenceEquality") // NONE is that very object
  private static boolean isItem(@Nullable Object found) {
    return found != NONE;
  }

  @SuppressWarnings("unchecked") // nobody else is in that line
  private Getter<E> getter(Waiter waiter) {
    return (Getter<E>) waiter;
  }

  private long countAcquire() {
    return (long) COUNT.getAcquire(this);
  }

  private void setCountRelease(long next) {
    COUNT.setRelease(this, next);
  }
}
