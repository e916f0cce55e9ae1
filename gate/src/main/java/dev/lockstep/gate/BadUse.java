package dev.lockstep.gate;

/** The user asked for something that there is not; the message is the one line that says so. */
final class BadUse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadUse(String message) {
    super(message);
  }
}
