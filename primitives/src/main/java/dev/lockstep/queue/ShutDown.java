package dev.lockstep.queue;

import dev.lockstep.errors.PyException;

/**
 * Python's {@code queue.ShutDown}: what a thread gets that puts into a queue that was shut down, or
 * that gets from one in which there is nothing left.
 */
public class ShutDown extends PyException {
  private static final long serialVersionUID = 1L;

  /** Creates the error; like Python's, it has no message. */
  public ShutDown() {
    super("");
  }
}
