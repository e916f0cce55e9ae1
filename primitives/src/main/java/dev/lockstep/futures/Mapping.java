package dev.lockstep.futures;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.TimeoutError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Timeouts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map that has not begun: Python's {@code Executor.map}, with what it can be given. The rules are
 * EXE-19 to EXE-23 and EXE-32 in {@code docs/rules/executor.md}.
 *
 * @param <A> what the function is called with
 * @param <R> what it returns
 */
public final class Mapping<A extends @Nullable Object, R extends @Nullable Object> {
  private static final int EAGER = Integer.MAX_VALUE;

  private final Executor executor;
  private final Function<? super A, ? extends R> function;
  private long nanos = BargingAcquisition.FOREVER;
  private int buffersize = EAGER;

  Mapping(Executor executor, Function<? super A, ? extends R> function) {
    this.executor = executor;
    this.function = Objects.requireNonNull(function);
  }

  /**
   * Says how long the iterator waits at most, all results together, from {@link #over} on (EXE-21).
   *
   * @param timeout in seconds; zero or less is not to wait
   * @return this
   * @throws ValueError if it is NaN
   */
  public Mapping<A, R> timeout(double timeout) {
    nanos = Timeouts.toNanosOrTooLong(timeout);
    return this;
  }

  /**
   * Says how long the iterator waits at most, all results together, from {@link #over} on (EXE-21).
   *
   * @param timeout how long; zero is not to wait
   * @return this
   * @throws ValueError if it is negative
   */
  public Mapping<A, R> timeout(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    nanos = Timeouts.toNanosOrTooLong(timeout);
    return this;
  }

  /**
   * Says how many calls are submitted ahead: so many at first, and one more whenever the iterator
   * is asked for the next (EXE-20). Without that all are.
   *
   * @param buffersize how many
   * @return this
   * @throws ValueError if it is less than one
   */
  public Mapping<A, R> buffersize(int buffersize) {
    if (buffersize < 1) {
      throw new ValueError("buffersize must be None or > 0");
    }
    this.buffersize = buffersize;
    return this;
  }

  /**
   * Begins. What the function throws is thrown by {@code next()}, as it is; it then has come to its
   * end, and the rest is cancelled (EXE-22). Beside that {@code next()} throws a {@link
   * TimeoutError} if the time is over, an {@link OverflowError} if the timeout does not fit 2⁶³−1
   * nanoseconds and it has to wait, a {@link CancelledError} if somebody has cancelled the call,
   * and a {@link KeyboardInterrupt} if the thread is interrupted and it has to wait.
   *
   * @param items what the function is called with
   * @throws RuntimeError if the executor is shut down (EXE-10) or broken (EXE-17), or has no thread
   *     and can start none (EXE-26)
   */
  public ResultIterator<R> over(Iterable<? extends A> items) {
    Results<A, R> results = new Results<>(this, items.iterator());
    results.begin();
    return results;
  }

  private static final class Results<A extends @Nullable Object, R extends @Nullable Object>
      implements ResultIterator<R> {
    private final Executor executor;
    private final Function<? super A, ? extends R> function;
    private final long nanos;
    private final long start;
    private final int buffersize;
    private final Queue<Future<R>> submitted = new ArrayDeque<>();

    /* Null once it has no more, or nobody wants more. */
    private @Nullable Iterator<? extends A> items;

    Results(Mapping<A, R> mapping, Iterator<? extends A> items) {
      executor = mapping.executor;
      function = mapping.function;
      nanos = mapping.nanos;
      buffersize = mapping.buffersize;
      start = nanos > 0 ? Notification.now() : 0;
      this.items = items;
    }

    void begin() {
      while (submitted.size() < buffersize && submitNext()) {
        // it has
      }
    }

    /** Submits one more call; false if there are no more items. */
    private boolean submitNext() {
      Iterator<? extends A> rest = items;
      if (rest == null || !rest.hasNext()) {
        items = null;
        return false;
      }
      A item = rest.next();
      Function<? super A, ? extends R> called = function;
      submitted.add(executor.<R>submit(() -> called.apply(item)));
      return true;
    }

    @Override
    public boolean hasNext() {
      return !submitted.isEmpty();
    }

    @Override
    public R next() {
      if (submitted.isEmpty()) {
        throw new NoSuchElementException();
      }
      boolean yielded = false;
      try {
        submitNext();
        R result = resultOf(submitted.element());
        submitted.remove();
        yielded = true;
        return result;
      } finally {
        if (!yielded) {
          close();
        }
      }
    }

    private R resultOf(Future<R> future) {
      if (nanos == BargingAcquisition.FOREVER || future.done()) {
        return future.result();
      }
      if (nanos == Timeouts.TOO_LONG) {
        throw Timeouts.tooLarge();
      }
      long left = nanos == 0 ? 0 : nanos - (Notification.now() - start);
      return future.resultWithin(Math.max(left, 0));
    }

    @Override
    public void close() {
      items = null;
      for (Future<R> future : submitted) {
        future.cancel();
      }
      submitted.clear();
    }
  }
}
