package dev.lockstep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.benchmarks.QueueEnds.OfBlockingQueue;
import dev.lockstep.benchmarks.QueueEnds.OfBoundedHeap;
import dev.lockstep.benchmarks.QueueEnds.OfChannel;
import dev.lockstep.benchmarks.QueueEnds.OfDisruptor;
import dev.lockstep.benchmarks.QueueEnds.OfNonBlocking;
import dev.lockstep.benchmarks.QueueEnds.OfQueue;
import dev.lockstep.benchmarks.QueueEnds.OfSimpleQueue;
import dev.lockstep.benchmarks.QueueEnds.OfStack;
import dev.lockstep.queue.Queue;
import dev.lockstep.queue.SimpleQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jctools.queues.MpmcArrayQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All peers do the same work: what goes in comes out, once. */
@Timeout(600)
final class QueueEndsTest {
  private static final int BOUND = 4;
  private static final int PRODUCERS = 3;
  private static final int ITEMS = 500;

  static Stream<QueueEnds> queues() {
    return Stream.of(
        new OfQueue(new Queue<>(BOUND)),
        new OfSimpleQueue(new SimpleQueue<>()),
        new OfBlockingQueue(new SynchronousQueue<>()),
        new OfStack(new LinkedBlockingDeque<>(BOUND)),
        new OfBoundedHeap(new PriorityBlockingQueue<>(), new Semaphore(BOUND)),
        new OfNonBlocking(new MpmcArrayQueue<>(BOUND)),
        new OfChannel(OfChannel.channel(BOUND)),
        new OfChannel(OfChannel.channel(0)),
        new OfDisruptor(BOUND, PRODUCERS),
        new Slot());
  }

  @ParameterizedTest
  @MethodSource("queues")
  void whatGoesInComesOutOnce(QueueEnds queue) throws InterruptedException {
    AtomicLong sum = new AtomicLong();
    List<Crew.Share> shares = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      shares.add(
          () -> {
            for (int item = 1; item <= ITEMS; item++) {
              queue.put(item);
            }
          });
    }
    shares.add(
        () -> {
          for (int item = 0; item < ITEMS * PRODUCERS; item++) {
            sum.addAndGet(queue.get());
          }
        });
    Crew crew = new Crew("platform", shares);
    crew.work();
    assertEquals(PRODUCERS * ITEMS * (ITEMS + 1L) / 2, sum.get());
    crew.work();
    assertEquals(PRODUCERS * ITEMS * (ITEMS + 1L), sum.get());
    queue.release();
    crew.stop();
  }

  @ParameterizedTest
  @MethodSource("queues")
  void anInterruptEndsTheWaits(QueueEnds queue) throws InterruptedException {
    Crew crew = new Crew("platform", List.of(queue::get));
    Thread.currentThread().interrupt();
    try {
      crew.work();
    } catch (InterruptedException e) {
      queue.release();
      crew.stop();
      return;
    }
    throw new AssertionError("nothing was put");
  }
}
