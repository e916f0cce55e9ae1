package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.FuturesModel.Condition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** CompletableFuture and what it is waited for with, as a subject. */
final class JavaFutures implements FuturesSubject {
  private static final long FOREVER = -1;

  /** A CancellationException, whose text depends on the release. */
  static final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Cancelled(CancellationException cause) {
      super("", cause);
    }
  }

  /** A TimeoutException, which Python's methods do not declare. */
  static final class TimedOut extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimedOut() {
      super("");
    }
  }

  /** What {@code complete} tells by false. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused() {
      super("");
    }
  }

  private static long nanos(double seconds) {
    return Math.max(0, (long) Math.ceil(seconds * 1e9));
  }

  private static long nanos(Duration timeout) {
    return Math.max(0, TimeUnit.NANOSECONDS.convert(timeout));
  }

  /** Waits for a future, and returns its result. */
  private static @Nullable Object get(CompletableFuture<?> future, long nanos)
      throws ExecutionException {
    try {
      return nanos == FOREVER ? future.get() : future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new TimedOut();
    } catch (CancellationException e) {
      throw new Cancelled(e);
    } catch (InterruptedException e) {
      throw new JavaUtilConcurrentSubject.Interrupted(e);
    }
  }

  @Override
  public FutureSubject newFuture() {
    return new FutureAdapter(new CompletableFuture<>());
  }

  static FutureSubject of(CompletableFuture<@Nullable Object> future) {
    return new FutureAdapter(future);
  }

  private static CompletableFuture<@Nullable Object> javas(FutureSubject future) {
    return ((FutureAdapter) future).future;
  }

  @Override
  public Waited wait(List<FutureSubject> futures, Condition condition) {
    return await(futures, FOREVER, condition);
  }

  @Override
  public Waited wait(List<FutureSubject> futures, double timeout, Condition condition) {
    return await(futures, nanos(timeout), condition);
  }

  @Override
  public Waited wait(List<FutureSubject> futures, Duration timeout, Condition condition) {
    return await(futures, nanos(timeout), condition);
  }

  private static Waited await(List<FutureSubject> futures, long nanos, Condition condition) {
    try {
      get(over(futures, condition), nanos);
    } catch (ExecutionException | Cancelled | TimedOut e) {
      // what they came to is for who asks them
    }
    Set<FutureSubject> done = new HashSet<>();
    Set<FutureSubject> notDone = new HashSet<>();
    for (FutureSubject future : futures) {
      (javas(future).isDone() ? done : notDone).add(future);
    }
    notDone.removeAll(done);
    return new Waited(List.copyOf(done), List.copyOf(notDone));
  }

  private static CompletableFuture<?> over(List<FutureSubject> futures, Condition condition) {
    CompletableFuture<?>[] all =
        futures.stream().map(JavaFutures::javas).toArray(CompletableFuture<?>[]::new);
    CompletableFuture<Void> over = CompletableFuture.allOf(all);
    if (condition == Condition.FIRST_COMPLETED && all.length > 0) {
      return CompletableFuture.anyOf(all);
    }
    if (condition == Condition.FIRST_EXCEPTION) {
      for (CompletableFuture<?> each : all) {
        var unused =
            each.whenComplete(
                (result, thrown) -> {
                  if (thrown != null && !each.isCancelled()) {
                    over.completeExceptionally(thrown);
                  }
                });
      }
    }
    return over;
  }

  @Override
  public IteratorSubject<FutureSubject> asCompleted(List<FutureSubject> futures) {
    return new Completions(futures, FOREVER);
  }

  @Override
  public IteratorSubject<FutureSubject> asCompleted(List<FutureSubject> futures, double timeout) {
    return new Completions(futures, nanos(timeout));
  }

  @Override
  public IteratorSubject<FutureSubject> asCompleted(List<FutureSubject> futures, Duration timeout) {
    return new Completions(futures, nanos(timeout));
  }

  @Override
  public Future<@Nullable Object> asJava(FutureSubject future) {
    return javas(future);
  }

  @Override
  public CompletableFuture<@Nullable Object> toCompletableFuture(FutureSubject future) {
    return javas(future);
  }

  @Override
  public FutureSubject fromCompletionStage(CompletionStage<@Nullable Object> stage) {
    return new FutureAdapter(stage.toCompletableFuture());
  }

  /* Ordinary classes: the model checker cannot look into records. */
  private static final class FutureAdapter implements FutureSubject {
    private final CompletableFuture<@Nullable Object> future;

    FutureAdapter(CompletableFuture<@Nullable Object> future) {
      this.future = future;
    }

    @Override
    public boolean cancel() {
      return future.cancel(false);
    }

    @Override
    public boolean cancelled() {
      return future.isCancelled();
    }

    @Override
    public boolean running() {
      return false; // nobody says that he begins
    }

    @Override
    public boolean done() {
      return future.isDone();
    }

    @Override
    public boolean setRunningOrNotifyCancel() {
      return !future.isCancelled();
    }

    @Override
    public void setResult(@Nullable Object result) {
      if (!future.complete(result)) {
        throw new Refused();
      }
    }

    @Override
    public void setException(RuntimeException exception) {
      if (!future.completeExceptionally(exception)) {
        throw new Refused();
      }
    }

    @Override
    public @Nullable Object result() {
      return result(FOREVER);
    }

    @Override
    public @Nullable Object result(double timeout) {
      return result(nanos(timeout));
    }

    @Override
    public @Nullable Object result(Duration timeout) {
      return result(nanos(timeout));
    }

    private @Nullable Object result(long nanos) {
      try {
        return get(future, nanos);
      } catch (ExecutionException e) {
        throw FutureAdapter.<RuntimeException>unchecked(e.getCause());
      }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(@Nullable Throwable thrown) throws E {
      throw (E) thrown;
    }

    @Override
    public @Nullable Throwable exception() {
      return exception(FOREVER);
    }

    @Override
    public @Nullable Throwable exception(double timeout) {
      return exception(nanos(timeout));
    }

    @Override
    public @Nullable Throwable exception(Duration timeout) {
      return exception(nanos(timeout));
    }

    private @Nullable Throwable exception(long nanos) {
      try {
        get(future, nanos);
        return null;
      } catch (ExecutionException e) {
        return e.getCause();
      }
    }

    @Override
    public void addDoneCallback(Consumer<FutureSubject> function) {
      var unused = future.whenComplete((result, thrown) -> function.accept(this));
    }

    @Override
    public String repr() {
      return future.toString();
    }
  }

  /** A queue that each future puts itself into. */
  private static final class Completions implements IteratorSubject<FutureSubject> {
    private final BlockingQueue<FutureSubject> completed = new LinkedBlockingQueue<>();
    private final long nanos;
    private final long start = System.nanoTime();
    private int left;

    Completions(List<FutureSubject> futures, long nanos) {
      this.nanos = nanos;
      Set<FutureSubject> distinct = new HashSet<>(futures);
      left = distinct.size();
      distinct.forEach(future -> future.addDoneCallback(completed::add));
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public FutureSubject next() {
      if (left == 0) {
        throw new NoSuchElementException();
      }
      FutureSubject next = completed.poll();
      if (next == null) {
        next = await();
      }
      left--;
      return next;
    }

    private FutureSubject await() {
      FutureSubject next;
      try {
        next =
            nanos == FOREVER
                ? completed.take()
                : completed.poll(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        throw new JavaUtilConcurrentSubject.Interrupted(e);
      }
      if (next == null) {
        left = 0;
        throw new TimedOut();
      }
      return next;
    }

    @Override
    public void close() {
      left = 0;
    }
  }
}
