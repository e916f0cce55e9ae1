package dev.lockstep.futures;

/**
 * Python's {@code concurrent.futures.thread.BrokenThreadPool}: what comes of a task of a {@link
 * ThreadPoolExecutor} whose initializer has failed. Its cause is what the initializer raised.
 */
public class BrokenThreadPool extends BrokenExecutor {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message Python's message text
   */
  public BrokenThreadPool(String message) {
    super(message);
  }
}
