package dev.lockstep.errors;

/**
 * Python's {@code KeyboardInterrupt}: what an interrupted thread gets from a call that is blocked
 * or about to block. It is not a {@link PyException}, so a translated {@code except Exception} does
 * not swallow it.
 */
public class KeyboardInterrupt extends BaseException {
  private static final long serialVersionUID = 1L;

  /** Creates the error; like Python's, it has no message. */
  public KeyboardInterrupt() {
    super("");
  }
}
