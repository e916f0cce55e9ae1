package dev.lockstep.queue;

import dev.lockstep.waiting.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for an item. What it is given is written before it is granted, and read after
 * that was seen.
 *
 * @param <E> the items
 */
final class Getter<E extends @Nullable Object> extends Waiter {
  /* Granted without: the queue was shut down. */
  private boolean served;
  private @Nullable E item;

  Getter() {
    super(Thread.currentThread());
  }

  void serve(E given) {
    item = given;
    served = true;
  }

  boolean isServed() {
    return served;
  }

  @SuppressWarnings("NullAway") // null only if that is the item
  E item() {
    return item;
  }
}
