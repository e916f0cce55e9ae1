package dev.lockstep.benchmarks.comparison;

import dev.lockstep.futures.Future;
import dev.lockstep.futures.ThreadPoolExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Compares futures and pools with their peers in one process, round robin: a future alone, a task
 * after the other, and a million tasks at once. The figures of docs/decisions/0006 come from here.
 *
 * <p>Arguments: {@code [future|submit|tasks|all] [rounds]}.
 */
public final class FutureComparison {
  private static final int FUTURES = 3_000_000;
  private static final int SUBMITS = 50_000;
  private static final int TASKS = 1_000_000;

  private static final int WORKERS = 2;

  private static final Integer RESULT = 7;
  private static final Callable<Integer> TASK = () -> RESULT;

  @SuppressWarnings("unused") // written only
  private static volatile Object sink = RESULT;

  private FutureComparison() {}

  /** One that makes so many calls, each of which comes to the result. */
  private abstract static class Calls extends Contestant {
    private final int calls;

    Calls(String name, int calls) {
      super(name);
      this.calls = calls;
    }

    /** Makes the calls, and returns the last result. */
    abstract Object call(int calls) throws InterruptedException, ExecutionException;

    @Override
    final Score run() throws InterruptedException {
      long before = System.nanoTime();
      try {
        sink = call(calls);
      } catch (ExecutionException e) {
        throw new IllegalStateException("no task fails", e);
      }
      return new Score(calls * 1e9 / (System.nanoTime() - before), 1);
    }
  }

  private static final class Alone extends Calls {
    Alone() {
      super("Future", FUTURES);
    }

    @Override
    Object call(int calls) {
      int sum = 0;
      for (int i = 0; i < calls; i++) {
        Future<Integer> future = new Future<>();
        future.setResult(RESULT);
        sum += future.result();
      }
      return sum;
    }
  }

  private static final class JucAlone extends Calls {
    JucAlone() {
      super("CompletableFuture", FUTURES);
    }

    @Override
    Object call(int calls) throws InterruptedException, ExecutionException {
      int sum = 0;
      for (int i = 0; i < calls; i++) {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        future.complete(RESULT);
        sum += future.get();
      }
      return sum;
    }
  }

  private static final class OneByOne extends Calls {
    OneByOne() {
      super("ThreadPoolExecutor", SUBMITS);
    }

    @Override
    Object call(int calls) {
      int sum = 0;
      try (ThreadPoolExecutor pool = new ThreadPoolExecutor(1)) {
        for (int i = 0; i < calls; i++) {
          sum += pool.submit(TASK).result();
        }
      }
      return sum;
    }
  }

  private static final class JucOneByOne extends Calls {
    JucOneByOne() {
      super("juc ThreadPoolExecutor", SUBMITS);
    }

    @Override
    Object call(int calls) throws InterruptedException, ExecutionException {
      int sum = 0;
      ExecutorService pool = Executors.newFixedThreadPool(1);
      for (int i = 0; i < calls; i++) {
        sum += pool.submit(TASK).get();
      }
      pool.shutdown();
      return sum;
    }
  }

  private static final class AtOnce extends Calls {
    AtOnce() {
      super("ThreadPoolExecutor", TASKS);
    }

    @Override
    Object call(int calls) {
      try (ThreadPoolExecutor pool = new ThreadPoolExecutor(WORKERS)) {
        Future<Integer> last = pool.submit(TASK);
        for (int i = 1; i < calls; i++) {
          last = pool.submit(TASK);
        }
        return last.result();
      }
    }
  }

  private static final class JucAtOnce extends Calls {
    JucAtOnce() {
      super("juc ThreadPoolExecutor", TASKS);
    }

    @Override
    Object call(int calls) throws InterruptedException, ExecutionException {
      ExecutorService pool = Executors.newFixedThreadPool(WORKERS);
      java.util.concurrent.Future<Integer> last = pool.submit(TASK);
      for (int i = 1; i < calls; i++) {
        last = pool.submit(TASK);
      }
      pool.shutdown();
      return last.get();
    }
  }

  /**
   * The yardstick: threads that know what to do, and complete a future for each task all the same.
   */
  private static final class BareThreads extends Calls {
    BareThreads() {
      super("two bare threads", TASKS);
    }

    @Override
    Object call(int calls) throws InterruptedException {
      Thread[] threads = new Thread[WORKERS];
      for (int i = 0; i < WORKERS; i++) {
        threads[i] = new Thread(() -> complete(calls / WORKERS));
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      return RESULT;
    }

    private static void complete(int calls) {
      for (int i = 0; i < calls; i++) {
        Future<Integer> future = new Future<>();
        try {
          future.setResult(TASK.call());
        } catch (Exception e) {
          future.setException(e);
        }
        sink = future;
      }
    }
  }

  /** Runs the comparison. */
  public static void main(String[] arguments) throws InterruptedException {
    String what = arguments.length > 0 ? arguments[0] : "all";
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9;
    if (!what.matches("future|submit|tasks|all") || rounds < 1) {
      System.err.println("Arguments: [future|submit|tasks|all] [rounds]");
      System.exit(2);
    }
    System.out.printf(
        "JDK %s, %d cores%n",
        System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
    if (what.matches("future|all")) {
      Rounds.compare("create, complete, result", rounds, new Alone(), new JucAlone());
    }
    if (what.matches("submit|all")) {
      Rounds.compare("submit and result, one worker", rounds, new OneByOne(), new JucOneByOne());
    }
    if (what.matches("tasks|all")) {
      Rounds.compare(
          "a million tasks, two workers", rounds, new AtOnce(), new JucAtOnce(), new BareThreads());
    }
  }
}
