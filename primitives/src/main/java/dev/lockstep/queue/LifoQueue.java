package dev.lockstep.queue;

import org.jspecify.annotations.Nullable;

/**
 * Python's {@code queue.LifoQueue}: a {@link Queue} that gives back the newest item first. The
 * rules LIF-01 to LIF-04 are in {@code docs/rules/lifoqueue.md}; everything else is as with Queue.
 *
 * <pre>{@code
 * LifoQueue<Connection> idle = new LifoQueue<>();
 * Connection warmest = idle.get();
 * }</pre>
 *
 * @param <E> the items; null is one too
 */
public final class LifoQueue<E extends @Nullable Object> extends Queue<E> {
  /* See Queue, and LifoItems. Checked by – LifoQueueContract, LifoQueueOracle, LifoQueueLincheck. */

  /** Creates an empty queue without a bound (LIF-01). */
  public LifoQueue() {
    this(0);
  }

  /**
   * Creates an empty queue (LIF-01).
   *
   * @param maxsize how many items it may hold at most; no bound if that is zero or less
   */
  public LifoQueue(int maxsize) {
    super(maxsize, new LifoItems<>(limit(maxsize)));
  }
}
