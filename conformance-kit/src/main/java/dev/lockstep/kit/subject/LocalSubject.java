package dev.lockstep.kit.subject;

import org.jspecify.annotations.Nullable;

/** One thread-local variable of a subject; the contract is that of {@code docs/rules/thread.md}. */
public interface LocalSubject {
  /** Reads Python's attribute. */
  @Nullable Object get();

  /** Writes Python's attribute. */
  void set(@Nullable Object value);

  /** Deletes Python's attribute. */
  void remove();
}
