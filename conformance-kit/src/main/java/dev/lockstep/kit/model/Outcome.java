package dev.lockstep.kit.model;

import org.jspecify.annotations.Nullable;

/** What a call came to, compared by equality. */
public sealed interface Outcome {
  /**
   * The call returned.
   *
   * @param value true, false, a number (a Long; a Double where JavaScript has one), a string, or
   *     null for nothing
   */
  record Returned(@Nullable Object value) implements Outcome {
    @Override
    public String toString() {
      return value == null ? "returns" : "returns " + value;
    }
  }

  /**
   * The call raised an error.
   *
   * @param error which
   * @param message its text
   */
  record Raised(PyError error, String message) implements Outcome {
    @Override
    public String toString() {
      if (error == PyError.OTHER) {
        return "raises " + message;
      }
      return "raises " + error.python() + (message.isEmpty() ? "" : ": " + message);
    }
  }

  /** The call waits, and nothing that happens in the scenario will end that. */
  record Blocked() implements Outcome {
    @Override
    public String toString() {
      return "blocks";
    }
  }

  /**
   * The call neither returned nor came to rest while it was watched: never expected.
   *
   * @param stack where it was seen
   */
  record Hung(String stack) implements Outcome {
    @Override
    public String toString() {
      return "hangs at " + stack;
    }
  }

  /** The one way to block. */
  Outcome BLOCKED = new Blocked();

  /** A return of nothing. */
  Outcome NOTHING = new Returned(null);

  /** A return of true. */
  Outcome TRUE = new Returned(true);

  /** A return of false. */
  Outcome FALSE = new Returned(false);

  /** Returns an outcome with an error. */
  static Outcome raises(PyError error, String message) {
    return new Raised(error, message);
  }
}
