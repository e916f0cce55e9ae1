package dev.lockstep.atomics;

/**
 * JavaScript's {@code TypeError}: the kind of array, of buffer or of agent does not allow the
 * operation. The message is Lockstep's: ECMAScript leaves it open.
 */
public final class TypeError extends JavaScriptError {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message what does not fit
   */
  public TypeError(String message) {
    super(message);
  }
}
