package dev.lockstep.kit.subject;

import java.time.Duration;

/** What locks and semaphores of a subject have in common: they are acquired and released. */
public interface AcquirableSubject {
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

  /** Python's {@code with}: acquires, and releases when it is closed. */
  Scope enter();
}
