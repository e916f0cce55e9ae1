package dev.lockstep.benchmarks;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.lockstep.futures.Future;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** {@code Future} and its peers. */
public class FutureBenchmark {
  private static final int CHAINED = 100;

  private static final Integer RESULT = 7;

  /** For JMH. */
  public FutureBenchmark() {}

  /** The least that could be a future: a word that is set once. */
  private static final class Cell {
    private static final VarHandle VALUE;

    static {
      try {
        VALUE = MethodHandles.lookup().findVarHandle(Cell.class, "value", Integer.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private volatile @Nullable Integer value;

    void set(Integer result) {
      if (!VALUE.compareAndSet(this, null, result)) {
        throw new AssertionError("set by nobody else");
      }
    }
  }

  /** One thread creates a future, completes it and asks for the result. */
  @Work(primitive = "Future", unit = "create, setResult and result")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class CreateCompleteResult {
    private static final @Nullable Job NO_PARENT = null;

    /* Others can reach it, so that it is really there. */
    private volatile @Nullable Object published;

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      Future<Integer> future = new Future<>();
      published = future;
      future.setResult(RESULT);
      return future.result();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CompletableFuture", family = Family.JUC)
    public Integer completableFuture() {
      CompletableFuture<Integer> future = new CompletableFuture<>();
      published = future;
      future.complete(RESULT);
      return future.join();
    }

    /** Guava. */
    @Benchmark
    @Peer(label = "SettableFuture", family = Family.GUAVA)
    public @Nullable Integer settableFuture() throws InterruptedException, ExecutionException {
      SettableFuture<Integer> future = SettableFuture.create();
      published = future;
      future.set(RESULT);
      return future.get();
    }

    /** kotlinx.coroutines. */
    @Benchmark
    @Peer(label = "CompletableDeferred", family = Family.KOTLIN)
    public Integer completableDeferred() {
      CompletableDeferred<Integer> future = CompletableDeferredKt.CompletableDeferred(NO_PARENT);
      published = future;
      future.complete(RESULT);
      return future.getCompleted();
    }

    /** A new object that is set once and read. */
    @Benchmark
    @Floor(label = "a new object, a compareAndSet and a volatile read")
    public @Nullable Integer cell() {
      Cell cell = new Cell();
      published = cell;
      cell.set(RESULT);
      return cell.value;
    }
  }

  /** One thread creates a future, begins, completes it and asks, as an executor does. */
  @Work(primitive = "Future", unit = "create, begin, setResult and result")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class CreateRunResult {
    private volatile @Nullable Object published;

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      Future<Integer> future = new Future<>();
      published = future;
      future.setRunningOrNotifyCancel();
      future.setResult(RESULT);
      return future.result();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "FutureTask", family = Family.JUC)
    public Integer futureTask() throws InterruptedException, ExecutionException {
      FutureTask<Integer> future = new FutureTask<>(() -> RESULT);
      published = future;
      future.run();
      return future.get();
    }

    /** A new object that is set once and read. */
    @Benchmark
    @Floor(label = "a new object, a compareAndSet and a volatile read")
    public @Nullable Integer cell() {
      Cell cell = new Cell();
      published = cell;
      cell.set(RESULT);
      return cell.value;
    }
  }

  /** One thread creates a future with a callback and completes it. */
  @Work(primitive = "Future", unit = "create, addDoneCallback and setResult")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Callback {
    /* Others can reach it, so that it is really there. */
    private volatile @Nullable Object published;

    private int calls;

    private final Consumer<Future<Integer>> callback = done -> calls++;
    private final BiConsumer<Integer, Throwable> jucCallback = (result, thrown) -> calls++;
    private final Runnable listener = () -> calls++;

    /** Ours. */
    @Benchmark
    public int lockstep() {
      Future<Integer> future = new Future<>();
      published = future;
      future.addDoneCallback(callback);
      future.setResult(RESULT);
      return calls;
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CompletableFuture", family = Family.JUC)
    public int completableFuture() {
      CompletableFuture<Integer> future = new CompletableFuture<>();
      published = future;
      var unused = future.whenComplete(jucCallback);
      future.complete(RESULT);
      return calls;
    }

    /** Guava. */
    @Benchmark
    @Peer(label = "SettableFuture", family = Family.GUAVA)
    public int settableFuture() {
      SettableFuture<Integer> future = SettableFuture.create();
      published = future;
      future.addListener(listener, MoreExecutors.directExecutor());
      future.set(RESULT);
      return calls;
    }

    /** A new object that is set once, and a call. */
    @Benchmark
    @Floor(label = "a new object, a compareAndSet and a call")
    public int cell() {
      Cell cell = new Cell();
      published = cell;
      cell.set(RESULT);
      listener.run();
      return calls;
    }
  }

  /** The callback of each future completes the next: an operation is one link. */
  @Work(primitive = "Future", unit = "future that completes the next")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Chain {
    /* Others can reach them, so that they are really there; a place for each, and no fence. */
    private final Object[] published = new Object[CHAINED];

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(CHAINED)
    public Integer lockstep() {
      Future<Integer> first = new Future<>();
      Future<Integer> last = first;
      for (int i = 0; i < CHAINED; i++) {
        Future<Integer> next = new Future<>();
        published[i] = next;
        last.addDoneCallback(done -> next.setResult(done.result()));
        last = next;
      }
      first.setResult(RESULT);
      return last.result();
    }

    /** java.util.concurrent. */
    @Benchmark
    @OperationsPerInvocation(CHAINED)
    @Peer(label = "CompletableFuture.whenComplete", family = Family.JUC)
    public Integer completableFuture() {
      CompletableFuture<Integer> first = new CompletableFuture<>();
      CompletableFuture<Integer> last = first;
      for (int i = 0; i < CHAINED; i++) {
        CompletableFuture<Integer> next = new CompletableFuture<>();
        published[i] = next;
        var unused = last.whenComplete((result, thrown) -> next.complete(result));
        last = next;
      }
      first.complete(RESULT);
      return last.join();
    }

    /** java.util.concurrent, as it is meant to be used. */
    @Benchmark
    @OperationsPerInvocation(CHAINED)
    @Peer(label = "CompletableFuture.thenApply", family = Family.JUC)
    public @Nullable Integer thenApply() {
      CompletableFuture<Integer> first = new CompletableFuture<>();
      CompletableFuture<Integer> last = first;
      for (int i = 0; i < CHAINED; i++) {
        last = last.thenApply(result -> result);
        published[i] = last;
      }
      first.complete(RESULT);
      return last.join();
    }

    /** Guava. */
    @Benchmark
    @OperationsPerInvocation(CHAINED)
    @Peer(label = "SettableFuture", family = Family.GUAVA)
    public @Nullable Integer settableFuture() throws InterruptedException, ExecutionException {
      SettableFuture<Integer> first = SettableFuture.create();
      SettableFuture<Integer> last = first;
      for (int i = 0; i < CHAINED; i++) {
        SettableFuture<Integer> previous = last;
        SettableFuture<Integer> next = SettableFuture.create();
        published[i] = next;
        last.addListener(() -> next.setFuture(previous), MoreExecutors.directExecutor());
        last = next;
      }
      first.set(RESULT);
      return last.get();
    }
  }

  /** Two threads complete a future for each other in turn: an operation is two hand-offs. */
  @Work(primitive = "Future", unit = "result there and back", latency = true)
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class HandOffResult {
    private volatile Future<Integer> ping = new Future<>();
    private volatile Future<Integer> pong = new Future<>();
    private volatile CompletableFuture<Integer> jucPing = new CompletableFuture<>();
    private volatile CompletableFuture<Integer> jucPong = new CompletableFuture<>();
    private volatile SettableFuture<Integer> guavaPing = SettableFuture.create();
    private volatile SettableFuture<Integer> guavaPong = SettableFuture.create();
    private volatile Cell cellPing = new Cell();
    private volatile Cell cellPong = new Cell();

    private @Nullable Echo echo;

    /** Starts the other thread, and makes round trips until the two have settled. */
    @Setup(Level.Iteration)
    public void start(BenchmarkParams params) throws InterruptedException {
      ping = new Future<>();
      jucPing = new CompletableFuture<>();
      guavaPing = SettableFuture.create();
      cellPing = new Cell();
      String contestant = Traffic.contestant(params);
      echo =
          new Echo(
              switch (contestant) {
                case "lockstep" -> this::answer;
                case "completableFuture" -> this::answerJuc;
                case "settableFuture" -> this::answerGuava;
                case "cell" -> this::answerCell;
                default -> throw Traffic.unknown(contestant);
              });
      RoundTrip.settle(
          switch (contestant) {
            case "lockstep" -> this::lockstep;
            case "completableFuture" -> this::completableFuture;
            case "settableFuture" -> this::settableFuture;
            default -> this::cell;
          });
    }

    private void answer() {
      ping.result();
      ping = new Future<>();
      pong.setResult(RESULT);
    }

    private void answerJuc() throws InterruptedException {
      get(jucPing);
      jucPing = new CompletableFuture<>();
      jucPong.complete(RESULT);
    }

    private void answerGuava() throws InterruptedException {
      get(guavaPing);
      guavaPing = SettableFuture.create();
      guavaPong.set(RESULT);
    }

    private void answerCell() throws InterruptedException {
      get(cellPing);
      cellPing = new Cell();
      cellPong.set(RESULT);
    }

    private static Integer get(java.util.concurrent.Future<Integer> future)
        throws InterruptedException {
      try {
        return future.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("Nobody fails", e);
      }
    }

    private static Integer get(Cell cell) throws InterruptedException {
      Integer value = cell.value;
      for (int looks = 1; value == null; looks++) {
        Looks.spin(looks);
        value = cell.value;
      }
      return value;
    }

    /** Ends it. */
    @TearDown(Level.Iteration)
    public void stop() throws InterruptedException {
      Objects.requireNonNull(echo).stop();
    }

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      Future<Integer> next = new Future<>();
      pong = next;
      ping.setResult(RESULT);
      return next.result();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CompletableFuture", family = Family.JUC)
    public Integer completableFuture() throws InterruptedException {
      CompletableFuture<Integer> next = new CompletableFuture<>();
      jucPong = next;
      jucPing.complete(RESULT);
      return get(next);
    }

    /** Guava. */
    @Benchmark
    @Peer(label = "SettableFuture", family = Family.GUAVA)
    public @Nullable Integer settableFuture() throws InterruptedException {
      SettableFuture<Integer> next = SettableFuture.create();
      guavaPong = next;
      guavaPing.set(RESULT);
      return get(next);
    }

    /** A spinning hand-off of one reference. */
    @Benchmark
    @Floor(label = "a spinning hand-off of one reference")
    public Integer cell() throws InterruptedException {
      Cell next = new Cell();
      cellPong = next;
      cellPing.set(RESULT);
      return get(next);
    }
  }
}
