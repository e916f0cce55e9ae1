package dev.lockstep.kit.subject;

import java.time.Duration;

/** One event of a subject; the contract is that of {@code docs/rules/event.md}. */
public interface EventSubject {
  /** Python's {@code is_set()}. */
  boolean isSet();

  /** Python's {@code set()}. */
  void set();

  /** Python's {@code clear()}. */
  void clear();

  /** Python's {@code wait()}. */
  boolean await();

  /** Python's {@code wait(timeout)}, in seconds. */
  boolean await(double timeout);

  /** The same with a Duration, which Python does not have. */
  boolean await(Duration timeout);
}
