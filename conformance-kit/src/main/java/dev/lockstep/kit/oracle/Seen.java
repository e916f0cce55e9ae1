package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.Outcome;

/** What an interpreter was seen to do with a call. */
public sealed interface Seen {
  /**
   * It came to an outcome.
   *
   * @param outcome which
   */
  record Of(Outcome outcome) implements Seen {
    @Override
    public String toString() {
      return outcome.toString();
    }
  }

  /** It burns CPU time and does not come back. */
  record Spins() implements Seen {
    @Override
    public String toString() {
      return "spins";
    }
  }

  /** It was not called, for the thread still waits in its call before, or in none. */
  record Busy() implements Seen {
    @Override
    public String toString() {
      return "cannot move";
    }
  }

  /**
   * Nobody can tell here.
   *
   * @param reason why not
   */
  record Unobservable(String reason) implements Seen {
    @Override
    public String toString() {
      return "not observable: " + reason;
    }
  }

  /** The one way to spin. */
  Seen SPINS = new Spins();

  /** The one way not to be called. */
  Seen BUSY = new Busy();
}
