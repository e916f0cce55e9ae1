package dev.lockstep.errors;

/** Python's {@code RuntimeError}. */
public class RuntimeError extends PyException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message Python's message text
   */
  public RuntimeError(String message) {
    super(message);
  }
}
