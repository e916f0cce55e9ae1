package dev.lockstep.benchmarks.comparison;

import dev.lockstep.queue.Queue;
import dev.lockstep.queue.SimpleQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import org.jctools.queues.MessagePassingQueue;

/** A queue as its users see it. */
interface QueueEnds {
  /** Adds an item, waiting if need be. */
  void put(Integer item) throws InterruptedException;

  /** Removes an item, waiting if need be. */
  Integer get() throws InterruptedException;

  /** Python's. */
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
  record OfStack(LinkedBlockingDeque<Integer> queue) implements QueueEnds {
    @Override
    public void put(Integer item) throws InterruptedException {
      queue.putFirst(item);
    }

    @Override
    public Integer get() throws InterruptedException {
      return queue.takeFirst();
    }
  }

  /** One of JCTools, which do not block: who has to wait looks again, and yields now and then. */
  record OfJcTools(MessagePassingQueue<Integer> queue) implements QueueEnds {
    private static final int LOOKS = 64;

    @Override
    public void put(Integer item) {
      for (int looks = 1; !queue.offer(item); looks++) {
        pause(looks);
      }
    }

    @Override
    public Integer get() {
      Integer item = queue.poll();
      for (int looks = 1; item == null; looks++) {
        pause(looks);
        item = queue.poll();
      }
      return item;
    }

    @SuppressWarnings("ThreadPriorityCheck") // who is waited for may need this core
    private static void pause(int looks) {
      if (looks % LOOKS == 0) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
