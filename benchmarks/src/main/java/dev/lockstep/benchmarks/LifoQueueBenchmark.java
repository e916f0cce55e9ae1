package dev.lockstep.benchmarks;

import dev.lockstep.benchmarks.QueueEnds.OfQueue;
import dev.lockstep.benchmarks.QueueEnds.OfStack;
import dev.lockstep.queue.LifoQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code LifoQueue} and its peers, used as stacks. */
public class LifoQueueBenchmark {
  private static final Integer ITEM = 1;

  /** For JMH. */
  public LifoQueueBenchmark() {}

  /** One thread puts and gets. */
  @Work(primitive = "LifoQueue", unit = "put and get")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Uncontended {
    private final LifoQueue<Integer> queue = new LifoQueue<>();
    private final LinkedBlockingDeque<Integer> linked = new LinkedBlockingDeque<>();
    private final ConcurrentLinkedDeque<Integer> nonBlocking = new ConcurrentLinkedDeque<>();
    private final Slot slot = new Slot();

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      queue.put(ITEM);
      return queue.get();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "LinkedBlockingDeque", family = Family.JUC)
    public Integer linkedBlockingDeque() throws InterruptedException {
      linked.putFirst(ITEM);
      return linked.takeFirst();
    }

    /** java.util.concurrent; it does not block. */
    @Benchmark
    @Peer(label = "ConcurrentLinkedDeque", family = Family.JUC)
    public Integer concurrentLinkedDeque() {
      nonBlocking.push(ITEM);
      return nonBlocking.pop();
    }

    /** What the machine allows. */
    @Benchmark
    @Floor(label = "a compareAndSet to put and one to take")
    public Integer slot() throws InterruptedException {
      slot.put(ITEM);
      return slot.get();
    }
  }

  /** Producers and consumers; there is no bound. */
  @Work(primitive = "LifoQueue", unit = "item from a producer to a consumer")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Unbounded extends Traffic.ManyToMany {

    @Override
    QueueEnds queue(String contestant) {
      return switch (contestant) {
        case "lockstep" -> new OfQueue(new LifoQueue<>());
        case "linkedBlockingDeque" -> new OfStack(new LinkedBlockingDeque<>());
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
    @Peer(label = "LinkedBlockingDeque", family = Family.JUC)
    @OperationsPerInvocation(ITEMS)
    public void linkedBlockingDeque() throws InterruptedException {
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

  /** Producers and consumers; there is a bound. */
  @Work(primitive = "LifoQueue", unit = "item from a producer to a consumer")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Bounded extends Traffic.ManyToMany {
    /** How many items fit in. */
    @Param({"64", "1024"})
    public int maxsize;

    @Override
    QueueEnds queue(String contestant) {
      return switch (contestant) {
        case "lockstep" -> new OfQueue(new LifoQueue<>(maxsize));
        case "linkedBlockingDeque" -> new OfStack(new LinkedBlockingDeque<>(maxsize));
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
    @Peer(label = "LinkedBlockingDeque", family = Family.JUC)
    @OperationsPerInvocation(ITEMS)
    public void linkedBlockingDeque() throws InterruptedException {
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

  /** Producers and consumers; only one item fits in. */
  @Work(primitive = "LifoQueue", unit = "item from a producer to a consumer")
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
        case "lockstep" -> new OfQueue(new LifoQueue<>(1));
        case "linkedBlockingDeque" -> new OfStack(new LinkedBlockingDeque<>(1));
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
    @Peer(label = "LinkedBlockingDeque", family = Family.JUC)
    @OperationsPerInvocation(FEW_ITEMS)
    public void linkedBlockingDeque() throws InterruptedException {
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
