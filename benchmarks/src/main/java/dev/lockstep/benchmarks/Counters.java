package dev.lockstep.benchmarks;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A counter for each end, on a cache line of its own, and no queue between: what a queue cannot do
 * without whose items any number of threads put and get, each once.
 */
final class Counters implements QueueEnds {
  /** What it does. */
  static final String LABEL = "a getAndAdd to put and one to get";

  private static final int PUT = 16;
  private static final int GOT = 48;
  private static final int SIZE = 64;

  private static final Integer ITEM = 1;

  private final AtomicLongArray counters = new AtomicLongArray(SIZE);

  @Override
  public void put(Integer item) {
    counters.getAndIncrement(PUT);
  }

  @Override
  public Integer get() {
    counters.getAndIncrement(GOT);
    return ITEM;
  }
}
