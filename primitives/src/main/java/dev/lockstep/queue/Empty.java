package dev.lockstep.queue;

import dev.lockstep.errors.PyException;

/**
 * Python's {@code queue.Empty}: what a thread gets that may not wait, or not any longer, for an
 * item of a queue that has none.
 */
public class Empty extends PyException {
  private static final long serialVersionUID = 1L;

  /** Creates the error; like Python's, it has no message. */
  public Empty() {
    super("");
  }
}
