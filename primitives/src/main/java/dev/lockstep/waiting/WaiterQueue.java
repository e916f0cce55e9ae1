package dev.lockstep.waiting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The first-in-first-out queue of the threads that wait for one primitive. The primitive creates it
 * when the first thread has to wait, and keeps it.
 */
public final class WaiterQueue {
  /*
   * Idea       – A doubly linked list behind a guard bit that is held for a handful of
   *              instructions, as in a parking lot's buckets. Whoever only wants to know whether
   *              somebody waits reads `head` without the guard.
   * State      – guard 0 free, 1 taken; head/tail the list; spinning the threads that spin for the
   *              primitive and have not queued.
   * Invariants – I1 list, `previous`, `next` change only under the guard.
   *              I2 a waiter is in the list from append until it is removed, by itself or by whoever
   *                 grants it; so a granted waiter cannot also time out.
   *              I3 waiters leave by grant or acquisition only from the front: FIFO.
   * Ordering   – head: written volatile, read volatile: the write of a new front precedes its look
   *              at the primitive, as the primitive's change precedes the read of head.
   *              guard: compareAndSet (acquire) / release.
   * Progress   – The guard spins a bounded number of times, then yields: its holder never parks.
   */
  private static final VarHandle GUARD;
  private static final VarHandle SPINNING;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      GUARD = lookup.findVarHandle(WaiterQueue.class, "guard", int.class);
      SPINNING = lookup.findVarHandle(WaiterQueue.class, "spinning", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int GUARD_SPINS = 64;

  private volatile @Nullable Waiter head;
  private @Nullable Waiter tail;

  @SuppressWarnings("unused") // by GUARD
  private volatile int guard;

  private volatile int spinning;

  /* How long spinning has paid lately; a hint that races may spoil. */
  int spinLimit = Seam.ACTIVE.spinLimit();

  /** Creates an empty queue. */
  public WaiterQueue() {}

  @Nullable Waiter head() {
    return head;
  }

  @SuppressWarnings("ThreadPriorityCheck") // the guard's holder may have lost its core
  void lockGuard() {
    while (!GUARD.weakCompareAndSetAcquire(this, 0, 1)) {
      for (int i = 0; i < GUARD_SPINS && guard != 0; i++) {
        Thread.onSpinWait();
      }
      if (guard != 0) {
        Thread.yield();
      }
    }
  }

  void unlockGuard() {
    GUARD.setRelease(this, 0);
  }

  void append(Waiter waiter) {
    lockGuard();
    Waiter last = tail;
    tail = waiter;
    if (last == null) {
      head = waiter;
    } else {
      waiter.previous = last;
      last.next = waiter;
    }
    unlockGuard();
  }

  /** Removes a waiter that is in the queue. The caller holds the guard. */
  void removeGuarded(Waiter waiter) {
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
      head = after;
    }
  }

  /**
   * Removes a waiter that gives up.
   *
   * @return false if it has been granted in the meantime
   */
  boolean cancel(Waiter waiter) {
    lockGuard();
    boolean waiting = !waiter.isGranted();
    if (waiting) {
      removeGuarded(waiter);
    }
    unlockGuard();
    return waiting;
  }

  boolean hasSpinner() {
    return spinning != 0;
  }

  void enterSpin() {
    SPINNING.getAndAdd(this, 1);
  }

  void leaveSpin() {
    SPINNING.getAndAdd(this, -1);
  }
}
