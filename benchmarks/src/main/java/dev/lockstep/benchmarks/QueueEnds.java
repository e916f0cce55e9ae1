package dev.lockstep.benchmarks;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.dsl.ProducerType;
import dev.lockstep.queue.Queue;
import dev.lockstep.queue.SimpleQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import org.jspecify.annotations.Nullable;

/** A queue as its users see it. All of them end their waits if the thread is interrupted. */
interface QueueEnds {
  /** Adds an item, waiting if need be. */
  void put(Integer item) throws InterruptedException;

  /** Removes an item, waiting if need be. */
  Integer get() throws InterruptedException;

  /** Lets everybody go who waits and does not heed an interrupt. */
  default void release() {}

  /** Python's Queue, and what it is a superclass of. */
  record OfQueue(Queue<Integer> queue) implements QueueEnds {
    @Override
    public void put(Integer item) {
      queue.put(item);
    }

    @Override
    public Integer get() {
      return queue.get();
    }
  }

  /** Python's SimpleQueue. */
  record OfSimpleQueue(SimpleQueue<Integer> queue) implements QueueEnds {
    @Override
    public void put(Integer item) {
      queue.put(item);
    }

    @Override
    public Integer get() {
      return queue.get();
    }
  }

  /** Java's. */
  record OfBlockingQueue(BlockingQueue<Integer> queue) implements QueueEnds {
    @Override
    public void put(Integer item) throws InterruptedException {
      queue.put(item);
    }

    @Override
    public Integer get() throws InterruptedException {
      return queue.take();
    }
  }

  /** Java's deque, as a stack. */
  record OfStack(LinkedBlockingDeque<Integer> deque) implements QueueEnds {
    @Override
    public void put(Integer item) throws InterruptedException {
      deque.putFirst(item);
    }

    @Override
    public Integer get() throws InterruptedException {
      return deque.takeFirst();
    }
  }

  /** Java's priority queue, which has no bound, and a semaphore that gives it one. */
  record OfBoundedHeap(PriorityBlockingQueue<Integer> heap, Semaphore room) implements QueueEnds {
    @Override
    public void put(Integer item) throws InterruptedException {
      room.acquire();
      heap.put(item);
    }

    @Override
    public Integer get() throws InterruptedException {
      Integer item = heap.take();
      room.release();
      return item;
    }
  }

  /** One that does not block, such as those of JCTools and Agrona: who has to wait looks again. */
  record OfNonBlocking(java.util.Queue<Integer> queue) implements QueueEnds {
    @Override
    public void put(Integer item) throws InterruptedException {
      for (int looks = 1; !queue.offer(item); looks++) {
        Looks.pause(looks);
      }
    }

    @Override
    public Integer get() throws InterruptedException {
      Integer item = queue.poll();
      for (int looks = 1; item == null; looks++) {
        Looks.pause(looks);
        item = queue.poll();
      }
      return item;
    }
  }

  /** Kotlin's channel, called from threads that block: only who has to wait makes a coroutine. */
  record OfChannel(Channel<Integer> channel) implements QueueEnds {
    /**
     * Creates one.
     *
     * @param maxsize its capacity; 0 or less if it has none
     */
    static Channel<Integer> channel(int maxsize) {
      return ChannelKt.Channel(
          maxsize > 0 ? maxsize : Channel.UNLIMITED, BufferOverflow.SUSPEND, null);
    }

    /* What replaces offer and poll has a name that Java cannot call. */
    @SuppressWarnings("deprecation")
    @Override
    public void put(Integer item) throws InterruptedException {
      if (!channel.offer(item)) {
        BuildersKt.runBlocking(
            EmptyCoroutineContext.INSTANCE, (scope, next) -> channel.send(item, next));
      }
    }

    @SuppressWarnings("deprecation")
    @Override
    public Integer get() throws InterruptedException {
      Integer item = channel.poll();
      return item != null
          ? item
          : BuildersKt.runBlocking(
              EmptyCoroutineContext.INSTANCE, (scope, next) -> channel.receive(next));
    }
  }

  /** The Disruptor with its blocking wait. There is one consumer, as each sees all items. */
  final class OfDisruptor implements QueueEnds {
    private static final class Cell {
      private @Nullable Integer item;
    }

    private final RingBuffer<Cell> ring;
    private final SequenceBarrier barrier;
    private final Sequence consumed = new Sequence();

    /* The consumer's. */
    private long taken = RingBuffer.INITIAL_CURSOR_VALUE;
    private long available = RingBuffer.INITIAL_CURSOR_VALUE;

    OfDisruptor(int maxsize, int producers) {
      ring =
          RingBuffer.create(
              producers == 1 ? ProducerType.SINGLE : ProducerType.MULTI,
              Cell::new,
              maxsize,
              new BlockingWaitStrategy());
      barrier = ring.newBarrier();
      ring.addGatingSequences(consumed);
    }

    @Override
    public void put(Integer item) {
      long sequence = ring.next();
      ring.get(sequence).item = item;
      ring.publish(sequence);
    }

    @Override
    public Integer get() throws InterruptedException {
      long next = taken + 1;
      if (available < next) {
        consumed.set(taken);
        available = published(next);
      }
      Integer item = ring.get(next).item;
      taken = next;
      if (item == null) {
        throw new IllegalStateException("Nothing was published");
      }
      return item;
    }

    /** Waits for this item and returns the last of those that have come without a gap. */
    private long published(long next) throws InterruptedException {
      try {
        long last = barrier.waitFor(next);
        for (int looks = 1; last < next; looks++) { // claimed, and not yet there
          Looks.pause(looks);
          last = barrier.waitFor(next);
        }
        return last;
      } catch (AlertException | TimeoutException e) {
        throw new IllegalStateException("Nobody alerts, and the wait has no timeout", e);
      }
    }

    @Override
    public void release() {
      consumed.set(Long.MAX_VALUE);
    }
  }
}
