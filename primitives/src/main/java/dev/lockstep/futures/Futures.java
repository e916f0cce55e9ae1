package dev.lockstep.futures;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Python's module {@code concurrent.futures}: waiting for several futures. The
 * rules are FUT-25 to FUT-30 in {@code docs/rules/future.md}.
 *
 * <p>To them a future is completed when it has finished, or is cancelled and was notified (FUT-26).
 * Those of an executor always are, sooner or later; who makes futures by himself and cancels them
 * has to notify them.
 */
public final class Futures {
  private Futures() {}

  /**
   * Waits until all are completed, for ever if need be (FUT-25).
   *
   * @param futures the futures
   * @return which are completed: all
   * @throws KeyboardInterrupt if it has to wait, and the thread is interrupted
   */
  public static <F extends Future<?>> DoneAndNotDone<F> wait(Collection<? extends F> futures) {
    return wait(futures, ReturnWhen.ALL_COMPLETED);
  }

  /**
   * Waits for something that several futures come to, for ever if need be (FUT-25).
   *
   * @param futures the futures
   * @param returnWhen what to wait for
   * @return which are completed
   * @throws KeyboardInterrupt if it has to wait, and the thread is interrupted
   */
  public static <F extends Future<?>> DoneAndNotDone<F> wait(
      Collection<? extends F> futures, ReturnWhen returnWhen) {
    return waitNanos(futures, BargingAcquisition.FOREVER, returnWhen);
  }

  /**
   * Waits until all are completed, for a limited time (FUT-27).
   *
   * @param futures the futures
   * @param timeout how long to wait at most, in seconds; zero or less is one look
   * @return which are completed
   * @throws ValueError if the timeout is NaN
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if it has to wait, and the thread is interrupted
   */
  public static <F extends Future<?>> DoneAndNotDone<F> wait(
      Collection<? extends F> futures, double timeout) {
    return wait(futures, timeout, ReturnWhen.ALL_COMPLETED);
  }

  /**
   * Waits for something that several futures come to, for a limited time (FUT-27).
   *
   * @param futures the futures
   * @param timeout how long to wait at most, in seconds; zero or less is one look
   * @param returnWhen what to wait for
   * @return which are completed
   * @throws ValueError if the timeout is NaN
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if it has to wait, and the thread is interrupted
   */
  public static <F extends Future<?>> DoneAndNotDone<F> wait(
      Collection<? extends F> futures, double timeout, ReturnWhen returnWhen) {
    return waitNanos(futures, Timeouts.toNanosOrTooLong(timeout), returnWhen);
  }

  /**
   * Waits for something that several futures come to, for a limited time (FUT-17).
   *
   * @param futures the futures
   * @param timeout how long to wait at most; zero is one look
   * @param returnWhen what to wait for
   * @return which are completed
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if it has to wait, and the thread is interrupted
   */
  public static <F extends Future<?>> DoneAndNotDone<F> wait(
      Collection<? extends F> futures, Duration timeout, ReturnWhen returnWhen) {
    Timeouts.refuseNegative(timeout);
    return waitNanos(futures, Timeouts.toNanosOrTooLong(timeout), returnWhen);
  }

  private static <F extends Future<?>> DoneAndNotDone<F> waitNanos(
      Collection<? extends F> futures, long nanos, ReturnWhen returnWhen) {
    Objects.requireNonNull(returnWhen);
    long start = nanos > 0 ? Notification.now() : 0;
    List<F> distinct = new ArrayList<>(new LinkedHashSet<>(futures));
    boolean[] completed = new boolean[distinct.size()];
    int count = look(distinct, completed);
    if (nanos != 0 && !isEnough(distinct, completed, count, returnWhen)) {
      if (nanos == Timeouts.TOO_LONG) {
        throw Timeouts.tooLarge();
      }
      Arrivals arrivals = new Arrivals(returnWhen);
      try {
        arrivals.observe(distinct);
        arrivals.await(nanos, start);
      } finally {
        arrivals.close();
      }
      look(distinct, completed);
    }
    return partition(distinct, completed);
  }

  /*
   * What is completed stays so. So if one more look finds no more than there were before, then it
   * was exactly these between the two.
   */
  private static int look(List<? extends Future<?>> futures, boolean[] completed) {
    int count = 0;
    int before;
    do {
      before = count;
      count = 0;
      for (int i = 0; i < completed.length; i++) {
        completed[i] = completed[i] || futures.get(i).isCompleted();
        count += completed[i] ? 1 : 0;
      }
    } while (count != before);
    return count;
  }

  private static boolean isEnough(
      List<? extends Future<?>> futures, boolean[] completed, int count, ReturnWhen returnWhen) {
    return count == completed.length
        || switch (returnWhen) {
          case FIRST_COMPLETED -> count > 0;
          case FIRST_EXCEPTION -> hasFailure(futures, completed);
          case ALL_COMPLETED -> false;
        };
  }

  private static boolean hasFailure(List<? extends Future<?>> futures, boolean[] completed) {
    for (int i = 0; i < completed.length; i++) {
      if (completed[i] && futures.get(i).hasFailed()) {
        return true;
      }
    }
    return false;
  }

  private static <F extends Future<?>> DoneAndNotDone<F> partition(
      List<F> futures, boolean[] completed) {
    Set<F> done = new LinkedHashSet<>();
    Set<F> notDone = new LinkedHashSet<>();
    for (int i = 0; i < completed.length; i++) {
      (completed[i] ? done : notDone).add(futures.get(i));
    }
    return new DoneAndNotDone<>(done, notDone);
  }

  /**
   * Yields each future once it is completed (FUT-28).
   *
   * @param futures the futures
   */
  public static <F extends Future<?>> ResultIterator<F> asCompleted(
      Collection<? extends F> futures) {
    return new Completions<>(futures, BargingAcquisition.FOREVER);
  }

  /**
   * Yields each future once it is completed, for a limited time. Its {@code next()} throws a
   * TimeoutError if that is over, and an OverflowError if the timeout does not fit 2⁶³−1
   * nanoseconds and it has to wait (FUT-29).
   *
   * @param futures the futures
   * @param timeout how long to wait at most, all waits together, in seconds from now on; zero or
   *     less is not to wait
   * @throws ValueError if the timeout is NaN
   */
  public static <F extends Future<?>> ResultIterator<F> asCompleted(
      Collection<? extends F> futures, double timeout) {
    return new Completions<>(futures, Timeouts.toNanosOrTooLong(timeout));
  }

  /**
   * Yields each future once it is completed, for a limited time (FUT-17).
   *
   * @param futures the futures
   * @param timeout how long to wait at most, all waits together, from now on
   * @throws ValueError if the timeout is negative
   */
  public static <F extends Future<?>> ResultIterator<F> asCompleted(
      Collection<? extends F> futures, Duration timeout) {
    Timeouts.refuseNegative(timeout);
    return new Completions<>(futures, Timeouts.toNanosOrTooLong(timeout));
  }

  /**
   * Returns a future that is completed as a stage is. Cancelling it cancels the stage, if that is a
   * {@link java.util.concurrent.Future} (FUT-32).
   *
   * @param stage the stage
   */
  public static <T extends @Nullable Object> Future<T> fromCompletionStage(
      CompletionStage<T> stage) {
    Future<T> future = new Future<>();
    var unused = stage.whenComplete((result, thrown) -> follow(future, result, thrown));
    if (stage instanceof java.util.concurrent.Future<?> cancellable) {
      future.addDoneCallback(done -> cancelWith(done, cancellable));
    }
    return future;
  }

  private static void cancelWith(Future<?> done, java.util.concurrent.Future<?> cancellable) {
    if (done.cancelled()) {
      cancellable.cancel(true);
    }
  }

  private static <T extends @Nullable Object> void follow(
      Future<T> future, T result, @Nullable Throwable thrown) {
    if (thrown == null) {
      future.finish(Future.success(result));
    } else if (thrown instanceof CancellationException) {
      future.cancel();
    } else {
      Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : null;
      future.finish(Future.failure(cause == null ? thrown : cause));
    }
    if (future.cancelled()) {
      future.begin();
    }
  }
}
