package dev.lockstep.errors;

/** Python's {@code OSError}. */
public class OSError extends PyException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message Python's message text
   */
  public OSError(String message) {
    super(message);
  }
}
