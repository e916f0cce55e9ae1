package dev.lockstep.futures;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.TimeoutError;
import dev.lockstep.errors.ValueError;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code concurrent.futures.Executor}: it carries out what is submitted, and hands out a
 * {@link Future} for each. The rules are in {@code docs/rules/executor.md}; those of {@code map}
 * are EXE-19 to EXE-23 and EXE-32.
 */
public abstract class Executor implements AutoCloseable {
  /** For those that say how it is carried out. */
  protected Executor() {}

  /**
   * Lets a function be called, and returns the future of what it returns or throws (EXE-01).
   *
   * @param function what is called
   * @throws RuntimeError if the executor is shut down (EXE-10) or broken (EXE-17), or has no thread
   *     and can start none (EXE-26)
   */
  public abstract <T extends @Nullable Object> Future<T> submit(Callable<T> function);

  /**
   * Lets something be run, and returns the future of that, with null as its result (EXE-01).
   *
   * @param function what is run
   * @throws RuntimeError if the executor is shut down (EXE-10) or broken (EXE-17), or has no thread
   *     and can start none (EXE-26)
   */
  public Future<?> submit(Runnable function) {
    Objects.requireNonNull(function);
    return submit(
        () -> {
          function.run();
          return null;
        });
  }

  /**
   * Calls a function for each item, all at once, and yields the results in the order of the items
   * (EXE-19).
   *
   * @param function what is called
   * @param items with what
   * @throws RuntimeError if the executor is shut down (EXE-10) or broken (EXE-17), or has no thread
   *     and can start none (EXE-26)
   */
  public <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<R> map(
      Function<? super A, ? extends R> function, Iterable<? extends A> items) {
    return this.<A, R>mapping(function).over(items);
  }

  /**
   * Calls a function for each item, all at once, and yields the results in the order of the items,
   * for a limited time (EXE-21). {@code next()} throws a {@link TimeoutError} if the result is not
   * there once the time is over, and an {@link OverflowError} if the timeout does not fit 2⁶³−1
   * nanoseconds and it has to wait (EXE-32).
   *
   * @param function what is called
   * @param items with what
   * @param timeout how long to wait at most, all results together, in seconds from now on; zero or
   *     less is not to wait
   * @throws ValueError if the timeout is NaN
   * @throws RuntimeError if the executor is shut down (EXE-10) or broken (EXE-17), or has no thread
   *     and can start none (EXE-26)
   */
  public <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<R> map(
      Function<? super A, ? extends R> function, Iterable<? extends A> items, double timeout) {
    return this.<A, R>mapping(function).timeout(timeout).over(items);
  }

  /**
   * Calls a function for each pair of items, as long as there are two, and yields the results in
   * their order (EXE-19).
   *
   * @param function what is called
   * @param first with what
   * @param second and with what
   * @throws RuntimeError if the executor is shut down (EXE-10) or broken (EXE-17), or has no thread
   *     and can start none (EXE-26)
   */
  public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      ResultIterator<R> map(
          BiFunction<? super A, ? super B, ? extends R> function,
          Iterable<? extends A> first,
          Iterable<? extends B> second) {
    Objects.requireNonNull(function);
    return this.<Pair<A, B>, R>mapping(pair -> function.apply(pair.first(), pair.second()))
        .over(() -> pairs(first, second));
  }

  private record Pair<A extends @Nullable Object, B extends @Nullable Object>(A first, B second) {}

  private static <A extends @Nullable Object, B extends @Nullable Object>
      Iterator<Pair<A, B>> pairs(Iterable<? extends A> first, Iterable<? extends B> second) {
    Iterator<? extends A> firsts = first.iterator();
    Iterator<? extends B> seconds = second.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return firsts.hasNext() && seconds.hasNext();
      }

      @Override
      public Pair<A, B> next() {
        return new Pair<>(firsts.next(), seconds.next());
      }
    };
  }

  /**
   * Returns a map that can be given a timeout and a buffersize before it begins.
   *
   * <pre>{@code
   * try (var sizes = executor.mapping(Page::fetch).timeout(60).buffersize(8).over(addresses)) {
   *   sizes.forEachRemaining(page -> index(page));
   * }
   * }</pre>
   *
   * @param function what is called
   */
  public <A extends @Nullable Object, R extends @Nullable Object> Mapping<A, R> mapping(
      Function<? super A, ? extends R> function) {
    return new Mapping<>(this, function);
  }

  /**
   * Shuts the executor down, and waits until all is done: {@code shutdown(true, false)}.
   *
   * @throws RuntimeError if it is called from within a task of this executor (EXE-15)
   * @throws KeyboardInterrupt if it has to wait, and the thread is interrupted (EXE-25)
   */
  public void shutdown() {
    shutdown(true, false);
  }

  /**
   * Shuts the executor down: {@code shutdown(wait, false)}.
   *
   * @param wait whether to wait until all is done
   * @throws RuntimeError if it waits, and is called from within a task of this executor (EXE-15)
   * @throws KeyboardInterrupt if it has to wait, and the thread is interrupted (EXE-25)
   */
  public void shutdown(boolean wait) {
    shutdown(wait, false);
  }

  /**
   * Shuts the executor down: it takes nothing more (EXE-10 to EXE-13).
   *
   * @param wait whether to wait until all is done
   * @param cancelFutures whether to cancel what has not begun
   * @throws RuntimeError if it waits, and is called from within a task of this executor (EXE-15)
   * @throws KeyboardInterrupt if it has to wait, and the thread is interrupted (EXE-25)
   */
  public abstract void shutdown(boolean wait, boolean cancelFutures);

  /**
   * Shuts the executor down, and waits until all is done, as {@link #shutdown()} (EXE-18).
   *
   * @throws RuntimeError if it is called from within a task of this executor (EXE-15)
   * @throws KeyboardInterrupt if it has to wait, and the thread is interrupted (EXE-25)
   */
  @Override
  public void close() {
    shutdown();
  }
}
