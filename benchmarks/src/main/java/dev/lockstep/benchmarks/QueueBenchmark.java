package dev.lockstep.benchmarks;

import dev.lockstep.queue.LifoQueue;
import dev.lockstep.queue.PriorityQueue;
import dev.lockstep.queue.Queue;
import dev.lockstep.queue.SimpleQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** {@code Queue}, {@code LifoQueue}, {@code PriorityQueue}, {@code SimpleQueue} and their peers. */
public class QueueBenchmark {
  private static final int FORKS = 3;
  private static final int ITERATIONS = 5;
  private static final int BOUND = 128;
  private static final Integer ITEM = 1;

  /** For JMH. */
  public QueueBenchmark() {}

  /** One thread puts and gets; with producers and consumers see comparison.QueueComparison. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Uncontended {
    private final Queue<Integer> bounded = new Queue<>(BOUND);
    private final Queue<Integer> unbounded = new Queue<>();
    private final LifoQueue<Integer> lifo = new LifoQueue<>();
    private final PriorityQueue<Integer> priority = new PriorityQueue<>();
    private final SimpleQueue<Integer> simple = new SimpleQueue<>();
    private final ArrayBlockingQueue<Integer> array = new ArrayBlockingQueue<>(BOUND);
    private final LinkedBlockingQueue<Integer> linked = new LinkedBlockingQueue<>();
    private final LinkedBlockingDeque<Integer> deque = new LinkedBlockingDeque<>();
    private final LinkedTransferQueue<Integer> transfer = new LinkedTransferQueue<>();
    private final PriorityBlockingQueue<Integer> heap = new PriorityBlockingQueue<>();

    /** Ours. */
    @Benchmark
    public Integer lockstepBounded() {
      bounded.put(ITEM);
      return bounded.get();
    }

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      unbounded.put(ITEM);
      return unbounded.get();
    }

    /** Ours, with its task. */
    @Benchmark
    public Integer lockstepTaskDone() {
      unbounded.put(ITEM);
      Integer item = unbounded.get();
      unbounded.taskDone();
      return item;
    }

    /** Ours. */
    @Benchmark
    public Integer lockstepLifo() {
      lifo.put(ITEM);
      return lifo.get();
    }

    /** Ours. */
    @Benchmark
    public Integer lockstepPriority() {
      priority.put(ITEM);
      return priority.get();
    }

    /** Ours. */
    @Benchmark
    public Integer lockstepSimple() {
      simple.put(ITEM);
      return simple.get();
    }

    /** java.util.concurrent. */
    @Benchmark
    public Integer arrayBlockingQueue() throws InterruptedException {
      array.put(ITEM);
      return array.take();
    }

    /** java.util.concurrent. */
    @Benchmark
    public Integer linkedBlockingQueue() throws InterruptedException {
      linked.put(ITEM);
      return linked.take();
    }

    /** java.util.concurrent. */
    @Benchmark
    public Integer linkedBlockingDeque() throws InterruptedException {
      deque.putFirst(ITEM);
      return deque.takeFirst();
    }

    /** java.util.concurrent. */
    @Benchmark
    public Integer linkedTransferQueue() throws InterruptedException {
      transfer.put(ITEM);
      return transfer.take();
    }

    /** java.util.concurrent. */
    @Benchmark
    public Integer priorityBlockingQueue() throws InterruptedException {
      heap.put(ITEM);
      return heap.take();
    }
  }
}
