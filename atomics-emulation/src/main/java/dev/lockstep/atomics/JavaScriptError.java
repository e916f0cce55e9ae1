package dev.lockstep.atomics;

/**
 * JavaScript's {@code Error}: the root of the errors that this package throws, other than those of
 * an interrupt. It is unchecked.
 */
public abstract class JavaScriptError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JavaScriptError(String message) {
    super(message);
  }
}
