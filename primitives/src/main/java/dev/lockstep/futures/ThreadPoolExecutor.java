package dev.lockstep.futures;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.ValueError;
import dev.lockstep.threading.PyThread;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code concurrent.futures.ThreadPoolExecutor}: threads that carry out one task after the
 * other. The rules EXE-01 to EXE-32 are in {@code docs/rules/executor.md}.
 *
 * <p>Memory effects: what a thread did before it submitted a task happens-before what the task does
 * (EXE-02); what that did happens-before what a thread does that sees its future done (FUT-15), and
 * what all tasks did happens-before what a thread does that has waited in {@link #shutdown}.
 *
 * <p>Fairness: tasks are taken in the order in which they were submitted (EXE-07).
 *
 * <p>Interruption: a thread that is blocked in {@link #shutdown} or would have to block gets a
 * {@link KeyboardInterrupt}; the pool is shut down (EXE-25).
 *
 * <p>Deviations from Python: every future that is cancelled or dropped is notified (EXE-13,
 * EXE-17); the pool has to be shut down, for its idle threads let neither the JVM nor themselves
 * end (EXE-06); a thread that can't be started is no error as long as there are others (EXE-26).
 * The choice of threads is an addition (EXE-28).
 *
 * <pre>{@code
 * try (var pool = new ThreadPoolExecutor(4)) {
 *   Future<Page> page = pool.submit(() -> fetch(address));
 *   show(page.result());
 * }
 * }</pre>
 */
public final class ThreadPoolExecutor extends Executor {
  private static final AtomicInteger NEXT_NUMBER = new AtomicInteger();

  private static final int DEFAULT_BOUND = 32;
  private static final int DEFAULT_SURPLUS = 4;

  private final Pool pool;

  /** Creates a pool of the default size: 4 more than there are processors, 32 at most (EXE-03). */
  public ThreadPoolExecutor() {
    this(new Builder());
  }

  /**
   * Creates a pool.
   *
   * @param maxWorkers how many threads it has at most (EXE-03)
   * @throws ValueError if that is less than one
   */
  public ThreadPoolExecutor(int maxWorkers) {
    this(new Builder().maxWorkers(maxWorkers));
  }

  /**
   * Creates a pool.
   *
   * @param maxWorkers how many threads it has at most (EXE-03)
   * @param threadNamePrefix what their names begin with; empty for a number of the pool (EXE-05)
   * @throws ValueError if there may be less than one
   */
  public ThreadPoolExecutor(int maxWorkers, String threadNamePrefix) {
    this(new Builder().maxWorkers(maxWorkers).threadNamePrefix(threadNamePrefix));
  }

  /**
   * Creates a pool.
   *
   * @param maxWorkers how many threads it has at most (EXE-03)
   * @param threadNamePrefix what their names begin with; empty for a number of the pool (EXE-05)
   * @param initializer what each does before its first task (EXE-16)
   * @throws ValueError if there may be less than one
   */
  public ThreadPoolExecutor(int maxWorkers, String threadNamePrefix, Runnable initializer) {
    this(
        new Builder()
            .maxWorkers(maxWorkers)
            .threadNamePrefix(threadNamePrefix)
            .initializer(initializer));
  }

  private ThreadPoolExecutor(Builder builder) {
    String prefix = builder.threadNamePrefix;
    pool =
        new Pool(
            builder.maxWorkers,
            prefix.isEmpty() ? "ThreadPoolExecutor-" + NEXT_NUMBER.getAndIncrement() : prefix,
            builder.initializer,
            builder.threadFactory);
  }

  /** Returns what makes a pool of which more is to be said. */
  public static Builder builder() {
    return new Builder();
  }

  /** What a pool is to be like. */
  public static final class Builder {
    private int maxWorkers =
        Math.min(DEFAULT_BOUND, Runtime.getRuntime().availableProcessors() + DEFAULT_SURPLUS);
    private String threadNamePrefix = "";
    private @Nullable Runnable initializer;
    private @Nullable ThreadFactory threadFactory;

    private Builder() {}

    /**
     * Says how many threads the pool has at most (EXE-03).
     *
     * @param maxWorkers how many
     * @return this
     * @throws ValueError if that is less than one
     */
    public Builder maxWorkers(int maxWorkers) {
      if (maxWorkers < 1) {
        throw new ValueError("max_workers must be greater than 0");
      }
      this.maxWorkers = maxWorkers;
      return this;
    }

    /**
     * Says what the names of the threads begin with (EXE-05).
     *
     * @param threadNamePrefix the prefix; empty for a number of the pool
     * @return this
     */
    public Builder threadNamePrefix(String threadNamePrefix) {
      this.threadNamePrefix = Objects.requireNonNull(threadNamePrefix);
      return this;
    }

    /**
     * Says what each thread does before its first task (EXE-16).
     *
     * @param initializer what it does
     * @return this
     */
    public Builder initializer(Runnable initializer) {
      this.initializer = Objects.requireNonNull(initializer);
      return this;
    }

    /**
     * Says what creates the threads (EXE-28).
     *
     * @param threadFactory the factory: {@link PyThread#virtualThreads()} for virtual ones
     * @return this
     */
    public Builder threadFactory(ThreadFactory threadFactory) {
      this.threadFactory = Objects.requireNonNull(threadFactory);
      return this;
    }

    /** Creates the pool. */
    public ThreadPoolExecutor build() {
      return new ThreadPoolExecutor(this);
    }
  }

  /** Returns how many threads the pool has at most (EXE-03). */
  public int maxWorkers() {
    return pool.size();
  }

  @Override
  public <T extends @Nullable Object> Future<T> submit(Callable<T> function) {
    Task<T> task = new Task<>(Objects.requireNonNull(function));
    pool.submit(task);
    return task;
  }

  @Override
  public void shutdown(boolean wait, boolean cancelFutures) {
    pool.shutdown(cancelFutures);
    if (wait) {
      pool.join();
    }
  }
}
