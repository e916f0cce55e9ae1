package dev.lockstep.gate;

import org.jspecify.annotations.Nullable;

/** The gate cannot do its work; the message is the one line that says why. */
final class CouldNotRun extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CouldNotRun(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
