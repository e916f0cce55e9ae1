package dev.lockstep.queue;

import dev.lockstep.errors.PyException;

/**
 * Python's {@code queue.Full}: what a thread gets that may not wait, or not any longer, for room in
 * a queue that has none.
 */
public class Full extends PyException {
  private static final long serialVersionUID = 1L;

  /** Creates the error; like Python's, it has no message. */
  public Full() {
    super("");
  }
}
