package dev.lockstep.benchmarks;

import dev.lockstep.benchmarks.QueueEnds.OfBlockingQueue;
import dev.lockstep.benchmarks.QueueEnds.OfQueue;
import dev.lockstep.futures.ThreadPoolExecutor;
import dev.lockstep.queue.Queue;
import java.util.ArrayList;
import java.util.Arrays;
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
 * <p>A list has 10,000 items. The job of a million is one option away: {@code -p items=1000000 -p
 * itemMicros=60 -bm ss -wi 1 -i 1}; with two cores it takes 30 s, and a minute sequentially.
 */
public class DataParallelBenchmark {
  private static final int WORKERS = 2;

  /** For JMH. */
  public DataParallelBenchmark() {}

  /** The items, and those who work. */
  @State(Scope.Benchmark)
  public abstract static class Job {
    /** How many items there are. */
    @Param("10000")
    public int items;

    private List<Integer> list = List.of();
    private Integer[] halves = {};
    private @Nullable Busy busy;
    private @Nullable Crew crew;

    /** For JMH. */
    protected Job() {}

    /** Returns how long an item takes. */
    abstract double micros();

    /** Starts those that a contestant needs. */
    abstract void open(String contestant);

    /** Ends them. */
    abstract void close() throws InterruptedException;

    /** Makes the list. */
    @Setup
    public final void setUp(BenchmarkParams params) {
      list = IntStream.range(0, items).boxed().toList();
      busy = new Busy(micros());
      String contestant = Traffic.contestant(params);
      if (contestant.equals("bareThreads")) {
        halves = new Integer[items];
        List<Crew.Share> shares = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
          int from = (int) ((long) items * i / WORKERS);
          int to = (int) ((long) items * (i + 1) / WORKERS);
          shares.add(() -> part(from, to));
        }
        crew = new Crew("platform", shares);
      } else if (!contestant.equals("sequential")) {
        open(contestant);
      }
    }

    private void part(int from, int to) throws InterruptedException {
      for (int i = from; i < to; i++) {
        halves[i] = work(list.get(i));
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }

    /** Ends those who work. */
    @TearDown
    public final void tearDown() throws InterruptedException {
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

    /** Looks whether all results are there, in order. */
    final List<Integer> checked(List<Integer> results) {
      if (results.size() != items || !results.get(items - 1).equals(items)) {
        throw new IllegalStateException("Not the results: " + results.size());
      }
      return results;
    }

    /** Does it in this thread. */
    final List<Integer> doSequentially() {
      List<Integer> results = new ArrayList<>(items);
      for (Integer item : list) {
        results.add(work(item));
      }
      return checked(results);
    }

    /** Does it in two threads that know their half. */
    final List<Integer> doInBareThreads() throws InterruptedException {
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
        case "forkJoinPool" -> theirs = new ForkJoinPool(WORKERS);
        case "virtualThreads" -> theirs = VirtualThreads.perTaskExecutor();
        case "parallelStream" -> {} // the common pool
        default -> throw Traffic.unknown(contestant);
      }
    }

    @Override
    void close() {
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
      List<Integer> results = new ArrayList<>(items);
      mapped.forEachRemaining(results::add);
      return checked(results);
    }

    final List<Integer> invokeAll() throws InterruptedException {
      List<Callable<Integer>> tasks = new ArrayList<>(items);
      for (Integer item : list()) {
        tasks.add(() -> work(item));
      }
      List<Integer> results = new ArrayList<>(items);
      for (java.util.concurrent.Future<Integer> future :
          Objects.requireNonNull(theirs).invokeAll(tasks)) {
        results.add(ExecutorBenchmark.get(future));
      }
      return checked(results);
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
    public List<Integer> parallelStream() {
      return checked(list().parallelStream().map(this::work).toList());
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
    @Peer(label = "virtual threads, invokeAll", family = Family.JUC, since = 21)
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

    @Override
    double micros() {
      return itemMicros;
    }

    /** Ours. */
    @Benchmark
    public List<Integer> lockstep() {
      List<List<Integer>> chunks = new ArrayList<>();
      for (int from = 0; from < items; from += CHUNK) {
        chunks.add(list().subList(from, Math.min(from + CHUNK, items)));
      }
      List<Integer> results = new ArrayList<>(items);
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
    public List<Integer> parallelStream() {
      return checked(list().parallelStream().map(this::work).toList());
    }

    /** Two threads that know their half. */
    @Benchmark
    @Floor(label = "two bare threads")
    public List<Integer> bareThreads() throws InterruptedException {
      return doInBareThreads();
    }
  }

  /** Two workers that are fed by a queue; each puts its result where it belongs. */
  @Work(primitive = "Queue", unit = "job, by workers fed by a queue")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class DataParallelFed extends Job {
    private static final int BOUND = 1_024;
    private static final int END = -1;

    /** How long an item takes. */
    @Param({"60", "10", "2", "1", "0.5", "0.2"})
    public double itemMicros;

    private @Nullable QueueEnds queue;
    private @Nullable Crew workers;
    private Integer[] results = {};

    @Override
    double micros() {
      return itemMicros;
    }

    @Override
    void open(String contestant) {
      results = new Integer[items];
      QueueEnds made =
          switch (contestant) {
            case "lockstep" -> new OfQueue(new Queue<>(BOUND));
            case "arrayBlockingQueue" -> new OfBlockingQueue(new ArrayBlockingQueue<>(BOUND));
            default -> throw Traffic.unknown(contestant);
          };
      queue = made;
      List<Crew.Share> shares = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        shares.add(() -> consume(made));
      }
      shares.add(() -> produce(made));
      workers = new Crew("platform", shares);
    }

    private void produce(QueueEnds fed) throws InterruptedException {
      for (Integer item : list()) {
        fed.put(item);
      }
      for (int i = 0; i < WORKERS; i++) {
        fed.put(END);
      }
    }

    private void consume(QueueEnds fed) throws InterruptedException {
      for (Integer item = fed.get(); item != END; item = fed.get()) {
        results[item] = work(item);
      }
    }

    @Override
    void close() throws InterruptedException {
      QueueEnds fed = queue;
      if (fed != null) {
        fed.release();
      }
      Crew threads = workers;
      if (threads != null) {
        threads.stop();
      }
    }

    private List<Integer> doByWorkers() throws InterruptedException {
      Objects.requireNonNull(workers).work();
      return checked(Arrays.asList(results));
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
