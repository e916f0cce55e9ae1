package dev.lockstep.benchmarks;

import dev.lockstep.benchmarks.QueueEnds.OfBlockingQueue;
import dev.lockstep.benchmarks.QueueEnds.OfQueue;
import dev.lockstep.futures.ThreadPoolExecutor;
import dev.lockstep.queue.Queue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * A whole job: a list of items, each of which takes some time, and a list of results in the same
 * order. An operation is the job. What it is compared with is the same job in one thread, in other
 * pools, and the floor: two bare threads that do half of the list each; the time of the floor in
 * proportion to ours is the efficiency.
 *
 * <p>A list has 10,000 items; {@link DataParallelMillionBenchmark} has a million.
 */
public class DataParallelBenchmark {
  static final int WORKERS = 2;

  /** For JMH. */
  public DataParallelBenchmark() {}

  /** The items, and those who work. */
  @State(Scope.Benchmark)
  public abstract static class Job {
    private List<Integer> list = List.of();
    private List<Integer> latest = List.of();

    /* A new one for each job: what an earlier one has left there proves nothing. */
    private Integer[] halves = {};
    private @Nullable Busy busy;
    private @Nullable Crew crew;

    /** For JMH. */
    protected Job() {}

    /** Returns how many items there are. */
    abstract int items();

    /** Returns how long an item takes. */
    abstract double micros();

    /** Starts those that a contestant needs. */
    abstract void open(String contestant);

    /** Ends them. */
    abstract void close() throws InterruptedException;

    /** Warms up by shorter jobs if the job itself is done but once. */
    void warmUp(String contestant) throws InterruptedException {}

    /** Makes the list. */
    @Setup
    public final void setUp(BenchmarkParams params) throws InterruptedException {
      setItems(items());
      busy = new Busy(micros());
      String contestant = Traffic.contestant(params);
      if (contestant.equals("bareThreads")) {
        List<Crew.Share> shares = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
          int number = i;
          shares.add(() -> part(number));
        }
        crew = new Crew("platform", shares);
      } else if (!contestant.equals("sequential")) {
        open(contestant);
      }
      warmUp(contestant);
    }

    final void setItems(int count) {
      list = IntStream.range(0, count).boxed().toList();
    }

    private void part(int number) throws InterruptedException {
      int from = list.size() / WORKERS * number;
      int to = number == WORKERS - 1 ? list.size() : list.size() / WORKERS * (number + 1);
      for (int i = from; i < to; i++) {
        halves[i] = work(list.get(i));
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }

    /** Ends those who work, and looks at all results of the latest job. */
    @TearDown
    public final void tearDown() throws InterruptedException {
      for (int i = 0; i < latest.size(); i++) {
        check(latest, i);
      }
      Crew threads = crew;
      if (threads != null) {
        threads.stop();
      }
      close();
    }

    final List<Integer> list() {
      return list;
    }

    final Integer work(Integer item) {
      return Objects.requireNonNull(busy).work(item);
    }

    /** Looks whether results are there, in order: at three of them, as it is measured, too. */
    final List<Integer> checked(List<Integer> results) {
      int count = list.size();
      if (results.size() != count) {
        throw new IllegalStateException("Not as many results as items: " + results.size());
      }
      check(results, 0);
      check(results, count / 2);
      check(results, count - 1);
      latest = results;
      return results;
    }

    private static void check(List<? extends @Nullable Integer> results, int index) {
      if (!Objects.equals(results.get(index), index + 1)) {
        throw new IllegalStateException("Not the result of " + index + ": " + results.get(index));
      }
    }

    /** Does it in this thread. */
    final List<Integer> doSequentially() {
      List<Integer> results = new ArrayList<>(list.size());
      for (Integer item : list) {
        results.add(work(item));
      }
      return checked(results);
    }

    /** Does it in two threads that know their half. */
    final List<Integer> doInBareThreads() throws InterruptedException {
      halves = new Integer[list.size()];
      Objects.requireNonNull(crew).work();
      return checked(Arrays.asList(halves));
    }
  }

  /** By the pool's map, and by its peers. */
  @State(Scope.Benchmark)
  public abstract static class PoolJob extends Job {
    private @Nullable ThreadPoolExecutor ours;
    private @Nullable ExecutorService theirs;

    /** For JMH. */
    protected PoolJob() {}

    @Override
    void open(String contestant) {
      switch (contestant) {
        case "lockstep" -> ours = new ThreadPoolExecutor(WORKERS);
        case "threadPoolExecutor" -> theirs = Executors.newFixedThreadPool(WORKERS);
        case "forkJoinPool", "parallelStream" -> theirs = new ForkJoinPool(WORKERS);
        case "virtualThreads" -> theirs = VirtualThreads.perTaskExecutor();
        default -> throw Traffic.unknown(contestant);
      }
    }

    @Override
    void close() throws InterruptedException {
      ThreadPoolExecutor pool = ours;
      if (pool != null) {
        pool.shutdown(true, true);
      }
      ExecutorService other = theirs;
      if (other != null) {
        other.shutdownNow();
      }
    }

    final ThreadPoolExecutor ours() {
      return Objects.requireNonNull(ours);
    }

    final List<Integer> collect(Iterator<Integer> mapped) {
      List<Integer> results = new ArrayList<>(list().size());
      mapped.forEachRemaining(results::add);
      return checked(results);
    }

    final List<Integer> invokeAll() throws InterruptedException {
      List<Callable<Integer>> tasks = new ArrayList<>(list().size());
      for (Integer item : list()) {
        tasks.add(() -> work(item));
      }
      List<Integer> results = new ArrayList<>(list().size());
      for (java.util.concurrent.Future<Integer> future :
          Objects.requireNonNull(theirs).invokeAll(tasks)) {
        results.add(ExecutorBenchmark.get(future));
      }
      return checked(results);
    }

    /** Does it by a stream that has as many workers as all others. */
    final List<Integer> stream() throws InterruptedException {
      return checked(
          ExecutorBenchmark.get(
              Objects.requireNonNull(theirs)
                  .submit(() -> list().parallelStream().map(this::work).toList())));
    }
  }

  /** {@code map} of a pool with two workers, which makes a task of each item. */
  @Work(primitive = "ThreadPoolExecutor", unit = "job, by map")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class DataParallel extends PoolJob {
    /** How long an item takes. */
    @Param({"60", "10", "2", "1", "0.5", "0.2"})
    public double itemMicros;

    /** How many items there are. */
    @Param("10000")
    public int items;

    @Override
    int items() {
      return items;
    }

    @Override
    double micros() {
      return itemMicros;
    }

    /** Ours. */
    @Benchmark
    public List<Integer> lockstep() {
      return collect(ours().map(this::work, list()));
    }

    /** One thread. */
    @Benchmark
    @Peer(label = "sequential", family = Family.LANGUAGE)
    public List<Integer> sequential() {
      return doSequentially();
    }

    /** The language's. */
    @Benchmark
    @Peer(label = "parallel stream", family = Family.LANGUAGE)
    public List<Integer> parallelStream() throws InterruptedException {
      return stream();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ThreadPoolExecutor.invokeAll", family = Family.JUC)
    public List<Integer> threadPoolExecutor() throws InterruptedException {
      return invokeAll();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ForkJoinPool.invokeAll", family = Family.JUC)
    public List<Integer> forkJoinPool() throws InterruptedException {
      return invokeAll();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "virtual threads on all cores, invokeAll", family = Family.JUC, since = 21)
    public List<Integer> virtualThreads() throws InterruptedException {
      return invokeAll();
    }

    /** Two threads that know their half. */
    @Benchmark
    @Floor(label = "two bare threads")
    public List<Integer> bareThreads() throws InterruptedException {
      return doInBareThreads();
    }
  }

  /** The same, with a thousand tasks ahead at most. */
  @Work(primitive = "ThreadPoolExecutor", unit = "job, by map with a buffersize")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class DataParallelBuffered extends PoolJob {
    private static final int BUFFERSIZE = 1_000;

    /** How long an item takes. */
    @Param({"60", "2"})
    public double itemMicros;

    /** How many items there are. */
    @Param("10000")
    public int items;

    @Override
    int items() {
      return items;
    }

    @Override
    double micros() {
      return itemMicros;
    }

    /** Ours. */
    @Benchmark
    public List<Integer> lockstep() {
      return collect(
          ours().<Integer, Integer>mapping(this::work).buffersize(BUFFERSIZE).over(list()));
    }

    /** One thread. */
    @Benchmark
    @Peer(label = "sequential", family = Family.LANGUAGE)
    public List<Integer> sequential() {
      return doSequentially();
    }

    /** Two threads that know their half. */
    @Benchmark
    @Floor(label = "two bare threads")
    public List<Integer> bareThreads() throws InterruptedException {
      return doInBareThreads();
    }
  }

  /** The same, with a hundred items to a task, as whoever has tiny items does. */
  @Work(primitive = "ThreadPoolExecutor", unit = "job, by map over chunks")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class DataParallelChunked extends PoolJob {
    private static final int CHUNK = 100;

    /** How long an item takes. */
    @Param({"2", "0.5", "0.2", "0.05"})
    public double itemMicros;

    /** How many items there are. */
    @Param("10000")
    public int items;

    @Override
    int items() {
      return items;
    }

    @Override
    double micros() {
      return itemMicros;
    }

    /** Ours. */
    @Benchmark
    public List<Integer> lockstep() {
      List<List<Integer>> chunks = new ArrayList<>();
      int count = list().size();
      for (int from = 0; from < count; from += CHUNK) {
        chunks.add(list().subList(from, Math.min(from + CHUNK, count)));
      }
      List<Integer> results = new ArrayList<>(count);
      ours().map(this::workAll, chunks).forEachRemaining(results::addAll);
      return checked(results);
    }

    private List<Integer> workAll(List<Integer> chunk) {
      List<Integer> results = new ArrayList<>(CHUNK);
      for (Integer item : chunk) {
        results.add(work(item));
      }
      return results;
    }

    /** One thread. */
    @Benchmark
    @Peer(label = "sequential", family = Family.LANGUAGE)
    public List<Integer> sequential() {
      return doSequentially();
    }

    /** The language's, which makes chunks of its own. */
    @Benchmark
    @Peer(label = "parallel stream", family = Family.LANGUAGE)
    public List<Integer> parallelStream() throws InterruptedException {
      return stream();
    }

    /** Two threads that know their half. */
    @Benchmark
    @Floor(label = "two bare threads")
    public List<Integer> bareThreads() throws InterruptedException {
      return doInBareThreads();
    }
  }

  /** Two workers that are fed by a queue; each puts its result where it belongs. */
  static final class Feed {
    static final int BOUND = 1_024;
    private static final int END = -1;

    private final Job job;
    private final QueueEnds queue;
    private final Crew workers;
    private Integer[] results = {};

    Feed(Job job, QueueEnds queue) {
      this.job = job;
      this.queue = queue;
      List<Crew.Share> shares = new ArrayList<>(Collections.nCopies(WORKERS, this::consume));
      shares.add(this::produce);
      workers = new Crew("platform", shares);
    }

    private void produce() throws InterruptedException {
      for (Integer item : job.list()) {
        queue.put(item);
      }
      for (int i = 0; i < WORKERS; i++) {
        queue.put(END);
      }
    }

    private void consume() throws InterruptedException {
      for (Integer item = queue.get(); item != END; item = queue.get()) {
        results[item] = job.work(item);
      }
    }

    List<Integer> work() throws InterruptedException {
      results = new Integer[job.list().size()];
      workers.work();
      return job.checked(Arrays.asList(results));
    }

    void stop() throws InterruptedException {
      queue.release();
      workers.stop();
    }
  }

  /** A list whose items go to the workers by a queue. */
  @Work(primitive = "Queue", unit = "job, by workers fed by a queue")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class DataParallelFed extends Job {
    /** How long an item takes. */
    @Param({"60", "10", "2", "1", "0.5", "0.2"})
    public double itemMicros;

    private @Nullable Feed feed;

    /** How many items there are. */
    @Param("10000")
    public int items;

    @Override
    int items() {
      return items;
    }

    @Override
    double micros() {
      return itemMicros;
    }

    @Override
    void open(String contestant) {
      feed =
          new Feed(
              this,
              switch (contestant) {
                case "lockstep" -> new OfQueue(new Queue<>(Feed.BOUND));
                case "arrayBlockingQueue" ->
                    new OfBlockingQueue(new ArrayBlockingQueue<>(Feed.BOUND));
                default -> throw Traffic.unknown(contestant);
              });
    }

    @Override
    void close() throws InterruptedException {
      Feed workers = feed;
      if (workers != null) {
        workers.stop();
      }
    }

    private List<Integer> doByWorkers() throws InterruptedException {
      return Objects.requireNonNull(feed).work();
    }

    /** Ours. */
    @Benchmark
    public List<Integer> lockstep() throws InterruptedException {
      return doByWorkers();
    }

    /** One thread. */
    @Benchmark
    @Peer(label = "sequential", family = Family.LANGUAGE)
    public List<Integer> sequential() {
      return doSequentially();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ArrayBlockingQueue", family = Family.JUC)
    public List<Integer> arrayBlockingQueue() throws InterruptedException {
      return doByWorkers();
    }

    /** Two threads that know their half. */
    @Benchmark
    @Floor(label = "two bare threads")
    public List<Integer> bareThreads() throws InterruptedException {
      return doInBareThreads();
    }
  }
}
