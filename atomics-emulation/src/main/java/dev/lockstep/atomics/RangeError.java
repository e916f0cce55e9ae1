package dev.lockstep.atomics;

/**
 * JavaScript's {@code RangeError}: an index, an offset or a length is out of range, or nobody could
 * allocate so much. The message is Lockstep's: ECMAScript leaves it open.
 */
public final class RangeError extends JavaScriptError {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message what is out of range
   */
  public RangeError(String message) {
    super(message);
  }
}
