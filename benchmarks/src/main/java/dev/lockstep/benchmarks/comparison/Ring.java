package dev.lockstep.benchmarks.comparison;

import java.util.concurrent.CountDownLatch;

/** Threads that wait for each other again and again, many of them for each core. */
abstract class Ring extends Contestant {
  /** How many threads there are. */
  static final int THREADS = 4 * Runtime.getRuntime().availableProcessors();

  private final int rounds;
  private final int operations;

  /**
   * Creates a contestant.
   *
   * @param name its name
   * @param rounds how many turns each thread has
   * @param operations how many operations one turn of all threads is
   */
  Ring(String name, int rounds, int operations) {
    super(name);
    this.rounds = rounds;
    this.operations = operations;
  }

  /** One turn of a thread: waits for it, and passes it on. */
  abstract void turn(int thread);

  /** To be called before each run, by one thread. */
  void begin() {}

  static int next(int thread) {
    return thread + 1 == THREADS ? 0 : thread + 1;
  }

  @Override
  final Score run() throws InterruptedException {
    begin();
    CountDownLatch start = new CountDownLatch(1);
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      int id = i;
      threads[i] =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException("Nobody interrupts the contestants", e);
                }
                for (int round = 0; round < rounds; round++) {
                  turn(id);
                }
              });
      threads[i].start();
    }
    long before = System.nanoTime();
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    return new Score((double) rounds * operations * 1e9 / (System.nanoTime() - before), 1);
  }
}
