package dev.lockstep.atomics.memory;

import dev.lockstep.atomics.WaitResult;
import dev.lockstep.waiting.WaiterQueue;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Completes the stages of one memory, one after the other, in the order in which their waits were
 * decided. User code that depends on them runs in the common pool: never in a thread that notifies
 * or that keeps the time, and never while something of ours is held (WAI-20).
 */
final class Completions implements Runnable {
  /* Of the queue only the guard is used. */
  private final WaiterQueue guard = new WaiterQueue();
  private @Nullable AsyncWaiter first;
  private @Nullable AsyncWaiter last;
  private boolean running;

  /** Adds a stage that is to be completed; {@link #start} has to follow. */
  void add(AsyncWaiter waiter, WaitResult result) {
    waiter.result = result;
    guard.lockGuard();
    if (last == null) {
      first = waiter;
    } else {
      last.nextCompleted = waiter;
    }
    last = waiter;
    guard.unlockGuard();
  }

  /** Sees to it that somebody completes what was added. */
  void start() {
    guard.lockGuard();
    boolean starts = first != null && !running;
    running |= starts;
    guard.unlockGuard();
    if (starts) {
      execute();
    }
  }

  private void execute() {
    boolean executed = false;
    try {
      if (ForkJoinPool.getCommonPoolParallelism() > 0) {
        ForkJoinPool.commonPool().execute(this);
      } else {
        Deadlines.daemon(this, "lockstep-atomics-completions").start();
      }
      executed = true;
    } finally {
      if (!executed) {
        // Nobody does it now; whoever comes next tries again.
        stop();
      }
    }
  }

  private void stop() {
    guard.lockGuard();
    running = false;
    guard.unlockGuard();
  }

  @Override
  public void run() {
    boolean done = false;
    try {
      AsyncWaiter waiter = next();
      while (waiter != null) {
        waiter.complete();
        waiter = next();
      }
      done = true;
    } finally {
      if (!done) {
        // What depends on a stage cannot fail so, save for want of stack or memory.
        execute();
      }
    }
  }

  private @Nullable AsyncWaiter next() {
    guard.lockGuard();
    AsyncWaiter next = first;
    if (next == null) {
      running = false;
    } else {
      first = next.nextCompleted;
      next.nextCompleted = null;
      if (first == null) {
        last = null;
      }
    }
    guard.unlockGuard();
    return next;
  }
}
