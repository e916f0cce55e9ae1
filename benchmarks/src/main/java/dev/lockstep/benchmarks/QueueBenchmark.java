package dev.lockstep.benchmarks;

import dev.lockstep.benchmarks.QueueEnds.OfBlockingQueue;
import dev.lockstep.benchmarks.QueueEnds.OfChannel;
import dev.lockstep.benchmarks.QueueEnds.OfDisruptor;
import dev.lockstep.benchmarks.QueueEnds.OfNonBlocking;
import dev.lockstep.benchmarks.QueueEnds.OfQueue;
import dev.lockstep.queue.Empty;
import dev.lockstep.queue.Queue;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.MpmcUnboundedXaddArrayQueue;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * {@code Queue} and its peers. Agrona's needs {@code --add-exports
 * java.base/jdk.internal.misc=ALL-UNNAMED}.
 */
public class QueueBenchmark {
  private static final int BOUND = 128;
  private static final int CHUNK = 1024;
  private static final Integer ITEM = 1;

  /** For JMH. */
  public QueueBenchmark() {}

  /** One thread puts and gets; there is no bound. */
  @Work(primitive = "Queue", unit = "put and get")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Uncontended {
    private final Queue<Integer> queue = new Queue<>();
    private final LinkedBlockingQueue<Integer> linked = new LinkedBlockingQueue<>();
    private final LinkedTransferQueue<Integer> transfer = new LinkedTransferQueue<>();
    private final ConcurrentLinkedQueue<Integer> nonBlocking = new ConcurrentLinkedQueue<>();
    private final MpmcUnboundedXaddArrayQueue<Integer> xadd =
        new MpmcUnboundedXaddArrayQueue<>(CHUNK);
    private final OfChannel channel = new OfChannel(OfChannel.channel(0));
    private final Slot slot = new Slot();

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      queue.put(ITEM);
      return queue.get();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "LinkedBlockingQueue", family = Family.JUC)
    public Integer linkedBlockingQueue() throws InterruptedException {
      linked.put(ITEM);
      return linked.take();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "LinkedTransferQueue", family = Family.JUC)
    public Integer linkedTransferQueue() throws InterruptedException {
      transfer.put(ITEM);
      return transfer.take();
    }

    /** java.util.concurrent; it does not block. */
    @Benchmark
    @Peer(label = "ConcurrentLinkedQueue", family = Family.JUC)
    public Integer concurrentLinkedQueue() {
      nonBlocking.add(ITEM);
      return nonBlocking.remove();
    }

    /** It does not block. */
    @Benchmark
    @Peer(label = "MpmcUnboundedXaddArrayQueue", family = Family.JCTOOLS)
    public Integer jctoolsMpmcUnbounded() {
      xadd.add(ITEM);
      return xadd.remove();
    }

    /** kotlinx.coroutines. */
    @Benchmark
    @Peer(label = "Channel", family = Family.KOTLIN)
    public Integer kotlinChannel() throws InterruptedException {
      channel.put(ITEM);
      return channel.get();
    }

    /** What the machine allows. */
    @Benchmark
    @Floor(label = "a compareAndSet to put and one to take")
    public Integer slot() throws InterruptedException {
      slot.put(ITEM);
      return slot.get();
    }
  }

  /** One thread puts and gets; there is a bound. */
  @Work(primitive = "Queue", unit = "put and get")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class UncontendedBounded {
    private final Queue<Integer> queue = new Queue<>(BOUND);
    private final ArrayBlockingQueue<Integer> array = new ArrayBlockingQueue<>(BOUND);
    private final LinkedBlockingQueue<Integer> linked = new LinkedBlockingQueue<>(BOUND);
    private final MpmcArrayQueue<Integer> mpmc = new MpmcArrayQueue<>(BOUND);
    private final OfChannel channel = new OfChannel(OfChannel.channel(BOUND));
    private final Slot slot = new Slot();

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      queue.put(ITEM);
      return queue.get();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ArrayBlockingQueue", family = Family.JUC)
    public Integer arrayBlockingQueue() throws InterruptedException {
      array.put(ITEM);
      return array.take();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "LinkedBlockingQueue", family = Family.JUC)
    public Integer linkedBlockingQueue() throws InterruptedException {
      linked.put(ITEM);
      return linked.take();
    }

    /** It does not block. */
    @Benchmark
    @Peer(label = "MpmcArrayQueue", family = Family.JCTOOLS)
    public Integer jctoolsMpmcArray() {
      mpmc.add(ITEM);
      return mpmc.remove();
    }

    /** It does not block. */
    @Benchmark
    @Peer(label = "ManyToManyConcurrentArrayQueue", family = Family.AGRONA)
    public Integer agronaManyToMany(Agrona agrona) {
      agrona.queue.add(ITEM);
      return agrona.queue.remove();
    }

    /** kotlinx.coroutines. */
    @Benchmark
    @Peer(label = "Channel", family = Family.KOTLIN)
    public Integer kotlinChannel() throws InterruptedException {
      channel.put(ITEM);
      return channel.get();
    }

    /** What the machine allows. */
    @Benchmark
    @Floor(label = "a compareAndSet to put and one to take")
    public Integer slot() throws InterruptedException {
      slot.put(ITEM);
      return slot.get();
    }
  }

  /** Agrona's queue, which no class but its own benchmark should have to load. */
  @State(Scope.Thread)
  public static class Agrona {
    private final ManyToManyConcurrentArrayQueue<Integer> queue =
        new ManyToManyConcurrentArrayQueue<>(BOUND);
  }

  /** One thread puts, gets, and says that the task is done. */
  @Work(primitive = "Queue", unit = "put, get and taskDone")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class UncontendedTaskDone {
    private final Queue<Integer> queue = new Queue<>();
    private final LinkedBlockingQueue<Integer> linked = new LinkedBlockingQueue<>();
    private final AtomicLong unfinished = new AtomicLong();
    private final Slot slot = new Slot();

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      queue.put(ITEM);
      Integer item = queue.get();
      queue.taskDone();
      return item;
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "LinkedBlockingQueue and AtomicLong", family = Family.JUC)
    public Integer linkedBlockingQueue() throws InterruptedException {
      unfinished.incrementAndGet();
      linked.put(ITEM);
      Integer item = linked.take();
      unfinished.decrementAndGet();
      return item;
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
  @Work(primitive = "Queue", unit = "item from a producer to a consumer")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Unbounded extends Traffic.ManyToMany {

    @Override
    QueueEnds queue(String contestant) {
      return switch (contestant) {
        case "lockstep" -> new OfQueue(new Queue<>());
        case "linkedBlockingQueue" -> new OfBlockingQueue(new LinkedBlockingQueue<>());
        case "linkedTransferQueue" -> new OfBlockingQueue(new LinkedTransferQueue<>());
        case "concurrentLinkedQueue" -> new OfNonBlocking(new ConcurrentLinkedQueue<>());
        case "jctoolsMpmcUnbounded" -> new OfNonBlocking(new MpmcUnboundedXaddArrayQueue<>(CHUNK));
        case "kotlinChannel" -> new OfChannel(OfChannel.channel(0));
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
    @Peer(label = "LinkedBlockingQueue", family = Family.JUC)
    @OperationsPerInvocation(ITEMS)
    public void linkedBlockingQueue() throws InterruptedException {
      pass();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "LinkedTransferQueue", family = Family.JUC)
    @OperationsPerInvocation(ITEMS)
    public void linkedTransferQueue() throws InterruptedException {
      pass();
    }

    /** java.util.concurrent; it does not block. */
    @Benchmark
    @Peer(label = "ConcurrentLinkedQueue, polled with spinning and yield", family = Family.JUC)
    @OperationsPerInvocation(ITEMS)
    public void concurrentLinkedQueue() throws InterruptedException {
      pass();
    }

    /** It does not block. */
    @Benchmark
    @Peer(
        label = "MpmcUnboundedXaddArrayQueue, polled with spinning and yield",
        family = Family.JCTOOLS)
    @OperationsPerInvocation(ITEMS)
    public void jctoolsMpmcUnbounded() throws InterruptedException {
      pass();
    }

    /** kotlinx.coroutines. */
    @Benchmark
    @Peer(label = "Channel, by runBlocking", family = Family.KOTLIN)
    @OperationsPerInvocation(ITEMS)
    public void kotlinChannel() throws InterruptedException {
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
  @Work(primitive = "Queue", unit = "item from a producer to a consumer")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Bounded extends Traffic.ManyToMany {
    /** How many items fit in. */
    @Param({"64", "1024"})
    public int maxsize;

    @Override
    QueueEnds queue(String contestant) {
      return switch (contestant) {
        case "lockstep" -> new OfQueue(new Queue<>(maxsize));
        case "arrayBlockingQueue" -> new OfBlockingQueue(new ArrayBlockingQueue<>(maxsize));
        case "linkedBlockingQueue" -> new OfBlockingQueue(new LinkedBlockingQueue<>(maxsize));
        case "jctoolsMpmcArray" -> new OfNonBlocking(new MpmcArrayQueue<>(maxsize));
        case "agronaManyToMany" -> new OfNonBlocking(new ManyToManyConcurrentArrayQueue<>(maxsize));
        case "kotlinChannel" -> new OfChannel(OfChannel.channel(maxsize));
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
    @Peer(label = "ArrayBlockingQueue", family = Family.JUC)
    @OperationsPerInvocation(ITEMS)
    public void arrayBlockingQueue() throws InterruptedException {
      pass();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "LinkedBlockingQueue", family = Family.JUC)
    @OperationsPerInvocation(ITEMS)
    public void linkedBlockingQueue() throws InterruptedException {
      pass();
    }

    /** It does not block. */
    @Benchmark
    @Peer(label = "MpmcArrayQueue, polled with spinning and yield", family = Family.JCTOOLS)
    @OperationsPerInvocation(ITEMS)
    public void jctoolsMpmcArray() throws InterruptedException {
      pass();
    }

    /** It does not block. */
    @Benchmark
    @Peer(
        label = "ManyToManyConcurrentArrayQueue, polled with spinning and yield",
        family = Family.AGRONA)
    @OperationsPerInvocation(ITEMS)
    public void agronaManyToMany() throws InterruptedException {
      pass();
    }

    /** kotlinx.coroutines. */
    @Benchmark
    @Peer(label = "Channel, by runBlocking", family = Family.KOTLIN)
    @OperationsPerInvocation(ITEMS)
    public void kotlinChannel() throws InterruptedException {
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

  /** Producers and consumers; only one item fits in, or none, where it is handed over. */
  @Work(primitive = "Queue", unit = "item from a producer to a consumer")
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
        case "lockstep" -> new OfQueue(new Queue<>(1));
        case "arrayBlockingQueue" -> new OfBlockingQueue(new ArrayBlockingQueue<>(1));
        case "linkedBlockingQueue" -> new OfBlockingQueue(new LinkedBlockingQueue<>(1));
        case "synchronousQueue" -> new OfBlockingQueue(new SynchronousQueue<>());
        case "kotlinChannel" -> new OfChannel(OfChannel.channel(1));
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
    @Peer(label = "ArrayBlockingQueue", family = Family.JUC)
    @OperationsPerInvocation(FEW_ITEMS)
    public void arrayBlockingQueue() throws InterruptedException {
      pass();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "LinkedBlockingQueue", family = Family.JUC)
    @OperationsPerInvocation(FEW_ITEMS)
    public void linkedBlockingQueue() throws InterruptedException {
      pass();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "SynchronousQueue", family = Family.JUC)
    @OperationsPerInvocation(FEW_ITEMS)
    public void synchronousQueue() throws InterruptedException {
      pass();
    }

    /** kotlinx.coroutines. */
    @Benchmark
    @Peer(label = "Channel, by runBlocking", family = Family.KOTLIN)
    @OperationsPerInvocation(FEW_ITEMS)
    public void kotlinChannel() throws InterruptedException {
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

  /** Producers and one consumer, which is what the Disruptor can do as well. */
  @Work(primitive = "Queue", unit = "item from a producer to a consumer")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class ToOneConsumer extends Traffic.ToOne {
    /** How many items fit in. */
    @Param({"64", "1024"})
    public int maxsize;

    @Override
    QueueEnds queue(String contestant) {
      return switch (contestant) {
        case "lockstep" -> new OfQueue(new Queue<>(maxsize));
        case "arrayBlockingQueue" -> new OfBlockingQueue(new ArrayBlockingQueue<>(maxsize));
        case "disruptor" -> new OfDisruptor(maxsize, producers());
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
    @Peer(label = "ArrayBlockingQueue", family = Family.JUC)
    @OperationsPerInvocation(ITEMS)
    public void arrayBlockingQueue() throws InterruptedException {
      pass();
    }

    /** It blocks as others do. */
    @Benchmark
    @Peer(label = "Disruptor with BlockingWaitStrategy", family = Family.DISRUPTOR)
    @OperationsPerInvocation(ITEMS)
    public void disruptor() throws InterruptedException {
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

  /** Two threads send each other an item over a pair of queues: an operation is there and back. */
  @Work(primitive = "Queue", unit = "there and back", latency = true)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class PingPong extends Rally {
    @Override
    QueueEnds queue(String contestant) {
      return switch (contestant) {
        case "lockstep" -> new OfQueue(new Queue<>());
        case "synchronousQueue" -> new OfBlockingQueue(new SynchronousQueue<>());
        case "linkedTransferQueue" -> new OfBlockingQueue(new LinkedTransferQueue<>());
        case "arrayBlockingQueue" -> new OfBlockingQueue(new ArrayBlockingQueue<>(1));
        case "linkedBlockingQueue" -> new OfBlockingQueue(new LinkedBlockingQueue<>());
        case "slot" -> new Slot();
        default -> throw Traffic.unknown(contestant);
      };
    }

    /** Ours. */
    @Benchmark
    public Integer lockstep() throws InterruptedException {
      return thereAndBack();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "SynchronousQueue", family = Family.JUC)
    public Integer synchronousQueue() throws InterruptedException {
      return thereAndBack();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "LinkedTransferQueue", family = Family.JUC)
    public Integer linkedTransferQueue() throws InterruptedException {
      return thereAndBack();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ArrayBlockingQueue", family = Family.JUC)
    public Integer arrayBlockingQueue() throws InterruptedException {
      return thereAndBack();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "LinkedBlockingQueue", family = Family.JUC)
    public Integer linkedBlockingQueue() throws InterruptedException {
      return thereAndBack();
    }

    /** What the machine allows. */
    @Benchmark
    @Floor(label = "a spinning hand-off of one reference")
    public Integer slot() throws InterruptedException {
      return thereAndBack();
    }
  }

  /** One thread puts and gets, and would not wait. */
  @Work(primitive = "Queue", unit = "putNowait and getNowait")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class UncontendedNowait {
    private final Queue<Integer> queue = new Queue<>(BOUND);
    private final ArrayBlockingQueue<Integer> array = new ArrayBlockingQueue<>(BOUND);
    private final LinkedBlockingQueue<Integer> linked = new LinkedBlockingQueue<>(BOUND);
    private final Slot slot = new Slot();

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      queue.putNowait(ITEM);
      return queue.getNowait();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ArrayBlockingQueue", family = Family.JUC)
    public Integer arrayBlockingQueue() {
      array.add(ITEM);
      return array.remove();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "LinkedBlockingQueue", family = Family.JUC)
    public Integer linkedBlockingQueue() {
      linked.add(ITEM);
      return linked.remove();
    }

    /** What the machine allows. */
    @Benchmark
    @Floor(label = "a compareAndSet to put and one to take")
    public Integer slot() throws InterruptedException {
      slot.put(ITEM);
      return slot.get();
    }
  }

  /** One thread puts and gets, and would wait for a limited time. */
  @Work(primitive = "Queue", unit = "put and get with a timeout")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class UncontendedTimed {
    private final Queue<Integer> queue = new Queue<>(BOUND);
    private final ArrayBlockingQueue<Integer> array = new ArrayBlockingQueue<>(BOUND);
    private final LinkedBlockingQueue<Integer> linked = new LinkedBlockingQueue<>(BOUND);
    private final Slot slot = new Slot();

    /** Ours. */
    @Benchmark
    public Integer lockstep() {
      queue.put(ITEM, true, 1.0);
      return queue.get(true, 1.0);
    }

    private static @Nullable Integer pass(BlockingQueue<Integer> queue)
        throws InterruptedException {
      if (!queue.offer(ITEM, 1, TimeUnit.SECONDS)) {
        throw new AssertionError("there is room");
      }
      return queue.poll(1, TimeUnit.SECONDS);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ArrayBlockingQueue", family = Family.JUC)
    public @Nullable Integer arrayBlockingQueue() throws InterruptedException {
      return pass(array);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "LinkedBlockingQueue", family = Family.JUC)
    public @Nullable Integer linkedBlockingQueue() throws InterruptedException {
      return pass(linked);
    }

    /** What the machine allows. */
    @Benchmark
    @Floor(label = "a compareAndSet to put and one to take")
    public Integer slot() throws InterruptedException {
      slot.put(ITEM);
      return slot.get();
    }
  }

  /** One thread gets in vain, and is told so by an exception. */
  @Work(primitive = "Queue", unit = "getNowait of an empty queue")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class GetEmpty {
    private final Queue<Integer> queue = new Queue<>(BOUND);
    private final ArrayBlockingQueue<Integer> array = new ArrayBlockingQueue<>(BOUND);

    /** Ours. */
    @Benchmark
    public Object lockstep() {
      try {
        return queue.getNowait();
      } catch (Empty e) {
        return e;
      }
    }

    /** java.util.concurrent, which throws here too. */
    @Benchmark
    @Peer(label = "ArrayBlockingQueue.remove", family = Family.JUC)
    public Object arrayBlockingQueueRemove() {
      try {
        return array.remove();
      } catch (NoSuchElementException e) {
        return e;
      }
    }

    /** java.util.concurrent, as it is meant to be used. */
    @Benchmark
    @Peer(label = "ArrayBlockingQueue.poll", family = Family.JUC)
    public @Nullable Integer arrayBlockingQueuePoll() {
      return array.poll();
    }
  }

  /** One thread asks how many items there are. */
  @Work(primitive = "Queue", unit = "ask how many items there are")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Size {
    private final Queue<Integer> queue = new Queue<>(BOUND);
    private final ArrayBlockingQueue<Integer> array = new ArrayBlockingQueue<>(BOUND);
    private final LinkedBlockingQueue<Integer> linked = new LinkedBlockingQueue<>(BOUND);

    private volatile int word = 1;

    /** There is one. */
    public Size() {
      queue.put(ITEM);
      array.add(ITEM);
      linked.add(ITEM);
    }

    /** Ours. */
    @Benchmark
    public int lockstep() {
      return queue.qsize();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ArrayBlockingQueue", family = Family.JUC)
    public int arrayBlockingQueue() {
      return array.size();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "LinkedBlockingQueue", family = Family.JUC)
    public int linkedBlockingQueue() {
      return linked.size();
    }

    /** What the machine allows. */
    @Benchmark
    @Floor(label = "a volatile load")
    public int volatileWord() {
      return word;
    }
  }

  /** One thread joins a queue whose tasks are all done; no queue of Java's has such a thing. */
  @Work(primitive = "Queue", unit = "join, when all tasks are done")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class JoinDone {
    private final Queue<Integer> queue = new Queue<>();
    private final CountDownLatch latch = new CountDownLatch(0);

    private volatile int unfinished;

    /** A task has come and gone. */
    public JoinDone() {
      queue.put(ITEM);
      queue.get();
      queue.taskDone();
    }

    /** Ours. */
    @Benchmark
    public void lockstep() {
      queue.join();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CountDownLatch", family = Family.JUC)
    public void countDownLatch() throws InterruptedException {
      latch.await();
    }

    /** What the machine allows. */
    @Benchmark
    @Floor(label = "a volatile load")
    public int volatileWord() {
      return unfinished;
    }
  }
}
