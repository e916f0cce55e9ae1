package dev.lockstep.kit.contract;

import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that all make the same call, which has to wait and then to return true: so many that each
 * costs no more than a look. Every wait for them is over once nothing has happened for {@link
 * Cost#HANG_MILLISECONDS}. Closing interrupts those that have not ended.
 */
final class ManyWaiters implements AutoCloseable {
  private final String call;
  private final Thread[] threads;
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger returnedFalse = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * Creates the threads.
   *
   * @param kind their kind
   * @param count how many
   * @param call what they call, in words
   * @param body the call
   */
  ManyWaiters(Kind kind, int count, String call, BooleanSupplier body) {
    this.call = call;
    threads = new Thread[count];
    for (int i = 0; i < count; i++) {
      threads[i] = kind.create("waiter-" + i, () -> run(body));
    }
  }

  private void run(BooleanSupplier body) {
    try {
      if (!body.getAsBoolean()) {
        returnedFalse.incrementAndGet();
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    } finally {
      ended.incrementAndGet();
    }
  }

  /** Returns how many they are. */
  int count() {
    return threads.length;
  }

  /** Returns how many have ended. */
  int ended() {
    return ended.get();
  }

  /** Starts them one after the other, each once the one before was seen to wait. */
  void startInTurn() {
    for (int i = 0; i < threads.length; i++) {
      threads[i].start();
      awaitWaiting(i);
    }
  }

  /** Starts them all, and returns once each was seen to wait. */
  void startAtOnce() {
    for (Thread thread : threads) {
      thread.start();
    }
    for (int i = 0; i < threads.length; i++) {
      awaitWaiting(i);
    }
  }

  private void awaitWaiting(int number) {
    Thread thread = threads[number];
    if (!Threads.poll(() -> isWaiting(thread) || ended() > 0) || ended() > 0) {
      throw new AssertionError(
          call
              + " was due to wait: of "
              + count()
              + " threads "
              + number
              + " were seen to, and "
              + ended()
              + " have ended"
              + Threads.describe(thread, thread.getStackTrace()),
          failure.get());
    }
  }

  private static boolean isWaiting(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  /**
   * Returns once so many have ended.
   *
   * @param due how many
   * @param after what was to end them, in words
   */
  void awaitEnded(int due, String after) {
    int seen = ended();
    while (seen < due) {
      int before = seen;
      if (!Threads.poll(() -> ended() > before)) {
        throw new AssertionError(
            "After "
                + after
                + " "
                + due
                + " of "
                + count()
                + " calls of "
                + call
                + " were due to return; "
                + before
                + " have");
      }
      seen = ended();
    }
    Throwable thrown = failure.get();
    if (thrown instanceof RuleViolation violation) {
      throw violation;
    }
    if (thrown != null || returnedFalse.get() > 0) {
      throw new AssertionError(
          call + " was due to return True; " + returnedFalse + " times it returned False", thrown);
    }
  }

  @Override
  public void close() {
    if (ended() < count()) {
      for (Thread thread : threads) {
        thread.interrupt();
      }
      Threads.poll(() -> ended() == count());
    }
  }
}
