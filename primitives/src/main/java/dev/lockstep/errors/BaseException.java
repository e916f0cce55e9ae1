package dev.lockstep.errors;

/**
 * Python's {@code BaseException}: the root of all Python errors. It is unchecked, as every Python
 * error is.
 */
public class BaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message Python's message text, empty where Python has none
   */
  public BaseException(String message) {
    super(message);
  }
}
