package dev.lockstep.kit.subject;

import dev.lockstep.queue.Queue;
import dev.lockstep.queue.SimpleQueue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Our queues as subjects. */
@SuppressWarnings("NullAway") // on JDK 17 it does not know type arguments that may be null
final class LockstepQueues {
  private LockstepQueues() {}

  /* No records: the model checker cannot look into them, and takes what they hold for local. */
  static final class QueueAdapter implements QueueSubject {
    private final Queue<@Nullable Object> queue;

    QueueAdapter(Queue<@Nullable Object> queue) {
      this.queue = queue;
    }

    @Override
    public void put(@Nullable Object item) {
      queue.put(item);
    }

    @Override
    public void put(@Nullable Object item, boolean block) {
      queue.put(item, block);
    }

    @Override
    public void put(@Nullable Object item, boolean block, double timeout) {
      queue.put(item, block, timeout);
    }

    @Override
    public void put(@Nullable Object item, Duration timeout) {
      queue.put(item, timeout);
    }

    @Override
    public void putNowait(@Nullable Object item) {
      queue.putNowait(item);
    }

    @Override
    public @Nullable Object get() {
      return queue.get();
    }

    @Override
    public @Nullable Object get(boolean block) {
      return queue.get(block);
    }

    @Override
    public @Nullable Object get(boolean block, double timeout) {
      return queue.get(block, timeout);
    }

    @Override
    public @Nullable Object get(Duration timeout) {
      return queue.get(timeout);
    }

    @Override
    public @Nullable Object getNowait() {
      return queue.getNowait();
    }

    @Override
    public int qsize() {
      return queue.qsize();
    }

    @Override
    public boolean empty() {
      return queue.empty();
    }

    @Override
    public boolean full() {
      return queue.full();
    }

    @Override
    public int maxsize() {
      return queue.maxsize();
    }

    @Override
    public void taskDone() {
      queue.taskDone();
    }

    @Override
    public void join() {
      queue.join();
    }

    @Override
    public long unfinishedTasks() {
      return queue.unfinishedTasks();
    }

    @Override
    public void shutdown(boolean immediate) {
      queue.shutdown(immediate);
    }

    @Override
    public boolean isShutdown() {
      return queue.isShutdown();
    }
  }

  static final class SimpleQueueAdapter implements SimpleQueueSubject {
    private final SimpleQueue<@Nullable Object> queue;

    SimpleQueueAdapter(SimpleQueue<@Nullable Object> queue) {
      this.queue = queue;
    }

    @Override
    public void put(@Nullable Object item) {
      queue.put(item);
    }

    @Override
    public void put(@Nullable Object item, boolean block) {
      queue.put(item, block);
    }

    @Override
    public void put(@Nullable Object item, boolean block, double timeout) {
      queue.put(item, block, timeout);
    }

    @Override
    public void putNowait(@Nullable Object item) {
      queue.putNowait(item);
    }

    @Override
    public @Nullable Object get() {
      return queue.get();
    }

    @Override
    public @Nullable Object get(boolean block) {
      return queue.get(block);
    }

    @Override
    public @Nullable Object get(boolean block, double timeout) {
      return queue.get(block, timeout);
    }

    @Override
    public @Nullable Object get(Duration timeout) {
      return queue.get(timeout);
    }

    @Override
    public @Nullable Object getNowait() {
      return queue.getNowait();
    }

    @Override
    public int qsize() {
      return queue.qsize();
    }

    @Override
    public boolean empty() {
      return queue.empty();
    }
  }
}
