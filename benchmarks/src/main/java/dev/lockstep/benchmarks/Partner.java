package dev.lockstep.benchmarks;

/** The other one of two threads that pass something back and forth, until it is stopped. */
final class Partner {
  private final Thread thread;
  private final Runnable wake;

  private volatile boolean stopped;

  /**
   * Starts the thread.
   *
   * @param turn what it does over and over: waits for the first thread, and answers
   * @param wake what the first thread does to give it a turn
   */
  Partner(Runnable turn, Runnable wake) {
    this.wake = wake;
    thread =
        new Thread(
            () -> {
              while (!stopped) {
                turn.run();
              }
            },
            "partner");
    thread.setDaemon(true);
    thread.start();
  }

  /** Gives it a last turn, and waits until it has ended. */
  void stop() throws InterruptedException {
    stopped = true;
    wake.run();
    thread.join();
  }
}
