package dev.lockstep.kit.subject;

import dev.lockstep.futures.DoneAndNotDone;
import dev.lockstep.futures.Future;
import dev.lockstep.futures.Futures;
import dev.lockstep.futures.ResultIterator;
import dev.lockstep.futures.ReturnWhen;
import dev.lockstep.futures.ThreadPoolExecutor;
import dev.lockstep.kit.model.FuturesModel.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Our futures and executors. */
@SuppressWarnings("NullAway") // on JDK 17 it does not know type arguments that may be null
final class LockstepFutures implements FuturesSubject {
  @Override
  public FutureSubject newFuture() {
    return new FutureAdapter(new Future<>());
  }

  private static ReturnWhen returnWhen(Condition condition) {
    return switch (condition) {
      case FIRST_COMPLETED -> ReturnWhen.FIRST_COMPLETED;
      case FIRST_EXCEPTION -> ReturnWhen.FIRST_EXCEPTION;
      case ALL_COMPLETED -> ReturnWhen.ALL_COMPLETED;
    };
  }

  private static List<Future<@Nullable Object>> ours(List<FutureSubject> futures) {
    List<Future<@Nullable Object>> ours = new ArrayList<>();
    for (FutureSubject future : futures) {
      ours.add(((FutureAdapter) future).future);
    }
    return ours;
  }

  @SuppressWarnings("ReferenceEquality") // this very future
  private static FutureSubject subjectOf(Future<?> ours, List<FutureSubject> futures) {
    for (FutureSubject future : futures) {
      if (((FutureAdapter) future).future == ours) {
        return future;
      }
    }
    throw new AssertionError("a future came back that was not given: " + ours);
  }

  /* Lists: each access to a set is many steps to the model checker. */
  private static List<FutureSubject> subjects(
      Set<? extends Future<?>> ours, List<FutureSubject> futures) {
    List<FutureSubject> found = new ArrayList<>();
    for (Future<?> future : ours) {
      found.add(subjectOf(future, futures));
    }
    return found;
  }

  private static Waited waited(
      DoneAndNotDone<Future<@Nullable Object>> seen, List<FutureSubject> futures) {
    return new Waited(subjects(seen.done(), futures), subjects(seen.notDone(), futures));
  }

  @Override
  public Waited wait(List<FutureSubject> futures, Condition condition) {
    return waited(Futures.wait(ours(futures), returnWhen(condition)), futures);
  }

  @Override
  public Waited wait(List<FutureSubject> futures, double timeout, Condition condition) {
    return waited(Futures.wait(ours(futures), timeout, returnWhen(condition)), futures);
  }

  @Override
  public Waited wait(List<FutureSubject> futures, Duration timeout, Condition condition) {
    return waited(Futures.wait(ours(futures), timeout, returnWhen(condition)), futures);
  }

  @Override
  public IteratorSubject<FutureSubject> asCompleted(List<FutureSubject> futures) {
    return iterator(Futures.asCompleted(ours(futures)), futures);
  }

  @Override
  public IteratorSubject<FutureSubject> asCompleted(List<FutureSubject> futures, double timeout) {
    return iterator(Futures.asCompleted(ours(futures), timeout), futures);
  }

  @Override
  public IteratorSubject<FutureSubject> asCompleted(List<FutureSubject> futures, Duration timeout) {
    return iterator(Futures.asCompleted(ours(futures), timeout), futures);
  }

  private static IteratorSubject<FutureSubject> iterator(
      ResultIterator<Future<@Nullable Object>> iterator, List<FutureSubject> futures) {
    return new IteratorAdapter<>(iterator, ours -> subjectOf(ours, futures));
  }

  @Override
  public java.util.concurrent.Future<@Nullable Object> asJava(FutureSubject future) {
    return ((FutureAdapter) future).future;
  }

  @Override
  public CompletableFuture<@Nullable Object> toCompletableFuture(FutureSubject future) {
    return ((FutureAdapter) future).future.toCompletableFuture();
  }

  @Override
  public FutureSubject fromCompletionStage(CompletionStage<@Nullable Object> stage) {
    return new FutureAdapter(Futures.fromCompletionStage(stage));
  }

  static ExecutorSubject newExecutor(ExecutorSubject.Plan plan) {
    ThreadPoolExecutor.Builder builder = ThreadPoolExecutor.builder();
    if (plan.size() != null) {
      builder.maxWorkers(plan.size());
    }
    if (plan.prefix() != null) {
      builder.threadNamePrefix(plan.prefix());
    }
    if (plan.initializer() != null) {
      builder.initializer(plan.initializer());
    }
    if (plan.factory() != null) {
      builder.threadFactory(plan.factory());
    }
    return new ExecutorAdapter(builder.build());
  }

  /* No records: the model checker cannot look into them, and takes what they hold for local. */
  private static final class FutureAdapter implements FutureSubject {
    private final Future<@Nullable Object> future;

    FutureAdapter(Future<@Nullable Object> future) {
      this.future = future;
    }

    @Override
    public boolean cancel() {
      return future.cancel();
    }

    @Override
    public boolean cancelled() {
      return future.cancelled();
    }

    @Override
    public boolean running() {
      return future.running();
    }

    @Override
    public boolean done() {
      return future.done();
    }

    @Override
    public boolean setRunningOrNotifyCancel() {
      return future.setRunningOrNotifyCancel();
    }

    @Override
    public void setResult(@Nullable Object result) {
      future.setResult(result);
    }

    @Override
    public void setException(RuntimeException exception) {
      future.setException(exception);
    }

    @Override
    public @Nullable Object result() {
      return future.result();
    }

    @Override
    public @Nullable Object result(double timeout) {
      return future.result(timeout);
    }

    @Override
    public @Nullable Object result(Duration timeout) {
      return future.result(timeout);
    }

    @Override
    public @Nullable Throwable exception() {
      return future.exception();
    }

    @Override
    public @Nullable Throwable exception(double timeout) {
      return future.exception(timeout);
    }

    @Override
    public @Nullable Throwable exception(Duration timeout) {
      return future.exception(timeout);
    }

    @Override
    public void addDoneCallback(Consumer<FutureSubject> function) {
      future.addDoneCallback(new CallbackAdapter(this, function));
    }

    @Override
    public String repr() {
      return future.toString();
    }
  }

  private static final class CallbackAdapter implements Consumer<Future<@Nullable Object>> {
    private final FutureAdapter added;
    private final Consumer<FutureSubject> function;

    CallbackAdapter(FutureAdapter added, Consumer<FutureSubject> function) {
      this.added = added;
      this.function = function;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // that very future
    public void accept(Future<@Nullable Object> future) {
      function.accept(future == added.future ? added : new FutureAdapter(future));
    }
  }

  private static final class IteratorAdapter<E extends @Nullable Object, F extends @Nullable Object>
      implements IteratorSubject<F> {
    private final ResultIterator<E> iterator;
    private final Function<E, F> subjectOf;

    IteratorAdapter(ResultIterator<E> iterator, Function<E, F> subjectOf) {
      this.iterator = iterator;
      this.subjectOf = subjectOf;
    }

    @Override
    public boolean hasNext() {
      return iterator.hasNext();
    }

    @Override
    public F next() {
      return subjectOf.apply(iterator.next());
    }

    @Override
    public void close() {
      iterator.close();
    }
  }

  private static final class ExecutorAdapter implements ExecutorSubject {
    private final ThreadPoolExecutor executor;

    ExecutorAdapter(ThreadPoolExecutor executor) {
      this.executor = executor;
    }

    @Override
    public FutureSubject submit(Callable<? extends @Nullable Object> function) {
      return new FutureAdapter(executor.<@Nullable Object>submit(function::call));
    }

    @Override
    @SuppressWarnings("unchecked") // its result is null
    public FutureSubject submit(Runnable function) {
      return new FutureAdapter((Future<@Nullable Object>) executor.submit(function));
    }

    @Override
    public IteratorSubject<@Nullable Object> map(
        Function<Object, ? extends @Nullable Object> function, Iterable<?> items) {
      return new IteratorAdapter<@Nullable Object, @Nullable Object>(
          executor.<Object, @Nullable Object>map(function, items), result -> result);
    }

    @Override
    public IteratorSubject<@Nullable Object> map(
        Function<Object, ? extends @Nullable Object> function, Iterable<?> items, double timeout) {
      return new IteratorAdapter<@Nullable Object, @Nullable Object>(
          executor.<Object, @Nullable Object>map(function, items, timeout), result -> result);
    }

    @Override
    public IteratorSubject<@Nullable Object> map(
        Function<Object, ? extends @Nullable Object> function,
        Iterable<?> items,
        Duration timeout) {
      return new IteratorAdapter<@Nullable Object, @Nullable Object>(
          executor.<Object, @Nullable Object>mapping(function).timeout(timeout).over(items),
          result -> result);
    }

    @Override
    public IteratorSubject<@Nullable Object> mapBuffered(
        Function<Object, ? extends @Nullable Object> function, Iterable<?> items, int buffersize) {
      return new IteratorAdapter<@Nullable Object, @Nullable Object>(
          executor.<Object, @Nullable Object>mapping(function).buffersize(buffersize).over(items),
          result -> result);
    }

    @Override
    public IteratorSubject<@Nullable Object> map(
        BiFunction<Object, Object, ? extends @Nullable Object> function,
        Iterable<?> first,
        Iterable<?> second) {
      return new IteratorAdapter<@Nullable Object, @Nullable Object>(
          executor.<Object, Object, @Nullable Object>map(function, first, second),
          result -> result);
    }

    @Override
    public void shutdown(boolean wait, boolean cancelFutures) {
      executor.shutdown(wait, cancelFutures);
    }

    @Override
    public int maxWorkers() {
      return executor.maxWorkers();
    }

    @Override
    public void close() {
      executor.close();
    }
  }
}
