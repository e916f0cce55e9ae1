package dev.lockstep.atomics.memory;

import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Seam;
import dev.lockstep.waiting.WaiterQueue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ends the waits of stages whose time is over: one thread for all memories. It is there as long as
 * a time runs and two seconds longer at most, and does not keep the JVM alive (WAI-19).
 */
final class Deadlines implements Runnable {
  /*
   * Idea       – A binary heap behind a guard, and a thread that parks until its first deadline, but
   *              a second at most: it finds out by itself that the last waiter has left, whom nobody
   *              pays an unpark for. A waiter knows its place in the heap, so one that is notified
   *              leaves at once.
   * Invariants – D1 heap[0, size) is a heap by deadline, and each knows its position.
   *              D2 if the heap is not empty there is a thread that will look at it: whoever puts a
   *                 new first into it unparks the thread, and a thread goes only if it is empty.
   *              D3 a waiter whose wait is decided leaves, or does not come: who completes it removes
   *                 it after the decision, and who adds it looks at the decision under the guard.
   * Blocking   – The thread looks under the guard, then parks; an unpark in between is kept by the
   *              parker.
   * Checked by – WaitContract, WaiterListsTest.
   */

  /** All there are. */
  static final Deadlines ALL = new Deadlines();

  /** The position of a waiter that is not in the heap. */
  static final int NOWHERE = -1;

  /** The longest time that can run: what is longer is for ever, some 146 years. */
  static final long LONGEST = Long.MAX_VALUE / 2;

  /* How long the thread stays when no time runs any more: it looks as often whether one does. */
  private static final long IDLE_NANOS = 1_000_000_000L;

  private static final int LEAST_CAPACITY = 16;

  /* Of the queue only the guard is used. */
  private final WaiterQueue guard = new WaiterQueue();
  private final @Nullable AsyncWaiter[] leastHeap = new AsyncWaiter[LEAST_CAPACITY];
  @Nullable AsyncWaiter[] heap = leastHeap;
  int size;
  private @Nullable Thread thread;

  private Deadlines() {}

  /** Creates a thread that does not keep the JVM alive and inherits nothing. */
  static Thread daemon(Runnable target, String name) {
    Thread thread = new Thread(null, target, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    return thread;
  }

  /**
   * Lets a waiter's time run, unless its wait is over already.
   *
   * @param waiter who has joined
   */
  @SuppressWarnings("ReferenceEquality") // this very waiter
  void add(AsyncWaiter waiter) {
    Thread starting = null;
    Thread earlier = null;
    guard.lockGuard();
    try {
      if (waiter.isDecided()) {
        return;
      }
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, 2 * size);
      }
      if (thread == null) {
        starting = daemon(this, "lockstep-atomics-deadlines");
        thread = starting;
      }
      siftUp(size++, waiter);
      if (heap[0] == waiter) {
        earlier = thread;
      }
    } finally {
      guard.unlockGuard();
    }
    if (starting != null) {
      start(starting, waiter);
    } else if (earlier != null) {
      Seam.ACTIVE.unpark(earlier);
    }
  }

  private void start(Thread starting, AsyncWaiter waiter) {
    boolean started = false;
    try {
      Seam.ACTIVE.execute(task -> starting.start(), this);
      started = true;
    } finally {
      if (!started) {
        goAway();
        remove(waiter);
        waiter.stripe.leave(waiter);
      }
    }
  }

  /**
   * Lets a waiter's time run no longer.
   *
   * @param waiter whose wait is over
   */
  void remove(AsyncWaiter waiter) {
    guard.lockGuard();
    if (waiter.positionInHeap != NOWHERE) {
      removeAt(waiter.positionInHeap);
    }
    guard.unlockGuard();
  }

  @Override
  public void run() {
    boolean goes = false;
    try {
      boolean idle = false;
      while (!goes) {
        AsyncWaiter due = null;
        long now = Notification.now();
        long nanos = IDLE_NANOS;
        guard.lockGuard();
        AsyncWaiter first = heap[0];
        if (first != null) {
          nanos = Math.min(nanos, first.deadline - now);
          if (nanos <= 0) {
            due = first;
            removeAt(0);
          }
        } else if (idle) {
          goes = true;
          thread = null;
          Arrays.fill(leastHeap, null);
          heap = leastHeap;
        }
        guard.unlockGuard();
        idle = first == null;
        if (due != null) {
          due.stripe.expire(due);
        } else if (!goes) {
          Seam.ACTIVE.parkNanos(this, nanos);
          // Nobody has a reason to interrupt it; it would no longer park.
          Thread.interrupted();
        }
      }
    } finally {
      if (!goes) {
        goAway();
      }
    }
  }

  /** Whoever adds a waiter next starts another thread. */
  private void goAway() {
    guard.lockGuard();
    thread = null;
    guard.unlockGuard();
  }

  private void removeAt(int position) {
    at(position).positionInHeap = NOWHERE;
    size--;
    AsyncWaiter moved = at(size);
    heap[size] = null;
    if (position != size) {
      siftDown(position, moved);
      if (moved.positionInHeap == position) {
        siftUp(position, moved);
      }
    }
  }

  private void siftUp(int from, AsyncWaiter waiter) {
    int position = from;
    while (position > 0) {
      int above = (position - 1) / 2;
      AsyncWaiter parent = at(above);
      if (!isEarlier(waiter, parent)) {
        break;
      }
      place(position, parent);
      position = above;
    }
    place(position, waiter);
  }

  private void siftDown(int from, AsyncWaiter waiter) {
    int position = from;
    while (2 * position + 1 < size) {
      int below = 2 * position + 1;
      if (below + 1 < size && isEarlier(at(below + 1), at(below))) {
        below++;
      }
      AsyncWaiter child = at(below);
      if (!isEarlier(child, waiter)) {
        break;
      }
      place(position, child);
      position = below;
    }
    place(position, waiter);
  }

  private void place(int position, AsyncWaiter waiter) {
    heap[position] = waiter;
    waiter.positionInHeap = position;
  }

  /* The clock may wrap; all differences are less than half its range. */
  private static boolean isEarlier(AsyncWaiter one, AsyncWaiter other) {
    return one.deadline - other.deadline < 0;
  }

  @SuppressWarnings("NullAway") // D1
  private AsyncWaiter at(int position) {
    return heap[position];
  }
}
