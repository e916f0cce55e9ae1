package dev.lockstep.atomics.memory;

import dev.lockstep.atomics.WaitResult;
import dev.lockstep.waiting.WaiterQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Completes the stages of one memory, one after the other, in the order in which their waits ended.
 * User code that depends on them runs in a daemon thread that is there for nothing else: so it
 * holds up no notify, no timeout and no other memory, and nothing of ours is held meanwhile
 * (WAI-20, WAI-21).
 */
final class Completions implements Runnable {
  /* As many as there are memories with something to complete; an idle one goes away after a second. */
  private static final Executor THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> Deadlines.daemon(task, "lockstep-atomics-completions"));

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
      THREADS.execute(this);
      executed = true;
    } finally {
      if (!executed) {
        // There is no thread to be had; whoever comes next tries again.
        guard.lockGuard();
        running = false;
        guard.unlockGuard();
      }
    }
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
