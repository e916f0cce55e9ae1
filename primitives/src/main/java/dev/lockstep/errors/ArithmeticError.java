package dev.lockstep.errors;

/** Python's {@code ArithmeticError}. */
public class ArithmeticError extends PyException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message Python's message text
   */
  public ArithmeticError(String message) {
    super(message);
  }
}
