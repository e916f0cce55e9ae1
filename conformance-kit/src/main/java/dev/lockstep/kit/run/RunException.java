package dev.lockstep.kit.run;

/** A run that could not be made, or not to its end; the message is one clear line. */
final class RunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunException(String message) {
    super(message);
  }
}
