package dev.lockstep.queue;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.TypeError;
import dev.lockstep.threading.Lock;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code queue.PriorityQueue}: a {@link Queue} that gives back the smallest item first.
 * The rules PRI-01 to PRI-10 are in {@code docs/rules/priorityqueue.md}; everything else is as with
 * Queue.
 *
 * <p>Items are compared by a Comparator, or by their own order as {@link Comparable}s. A put of an
 * item that cannot be compared is a {@link TypeError}; that, and whatever else a comparison throws,
 * comes out of the call that compares, without any effect (PRI-04, PRI-05). If a get makes room for
 * a put that waits, its comparisons are made by the thread that gets; what they throw comes out of
 * the put (PRI-06).
 *
 * <p>Deviations from Python: CPython keeps an item that it could not compare, and loses one if a
 * comparison fails in {@code get}. A comparison that uses its own queue deadlocks there; here it
 * gets a {@link RuntimeError} (PRI-08).
 *
 * <pre>{@code
 * PriorityQueue<Job> jobs = new PriorityQueue<>(Comparator.comparing(Job::deadline));
 * Job mostUrgent = jobs.get();
 * }</pre>
 *
 * @param <E> the items; null is one too, if the Comparator knows it
 */
public final class PriorityQueue<E extends @Nullable Object> extends Queue<E> {
  /*
   * Idea       – As Queue, but comparisons run foreign code under the guard, which may take any
   *              time. So the guard is a lock whose waiters park, and the items know who compares
   *              them, so that a comparison that comes back to its queue is told.
   * Ordering   – See Queue: the lock's release and acquisition order what the guard's do there.
   * Checked by – PriorityQueueContract, PriorityQueueOracle, PriorityQueueLincheck.
   */
  private final Lock guard = new Lock();
  private final HeapItems<E> heap;

  /** Creates an empty queue without a bound, of Comparables (PRI-01, PRI-03). */
  public PriorityQueue() {
    this(0, null);
  }

  /**
   * Creates an empty queue of Comparables (PRI-01, PRI-03).
   *
   * @param maxsize how many items it may hold at most; no bound if that is zero or less
   */
  public PriorityQueue(int maxsize) {
    this(maxsize, null);
  }

  /**
   * Creates an empty queue without a bound (PRI-01, PRI-03).
   *
   * @param comparator compares the items; null if they are Comparables
   */
  public PriorityQueue(@Nullable Comparator<? super E> comparator) {
    this(0, comparator);
  }

  /**
   * Creates an empty queue (PRI-01, PRI-03).
   *
   * @param maxsize how many items it may hold at most; no bound if that is zero or less
   * @param comparator compares the items; null if they are Comparables
   */
  public PriorityQueue(int maxsize, @Nullable Comparator<? super E> comparator) {
    this(new HeapItems<>(comparator), maxsize);
  }

  private PriorityQueue(HeapItems<E> items, int maxsize) {
    super(maxsize, items);
    heap = items;
  }

  @Override
  void lock() {
    refuseWithinComparison();
    lockGuard();
  }

  @Override
  void unlock() {
    guard.release();
  }

  @Override
  void lockToLook() {
    if (!heap.isComparing()) {
      lockGuard();
    }
  }

  @Override
  void unlockAfterLook() {
    if (!heap.isComparing()) {
      guard.release();
    }
  }

  @Override
  void refuseWithinComparison() {
    if (heap.isComparing()) {
      throw new RuntimeError("cannot use a PriorityQueue within its own comparison");
    }
  }

  /* No interrupt ends this wait: it is for a comparison of another thread, not for an item. */
  private void lockGuard() {
    boolean interrupted = false;
    boolean held = false;
    while (!held) {
      try {
        held = guard.acquire();
      } catch (KeyboardInterrupt e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
