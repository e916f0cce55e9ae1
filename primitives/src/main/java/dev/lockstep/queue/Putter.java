package dev.lockstep.queue;

import dev.lockstep.waiting.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for room. What has become of its item is written before it is granted, and
 * read after that was seen.
 *
 * @param <E> the items
 */
final class Putter<E extends @Nullable Object> extends Waiter {
  final E item;

  /* Granted without, and without a failure: the queue was shut down. */
  private boolean served;

  /* What the comparison of the item threw. */
  private @Nullable Throwable failure;

  Putter(E item) {
    super(Thread.currentThread());
    this.item = item;
  }

  void serve() {
    served = true;
  }

  void fail(Throwable why) {
    failure = why;
  }

  boolean isServed() {
    return served;
  }

  @Nullable Throwable failure() {
    return failure;
  }
}
