package dev.lockstep.threading;

import dev.lockstep.errors.RuntimeError;

/**
 * Python's {@code threading.BrokenBarrierError}: what a thread gets that waits for a {@link
 * Barrier} that is broken, or that is broken or reset while it waits.
 */
public class BrokenBarrierError extends RuntimeError {
  private static final long serialVersionUID = 1L;

  /** Creates the error; like Python's, it has no message. */
  public BrokenBarrierError() {
    super("");
  }
}
