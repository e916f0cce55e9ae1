package dev.lockstep.errors;

/** Python's {@code ValueError}: an argument of the right type with a wrong value. */
public class ValueError extends PyException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message Python's message text
   */
  public ValueError(String message) {
    super(message);
  }
}
