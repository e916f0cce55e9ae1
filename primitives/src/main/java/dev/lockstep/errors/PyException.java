package dev.lockstep.errors;

/** Python's {@code Exception}: the root of what a program is expected to catch. */
public class PyException extends BaseException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message Python's message text
   */
  public PyException(String message) {
    super(message);
  }
}
