package dev.lockstep.atomics.sync;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.errors.PyException;
import dev.lockstep.errors.ValueError;

/**
 * Python's {@code threading.BoundedSemaphore}: a {@link SharedSemaphore}, in the same words, that
 * never exceeds its initial value.
 */
public final class SharedBoundedSemaphore extends SharedSemaphore {
  /**
   * Makes a view of a semaphore that {@link #create} has made.
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   */
  public SharedBoundedSemaphore(SharedArrayBuffer buffer, long byteOffset) {
    super(buffer, byteOffset);
  }

  /**
   * Makes a semaphore, before any agent uses its words (SEM-01).
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @param value how many permits are available at first, and at most
   * @throws ValueError if that is negative
   */
  public static SharedBoundedSemaphore create(
      SharedArrayBuffer buffer, long byteOffset, int value) {
    initialize(buffer, byteOffset, value, value);
    return new SharedBoundedSemaphore(buffer, byteOffset);
  }

  @Override
  PyException limitExceeded() {
    return new ValueError("Semaphore released too many times");
  }
}
