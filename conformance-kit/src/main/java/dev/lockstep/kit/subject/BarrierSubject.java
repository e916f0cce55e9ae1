package dev.lockstep.kit.subject;

import java.time.Duration;

/** One barrier of a subject; the contract is that of {@code docs/rules/barrier.md}. */
public interface BarrierSubject {
  /** Python's {@code wait()}. */
  int await();

  /** Python's {@code wait(timeout)}, in seconds. */
  int await(double timeout);

  /** The same with a Duration, which Python does not have. */
  int await(Duration timeout);

  /** Python's {@code reset()}. */
  void reset();

  /** Python's {@code abort()}. */
  void abort();

  /** Python's attribute {@code parties}. */
  int parties();

  /** Python's attribute {@code n_waiting}. */
  int nWaiting();

  /** Python's attribute {@code broken}. */
  boolean broken();
}
