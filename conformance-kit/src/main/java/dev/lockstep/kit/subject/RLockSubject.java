package dev.lockstep.kit.subject;

/** One re-entrant lock of a subject; the contract is that of {@code docs/rules/rlock.md}. */
public interface RLockSubject extends AcquirableSubject {
  /** Python's {@code locked()}. */
  boolean locked();

  /** Python's {@code _is_owned()}: by the calling thread. */
  boolean isOwned();

  /** Python's {@code _recursion_count()}: how many levels the calling thread holds. */
  int recursionCount();
}
