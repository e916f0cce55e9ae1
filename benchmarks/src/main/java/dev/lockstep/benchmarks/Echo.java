package dev.lockstep.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * The other one of two threads that pass something back and forth. If it fails, the thread that has
 * created it is interrupted, as it might wait for an answer.
 */
final class Echo {
  private static final long MILLIS_TO_END = 10_000;

  /** Waits for the first thread, and answers. */
  interface Turn {
    /** Does it once, and ends if interrupted. */
    void run() throws InterruptedException;
  }

  private final Thread thread;

  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;

  /**
   * Starts the thread.
   *
   * @param turn what it does over and over
   */
  Echo(Turn turn) {
    Thread first = Thread.currentThread();
    thread = new Thread(() -> run(turn, first), "echo");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Turn turn, Thread first) {
    try {
      while (!stopped) {
        turn.run();
      }
    } catch (Throwable e) {
      if (!stopped) {
        failure = e;
        first.interrupt();
      }
    }
  }

  /** Ends the thread, whatever it waits for. */
  void stop() throws InterruptedException {
    stopped = true;
    thread.interrupt();
    thread.join(MILLIS_TO_END);
    if (thread.isAlive()) {
      throw new IllegalStateException("A thread does not end: " + thread);
    }
    Throwable failed = failure;
    if (failed != null) {
      throw new IllegalStateException("The other thread has failed", failed);
    }
  }
}
