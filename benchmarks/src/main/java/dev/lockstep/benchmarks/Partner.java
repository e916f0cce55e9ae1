package dev.lockstep.benchmarks;

import java.util.concurrent.CountDownLatch;

/** The other one of two threads that pass something back and forth, until it is stopped. */
final class Partner {
  private final Thread thread;
  private final Runnable wake;

  private volatile boolean stopped;

  /**
   * Starts a thread of the kind of the current one.
   *
   * @param turn what it does over and over: waits for the first thread, and answers
   * @param wake what the first thread does to give it a turn
   */
  Partner(Runnable turn, Runnable wake) {
    this(() -> {}, turn, wake);
  }

  /**
   * Starts a thread of the kind of the current one, and waits until it is ready.
   *
   * @param prepare what it does before all else
   * @param turn what it does over and over: waits for the first thread, and answers
   * @param wake what the first thread does to give it a turn
   */
  Partner(Runnable prepare, Runnable turn, Runnable wake) {
    this.wake = wake;
    CountDownLatch ready = new CountDownLatch(1);
    thread =
        Kind.factory(Kind.ofCurrentThread())
            .newThread(
                () -> {
                  prepare.run();
                  ready.countDown();
                  while (!stopped) {
                    turn.run();
                  }
                });
    thread.start();
    try {
      ready.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a benchmark", e);
    }
  }

  /** Gives it a last turn, and waits until it has ended. */
  void stop() throws InterruptedException {
    stopped = true;
    wake.run();
    thread.join();
  }
}
