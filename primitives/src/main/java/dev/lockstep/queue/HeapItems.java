package dev.lockstep.queue;

import dev.lockstep.errors.TypeError;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Items of which a smallest comes back. */
final class HeapItems<E extends @Nullable Object> extends Items<E> {
  /*
   * Idea       – A binary heap. Comparisons run foreign code, so first all are made, which changes
   *              nothing, and then the items move, which calls nobody.
   * Invariants – P1 if comparisons are consistent, no item is smaller than its parent (PRI-02).
   *              P2 whatever comparisons do, the items are those below size, each once (PRI-05,
   *                 PRI-07); other slots are null (QUE-27).
   */
  private static final int FIRST_CAPACITY = 16;

  private final @Nullable Comparator<? super E> comparator;

  private @Nullable Object[] heap = new Object[0];
  private int size;

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
    int place = size;
    while (place > 0 && isSmaller(item, item(heap[parent(place)]))) {
      place = parent(place);
    }
    ensureRoom();
    for (int hole = size; hole > place; hole = parent(hole)) {
      heap[hole] = heap[parent(hole)];
    }
    heap[place] = item;
    size++;
  }

  /* The last item fills the hole that the first leaves, below all items that are smaller. Bit d of
   * the path says which child moves up at depth d. */
  @Override
  E remove() {
    int rest = size - 1;
    E last = item(heap[rest]);
    long path = 0;
    int depth = 0;
    int hole = 0;
    for (int child = 1; child < rest; child = 2 * hole + 1) {
      int right =
          child + 1 < rest && isSmaller(item(heap[child + 1]), item(heap[child])) ? 1 : 0;
      if (!isSmaller(item(heap[child + right]), last)) {
        break;
      }
      path |= (long) right << depth;
      depth++;
      hole = child + right;
    }
    final E smallest = item(heap[0]);
    hole = 0;
    for (int d = 0; d < depth; d++) {
      int child = 2 * hole + 1 + (int) (path >> d & 1);
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = last;
    heap[rest] = null;
    size = rest;
    return smallest;
  }

  @Override
  void clear() {
    heap = new Object[0];
    size = 0;
  }

  private static int parent(int place) {
    return (place - 1) >>> 1;
  }

  private void ensureRoom() {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, Math.max(FIRST_CAPACITY, size + (size >> 1)));
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
