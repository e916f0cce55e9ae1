package dev.lockstep.threading;

import dev.lockstep.errors.PyException;
import dev.lockstep.errors.ValueError;

/**
 * Python's {@code threading.BoundedSemaphore}: a Semaphore that never exceeds its initial value.
 */
public final class BoundedSemaphore extends Semaphore {
  public BoundedSemaphore() {
    this(1);
  }

  public BoundedSemaphore(int value) {
    super(value, value);
  }

  @Override
  PyException limitExceeded() {
    return new ValueError("Semaphore released too many times");
  }
}
