package dev.lockstep.benchmarks;

import dev.lockstep.benchmarks.QueueEnds.OfBlockingQueue;
import dev.lockstep.benchmarks.QueueEnds.OfBoundedHeap;
import dev.lockstep.benchmarks.QueueEnds.OfQueue;
import dev.lockstep.queue.PriorityQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** {@code PriorityQueue} and its peers. */
public class PriorityQueueBenchmark {
  private static final int STEP = 73;

  /* Those that are boxed already: an item costs nothing of its own. */
  private static final int DIFFERENT_ITEMS = 128;

  /** For JMH. */
  public PriorityQueueBenchmark() {}

  /** One thread puts and gets. */
  @Work(primitive = "PriorityQueue", unit = "put and get")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Uncontended {
    /** How many items are in it all the while. */
    @Param({"0", "1000"})
    public int filled;

    private final PriorityQueue<Integer> queue = new PriorityQueue<>();
    private final PriorityBlockingQueue<Integer> heap = new PriorityBlockingQueue<>();
    private final Slot slot = new Slot();
    private int turn;

    /** Fills them. */
    @Setup
    public void fill() {
      for (int i = 0; i < filled; i++) {
        Integer item = next();
        queue.put(item);
        heap.put(item);
      }
    }

    private Integer next() {
      turn++;
      return turn * STEP % DIFFERENT_ITEMS;
    }

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      queue.put(next());
      return queue.get();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "PriorityBlockingQueue", family = Family.JUC)
    public Integer priorityBlockingQueue() throws InterruptedException {
      heap.put(next());
      return heap.take();
    }

    /** What the machine allows. */
    @Benchmark
    @Floor(label = "a compareAndSet to put and one to take")
    public Integer slot() throws InterruptedException {
      slot.put(next());
      return slot.get();
    }
  }

  /** Producers and consumers; there is no bound. */
  @Work(primitive = "PriorityQueue", unit = "item from a producer to a consumer")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Unbounded extends Traffic.ManyToMany {

    @Override
    QueueEnds queue(String contestant) {
      return switch (contestant) {
        case "lockstep" -> new OfQueue(new PriorityQueue<>());
        case "priorityBlockingQueue" -> new OfBlockingQueue(new PriorityBlockingQueue<>());
        case "counters" -> new Counters();
        default -> throw unknown(contestant);
      };
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void lockstep() throws InterruptedException {
      pass();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "PriorityBlockingQueue", family = Family.JUC)
    @OperationsPerInvocation(ITEMS)
    public void priorityBlockingQueue() throws InterruptedException {
      pass();
    }

    /** What the machine allows: nobody waits for anybody. */
    @Benchmark
    @Floor(label = Counters.LABEL)
    @OperationsPerInvocation(ITEMS)
    public void counters() throws InterruptedException {
      pass();
    }
  }

  /** Producers and consumers; there is a bound, which the peer has from a semaphore. */
  @Work(primitive = "PriorityQueue", unit = "item from a producer to a consumer")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Bounded extends Traffic.ManyToMany {
    /** How many items fit in. */
    @Param({"64", "1024"})
    public int maxsize;

    @Override
    QueueEnds queue(String contestant) {
      return switch (contestant) {
        case "lockstep" -> new OfQueue(new PriorityQueue<>(maxsize));
        case "priorityBlockingQueue" ->
            new OfBoundedHeap(new PriorityBlockingQueue<>(), new Semaphore(maxsize));
        case "counters" -> new Counters();
        default -> throw unknown(contestant);
      };
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void lockstep() throws InterruptedException {
      pass();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "PriorityBlockingQueue and Semaphore", family = Family.JUC)
    @OperationsPerInvocation(ITEMS)
    public void priorityBlockingQueue() throws InterruptedException {
      pass();
    }

    /** What the machine allows: nobody waits for anybody. */
    @Benchmark
    @Floor(label = Counters.LABEL)
    @OperationsPerInvocation(ITEMS)
    public void counters() throws InterruptedException {
      pass();
    }
  }

  /** Producers and consumers; only one item fits in, by a semaphore for the peer. */
  @Work(primitive = "PriorityQueue", unit = "item from a producer to a consumer")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class BoundedByOne extends Traffic.ManyToMany {
    @Override
    int items() {
      return FEW_ITEMS;
    }

    @Override
    QueueEnds queue(String contestant) {
      return switch (contestant) {
        case "lockstep" -> new OfQueue(new PriorityQueue<>(1));
        case "priorityBlockingQueue" ->
            new OfBoundedHeap(new PriorityBlockingQueue<>(), new Semaphore(1));
        case "slot" -> new Slot();
        default -> throw unknown(contestant);
      };
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(FEW_ITEMS)
    public void lockstep() throws InterruptedException {
      pass();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "PriorityBlockingQueue and Semaphore", family = Family.JUC)
    @OperationsPerInvocation(FEW_ITEMS)
    public void priorityBlockingQueue() throws InterruptedException {
      pass();
    }

    /** What the machine allows. */
    @Benchmark
    @Floor(label = "a spinning hand-off of one reference")
    @OperationsPerInvocation(FEW_ITEMS)
    public void slot() throws InterruptedException {
      pass();
    }
  }
}
