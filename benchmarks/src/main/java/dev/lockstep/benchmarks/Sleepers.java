package dev.lockstep.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Threads that sleep, are woken all at once, and sleep again, until they are stopped. */
final class Sleepers {
  private final AtomicInteger arrived = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private final Bed bed;
  private int generation;

  private volatile boolean stopped;

  /**
   * What they sleep in.
   *
   * @param sleep sleeps until the generation is no longer the one that is given
   * @param wake begins the generation that is given, the next one, and wakes all; all are asleep or
   *     about to be
   */
  record Bed(IntConsumer sleep, IntConsumer wake) {}

  /** Starts threads of the kind of the current one; the first generation is 0. */
  Sleepers(int count, Bed bed) {
    this.bed = bed;
    for (int i = 0; i < count; i++) {
      threads.add(Kind.factory(Kind.ofCurrentThread()).newThread(this::run));
    }
    threads.forEach(Thread::start);
  }

  /** Threads that park, and nothing else. */
  static Sleepers parking(int count) {
    AtomicInteger generation = new AtomicInteger();
    List<Thread> parked = new ArrayList<>();
    Sleepers sleepers =
        new Sleepers(
            count,
            new Bed(
                seen -> {
                  while (generation.get() == seen) {
                    LockSupport.park(generation);
                  }
                },
                next -> {
                  generation.set(next);
                  parked.forEach(LockSupport::unpark);
                }));
    parked.addAll(sleepers.threads);
    return sleepers;
  }

  private void run() {
    for (int seen = 0; !stopped; seen++) {
      arrived.incrementAndGet();
      bed.sleep().accept(seen);
    }
  }

  /** Waits until all are asleep or about to be, and wakes them. */
  void wakeAll() {
    while (arrived.get() != threads.size()) {
      Thread.yield();
    }
    arrived.set(0);
    generation++;
    bed.wake().accept(generation);
  }

  /** Wakes them a last time, and waits until all have ended. */
  void stop() throws InterruptedException {
    while (arrived.get() != threads.size()) {
      Thread.yield();
    }
    stopped = true;
    wakeAll();
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
