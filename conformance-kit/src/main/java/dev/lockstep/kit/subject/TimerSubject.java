package dev.lockstep.kit.subject;

/** One timer of a subject; the contract is that of {@code docs/rules/thread.md}. */
public interface TimerSubject extends ThreadSubject {
  /** Python's {@code cancel()}. */
  void cancel();
}
