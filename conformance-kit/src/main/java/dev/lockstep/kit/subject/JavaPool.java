package dev.lockstep.kit.subject;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A ThreadPoolExecutor of java.util.concurrent with a bound on its threads, as a subject. */
final class JavaPool implements ExecutorSubject {
  private final ThreadPoolExecutor executor;

  JavaPool(Plan plan) {
    if (plan.initializer() != null) {
      throw missing("newExecutor with an initializer", "EXE-16");
    }
    ThreadFactory factory = plan.factory();
    Integer size = plan.size();
    int threads = size == null ? Runtime.getRuntime().availableProcessors() : size;
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            factory == null ? Executors.defaultThreadFactory() : factory);
  }

  private static UnsupportedOperationException missing(String method, String gap) {
    return Gaps.missing(JavaUtilConcurrentSubject.NAME, method, gap);
  }

  @Override
  public FutureSubject submit(Callable<? extends @Nullable Object> function) {
    Supplier<@Nullable Object> supplier =
        () -> {
          try {
            return function.call();
          } catch (Throwable e) {
            throw JavaPool.<RuntimeException>unchecked(e);
          }
        };
    return JavaFutures.of(CompletableFuture.supplyAsync(supplier, executor));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Override
  public FutureSubject submit(Runnable function) {
    return submit(Executors.callable(function));
  }

  @Override
  public IteratorSubject<@Nullable Object> map(
      Function<Object, ? extends @Nullable Object> function, Iterable<?> items) {
    throw missing("ExecutorSubject.map", "EXE-19");
  }

  @Override
  public IteratorSubject<@Nullable Object> map(
      Function<Object, ? extends @Nullable Object> function, Iterable<?> items, double timeout) {
    throw missing("ExecutorSubject.map", "EXE-21");
  }

  @Override
  public IteratorSubject<@Nullable Object> map(
      Function<Object, ? extends @Nullable Object> function, Iterable<?> items, Duration timeout) {
    throw missing("ExecutorSubject.map", "EXE-21");
  }

  @Override
  public IteratorSubject<@Nullable Object> mapBuffered(
      Function<Object, ? extends @Nullable Object> function, Iterable<?> items, int buffersize) {
    throw missing("ExecutorSubject.mapBuffered", "EXE-20");
  }

  @Override
  public IteratorSubject<@Nullable Object> map(
      BiFunction<Object, Object, ? extends @Nullable Object> function,
      Iterable<?> first,
      Iterable<?> second) {
    throw missing("ExecutorSubject.map", "EXE-19");
  }

  @Override
  public void shutdown(boolean wait, boolean cancelFutures) {
    if (cancelFutures) {
      executor.shutdownNow();
    } else {
      executor.shutdown();
    }
    if (!wait || executor.isTerminated()) {
      return;
    }
    try {
      boolean unused = executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new JavaUtilConcurrentSubject.Interrupted(e);
    }
  }

  @Override
  public int maxWorkers() {
    return executor.getMaximumPoolSize();
  }

  @Override
  public void close() {
    shutdown(true, false);
  }
}
