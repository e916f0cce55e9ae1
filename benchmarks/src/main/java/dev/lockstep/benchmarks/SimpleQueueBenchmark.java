package dev.lockstep.benchmarks;

import dev.lockstep.benchmarks.QueueEnds.OfBlockingQueue;
import dev.lockstep.benchmarks.QueueEnds.OfChannel;
import dev.lockstep.benchmarks.QueueEnds.OfNonBlocking;
import dev.lockstep.benchmarks.QueueEnds.OfSimpleQueue;
import dev.lockstep.queue.SimpleQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jctools.queues.MpmcUnboundedXaddArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code SimpleQueue} and its peers. */
public class SimpleQueueBenchmark {
  private static final int CHUNK = 1024;
  private static final Integer ITEM = 1;

  /** For JMH. */
  public SimpleQueueBenchmark() {}

  /** One thread puts and gets. */
  @Work(primitive = "SimpleQueue", unit = "put and get")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Uncontended {
    private final SimpleQueue<Integer> queue = new SimpleQueue<>();
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

  /** Producers and consumers. */
  @Work(primitive = "SimpleQueue", unit = "item from a producer to a consumer")
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Unbounded extends Traffic.ManyToMany {

    @Override
    QueueEnds queue(String contestant) {
      return switch (contestant) {
        case "lockstep" -> new OfSimpleQueue(new SimpleQueue<>());
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

  /** Two threads send each other an item over a pair of queues: an operation is there and back. */
  @Work(primitive = "SimpleQueue", unit = "there and back", latency = true)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class PingPong extends Rally {
    @Override
    QueueEnds queue(String contestant) {
      return switch (contestant) {
        case "lockstep" -> new OfSimpleQueue(new SimpleQueue<>());
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
}
