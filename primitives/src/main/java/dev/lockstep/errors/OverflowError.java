package dev.lockstep.errors;

/** Python's {@code OverflowError}: a number that does not fit. */
public class OverflowError extends ArithmeticError {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message Python's message text
   */
  public OverflowError(String message) {
    super(message);
  }
}
