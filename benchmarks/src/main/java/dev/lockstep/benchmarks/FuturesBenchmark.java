package dev.lockstep.benchmarks;

import dev.lockstep.futures.DoneAndNotDone;
import dev.lockstep.futures.Future;
import dev.lockstep.futures.Futures;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code Futures.wait} and {@code asCompleted} beside what java.util.concurrent has for that. */
public class FuturesBenchmark {
  private static final String PRIMITIVE = "Futures";

  private static final int FUTURES = 100;

  private static final Integer RESULT = 7;
  private static final Callable<Integer> TASK = () -> RESULT;

  /** For JMH. */
  public FuturesBenchmark() {}

  /** Futures that all have a result. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public abstract static class Done {
    final List<Future<Integer>> futures = Stream.generate(Done::done).limit(FUTURES).toList();

    final List<CompletableFuture<Integer>> jucFutures =
        Stream.generate(() -> CompletableFuture.completedFuture(RESULT)).limit(FUTURES).toList();

    Done() {}

    private static Future<Integer> done() {
      Future<Integer> future = new Future<>();
      future.setRunningOrNotifyCancel();
      future.setResult(RESULT);
      return future;
    }

    final int countDone() {
      int done = 0;
      for (Future<Integer> future : futures) {
        done += future.isDone() ? 1 : 0;
      }
      return done;
    }
  }

  /** One thread waits for a hundred futures that are done. */
  @Work(primitive = PRIMITIVE, unit = "wait for 100 futures that are done")
  public static class WaitDone extends Done {
    /** For JMH. */
    public WaitDone() {}

    /** Ours. */
    @Benchmark
    public DoneAndNotDone<Future<Integer>> lockstep() {
      return Futures.wait(futures);
    }

    /** java.util.concurrent, which does not say which are done. */
    @Benchmark
    @Peer(label = "CompletableFuture.allOf", family = Family.JUC)
    public Object completableFuture() {
      return allDone(jucFutures).join();
    }

    /** Asks each of them, and nothing else. */
    @Benchmark
    @Floor(label = "isDone of each")
    public int askEach() {
      return countDone();
    }
  }

  /** One thread takes a hundred futures that are done one after the other. */
  @Work(primitive = PRIMITIVE, unit = "asCompleted of 100 futures that are done")
  public static class AsCompletedDone extends Done {
    /** For JMH. */
    public AsCompletedDone() {}

    /** Ours. */
    @Benchmark
    public int lockstep() {
      return sum(Futures.asCompleted(futures));
    }

    /** java.util.concurrent: each puts itself in a queue. */
    @Benchmark
    @Peer(label = "CompletableFuture and LinkedBlockingQueue", family = Family.JUC)
    public int completableFuture() throws InterruptedException {
      LinkedBlockingQueue<CompletableFuture<Integer>> arrived = new LinkedBlockingQueue<>();
      for (CompletableFuture<Integer> future : jucFutures) {
        var unused = future.whenComplete((result, thrown) -> arrived.add(future));
      }
      int sum = 0;
      for (int i = 0; i < FUTURES; i++) {
        sum += arrived.take().join();
      }
      return sum;
    }

    /** Asks each of them, and nothing else. */
    @Benchmark
    @Floor(label = "isDone of each")
    public int askEach() {
      return countDone();
    }
  }

  /** A thread submits a hundred tiny tasks to two workers, and waits for all. */
  @Work(primitive = PRIMITIVE, unit = "submit 100 tasks and wait for them")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class WaitTasks extends Tasks {
    /** For JMH. */
    public WaitTasks() {}

    /** Ours. */
    @Benchmark
    public DoneAndNotDone<Future<Integer>> lockstep() {
      return Futures.wait(submitAll());
    }

    private Object supplyAndWait() {
      List<CompletableFuture<Integer>> futures = new ArrayList<>(FUTURES);
      for (int i = 0; i < FUTURES; i++) {
        futures.add(CompletableFuture.supplyAsync(() -> RESULT, theirs()));
      }
      return allDone(futures).join();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CompletableFuture.allOf, ThreadPoolExecutor", family = Family.JUC)
    public Object threadPoolExecutor() {
      return supplyAndWait();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CompletableFuture.allOf, ForkJoinPool", family = Family.JUC)
    public Object forkJoinPool() {
      return supplyAndWait();
    }
  }

  /** A thread submits a hundred tiny tasks to two workers, and takes them as they are done. */
  @Work(primitive = PRIMITIVE, unit = "submit 100 tasks and take them as they are done")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class AsCompletedTasks extends Tasks {
    /** For JMH. */
    public AsCompletedTasks() {}

    /** Ours. */
    @Benchmark
    public int lockstep() {
      return sum(Futures.asCompleted(submitAll()));
    }

    private int submitAndTake() throws InterruptedException {
      ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(theirs());
      for (int i = 0; i < FUTURES; i++) {
        service.submit(TASK);
      }
      int sum = 0;
      for (int i = 0; i < FUTURES; i++) {
        sum += ExecutorBenchmark.get(service.take());
      }
      return sum;
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ExecutorCompletionService, ThreadPoolExecutor", family = Family.JUC)
    public int threadPoolExecutor() throws InterruptedException {
      return submitAndTake();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ExecutorCompletionService, ForkJoinPool", family = Family.JUC)
    public int forkJoinPool() throws InterruptedException {
      return submitAndTake();
    }
  }

  /** A pool with two workers. */
  @State(Scope.Benchmark)
  public abstract static class Tasks extends ExecutorBenchmark.Pool {
    private static final int WORKERS = 2;

    Tasks() {}

    @Override
    int workers() {
      return WORKERS;
    }

    final List<Future<Integer>> submitAll() {
      List<Future<Integer>> futures = new ArrayList<>(FUTURES);
      for (int i = 0; i < FUTURES; i++) {
        futures.add(ours().submit(TASK));
      }
      return futures;
    }
  }

  private static CompletableFuture<?> allDone(List<CompletableFuture<Integer>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
  }

  private static int sum(Iterator<Future<Integer>> futures) {
    int sum = 0;
    while (futures.hasNext()) {
      sum += futures.next().result();
    }
    return sum;
  }
}
