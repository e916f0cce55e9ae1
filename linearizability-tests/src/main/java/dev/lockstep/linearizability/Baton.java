package dev.lockstep.linearizability;

/**
 * Lets one thread of a scenario ask another to do something, and wait until it has: what only the
 * other may do, such as to release a lock that it owns.
 */
final class Baton {
  private boolean asked;
  private boolean done;

  /** Asks, and blocks until that was served; interrupts are left for later. */
  synchronized void ask() {
    boolean interrupted = Thread.interrupted();
    asked = true;
    notifyAll();
    while (!done) {
      block();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Blocks until another thread asks, and does what it asks for. */
  synchronized void serve(Runnable action) {
    while (!asked) {
      block();
    }
    action.run();
    done = true;
    notifyAll();
  }

  @SuppressWarnings("WaitNotInLoop") // the callers loop
  private void block() {
    try {
      wait();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a thread that waits here", e);
    }
  }
}
