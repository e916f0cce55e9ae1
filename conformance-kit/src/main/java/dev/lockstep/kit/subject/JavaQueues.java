package dev.lockstep.kit.subject;

import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The queues of java.util.concurrent as subjects. */
final class JavaQueues {
  /* None of them takes null, so that a port puts something in its place. */
  private static final Object NULL = "null";

  private static final int FIRST_CAPACITY = 11;

  private JavaQueues() {}

  static QueueSubject queue(int maxsize) {
    return new QueueAdapter(new LinkedBlockingQueue<>(capacity(maxsize)), maxsize);
  }

  static QueueSubject lifoQueue(int maxsize) {
    return new StackAdapter(new LinkedBlockingDeque<>(capacity(maxsize)), maxsize);
  }

  static QueueSubject priorityQueue(
      int maxsize, @Nullable Comparator<@Nullable Object> comparator) {
    return new QueueAdapter(new PriorityBlockingQueue<>(FIRST_CAPACITY, comparator), maxsize);
  }

  static SimpleQueueSubject simpleQueue() {
    return new SimpleAdapter(new LinkedBlockingQueue<>());
  }

  private static int capacity(int maxsize) {
    return maxsize > 0 ? maxsize : Integer.MAX_VALUE;
  }

  /** What {@code poll} tells by null. */
  static final class NoItem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoItem() {
      super("");
    }
  }

  /** What {@code offer} tells by false. */
  static final class NoRoom extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoRoom() {
      super("");
    }
  }

  private static Object masked(@Nullable Object item) {
    return item == null ? NULL : item;
  }

  @SuppressWarnings("ReferenceEquality") // NULL is that very object
  private static @Nullable Object unmasked(@Nullable Object found) {
    if (found == null) {
      throw new NoItem();
    }
    return found == NULL ? null : found;
  }

  private static long nanos(double seconds) {
    return (long) Math.ceil(seconds * 1e9);
  }

  private static void require(boolean put) {
    if (!put) {
      throw new NoRoom();
    }
  }

  /* Ordinary classes: the model checker cannot look into records. */
  private static class SimpleAdapter implements SimpleQueueSubject {
    private final BlockingQueue<Object> queue;

    SimpleAdapter(BlockingQueue<Object> queue) {
      this.queue = queue;
    }

    @Override
    public void put(@Nullable Object item) {
      try {
        queue.put(masked(item));
      } catch (InterruptedException e) {
        throw new JavaUtilConcurrentSubject.Interrupted(e);
      }
    }

    @Override
    public void put(@Nullable Object item, boolean block) {
      if (block) {
        put(item);
      } else {
        putNowait(item);
      }
    }

    @Override
    public void put(@Nullable Object item, boolean block, double timeout) {
      if (block) {
        offer(item, nanos(timeout));
      } else {
        putNowait(item);
      }
    }

    final void offer(@Nullable Object item, long nanos) {
      try {
        require(queue.offer(masked(item), nanos, TimeUnit.NANOSECONDS));
      } catch (InterruptedException e) {
        throw new JavaUtilConcurrentSubject.Interrupted(e);
      }
    }

    @Override
    public void putNowait(@Nullable Object item) {
      require(queue.offer(masked(item)));
    }

    @Override
    public @Nullable Object get() {
      try {
        return unmasked(queue.take());
      } catch (InterruptedException e) {
        throw new JavaUtilConcurrentSubject.Interrupted(e);
      }
    }

    @Override
    public @Nullable Object get(boolean block) {
      return block ? get() : getNowait();
    }

    @Override
    public @Nullable Object get(boolean block, double timeout) {
      return block ? poll(nanos(timeout)) : getNowait();
    }

    @Override
    public @Nullable Object get(Duration timeout) {
      return poll(timeout.toNanos());
    }

    private @Nullable Object poll(long nanos) {
      try {
        return unmasked(queue.poll(nanos, TimeUnit.NANOSECONDS));
      } catch (InterruptedException e) {
        throw new JavaUtilConcurrentSubject.Interrupted(e);
      }
    }

    @Override
    public @Nullable Object getNowait() {
      return unmasked(queue.poll());
    }

    @Override
    public int qsize() {
      return queue.size();
    }

    @Override
    public boolean empty() {
      return queue.isEmpty();
    }
  }

  private static class QueueAdapter extends SimpleAdapter implements QueueSubject {
    private final BlockingQueue<Object> queue;
    private final int maxsize;

    QueueAdapter(BlockingQueue<Object> queue, int maxsize) {
      super(queue);
      this.queue = queue;
      this.maxsize = maxsize;
    }

    @Override
    public void put(@Nullable Object item, Duration timeout) {
      offer(item, timeout.toNanos());
    }

    @Override
    public boolean full() {
      return queue.remainingCapacity() == 0;
    }

    @Override
    public int maxsize() {
      return maxsize;
    }

    @Override
    public void taskDone() {
      throw noTasks();
    }

    @Override
    public void join() {
      throw noTasks();
    }

    @Override
    public long unfinishedTasks() {
      throw noTasks();
    }

    private static UnsupportedOperationException noTasks() {
      return Gaps.missing(JavaUtilConcurrentSubject.NAME, "QueueSubject.taskDone", "QUE-13");
    }

    @Override
    public void shutdown(boolean immediate) {
      throw noEnd();
    }

    @Override
    public boolean isShutdown() {
      throw noEnd();
    }

    private static UnsupportedOperationException noEnd() {
      return Gaps.missing(JavaUtilConcurrentSubject.NAME, "QueueSubject.shutdown", "QUE-15");
    }
  }

  /** A deque whose front is the top of a stack. */
  private static final class StackAdapter extends QueueAdapter {
    private final BlockingDeque<Object> deque;

    StackAdapter(BlockingDeque<Object> deque, int maxsize) {
      super(deque, maxsize);
      this.deque = deque;
    }

    @Override
    public void put(@Nullable Object item) {
      try {
        deque.putFirst(masked(item));
      } catch (InterruptedException e) {
        throw new JavaUtilConcurrentSubject.Interrupted(e);
      }
    }

    @Override
    public void put(@Nullable Object item, boolean block, double timeout) {
      if (!block) {
        putNowait(item);
        return;
      }
      offerFirst(item, nanos(timeout));
    }

    @Override
    public void put(@Nullable Object item, Duration timeout) {
      offerFirst(item, timeout.toNanos());
    }

    private void offerFirst(@Nullable Object item, long nanos) {
      try {
        require(deque.offerFirst(masked(item), nanos, TimeUnit.NANOSECONDS));
      } catch (InterruptedException e) {
        throw new JavaUtilConcurrentSubject.Interrupted(e);
      }
    }

    @Override
    public void putNowait(@Nullable Object item) {
      require(deque.offerFirst(masked(item)));
    }
  }
}
