package dev.lockstep.futures;

import dev.lockstep.errors.RuntimeError;

/**
 * Python's {@code concurrent.futures.BrokenExecutor}: what comes of a task that an {@link Executor}
 * can't carry out any more.
 */
public class BrokenExecutor extends RuntimeError {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message Python's message text
   */
  public BrokenExecutor(String message) {
    super(message);
  }
}
