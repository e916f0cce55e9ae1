package dev.lockstep.kit.subject;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.sync.SharedQueue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A queue in shared memory as a subject. Its items are what fits a record: see {@link #record}. */
final class SharedMemoryQueue implements QueueSubject {
  private static final int NONE = -1;
  private static final int NUMBER = -2;

  /* A word that says what it is, or how many bytes a text has, and these. */
  private static final int WIDTH = 7;
  private static final int MAX_BYTES = Integer.BYTES * (WIDTH - 1);

  /* Of a queue without a bound. */
  private static final int CAPACITY = 512;

  private final SharedQueue queue;

  private SharedMemoryQueue(SharedQueue queue) {
    this.queue = queue;
  }

  static SharedMemoryQueue create(int maxsize) {
    int capacity = maxsize > 0 ? maxsize : CAPACITY;
    SharedArrayBuffer memory = new SharedArrayBuffer(SharedQueue.bytes(capacity, WIDTH));
    return new SharedMemoryQueue(SharedQueue.create(memory, 0, maxsize, WIDTH, capacity));
  }

  private static int[] record(@Nullable Object item) {
    ByteBuffer record = ByteBuffer.allocate(Integer.BYTES * WIDTH);
    if (item == null) {
      record.putInt(NONE);
    } else if (item instanceof Long number) {
      record.putInt(NUMBER).putLong(number);
    } else if (item instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException("Longer than a record: " + text);
      }
      record.putInt(bytes.length).put(bytes);
    } else {
      throw new IllegalArgumentException("No item of shared memory: " + item);
    }
    int[] words = new int[WIDTH];
    record.rewind().asIntBuffer().get(words);
    return words;
  }

  private static @Nullable Object item(int[] words) {
    ByteBuffer record = ByteBuffer.allocate(Integer.BYTES * WIDTH);
    record.asIntBuffer().put(words);
    int kind = record.getInt();
    if (kind == NONE) {
      return null;
    }
    if (kind == NUMBER) {
      return record.getLong();
    }
    byte[] bytes = new byte[kind];
    record.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void put(@Nullable Object item) {
    queue.put(record(item));
  }

  @Override
  public void put(@Nullable Object item, boolean block) {
    queue.put(record(item), block);
  }

  @Override
  public void put(@Nullable Object item, boolean block, double timeout) {
    queue.put(record(item), block, timeout);
  }

  @Override
  public void put(@Nullable Object item, Duration timeout) {
    queue.put(record(item), timeout);
  }

  @Override
  public void putNowait(@Nullable Object item) {
    queue.putNowait(record(item));
  }

  @Override
  public @Nullable Object get() {
    return item(queue.get());
  }

  @Override
  public @Nullable Object get(boolean block) {
    return item(queue.get(block));
  }

  @Override
  public @Nullable Object get(boolean block, double timeout) {
    return item(queue.get(block, timeout));
  }

  @Override
  public @Nullable Object get(Duration timeout) {
    return item(queue.get(timeout));
  }

  @Override
  public @Nullable Object getNowait() {
    return item(queue.getNowait());
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
