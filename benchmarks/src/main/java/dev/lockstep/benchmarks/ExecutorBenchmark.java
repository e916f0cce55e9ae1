package dev.lockstep.benchmarks;

import com.google.common.util.concurrent.MoreExecutors;
import dev.lockstep.futures.Future;
import dev.lockstep.futures.ThreadPoolExecutor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * {@code ThreadPoolExecutor} and its peers. The virtual ones need JDK 21: there is a thread for
 * each task, as there is no pool of them.
 */
public class ExecutorBenchmark {
  private static final int WORKERS = 2;

  private static final int TASKS = 1_000;

  private static final Integer RESULT = 7;
  private static final Callable<Integer> TASK = () -> RESULT;

  /** For JMH. */
  public ExecutorBenchmark() {}

  /** The pool that an iteration is about. */
  @State(Scope.Benchmark)
  public abstract static class Pool {
    private @Nullable ThreadPoolExecutor ours;
    private @Nullable ExecutorService theirs;

    /** For JMH. */
    protected Pool() {}

    /** Returns how many threads it has. */
    abstract int workers();

    /** Creates it. */
    @Setup
    public final void open(BenchmarkParams params) {
      String contestant = Traffic.contestant(params);
      switch (contestant) {
        case "lockstep" -> ours = new ThreadPoolExecutor(workers());
        case "threadPoolExecutor" -> theirs = Executors.newFixedThreadPool(workers());
        case "forkJoinPool" -> theirs = new ForkJoinPool(workers());
        case "virtualThreads" -> theirs = VirtualThreads.perTaskExecutor();
        case "listeningExecutor" ->
            theirs = MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(workers()));
        default -> openOther(contestant);
      }
    }

    /** Prepares a contestant that has no pool. */
    void openOther(String contestant) {
      throw Traffic.unknown(contestant);
    }

    /** Ends what such a contestant has started. */
    void closeOther() throws InterruptedException {}

    /** Ends the threads. */
    @TearDown
    public final void close() throws InterruptedException {
      ThreadPoolExecutor pool = ours;
      if (pool != null) {
        pool.shutdown(true, true);
      }
      ExecutorService other = theirs;
      if (other != null) {
        other.shutdownNow();
      }
      closeOther();
    }

    final ThreadPoolExecutor ours() {
      return Objects.requireNonNull(ours);
    }

    final ExecutorService theirs() {
      return Objects.requireNonNull(theirs);
    }

    /** Submits a task to a pool that is not ours, and waits for its result. */
    final Integer submitAndGet() throws InterruptedException {
      return get(theirs().submit(TASK));
    }

    /** Submits many tasks to a pool that is not ours, and waits for all results. */
    final int submitAllAndGet() throws InterruptedException {
      List<java.util.concurrent.Future<Integer>> futures = new ArrayList<>(TASKS);
      for (int i = 0; i < TASKS; i++) {
        futures.add(theirs().submit(TASK));
      }
      int sum = 0;
      for (java.util.concurrent.Future<Integer> future : futures) {
        sum += get(future);
      }
      return sum;
    }
  }

  static <T> T get(java.util.concurrent.Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("No task fails", e);
    }
  }

  /** A thread submits a task to a pool with one worker and waits for its result. */
  @Work(primitive = "ThreadPoolExecutor", unit = "submit and result", latency = true)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class SubmitAndResult extends Pool {
    @Override
    int workers() {
      return 1;
    }

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      return ours().submit(TASK).result();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ThreadPoolExecutor", family = Family.JUC)
    public Integer threadPoolExecutor() throws InterruptedException {
      return submitAndGet();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ForkJoinPool", family = Family.JUC)
    public Integer forkJoinPool() throws InterruptedException {
      return submitAndGet();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "virtual thread per task", family = Family.JUC, since = 21)
    public Integer virtualThreads() throws InterruptedException {
      return submitAndGet();
    }

    /** Guava. */
    @Benchmark
    @Peer(label = "ListeningExecutorService", family = Family.GUAVA)
    public Integer listeningExecutor() throws InterruptedException {
      return submitAndGet();
    }
  }

  /** Any number of threads submit tasks to a pool with two workers, and wait for their results. */
  @Work(primitive = "ThreadPoolExecutor", unit = "submit and result", contended = true)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class SubmitAndResultContended extends Pool {
    @Override
    int workers() {
      return WORKERS;
    }

    /** Ours. */
    @Benchmark
    public Integer lockstep(Slice slice) {
      Integer result = ours().submit(TASK).result();
      slice.next();
      return result;
    }

    private Integer submitAndGet(Slice slice) throws InterruptedException {
      Integer result = submitAndGet();
      slice.next();
      return result;
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ThreadPoolExecutor", family = Family.JUC)
    public Integer threadPoolExecutor(Slice slice) throws InterruptedException {
      return submitAndGet(slice);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ForkJoinPool", family = Family.JUC)
    public Integer forkJoinPool(Slice slice) throws InterruptedException {
      return submitAndGet(slice);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "virtual thread per task", family = Family.JUC, since = 21)
    public Integer virtualThreads(Slice slice) throws InterruptedException {
      return submitAndGet(slice);
    }

    /** Guava. */
    @Benchmark
    @Peer(label = "ListeningExecutorService", family = Family.GUAVA)
    public Integer listeningExecutor(Slice slice) throws InterruptedException {
      return submitAndGet(slice);
    }
  }

  /** A thread submits a thousand tiny tasks to two workers, and waits for all results. */
  @Work(primitive = "ThreadPoolExecutor", unit = "tiny task of 1,000")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class TinyTasks extends Pool {
    private @Nullable Crew crew;

    @SuppressWarnings("unused") // written only
    private volatile @Nullable Object sink;

    @Override
    int workers() {
      return WORKERS;
    }

    @Override
    void openOther(String contestant) {
      if (!contestant.equals("bareThreads")) {
        throw Traffic.unknown(contestant);
      }
      crew = new Crew("platform", Collections.nCopies(WORKERS, this::completeHalf));
    }

    @Override
    void closeOther() throws InterruptedException {
      Crew threads = crew;
      if (threads != null) {
        threads.stop();
      }
    }

    private void completeHalf() {
      for (int i = 0; i < TASKS / WORKERS; i++) {
        Future<Integer> future = new Future<>();
        try {
          future.setResult(TASK.call());
        } catch (Exception e) {
          future.setException(e);
        }
        sink = future;
      }
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int lockstep() {
      List<Future<Integer>> futures = new ArrayList<>(TASKS);
      for (int i = 0; i < TASKS; i++) {
        futures.add(ours().submit(TASK));
      }
      int sum = 0;
      for (Future<Integer> future : futures) {
        sum += future.result();
      }
      return sum;
    }

    /** java.util.concurrent. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @Peer(label = "ThreadPoolExecutor", family = Family.JUC)
    public int threadPoolExecutor() throws InterruptedException {
      return submitAllAndGet();
    }

    /** java.util.concurrent. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @Peer(label = "ForkJoinPool", family = Family.JUC)
    public int forkJoinPool() throws InterruptedException {
      return submitAllAndGet();
    }

    /** java.util.concurrent. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @Peer(label = "virtual thread per task", family = Family.JUC, since = 21)
    public int virtualThreads() throws InterruptedException {
      return submitAllAndGet();
    }

    /** Guava. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @Peer(label = "ListeningExecutorService", family = Family.GUAVA)
    public int listeningExecutor() throws InterruptedException {
      return submitAllAndGet();
    }

    /** Threads that know what to do, and complete a future for each task all the same. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @Floor(label = "two bare threads that complete futures")
    public void bareThreads() throws InterruptedException {
      Objects.requireNonNull(crew).work();
    }
  }

  /** A thread maps a function over a list with two workers, and takes all results. */
  @Work(primitive = "ThreadPoolExecutor", unit = "item of 1,000, by map")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class MapOverList extends Pool {
    private final List<Integer> items = IntStream.range(0, TASKS).boxed().toList();

    private @Nullable ForkJoinPool streams;

    @Override
    int workers() {
      return WORKERS;
    }

    @Override
    void openOther(String contestant) {
      if (!contestant.equals("parallelStream")) {
        throw Traffic.unknown(contestant);
      }
      streams = new ForkJoinPool(WORKERS);
    }

    @Override
    void closeOther() {
      ForkJoinPool pool = streams;
      if (pool != null) {
        pool.shutdownNow();
      }
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int lockstep() {
      Iterator<Integer> results = ours().map(item -> -item, items);
      int sum = 0;
      while (results.hasNext()) {
        sum += results.next();
      }
      return sum;
    }

    private int invokeAll() throws InterruptedException {
      List<Callable<Integer>> tasks = new ArrayList<>(TASKS);
      for (Integer item : items) {
        tasks.add(() -> -item);
      }
      int sum = 0;
      for (java.util.concurrent.Future<Integer> future : theirs().invokeAll(tasks)) {
        sum += get(future);
      }
      return sum;
    }

    /** java.util.concurrent. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @Peer(label = "ThreadPoolExecutor.invokeAll", family = Family.JUC)
    public int threadPoolExecutor() throws InterruptedException {
      return invokeAll();
    }

    /** java.util.concurrent. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @Peer(label = "ForkJoinPool.invokeAll", family = Family.JUC)
    public int forkJoinPool() throws InterruptedException {
      return invokeAll();
    }

    /** java.util.concurrent. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @Peer(label = "virtual threads on all cores, invokeAll", family = Family.JUC, since = 21)
    public int virtualThreads() throws InterruptedException {
      return invokeAll();
    }

    /** Guava. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @Peer(label = "ListeningExecutorService.invokeAll", family = Family.GUAVA)
    public int listeningExecutor() throws InterruptedException {
      return invokeAll();
    }

    /** The language's, which makes no future for each item. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    @Peer(label = "parallel stream", family = Family.LANGUAGE)
    public int parallelStream() throws InterruptedException {
      return get(
          Objects.requireNonNull(streams)
              .submit(() -> items.parallelStream().mapToInt(item -> -item).sum()));
    }
  }
}
