package dev.lockstep.waiting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The first-in-first-out queue of the threads that wait for one primitive. The primitive creates it
 * when the first thread has to wait, and keeps it: 32 bytes.
 */
public class WaiterQueue {
  /*
   * Idea       – A doubly linked list behind a guard bit that is held for a handful of
   *              instructions, as in the buckets of a parking lot. Whoever only wants to know
   *              whether somebody waits reads `head` without the guard.
   * State      – guard: whether it is taken; head and tail: the list; spinner: the last thread that
   *              said it spins for the primitive and has not yet said that it stopped.
   * Invariants – I1 tail and the waiters' links change only under the guard, and so does head.
   *              I2 a waiter is in the list from append until it is removed, by itself or by whoever
   *                 grants or signals it; so such a waiter cannot also give up.
   *              I3 waiters leave by grant, signal or acquisition only from the front: FIFO.
   *              I4 a spinner that is forgotten costs a needless wakeup; spinner never names a
   *                 thread that has stopped.
   * Ordering   – head, spinner: written volatile, read volatile: they are written before the writer
   *              looks at the primitive, and read after the reader has changed it.
   *              guard: taken by compareAndSet (acquire), freed by a release store; a Condition's
   *              before its lock's.
   * Progress   – Who finds the guard taken pauses for a bounded time, longer each time, and then
   *              yields: its holder never parks.
   * Checked by – LockInterleavings, SemaphoreInterleavings, LockBytecode.
   */
  private static final VarHandle GUARD;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      GUARD = lookup.findVarHandle(WaiterQueue.class, "guard", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /* Pauses of a thread that finds the guard taken, before it looks again; none where it must not
   * spin. See docs/decisions/0005. */
  private static final int LEAST_PAUSES = Math.min(2, SpinPolicy.LIMIT);
  private static final int MOST_PAUSES = Math.min(256, SpinPolicy.LIMIT);

  volatile @Nullable Waiter head;
  private @Nullable Waiter tail;

  @SuppressWarnings("unused") // by GUARD
  private volatile boolean guard;

  volatile @Nullable Thread spinner;

  /*
   * Releases while somebody was queued or watched: a count that wraps, and that may miss racing
   * releases.
   */
  int releases;

  /* Whether a thread that spins wants releases to be counted though nobody is queued; a hint. */
  boolean watched;

  /* For how many looks spinning has paid lately; a hint that races may spoil. */
  short looks = (short) SpinPolicy.LIMIT;

  /** Creates an empty queue. */
  public WaiterQueue() {}

  /** Returns the first waiter, or null if nobody is queued. A volatile read. */
  public final @Nullable Waiter head() {
    return head;
  }

  /** Tells whether nobody is queued. A volatile read. */
  public final boolean isEmpty() {
    return head == null;
  }

  /** Takes the guard, for a handful of instructions that neither block nor throw. */
  public final void lockGuard() {
    if (!GUARD.weakCompareAndSetAcquire(this, false, true)) {
      lockContendedGuard();
    }
  }

  /* Whoever found it taken does not look for a while: each look would take the cache line away from
   * a holder that is about to take the guard again, and that is the faster the less it is watched. */
  @SuppressWarnings("ThreadPriorityCheck") // the guard's holder may have lost its core
  private void lockContendedGuard() {
    int pauses = LEAST_PAUSES;
    do {
      for (int i = 0; i < pauses; i++) {
        Thread.onSpinWait();
      }
      if (pauses < MOST_PAUSES) {
        pauses *= 2;
      } else if (guard) {
        Thread.yield();
      }
    } while (!GUARD.weakCompareAndSetAcquire(this, false, true));
  }

  /** Frees the guard. */
  public final void unlockGuard() {
    GUARD.setRelease(this, false);
  }

  /**
   * Lets a waiter join.
   *
   * @param waiter who is in no queue
   */
  public final void append(Waiter waiter) {
    lockGuard();
    appendGuarded(waiter);
    unlockGuard();
  }

  /**
   * Lets a waiter join. The caller holds the guard.
   *
   * @param waiter who is in no queue
   */
  public final void appendGuarded(Waiter waiter) {
    Waiter last = tail;
    tail = waiter;
    if (last == null) {
      setHead(waiter);
    } else {
      waiter.previous = last;
      last.next = waiter;
    }
  }

  /**
   * Takes the first waiters out and grants them. The caller holds the guard, and wakes them once it
   * has freed it.
   *
   * @param limit how many at most, at least 1
   * @return the first of them, linked to the others; null if nobody waits
   */
  public final @Nullable Waiter takeGuarded(int limit) {
    Waiter first = head;
    Waiter rest = first;
    Waiter last = null;
    for (int i = 0; i < limit && rest != null; i++) {
      last = rest;
      rest = rest.next;
    }
    if (last == null) {
      return null;
    }
    last.next = null;
    if (rest == null) {
      tail = null;
    } else {
      rest.previous = null;
    }
    setHead(rest);
    for (Waiter waiter = first; waiter != null; waiter = waiter.next) {
      waiter.grant();
    }
    return first;
  }

  /**
   * Takes those waiters out of the front whose wait is over, and grants them. The caller holds the
   * guard, and wakes them once it has freed it.
   *
   * @return the first of them, linked to the others; null if the first waiter waits on
   */
  public final @Nullable Waiter takeOverGuarded() {
    int over = 0;
    for (Waiter waiter = head; waiter != null && waiter.isOver(); waiter = waiter.next) {
      over++;
    }
    return over == 0 ? null : takeGuarded(over);
  }

  /**
   * Removes a waiter. The caller holds the guard.
   *
   * @param waiter who is in this queue
   */
  public final void removeGuarded(Waiter waiter) {
    Waiter before = waiter.previous;
    Waiter after = waiter.next;
    if (before != null) {
      before.next = after;
    }
    if (after != null) {
      after.previous = before;
    } else {
      tail = before;
    }
    if (before == null) {
      setHead(after);
    }
    // Its thread may be looking at the same cache line: only a write takes it away.
    if (before != null) {
      waiter.previous = null;
    }
    if (after != null) {
      waiter.next = null;
    }
  }

  /**
   * Signals the first waiters: moves them to the end of another queue, save those that have not
   * announced their park, which come for the lock by themselves. The other queue's guard is taken
   * within this one's.
   *
   * @param to the queue of the lock that they wait for from now on
   * @param limit how many at most, at least 1
   * @return whether any was moved
   */
  final boolean moveTo(WaiterQueue to, int limit) {
    boolean moved = false;
    lockGuard();
    Waiter first = head;
    for (int i = 0; i < limit && first != null; i++) {
      removeGuarded(first); // first of all: who is called may put it into another queue at once
      if (!first.call()) {
        if (!moved) {
          moved = true;
          to.lockGuard();
        }
        to.appendGuarded(first);
        first.decide(Waiter.SIGNALLED);
      }
      first = head;
    }
    if (moved) {
      to.unlockGuard();
    }
    unlockGuard();
    return moved;
  }

  private void setHead(@Nullable Waiter first) {
    if (first != null) {
      first.releasesWhenFirst = releases;
    }
    head = first;
  }

  /**
   * Removes a waiter that gives up.
   *
   * @param waiter who joined
   * @return false if its fate has been decided in the meantime
   */
  public final boolean cancel(Waiter waiter) {
    lockGuard();
    boolean waiting = !waiter.isDecided();
    if (waiting) {
      removeGuarded(waiter);
    }
    unlockGuard();
    return waiting;
  }

  /** Remembers whether so many looks paid. Rarely writes: others read the same cache line. */
  void adaptLooks(int before, boolean paid) {
    int after = SpinPolicy.adapt(before, paid);
    if (after != before) {
      looks = (short) after;
    }
  }

  /** Tells whether a thread that spins has said that it will look at the primitive again. */
  boolean hasSpinner() {
    return spinner != null;
  }

  void registerSpinner(Thread thread) {
    spinner = thread;
  }

  /** To be followed by a look at the primitive. */
  @SuppressWarnings("ReferenceEquality") // this very thread
  void unregisterSpinner(Thread thread) {
    if (spinner == thread) {
      spinner = null;
    }
  }
}
