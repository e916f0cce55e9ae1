package dev.lockstep.benchmarks;

import dev.lockstep.benchmarks.DataParallelBenchmark.Feed;
import dev.lockstep.benchmarks.DataParallelBenchmark.PoolJob;
import dev.lockstep.benchmarks.QueueEnds.OfQueue;
import dev.lockstep.queue.Queue;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The jobs of {@link DataParallelBenchmark} with a million items; each fork does one. */
public class DataParallelMillionBenchmark {
  private static final int WARM_UP_ITEMS = 10_000;
  private static final long WARM_UP_NANOS = 1_000_000_000;

  /** For JMH. */
  public DataParallelMillionBenchmark() {}

  /** A million items, and those who work. */
  @State(Scope.Benchmark)
  public abstract static class MillionJob extends PoolJob {
    /** How many items there are. */
    @Param("1000000")
    public int items;

    private @Nullable Feed feed;

    /** For JMH. */
    protected MillionJob() {}

    @Override
    int items() {
      return items;
    }

    @Override
    void open(String contestant) {
      if (contestant.equals("fed")) {
        feed = new Feed(this, new OfQueue(new Queue<>(Feed.BOUND)));
      } else {
        super.open(contestant);
      }
    }

    @Override
    void close() throws InterruptedException {
      Feed workers = feed;
      if (workers != null) {
        workers.stop();
      }
      super.close();
    }

    @Override
    void warmUp(String contestant) throws InterruptedException {
      long end = System.nanoTime() + WARM_UP_NANOS;
      setItems(Math.min(items, WARM_UP_ITEMS));
      do {
        run(contestant);
      } while (System.nanoTime() < end);
      setItems(items);
    }

    /** Does the job as a contestant does it. */
    final List<Integer> run(String contestant) throws InterruptedException {
      return switch (contestant) {
        case "lockstep" -> collect(ours().map(this::work, list()));
        case "fed" -> Objects.requireNonNull(feed).work();
        case "sequential" -> doSequentially();
        case "parallelStream" -> stream();
        case "threadPoolExecutor", "forkJoinPool" -> invokeAll();
        case "bareThreads" -> doInBareThreads();
        default -> throw Traffic.unknown(contestant);
      };
    }

    /** Ours, by the pool's map. */
    @Benchmark
    public List<Integer> lockstep() throws InterruptedException {
      return run("lockstep");
    }

    /** Ours, by a queue. */
    @Benchmark
    @Peer(label = "workers fed by a Queue", family = Family.LOCKSTEP)
    public List<Integer> fed() throws InterruptedException {
      return run("fed");
    }

    /** Two threads that know their half. */
    @Benchmark
    @Floor(label = "two bare threads")
    public List<Integer> bareThreads() throws InterruptedException {
      return run("bareThreads");
    }
  }

  /** Short items. */
  @Work(primitive = "ThreadPoolExecutor", unit = "job of a million short items", shotSeconds = 2)
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class DataParallelMillion extends MillionJob {
    /** How long an item takes. */
    @Param("1")
    public double itemMicros;

    @Override
    double micros() {
      return itemMicros;
    }

    /** One thread. */
    @Benchmark
    @Peer(label = "sequential", family = Family.LANGUAGE)
    public List<Integer> sequential() throws InterruptedException {
      return run("sequential");
    }

    /** The language's. */
    @Benchmark
    @Peer(label = "parallel stream", family = Family.LANGUAGE)
    public List<Integer> parallelStream() throws InterruptedException {
      return run("parallelStream");
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ThreadPoolExecutor.invokeAll", family = Family.JUC)
    public List<Integer> threadPoolExecutor() throws InterruptedException {
      return run("threadPoolExecutor");
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ForkJoinPool.invokeAll", family = Family.JUC)
    public List<Integer> forkJoinPool() throws InterruptedException {
      return run("forkJoinPool");
    }
  }

  /**
   * Long items: a job takes half a minute with two workers. Nobody else takes part, as a run would
   * take too long; beside items that long there is little to see of what anybody adds.
   */
  @Work(primitive = "ThreadPoolExecutor", unit = "job of a million long items", shotSeconds = 32)
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class DataParallelMillionLong extends MillionJob {
    /** How long an item takes. */
    @Param("60")
    public double itemMicros;

    @Override
    double micros() {
      return itemMicros;
    }
  }
}
