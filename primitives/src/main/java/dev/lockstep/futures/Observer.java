package dev.lockstep.futures;

import org.jspecify.annotations.Nullable;

/** What tells an {@link Arrivals} that a future is completed. */
final class Observer {
  final Future<?> future;
  private final Arrivals arrivals;

  /* Guarded by the future; linked as long as the future may still tell it. */
  @Nullable Observer previous;
  @Nullable Observer next;
  boolean isLinked;

  /* Guarded by the arrivals. */
  @Nullable Observer nextArrived;

  Observer(Future<?> future, Arrivals arrivals) {
    this.future = future;
    this.arrivals = arrivals;
  }

  /** Tells those that a future has told together. */
  static void tellAll(@Nullable Observer first) {
    Observer observer = first;
    while (observer != null) {
      Observer following = observer.next;
      observer.arrivals.arrive(observer);
      observer = following;
    }
  }
}
