package dev.lockstep.kit.subject;

/** One re-entrant lock of a subject; the contract is that of {@code docs/rules/rlock.md}. */
public interface RLockSubject extends AcquirableSubject {
  /** Python's {@code locked()}. */
  boolean locked();

  /** Python's {@code _is_owned()}: by the calling thread. */
  boolean isOwned();

  /** Python's {@code _recursion_count()}: how many levels the calling thread holds. */
  int recursionCount();

  /**
   * Brings the calling thread, which holds one level, to so many: by acquiring, unless the subject
   * has a shorter way to a state that is the same.
   *
   * @param levels how many
   */
  default void acquireUpTo(int levels) {
    for (int i = 1; i < levels; i++) {
      acquire();
    }
  }
}
