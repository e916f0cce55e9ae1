package dev.lockstep.queue;

import org.jspecify.annotations.Nullable;

/**
 * What a queue holds, in the order in which it gives it back. Not thread-safe: the queue's guard is
 * held for each call.
 *
 * @param <E> the items
 */
abstract class Items<E extends @Nullable Object> {
  /** How many slots a segment has; one more leads to another segment. */
  static final int SEGMENT = 64;

  /**
   * Adds an item. What it throws has had no effect.
   *
   * @param item the item
   */
  abstract void add(E item);

  /** Removes the next item; there is one. What it throws has had no effect. */
  abstract E remove();

  /** Removes all items. */
  abstract void clear();

  @SuppressWarnings({"unchecked", "NullAway"}) // a slot holds what was added, null if that was
  final E item(@Nullable Object slot) {
    return (E) slot;
  }
}
