package dev.lockstep.kit.subject;

import java.time.Duration;

/** One semaphore of a subject; the contract is that of {@code docs/rules/semaphore.md}. */
public interface SemaphoreSubject {
  /** Python's {@code acquire()}. */
  boolean acquire();

  /** Python's {@code acquire(blocking)}. */
  boolean acquire(boolean blocking);

  /** Python's {@code acquire(blocking, timeout)}, in seconds. */
  boolean acquire(boolean blocking, double timeout);

  /** The same with a Duration, which Python does not have. */
  boolean acquire(Duration timeout);

  /** Python's {@code release()}. */
  void release();

  /** Python's {@code release(n)}. */
  void release(int n);

  /** Python's {@code with}: acquires, and releases when it is closed. */
  Scope enter();
}
