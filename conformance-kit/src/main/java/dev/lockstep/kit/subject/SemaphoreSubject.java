package dev.lockstep.kit.subject;

/** One semaphore of a subject; the contract is that of {@code docs/rules/semaphore.md}. */
public interface SemaphoreSubject extends AcquirableSubject {
  /** Python's {@code release(n)}. */
  void release(int n);
}
