package dev.lockstep.futures;

import dev.lockstep.errors.TimeoutError;
import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Timeouts;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The iterator of {@code asCompleted}.
 *
 * @param <F> the futures
 */
final class Completions<F extends Future<?>> implements ResultIterator<F> {
  private final Arrivals arrivals = new Arrivals(null);
  private final long nanos;
  private final long start;
  private final int total;
  private int left;

  Completions(Collection<? extends F> futures, long nanos) {
    this.nanos = nanos;
    start = nanos > 0 ? Notification.now() : 0;
    Set<F> distinct = new LinkedHashSet<>(futures);
    total = distinct.size();
    left = total;
    arrivals.observe(distinct);
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  @SuppressWarnings("unchecked") // only such futures are observed
  public F next() {
    if (left == 0) {
      throw new NoSuchElementException();
    }
    Future<?> arrived = arrivals.take();
    if (arrived == null) {
      await();
      arrived = arrivals.take();
    }
    if (arrived == null) {
      throw new NoSuchElementException();
    }
    left--;
    return (F) arrived;
  }

  private void await() {
    if (nanos == Timeouts.TOO_LONG) {
      close();
      throw Timeouts.tooLarge();
    }
    boolean blocks = nanos > 0 || nanos == BargingAcquisition.FOREVER;
    if (!blocks || !arrivals.await(nanos, start)) {
      int unfinished = left;
      close();
      throw new TimeoutError(unfinished + " (of " + total + ") futures unfinished");
    }
  }

  @Override
  public void close() {
    left = 0;
    arrivals.close();
  }
}
