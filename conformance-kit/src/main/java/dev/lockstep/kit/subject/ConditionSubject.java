package dev.lockstep.kit.subject;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** One condition of a subject; the contract is that of {@code docs/rules/condition.md}. */
public interface ConditionSubject extends AcquirableSubject {
  /** Python's {@code locked()}. */
  boolean locked();

  /** Python's {@code _is_owned()}: by the calling thread, or, of a Lock, by anybody. */
  boolean isOwned();

  /** Python's {@code wait()}. */
  boolean await();

  /** Python's {@code wait(timeout)}, in seconds. */
  boolean await(double timeout);

  /** The same with a Duration, which Python does not have. */
  boolean await(Duration timeout);

  /** Python's {@code wait_for(predicate)}. */
  boolean awaitFor(BooleanSupplier predicate);

  /** Python's {@code wait_for(predicate, timeout)}, in seconds. */
  boolean awaitFor(BooleanSupplier predicate, double timeout);

  /** The same with a Duration, which Python does not have. */
  boolean awaitFor(BooleanSupplier predicate, Duration timeout);

  /** Python's {@code notify()}. */
  void signal();

  /** Python's {@code notify(n)}. */
  void signal(int n);

  /** Python's {@code notify_all()}. */
  void signalAll();
}
