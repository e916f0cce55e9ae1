package dev.lockstep.threading;

import dev.lockstep.errors.PyException;
import dev.lockstep.errors.ValueError;

/**
 * Python's {@code threading.BoundedSemaphore}: a Semaphore that never exceeds its initial value. A
 * release that would is a ValueError and changes nothing (SEM-12, SEM-13). The rules are in {@code
 * docs/rules/semaphore.md}.
 */
public final class BoundedSemaphore extends Semaphore {
  /** Creates a semaphore with one permit, which is also its bound (SEM-01). */
  public BoundedSemaphore() {
    this(1);
  }

  /**
   * Creates a semaphore (SEM-01).
   *
   * @param value how many permits are available at first, and at most
   * @throws ValueError if that is negative
   */
  public BoundedSemaphore(int value) {
    super(value, value);
  }

  @Override
  PyException limitExceeded() {
    return new ValueError("Semaphore released too many times");
  }
}
