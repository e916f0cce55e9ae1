package dev.lockstep.futures;

import dev.lockstep.errors.PyException;

/**
 * Python's {@code concurrent.futures.CancelledError}: what a call gets that asks a {@link Future}
 * for what it came to, which was cancelled.
 */
public class CancelledError extends PyException {
  private static final long serialVersionUID = 1L;

  /** Creates the error; like Python's, it has no message. */
  public CancelledError() {
    super("");
  }
}
