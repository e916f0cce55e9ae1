package dev.lockstep.kit.subject;

/** One lock of a subject; the contract is that of {@code docs/rules/lock.md}. */
public interface LockSubject extends AcquirableSubject {
  /** Python's {@code locked()}. */
  boolean locked();
}
