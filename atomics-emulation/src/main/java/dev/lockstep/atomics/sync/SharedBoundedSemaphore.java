package dev.lockstep.atomics.sync;

import dev.lockstep.atomics.RangeError;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.errors.PyException;
import dev.lockstep.errors.ValueError;

/**
 * Python's {@code threading.BoundedSemaphore}: a {@link SharedSemaphore}, in the same words, that
 * never exceeds its initial value. A release that would is a ValueError and changes nothing
 * (SEM-12, SEM-13).
 */
public final class SharedBoundedSemaphore extends SharedSemaphore {
  /**
   * Makes a view of a semaphore that {@link #create} has made.
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @throws RangeError if the offset is negative or no multiple of 4, or the words are not all
   *     within the buffer
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
   * @throws RangeError if the offset is negative or no multiple of 4, or the words are not all
   *     within the buffer
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
