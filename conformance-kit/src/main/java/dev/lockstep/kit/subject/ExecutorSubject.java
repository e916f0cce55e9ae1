package dev.lockstep.kit.subject;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One pool of threads of a subject; the contract is that of {@code docs/rules/executor.md}. */
public interface ExecutorSubject extends AutoCloseable {
  /**
   * What a pool is to be like; null where nothing is said.
   *
   * @param size how many threads it has at most
   * @param prefix what their names begin with
   * @param initializer what each does first
   * @param factory what creates them
   */
  record Plan(
      @Nullable Integer size,
      @Nullable String prefix,
      @Nullable Runnable initializer,
      @Nullable ThreadFactory factory) {
    /** One of a size. */
    public static Plan of(int size) {
      return new Plan(size, null, null, null);
    }

    /** The same with names. */
    public Plan named(String prefix) {
      return new Plan(size, prefix, initializer, factory);
    }

    /** The same with an initializer. */
    public Plan initializedBy(Runnable initializer) {
      return new Plan(size, prefix, initializer, factory);
    }

    /** The same with threads of a kind. */
    public Plan with(ThreadFactory factory) {
      return new Plan(size, prefix, initializer, factory);
    }
  }

  /** Python's {@code submit(function)}. */
  FutureSubject submit(Callable<? extends @Nullable Object> function);

  /** The same of something that returns nothing. */
  FutureSubject submit(Runnable function);

  /** Python's {@code map(function, items)}. */
  IteratorSubject<@Nullable Object> map(
      Function<Object, ? extends @Nullable Object> function, Iterable<?> items);

  /** Python's {@code map(function, items, timeout=timeout)}, in seconds. */
  IteratorSubject<@Nullable Object> map(
      Function<Object, ? extends @Nullable Object> function, Iterable<?> items, double timeout);

  /** The same with a Duration, which Python does not have. */
  IteratorSubject<@Nullable Object> map(
      Function<Object, ? extends @Nullable Object> function, Iterable<?> items, Duration timeout);

  /** Python's {@code map(function, items, buffersize=buffersize)}. */
  IteratorSubject<@Nullable Object> mapBuffered(
      Function<Object, ? extends @Nullable Object> function, Iterable<?> items, int buffersize);

  /** Python's {@code map(function, first, second)}. */
  IteratorSubject<@Nullable Object> map(
      BiFunction<Object, Object, ? extends @Nullable Object> function,
      Iterable<?> first,
      Iterable<?> second);

  /** Python's {@code shutdown(wait, cancel_futures=cancelFutures)}. */
  void shutdown(boolean wait, boolean cancelFutures);

  /** Returns how many threads it has at most. */
  int maxWorkers();

  /** What {@code with} does at its end. */
  @Override
  void close();
}
