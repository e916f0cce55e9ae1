package dev.lockstep.errors;

/** Python's {@code TimeoutError}, which is also {@code concurrent.futures.TimeoutError}. */
public class TimeoutError extends OSError {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message Python's message text
   */
  public TimeoutError(String message) {
    super(message);
  }
}
