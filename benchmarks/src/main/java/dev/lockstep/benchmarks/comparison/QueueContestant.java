package dev.lockstep.benchmarks.comparison;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** A kind of queue at some work; each run has a new queue. */
final class QueueContestant extends Contestant {
  /** What a thread does. */
  private interface Work {
    void run() throws InterruptedException;
  }

  private final Supplier<QueueEnds> queues;
  private final int ends;
  private final int operations;
  private final QueueDriver driver = QueueLoops.copy();

  /**
   * Creates a contestant.
   *
   * @param name its name
   * @param queues what makes a queue
   * @param ends how many threads there are at each end; 0: one thread puts and gets; −1: two
   *     threads send each other what they got
   * @param operations how many items pass
   */
  QueueContestant(String name, Supplier<QueueEnds> queues, int ends, int operations) {
    super(name);
    this.queues = queues;
    this.ends = ends;
    this.operations = operations;
  }

  @Override
  Score run() throws InterruptedException {
    QueueEnds queue = queues.get();
    if (ends > 0) {
      int each = operations / ends;
      Work[] work = new Work[2 * ends];
      for (int i = 0; i < ends; i++) {
        work[2 * i] = () -> driver.produce(queue, each);
        work[2 * i + 1] = () -> driver.consume(queue, each);
      }
      return run(work);
    }
    if (ends == 0) {
      return run(() -> driver.pairs(queue, operations));
    }
    QueueEnds back = queues.get();
    int each = operations / 2;
    return run(
        () -> driver.pingPong(queue, back, true, each),
        () -> driver.pingPong(back, queue, false, each));
  }

  private Score run(Work... work) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    Thread[] threads = new Thread[work.length];
    for (int i = 0; i < work.length; i++) {
      Work each = work[i];
      threads[i] =
          new Thread(
              () -> {
                try {
                  start.await();
                  each.run();
                } catch (InterruptedException e) {
                  throw new IllegalStateException("Nobody interrupts the contestants", e);
                }
              });
      threads[i].start();
    }
    long before = System.nanoTime();
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    return new Score(operations * 1e9 / (System.nanoTime() - before), 1);
  }
}
