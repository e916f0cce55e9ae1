package dev.lockstep.queue;

import org.jspecify.annotations.Nullable;

/** Items of which the one comes back that was added last. */
final class LifoItems<E extends @Nullable Object> extends Items<E> {
  /*
   * Idea       – A stack of segments, as in FifoItems; the last slot of each leads to the one below.
   * Invariants – L1 the items are those below size in top, and all of the segments below it.
   *              L2 a slot without an item is null, so no item is kept (QUE-27).
   */
  private @Nullable Object[] top;
  private @Nullable Object @Nullable [] spare;
  private int size;

  /**
   * Creates a store without items.
   *
   * @param most how many items there will be at most
   */
  LifoItems(int most) {
    top = new Object[Math.min(most, SEGMENT) + 1];
  }

  @Override
  void add(E item) {
    if (size == top.length - 1) {
      @Nullable Object[] next = spare != null ? spare : new Object[SEGMENT + 1];
      spare = null;
      next[SEGMENT] = top;
      top = next;
      size = 0;
    }
    top[size++] = item;
  }

  @Override
  E remove() {
    E item = item(top[--size]);
    top[size] = null;
    Object below = top[top.length - 1];
    if (size == 0 && below != null) {
      top[SEGMENT] = null;
      spare = top;
      top = (@Nullable Object[]) below;
      size = top.length - 1;
    }
    return item;
  }

  @Override
  void clear() {
    top = new Object[top.length];
    spare = null;
    size = 0;
  }
}
