package dev.lockstep.queue;

import org.jspecify.annotations.Nullable;

/** Items that come back in the order in which they were added. */
final class FifoItems<E extends @Nullable Object> extends Items<E> {
  /*
   * Idea       – A chain of segments: adding and removing never copy, so that the guard is held
   *              shortly however many items there are. The segment that was emptied last is kept for
   *              the next that is needed: a steady flow allocates nothing.
   * Invariants – F1 the items are those from head in first to tail in last.
   *              F2 a slot without an item is null, so no item is kept (QUE-27).
   *              F3 if there is no item, then first is last and head is tail.
   */
  private @Nullable Object[] first;
  private @Nullable Object[] last;
  private @Nullable Object @Nullable [] spare;
  private int head;
  private int tail;

  /**
   * Creates a store without items.
   *
   * @param most how many items there will be at most
   */
  FifoItems(int most) {
    first = new Object[Math.min(most, SEGMENT) + 1];
    last = first;
  }

  @Override
  void add(E item) {
    int end = last.length - 1;
    if (tail == end) {
      @Nullable Object[] next = spare != null ? spare : new Object[SEGMENT + 1];
      spare = null;
      last[end] = next;
      last = next;
      tail = 0;
    }
    last[tail++] = item;
  }

  @Override
  @SuppressWarnings({"NullAway", "ReferenceEquality"}) // a full segment leads to the next
  E remove() {
    E item = item(first[head]);
    first[head++] = null;
    if (first == last) {
      if (head == tail) {
        head = 0;
        tail = 0;
      }
    } else if (head == first.length - 1) {
      @Nullable Object[] emptied = first;
      first = (@Nullable Object[]) emptied[head];
      emptied[head] = null;
      spare = emptied;
      head = 0;
    }
    return item;
  }

  @Override
  void clear() {
    first = new Object[first.length];
    last = first;
    spare = null;
    head = 0;
    tail = 0;
  }
}
