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
 * Python's {@code queue.Queue}: a line of items between threads, first in, first out, with a bound
 * if one is given, a count of what is still to be done, and an end. The rules QUE-01 to QUE-29 are
 * in {@code docs/rules/queue.md}.
 *
 * <p>Memory effects: what a thread did before it put an item happens-before what the thread does
 * that gets it; before a get, what the thread does whose put it made room for; before the {@link
 * #taskDone()} that ends the work, what a thread does that has joined; before a shutdown, what a
 * thread does that got a {@link ShutDown} (QUE-22).
 *
 * <p>Fairness: who waits for an item, or for room, is served in order, and no newcomer takes what
 * it is due (QUE-23).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link KeyboardInterrupt}
 * (QUE-21).
 *
 * <p>Deviations from Python: a timeout of NaN is an error (QUE-10); a joiner misses no moment at
 * which all is done (QUE-14); {@link #put(Object, Duration)} and {@link #get(Duration)} are
 * additions (QUE-25).
 *
 * <pre>{@code
 * Queue<Order> orders = new Queue<>(100);
 * new PyThread(() -> {
 *   try {
 *     while (true) {
 *       ship(orders.get());
 *       orders.taskDone();
 *     }
 *   } catch (ShutDown e) {
 *     // no more orders
 *   }
 * }).start();
 * orders.put(order);
 * orders.shutdown();
 * orders.join();
 * }</pre>
 *
 * @param <E> the items; null is one too
 */
public sealed class Queue<E extends @Nullable Object> permits LifoQueue, PriorityQueue {
  /*
   * Idea       – One guard, held for a handful of instructions, around all of the state. Who has to
   *              wait joins a line under it, and is served under it, too: a put hands its item to
   *              the first getter, a get lets the first putter's item in, so that nobody has to
   *              come back and compete, and what has become of a waiter is decided once.
   * State      – items, count of them, unfinished tasks, over; and three lines: getters, putters,
   *              joiners.
   * Invariants – I1 whoever frees the guard leaves it so that
   *                 getters wait only if count is 0 and not over (QUE-19),
   *                 putters wait only if count is limit and not over,
   *                 joiners wait only if unfinished is above 0.
   *              I2 a waiter is granted once, with what it waited for, or with the end; or it leaves
   *                 under the guard, ungranted. So nothing is lost with it (QUE-20).
   *              I3 an item that is handed over counts as put and taken at that moment: count stays
   *                 0. A place that is handed over counts as left and then taken. So count is exact
   *                 at all times (QUE-12).
   *              I4 what items.add and items.remove throw has changed nothing (PRI-05).
   * Linearized – a call that changes count: where it writes it; any other: where it holds the guard;
   *              qsize, empty and full: at their read of count. No other field answers a call without
   *              the guard: a put would be seen in one of two, and not yet in the other.
   * Ordering   – count is written with release, under the guard, and read with acquire; qsize puts a
   *              full fence before: a thread's earlier changes of any queue are then before its look
   *              at this one, as if each had been a volatile write. unfinished and over are written
   *              and read so too, for spinners, to whom they and count are a hint. Everything else is
   *              plain, under the guard.
   *              What a waiter is given is published by its fate (see Waiter).
   * Blocking   – See Notification: who is served is woken after the guard was freed. A thread looks
   *              for a while before it joins.
   * Progress   – A thread that loses its core with the guard delays the others, which then yield.
   *              A put, get or taskDone takes the guard once if it does not block.
   * Checked by – QueueContract, QueueOracle, QueueLincheck, QueueInterleavings, QueueStress,
   *              QueueBytecode.
   */
  private static final VarHandle COUNT;
  private static final VarHandle UNFINISHED;
  private static final VarHandle OVER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      COUNT = lookup.findVarHandle(Queue.class, "count", int.class);
      UNFINISHED = lookup.findVarHandle(Queue.class, "unfinished", long.class);
      OVER = lookup.findVarHandle(Queue.class, "over", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The text that Python gives to a timeout below zero. */
  static final String NEGATIVE = "'timeout' must be a non-negative number";

  private static final Spinning<Queue<?>> ON_ITEM =
      new Spinning<>() {
        @Override
        protected boolean isOver(Queue<?> queue, int before) {
          return queue.countAcquire() > 0 || queue.overAcquire();
        }
      };

  private static final Spinning<Queue<?>> ON_ROOM =
      new Spinning<>() {
        @Override
        protected boolean isOver(Queue<?> queue, int before) {
          return queue.countAcquire() < queue.limit || queue.overAcquire();
        }
      };

  private static final Spinning<Queue<?>> ON_DONE =
      new Spinning<>() {
        @Override
        protected boolean isOver(Queue<?> queue, int before) {
          return queue.unfinishedAcquire() == 0;
        }
      };

  /** What came of an attempt to put. */
  private enum Attempt {
    DONE,
    FULL,
    OVER
  }

  /* What an attempt to get returns in place of an item. */
  private static final Object NONE = new Object();
  private static final Object END = new Object();

  private final int maxsize;
  private final int limit;
  private final Items<E> items;

  /* Its guard is the queue's, save a PriorityQueue's. */
  private final WaiterQueue getters = new WaiterQueue();
  private final WaiterQueue putters = new WaiterQueue();
  private final WaiterQueue joiners = new WaiterQueue();

  @SuppressWarnings("unused") // by COUNT
  private int count;

  @SuppressWarnings("unused") // by UNFINISHED
  private long unfinished;

  @SuppressWarnings("unused") // by OVER
  private boolean over;

  /** Creates an empty queue without a bound (QUE-01). */
  public Queue() {
    this(0);
  }

  /**
   * Creates an empty queue (QUE-01).
   *
   * @param maxsize how many items it may hold at most; no bound if that is zero or less
   */
  public Queue(int maxsize) {
    this(maxsize, new FifoItems<>(limit(maxsize)));
  }

  Queue(int maxsize, Items<E> items) {
    this.maxsize = maxsize;
    this.limit = limit(maxsize);
    this.items = items;
  }

  static int limit(int maxsize) {
    return maxsize > 0 ? maxsize : Integer.MAX_VALUE;
  }

  /** Returns the bound as it was given (QUE-01). */
  public int maxsize() {
    return maxsize;
  }

  /**
   * Adds an item, waiting for ever for room if need be (QUE-02, QUE-04).
   *
   * @param item the item
   * @throws ShutDown if the queue is shut down, also while this waits
   * @throws KeyboardInterrupt if the queue is full and the thread is interrupted
   */
  public void put(E item) {
    put(item, true);
  }

  /**
   * Adds an item, waiting for ever for room only if blocking (QUE-02, QUE-04, QUE-06).
   *
   * @param item the item
   * @param block whether to wait
   * @throws Full if the queue is full, and not blocking
   * @throws ShutDown if the queue is shut down, also while this waits
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public void put(E item, boolean block) {
    if (isPut(tryPut(item, null))) {
      return;
    }
    if (!block) {
      throw new Full();
    }
    awaitRoom(item, BargingAcquisition.FOREVER);
  }

  /**
   * Adds an item, waiting for room for a limited time (QUE-06, QUE-08 to QUE-11, QUE-18).
   *
   * @param item the item
   * @param block whether to wait
   * @param timeout how long to wait at most, in seconds; ignored if not blocking or without a bound
   * @throws Full if the queue is full, and remains so for the time if blocking
   * @throws ShutDown if the queue is shut down, also while this waits
   * @throws ValueError if the timeout is NaN; or negative, if blocking and there is a bound
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public void put(E item, boolean block, double timeout) {
    Timeouts.refuseNaN(timeout);
    if (!block || maxsize <= 0) {
      put(item, block);
      return;
    }
    if (timeout < 0) {
      if (isShutdown()) {
        throw new ShutDown();
      }
      throw new ValueError(NEGATIVE);
    }
    putWithin(item, Timeouts.toNanosOrTooLong(timeout));
  }

  /**
   * Adds an item, waiting for room for a limited time (QUE-25).
   *
   * @param item the item
   * @param timeout how long to wait at most
   * @throws Full if the queue is full, and remains so for the time
   * @throws ShutDown if the queue is shut down, also while this waits
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public void put(E item, Duration timeout) {
    Timeouts.refuseNegative(timeout);
    putWithin(item, Timeouts.toNanosOrTooLong(timeout));
  }

  /**
   * Adds an item if there is room (QUE-06).
   *
   * @param item the item
   * @throws Full if the queue is full
   * @throws ShutDown if the queue is shut down
   */
  public void putNowait(E item) {
    put(item, false);
  }

  /**
   * Removes the next item, waiting for one for ever if need be (QUE-03, QUE-05).
   *
   * @return the item
   * @throws ShutDown if the queue is shut down and empty, also while this waits
   * @throws KeyboardInterrupt if the queue is empty and the thread is interrupted
   */
  public E get() {
    return get(true);
  }

  /**
   * Removes the next item, waiting for one for ever only if blocking (QUE-03, QUE-05, QUE-07).
   *
   * @param block whether to wait
   * @return the item
   * @throws Empty if the queue is empty, and not blocking
   * @throws ShutDown if the queue is shut down and empty, also while this waits
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public E get(boolean block) {
    Object found = tryGet(null);
    if (isItem(found)) {
      return items.item(found);
    }
    if (!block) {
      throw new Empty();
    }
    return awaitItem(BargingAcquisition.FOREVER);
  }

  /**
   * Removes the next item, waiting for one for a limited time (QUE-07 to QUE-11, QUE-18).
   *
   * @param block whether to wait
   * @param timeout how long to wait at most, in seconds; ignored if not blocking
   * @return the item
   * @throws Empty if the queue is empty, and remains so for the time if blocking
   * @throws ShutDown if the queue is shut down and empty, also while this waits
   * @throws ValueError if the timeout is NaN; or negative, if blocking
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public E get(boolean block, double timeout) {
    Timeouts.refuseNaN(timeout);
    if (!block) {
      return get(false);
    }
    if (timeout < 0) {
      if (isAtItsEnd()) {
        throw new ShutDown();
      }
      throw new ValueError(NEGATIVE);
    }
    return getWithin(Timeouts.toNanosOrTooLong(timeout));
  }

  /**
   * Removes the next item, waiting for one for a limited time (QUE-25).
   *
   * @param timeout how long to wait at most
   * @return the item
   * @throws Empty if the queue is empty, and remains so for the time
   * @throws ShutDown if the queue is shut down and empty, also while this waits
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public E get(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    return getWithin(Timeouts.toNanosOrTooLong(timeout));
  }

  /**
   * Removes the next item if there is one (QUE-07).
   *
   * @return the item
   * @throws Empty if the queue is empty
   * @throws ShutDown if the queue is shut down and empty
   */
  public E getNowait() {
    return get(false);
  }

  /** Returns the number of items at some moment of the call (QUE-12). */
  public int qsize() {
    VarHandle.fullFence();
    return countAcquire();
  }

  /** Tells whether there is no item, at some moment of the call (QUE-12). */
  public boolean empty() {
    return qsize() == 0;
  }

  /** Tells whether there are as many items as the bound allows, at some moment (QUE-12). */
  public boolean full() {
    return maxsize > 0 && qsize() == maxsize;
  }

  /** Returns the number of unfinished tasks, at some moment of the call (QUE-13). */
  public long unfinishedTasks() {
    lockToLook();
    try {
      return unfinishedAcquire();
    } finally {
      unlockAfterLook();
    }
  }

  /**
   * Says that one of the items that were put is done with (QUE-13).
   *
   * @throws ValueError if that was said of all of them already
   */
  public void taskDone() {
    Waiter released = null;
    boolean counted;
    lock();
    try {
      long left = unfinishedAcquire() - 1;
      counted = left >= 0;
      if (counted) {
        setUnfinishedRelease(left);
        released = takeJoiners();
      }
    } finally {
      unlock();
    }
    if (!counted) {
      throw new ValueError("task_done() called too many times");
    }
    Notification.wake(released);
  }

  /**
   * Waits until no task is unfinished, for ever if need be (QUE-14).
   *
   * @throws KeyboardInterrupt if it has to wait and the thread is interrupted
   */
  public void join() {
    refuseWithinComparison();
    if (unfinishedTasks() == 0 || (ON_DONE.spin(this, 0, joiners) && unfinishedTasks() == 0)) {
      return;
    }
    Waiter joiner = new Waiter(Thread.currentThread());
    boolean waits;
    lock();
    try {
      waits = unfinishedAcquire() > 0;
      if (waits) {
        joiners.appendGuarded(joiner);
      }
    } finally {
      unlock();
    }
    if (waits
        && Notification.await(this, joiner, BargingAcquisition.FOREVER, 0)
            == Notification.End.INTERRUPTED
        && leave(joiners, joiner)) {
      throw Notification.interrupted();
    }
  }

  /** Shuts the queue down: nothing is put any more, what is in it may be got (QUE-15, QUE-17). */
  public void shutdown() {
    shutdown(false);
  }

  /**
   * Shuts the queue down (QUE-15 to QUE-17).
   *
   * @param immediate whether to remove all items, each of which then counts as done
   */
  public void shutdown(boolean immediate) {
    Waiter released = null;
    Waiter refusedGetters;
    Waiter refusedPutters;
    lock();
    try {
      setOverRelease();
      if (immediate) {
        released = drain();
      }
      refusedGetters = getters.takeGuarded(Integer.MAX_VALUE);
      refusedPutters = putters.takeGuarded(Integer.MAX_VALUE);
    } finally {
      unlock();
    }
    Notification.wake(refusedGetters);
    Notification.wake(refusedPutters);
    Notification.wake(released);
  }

  /** Tells whether the queue was shut down, at some moment of the call (QUE-17). */
  public boolean isShutdown() {
    lockToLook();
    try {
      return overAcquire();
    } finally {
      unlockAfterLook();
    }
  }

  /** Takes the guard. */
  void lock() {
    getters.lockGuard();
  }

  /** Takes the guard, also within a comparison, in which nothing has been changed yet. */
  void lockToLook() {
    lock();
  }

  /** Frees the guard that was taken to look. */
  void unlockAfterLook() {
    unlock();
  }

  /** Frees the guard. */
  void unlock() {
    getters.unlockGuard();
  }

  /** Throws if this thread is within a comparison of this queue's items. */
  void refuseWithinComparison() {}

  private void putWithin(E item, long nanos) {
    if (isPut(tryPut(item, null))) {
      return;
    }
    if (nanos == 0) {
      throw new Full();
    }
    if (nanos == Timeouts.TOO_LONG) {
      throw Timeouts.tooLarge();
    }
    awaitRoom(item, nanos);
  }

  private E getWithin(long nanos) {
    Object found = tryGet(null);
    if (isItem(found)) {
      return items.item(found);
    }
    if (nanos == 0) {
      throw new Empty();
    }
    if (nanos == Timeouts.TOO_LONG) {
      throw Timeouts.tooLarge();
    }
    return awaitItem(nanos);
  }

  private void awaitRoom(E item, long nanos) {
    long start = nanos > 0 ? Notification.now() : 0;
    if (ON_ROOM.spin(this, 0, putters) && isPut(tryPut(item, null))) {
      return;
    }
    Putter<E> putter = new Putter<>(item);
    if (isPut(tryPut(item, putter))) {
      return;
    }
    Notification.End end = Notification.await(this, putter, nanos, start);
    if (end != Notification.End.GRANTED && leave(putters, putter)) {
      if (end == Notification.End.INTERRUPTED) {
        throw Notification.interrupted();
      }
      throw new Full();
    }
    Throwable failure = putter.failure();
    if (failure != null) {
      throw Queue.<RuntimeException>asIs(failure);
    }
    if (!putter.isServed()) {
      throw new ShutDown();
    }
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
    if (end != Notification.End.GRANTED && leave(getters, getter)) {
      if (end == Notification.End.INTERRUPTED) {
        throw Notification.interrupted();
      }
      throw new Empty();
    }
    if (!getter.isServed()) {
      throw new ShutDown();
    }
    return getter.item();
  }

  /** Adds an item if there is room; otherwise lets the putter join, if one is given. */
  private Attempt tryPut(E item, @Nullable Putter<E> putter) {
    Waiter served = null;
    lock();
    try {
      if (overAcquire()) {
        return Attempt.OVER;
      }
      if (countAcquire() == limit) {
        if (putter != null) {
          putters.appendGuarded(putter);
        }
        return Attempt.FULL;
      }
      served = getters.head();
      if (served == null) {
        add(item);
      } else {
        getter(served).serve(item);
        setUnfinishedRelease(unfinishedAcquire() + 1);
        getters.takeGuarded(1);
      }
    } finally {
      unlock();
    }
    if (served != null) {
      Notification.wake(served);
    }
    return Attempt.DONE;
  }

  private static boolean isPut(Attempt attempt) {
    if (attempt == Attempt.OVER) {
      throw new ShutDown();
    }
    return attempt == Attempt.DONE;
  }

  /** Removes an item if there is one; otherwise lets the getter join, if one is given. */
  private @Nullable Object tryGet(@Nullable Getter<E> getter) {
    Object found;
    Waiter served;
    lock();
    try {
      int before = countAcquire();
      if (before == 0) {
        if (overAcquire()) {
          return END;
        }
        if (getter != null) {
          getters.appendGuarded(getter);
        }
        return NONE;
      }
      found = items.remove();
      setCountRelease(before - 1);
      served = letIn();
    } finally {
      unlock();
    }
    if (served != null) {
      Notification.wake(served);
    }
    return found;
  }

  @SuppressWarnings("ReferenceEquality") // NONE and END are those very objects
  private static boolean isItem(@Nullable Object found) {
    if (found == END) {
      throw new ShutDown();
    }
    return found != NONE;
  }

  /**
   * Gives a place that has become free to the first putter, if its item can be added; to the next,
   * if not. The guard is held.
   *
   * @return who was served and has to be woken
   */
  @SuppressWarnings("CatchingUnchecked") // whatever a comparison throws is the putter's business
  private @Nullable Waiter letIn() {
    Waiter first = putters.head();
    while (first != null) {
      Putter<E> putter = putter(first);
      try {
        add(putter.item);
        putter.serve();
      } catch (Throwable e) {
        putter.fail(e);
      }
      putters.takeGuarded(1);
      if (putter.isServed()) {
        return putter;
      }
      Notification.wake(putter);
      first = putters.head();
    }
    return null;
  }

  /** Adds an item, for which there is room. The guard is held. */
  private void add(E item) {
    items.add(item);
    setCountRelease(countAcquire() + 1);
    setUnfinishedRelease(unfinishedAcquire() + 1);
  }

  /** Removes all items, and takes the joiners whose wait that ends. The guard is held. */
  private @Nullable Waiter drain() {
    long left = Math.max(0, unfinishedAcquire() - countAcquire());
    items.clear();
    setCountRelease(0);
    setUnfinishedRelease(left);
    return takeJoiners();
  }

  /** Takes the joiners if their wait is over. The guard is held. */
  private @Nullable Waiter takeJoiners() {
    return unfinishedAcquire() == 0 ? joiners.takeGuarded(Integer.MAX_VALUE) : null;
  }

  private boolean leave(WaiterQueue line, Waiter waiter) {
    lock();
    try {
      boolean waiting = !waiter.isDecided();
      if (waiting) {
        line.removeGuarded(waiter);
      }
      return waiting;
    } finally {
      unlock();
    }
  }

  private boolean isAtItsEnd() {
    lock();
    try {
      return overAcquire() && countAcquire() == 0;
    } finally {
      unlock();
    }
  }

  @SuppressWarnings("unchecked") // nobody else is in that line
  private Getter<E> getter(Waiter waiter) {
    return (Getter<E>) waiter;
  }

  @SuppressWarnings("unchecked") // nobody else is in that line
  private Putter<E> putter(Waiter waiter) {
    return (Putter<E>) waiter;
  }

  /* A comparison may throw, unseen by the compiler, what it does not declare. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T asIs(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private int countAcquire() {
    return (int) COUNT.getAcquire(this);
  }

  private void setCountRelease(int next) {
    COUNT.setRelease(this, next);
  }

  private long unfinishedAcquire() {
    return (long) UNFINISHED.getAcquire(this);
  }

  private void setUnfinishedRelease(long next) {
    UNFINISHED.setRelease(this, next);
  }

  private boolean overAcquire() {
    return (boolean) OVER.getAcquire(this);
  }

  private void setOverRelease() {
    OVER.setRelease(this, true);
  }
}
