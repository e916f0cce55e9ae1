package dev.lockstep.benchmarks;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedQueue;
import dev.lockstep.queue.Queue;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code SharedQueue} beside the queue on the heap. */
public class SharedQueueBenchmark {
  private static final String PRIMITIVE = "SharedQueue";
  private static final int SIZE = 1024;

  /* The ring. */
  private static final int CAPACITY = 64;
  private static final int WIDTH = 1;

  /** For JMH. */
  public SharedQueueBenchmark() {}

  /** Puts a record and gets it, while nobody waits. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = PRIMITIVE, unit = "put and get")
  public static class Uncontended {
    private final SharedQueue shared =
        SharedQueue.create(new SharedArrayBuffer(SIZE), 0, CAPACITY, WIDTH);
    private final Queue<int[]> queue = new Queue<>(CAPACITY);
    private final ArrayBlockingQueue<int[]> arrayBlockingQueue = new ArrayBlockingQueue<>(CAPACITY);
    private final int[] item = new int[WIDTH];
    private final Slot slot = new Slot();

    /** Ours. */
    @Benchmark
    public int[] lockstep() {
      shared.put(item);
      return shared.get();
    }

    /** Its namesake, which passes on the reference. */
    @Benchmark
    @Peer(label = "Queue", family = Family.LOCKSTEP)
    public int[] onHeap() {
      queue.put(item);
      return queue.get();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ArrayBlockingQueue", family = Family.JUC)
    public int[] arrayBlockingQueue() throws InterruptedException {
      arrayBlockingQueue.put(item);
      return arrayBlockingQueue.take();
    }

    /** What the machine allows: a reference, and no shared memory. */
    @Benchmark
    @Floor(label = "a compareAndSet to put and one to take")
    public Integer slot() throws InterruptedException {
      slot.put(1);
      return slot.get();
    }
  }

  /** Two threads pass a record back and forth. */
  @Work(primitive = PRIMITIVE, unit = RoundTrip.UNIT, latency = true)
  public static class PingPong extends SharedRoundTrip {

    @Override
    Sides ours() {
      return Sides.of(
          () -> {
            SharedArrayBuffer memory = new SharedArrayBuffer(SIZE);
            SharedQueue queue = SharedQueue.create(memory, 0, CAPACITY, WIDTH);
            int[] item = new int[WIDTH];
            return new Baton(() -> queue.put(item), queue::get);
          });
    }

    @Override
    Sides namesake() {
      return Sides.of(
          () -> {
            Queue<int[]> queue = new Queue<>(CAPACITY);
            int[] item = new int[WIDTH];
            return new Baton(() -> queue.put(item), queue::get);
          });
    }

    @Override
    Sides sides(String contestant) {
      return contestant.equals("arrayBlockingQueue")
          ? Sides.of(PingPong::arrayBlockingBaton)
          : super.sides(contestant);
    }

    private static Baton arrayBlockingBaton() {
      ArrayBlockingQueue<int[]> queue = new ArrayBlockingQueue<>(CAPACITY);
      int[] item = new int[WIDTH];
      return new Baton(() -> queue.add(item), () -> take(queue));
    }

    private static void take(ArrayBlockingQueue<int[]> queue) {
      try {
        queue.take();
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts a benchmark", e);
      }
    }

    /** Its namesake. */
    @Benchmark
    @Peer(label = "Queue", family = Family.LOCKSTEP)
    public void onHeap() {
      goThereAndBack();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ArrayBlockingQueue", family = Family.JUC)
    public void arrayBlockingQueue() {
      goThereAndBack();
    }
  }

  /** Producers and consumers; an item is a record of one word. */
  @Work(primitive = PRIMITIVE, unit = "item from a producer to a consumer")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Bounded extends Traffic {
    private static final int MAXSIZE = 1024;

    /** How many producers and how many consumers there are. */
    @Param({"1:1", "4:4"})
    public String ends = "";

    /** One record for each item that there may be, so that none is made on the way in. */
    private record OfSharedQueue(SharedQueue queue, int[][] records) implements QueueEnds {
      @Override
      public void put(Integer item) {
        queue.put(records[item]);
      }

      @Override
      public Integer get() {
        return queue.get()[0];
      }
    }

    /** For JMH. */
    public Bounded() {}

    @Override
    String ends() {
      return ends;
    }

    @Override
    QueueEnds queue(String contestant) {
      return switch (contestant) {
        case "lockstep" -> {
          SharedArrayBuffer memory = new SharedArrayBuffer(SharedQueue.bytes(MAXSIZE, WIDTH));
          int[][] records = new int[DIFFERENT_ITEMS][WIDTH];
          Arrays.setAll(records, item -> new int[] {item});
          yield new OfSharedQueue(SharedQueue.create(memory, 0, MAXSIZE, WIDTH), records);
        }
        case "onHeap" -> new QueueEnds.OfQueue(new Queue<>(MAXSIZE));
        case "arrayBlockingQueue" ->
            new QueueEnds.OfBlockingQueue(new ArrayBlockingQueue<>(MAXSIZE));
        default -> throw unknown(contestant);
      };
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void lockstep() throws InterruptedException {
      pass();
    }

    /** Its namesake, which passes on the reference. */
    @Benchmark
    @Peer(label = "Queue", family = Family.LOCKSTEP)
    @OperationsPerInvocation(ITEMS)
    public void onHeap() throws InterruptedException {
      pass();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ArrayBlockingQueue", family = Family.JUC)
    @OperationsPerInvocation(ITEMS)
    public void arrayBlockingQueue() throws InterruptedException {
      pass();
    }
  }
}
