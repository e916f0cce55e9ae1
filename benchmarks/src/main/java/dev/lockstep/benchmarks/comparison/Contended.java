package dev.lockstep.benchmarks.comparison;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Many threads that do the same until they are stopped; the share of each is counted. */
abstract class Contended extends Contestant {
  private static final int THREADS = 4 * Runtime.getRuntime().availableProcessors();
  private static final long RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private volatile boolean stopped;

  Contended(String name) {
    super(name);
  }

  final boolean isStopped() {
    return stopped;
  }

  /** Works until {@link #isStopped()}, and returns how many operations that were. */
  abstract long work();

  @Override
  final Score run() throws InterruptedException {
    stopped = false;
    long[] served = new long[THREADS];
    Thread[] threads = new Thread[THREADS];
    CountDownLatch start = new CountDownLatch(1);
    for (int i = 0; i < THREADS; i++) {
      int id = i;
      threads[i] =
          new Thread(
              () -> {
                try {
                  start.await();
                  served[id] = work();
                } catch (InterruptedException e) {
                  throw new IllegalStateException("Nobody interrupts the contestants", e);
                }
              });
      threads[i].start();
    }
    long before = System.nanoTime();
    start.countDown();
    TimeUnit.NANOSECONDS.sleep(RUN_NANOS);
    stopped = true;
    double seconds = (System.nanoTime() - before) / 1e9;
    for (Thread thread : threads) {
      thread.join();
    }
    long sum = Arrays.stream(served).sum();
    long least = Arrays.stream(served).min().orElseThrow();
    return new Score(sum / seconds, (double) least * THREADS / sum);
  }
}
