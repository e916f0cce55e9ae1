package dev.lockstep.benchmarks;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for work, each do their share of it at once, and wait again. An operation of a
 * benchmark is then a whole piece of work, with a certain number of items, so that it always comes
 * to an end: no thread is left waiting for one that has stopped.
 */
final class Crew {
  private static final long MILLIS_TO_END = 10_000;

  /** What one thread does of a piece of work. */
  interface Share {
    /** Does it, and ends if interrupted. */
    void run() throws InterruptedException;
  }

  private final Thread[] threads;
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private volatile @Nullable Thread waiting;
  private volatile int piece;
  private volatile boolean stopped;

  /**
   * Starts the threads.
   *
   * @param kind {@code platform} or {@code virtual}
   * @param shares what each does
   */
  Crew(String kind, List<? extends Share> shares) {
    threads = new Thread[shares.size()];
    for (int i = 0; i < threads.length; i++) {
      Share share = shares.get(i);
      threads[i] = start(kind, () -> work(share));
    }
  }

  private static Thread start(String kind, Runnable target) {
    if (kind.equals("virtual")) {
      return VirtualThreads.start(target);
    }
    if (!kind.equals("platform")) {
      throw new IllegalArgumentException("No kind of threads: " + kind);
    }
    Thread thread = new Thread(target, "crew");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void work(Share share) {
    int seen = 0;
    try {
      while (true) {
        while (piece == seen && !stopped) {
          LockSupport.park(this);
        }
        if (stopped) {
          return;
        }
        seen = piece;
        share.run();
        if (working.decrementAndGet() == 0) {
          LockSupport.unpark(waiting);
        }
      }
    } catch (Throwable e) {
      if (!stopped && failure.compareAndSet(null, e)) {
        LockSupport.unpark(waiting);
      }
    }
  }

  /**
   * Lets them do a piece of work, and waits for its end. One thread at a time.
   *
   * @throws InterruptedException if interrupted; nothing can be asked of them any more
   * @throws IllegalStateException if a share has failed; nothing can be asked of them any more
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time
  void work() throws InterruptedException {
    waiting = Thread.currentThread();
    working.set(threads.length);
    piece++;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
    while (working.get() != 0 && failure.get() == null) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        interrupt();
        throw new InterruptedException();
      }
    }
    Throwable failed = failure.get();
    if (failed != null) {
      interrupt();
      throw new IllegalStateException("A thread has failed", failed);
    }
  }

  private void interrupt() {
    stopped = true;
    for (Thread thread : threads) {
      thread.interrupt();
    }
  }

  /** Ends the threads, whatever they wait for. */
  void stop() throws InterruptedException {
    interrupt();
    for (Thread thread : threads) {
      thread.join(MILLIS_TO_END);
      if (thread.isAlive()) {
        throw new IllegalStateException("A thread does not end: " + thread);
      }
    }
  }
}
