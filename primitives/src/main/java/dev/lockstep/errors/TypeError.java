package dev.lockstep.errors;

/** Python's {@code TypeError}: an argument of a wrong type. */
public class TypeError extends PyException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message Python's message text
   */
  public TypeError(String message) {
    super(message);
  }
}
