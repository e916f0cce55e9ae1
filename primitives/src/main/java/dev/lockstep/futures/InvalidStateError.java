package dev.lockstep.futures;

import dev.lockstep.errors.PyException;

/**
 * Python's {@code concurrent.futures.InvalidStateError}: what a call gets that completes a {@link
 * Future} that is done.
 */
public class InvalidStateError extends PyException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message Python's message text
   */
  public InvalidStateError(String message) {
    super(message);
  }
}
