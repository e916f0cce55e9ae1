package dev.lockstep.benchmarks.comparison;

import java.util.concurrent.CountDownLatch;

/** Two threads that hand over to each other; one hand-off is an operation. */
abstract class PingPong extends Contestant {
  private final int rounds;

  PingPong(String name, int rounds) {
    super(name);
    this.rounds = rounds;
  }

  /** Hands over, then waits. */
  abstract void ping();

  /** Waits, then hands over. */
  abstract void pong();

  @Override
  final Score run() throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              try {
                start.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
              for (int i = 0; i < rounds; i++) {
                pong();
              }
            });
    other.start();
    long before = System.nanoTime();
    start.countDown();
    for (int i = 0; i < rounds; i++) {
      ping();
    }
    other.join();
    return new Score(2.0 * rounds * 1e9 / (System.nanoTime() - before), 1);
  }
}
