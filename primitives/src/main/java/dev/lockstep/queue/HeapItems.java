package dev.lockstep.queue;

import dev.lockstep.errors.TypeError;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Items of which a smallest comes back. */
final class HeapItems<E extends @Nullable Object> extends Items<E> {
  /*
   * Idea       – A heap of four children to a parent: half as deep as a binary one for as many
   *              comparisons, those of one level with neighbours. Comparisons run foreign code, so
   *              first all are made, which changes nothing, and then the items move, which calls
   *              nobody.
   * Invariants – P1 if comparisons are consistent, no item is smaller than its parent (PRI-02).
   *              P2 whatever comparisons do, the items are those below size, each once (PRI-05,
   *                 PRI-07); other slots are null (QUE-27).
   */
  private static final int CHILDREN = 4;
  private static final int STEP_BITS = 2;
  private static final long NO_PATH = 1;

  private static final int MOST_CAPACITY = Integer.MAX_VALUE - 8;

  private static final int FIRST_CAPACITY = 16;

  private final @Nullable Comparator<? super E> comparator;

  private @Nullable Object[] heap = new Object[0];
  private int size;

  /* Who is within a comparison. A thread finds itself here only if it has written that itself, so
   * that this can be read without the guard. */
  private @Nullable Thread comparing;

  /**
   * Creates a store without items.
   *
   * @param comparator compares the items; null if they are Comparables
   */
  HeapItems(@Nullable Comparator<? super E> comparator) {
    this.comparator = comparator;
  }

  @Override
  void add(E item) {
    int place = size == 0 ? 0 : placeOf(item);
    ensureRoom();
    for (int hole = size; hole > place; hole = parent(hole)) {
      heap[hole] = heap[parent(hole)];
    }
    heap[place] = item;
    size++;
  }

  /* The last item fills the hole that the first leaves, below all items that are smaller. */
  @Override
  E remove() {
    int rest = size - 1;
    final long path = rest < 2 ? NO_PATH : pathOfLast();
    final E smallest = item(heap[0]);
    int hole = 0;
    for (long steps = path; steps != NO_PATH; steps >>>= STEP_BITS) {
      int child = firstChild(hole) + (int) (steps & CHILDREN - 1);
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = heap[rest];
    heap[rest] = null;
    size = rest;
    return smallest;
  }

  /** Tells whether the current thread is within a comparison of these items. */
  @SuppressWarnings("ReferenceEquality") // this very thread
  boolean isComparing() {
    return comparing == Thread.currentThread();
  }

  /** Returns where a new item has its place, which takes comparisons: there are others. */
  private int placeOf(E item) {
    comparing = Thread.currentThread();
    try {
      int place = size;
      while (place > 0 && isSmaller(item, item(heap[parent(place)]))) {
        place = parent(place);
      }
      return place;
    } finally {
      comparing = null;
    }
  }

  /**
   * Returns which children move up when the first item goes and the last takes the place below
   * them, which takes comparisons: two bits for each, the first lowest, and above them a one.
   */
  private long pathOfLast() {
    comparing = Thread.currentThread();
    try {
      int rest = size - 1;
      E last = item(heap[rest]);
      int lastParent = parent(rest - 1);
      long path = 0;
      int bits = 0;
      int hole = 0;
      while (hole <= lastParent) {
        int child = firstChild(hole);
        int end = Math.min(child + CHILDREN, rest);
        int least = child;
        for (int other = child + 1; other < end; other++) {
          if (isSmaller(item(heap[other]), item(heap[least]))) {
            least = other;
          }
        }
        if (!isSmaller(item(heap[least]), last)) {
          break;
        }
        path |= (long) (least - child) << bits;
        bits += STEP_BITS;
        hole = least;
      }
      return path | NO_PATH << bits;
    } finally {
      comparing = null;
    }
  }

  @Override
  void clear() {
    heap = new Object[0];
    size = 0;
  }

  private static int parent(int place) {
    return (place - 1) / CHILDREN;
  }

  private static int firstChild(int place) {
    return CHILDREN * place + 1;
  }

  private void ensureRoom() {
    if (size == heap.length) {
      if (size == MOST_CAPACITY) {
        throw new OutOfMemoryError("a PriorityQueue holds " + size + " items at most");
      }
      long next = Math.max(FIRST_CAPACITY, size + ((long) size >> 1));
      heap = Arrays.copyOf(heap, (int) Math.min(next, MOST_CAPACITY));
    }
  }

  private boolean isSmaller(E left, E right) {
    return comparator == null
        ? isSmallerByItself(left, right)
        : comparator.compare(left, right) < 0;
  }

  @SuppressWarnings("unchecked") // what is no Comparable of the other raises a ClassCastException
  private static boolean isSmallerByItself(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      throw notComparable(left, right);
    }
    try {
      return ((Comparable<Object>) left).compareTo(right) < 0;
    } catch (ClassCastException e) {
      TypeError error = notComparable(left, right);
      error.initCause(e);
      throw error;
    }
  }

  private static TypeError notComparable(@Nullable Object left, @Nullable Object right) {
    return new TypeError(
        "'<' not supported between instances of '" + name(left) + "' and '" + name(right) + "'");
  }

  private static String name(@Nullable Object item) {
    return item == null ? "NoneType" : item.getClass().getSimpleName();
  }
}
