package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.PyError;
import java.util.Map;

/**
 * A runtime under test: a service provider. A transpiler team writes one over its own primitives
 * and runs every checker over it.
 *
 * <p>What it creates must be objects of ordinary classes, not records or lambda expressions: the
 * model checker cannot look into these, and would explore no race on what they hold.
 */
public interface Subject {
  /**
   * What a subject does not offer in {@link #notOffered} if it waits by other means than {@code
   * dev.lockstep.waiting}: the model checker can then show neither its parked threads nor its
   * clock.
   */
  String MODELLED_WAITING = "modelled waiting";

  /** Returns the name for {@code --subject}. */
  String name();

  /**
   * Returns what the subject lacks: the id of the rule it does not offer, or {@link
   * #MODELLED_WAITING}, and why. A check of such a rule is shown as not offered, never as passed.
   */
  Map<String, String> notOffered();

  /** Creates an unlocked lock. */
  LockSubject newLock();

  /** Creates a re-entrant lock that nobody owns. */
  default RLockSubject newRLock() {
    throw new UnsupportedOperationException(name() + " has no RLock");
  }

  /** Creates a semaphore. */
  SemaphoreSubject newSemaphore(int value);

  /** Creates a bounded semaphore. */
  SemaphoreSubject newBoundedSemaphore(int value);

  /** Creates an event whose flag is clear. */
  EventSubject newEvent();

  /**
   * Says which of Python's errors something is that the subject threw; {@link PyError#OTHER} if
   * none.
   */
  PyError errorOf(Throwable thrown);

  /** Tells whether the subject offers a rule. */
  default boolean offers(String rule) {
    return !notOffered().containsKey(rule);
  }
}
