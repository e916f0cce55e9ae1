package dev.lockstep.benchmarks.comparison;

import java.util.concurrent.CountDownLatch;

/** Producers and consumers at the two ends of one queue; one item that passes is an operation. */
abstract class Pipe extends Contestant {
  private final int ends;
  private final int items;

  /**
   * Creates a contestant.
   *
   * @param name its name
   * @param ends how many producers, and how many consumers
   * @param items how many items pass
   */
  Pipe(String name, int ends, int items) {
    super(name);
    this.ends = ends;
    this.items = items / ends;
  }

  /** Puts an item. */
  abstract void put(Integer item) throws InterruptedException;

  /** Gets an item. */
  abstract Integer get() throws InterruptedException;

  /** What one end does. */
  private interface End {
    void run() throws InterruptedException;
  }

  @Override
  final Score run() throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    Thread[] threads = new Thread[2 * ends];
    for (int i = 0; i < ends; i++) {
      threads[2 * i] = thread(start, this::produce);
      threads[2 * i + 1] = thread(start, this::consume);
    }
    long before = System.nanoTime();
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    return new Score((double) ends * items * 1e9 / (System.nanoTime() - before), 1);
  }

  private static Thread thread(CountDownLatch start, End end) {
    Thread thread =
        new Thread(
            () -> {
              try {
                start.await();
                end.run();
              } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the contestants", e);
              }
            });
    thread.start();
    return thread;
  }

  private void produce() throws InterruptedException {
    for (int i = 0; i < items; i++) {
      put(i);
    }
  }

  private void consume() throws InterruptedException {
    int sum = 0;
    for (int i = 0; i < items; i++) {
      sum += get();
    }
    if (sum == Integer.MIN_VALUE + 1) {
      throw new IllegalStateException("The sum is used");
    }
  }
}
