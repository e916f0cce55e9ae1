package dev.lockstep.atomics.memory;

import dev.lockstep.atomics.WaitResult;
import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Notification;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A waiter that holds no thread: a stage that is completed when its wait is over. */
final class AsyncWaiter extends AddressWaiter {
  /* In place of its thread: it never parks, so nobody unparks it. */
  private static final Thread NOBODY = new Thread("nobody");

  private final CompletableFuture<WaitResult> future = new CompletableFuture<>();

  private final boolean timed;

  /* By Notification.now, if it is timed. */
  final long deadline;

  /* Guarded by Deadlines. */
  int positionInHeap = Deadlines.NOWHERE;

  /* Guarded by Completions. */
  @Nullable AsyncWaiter nextCompleted;

  @Nullable WaitResult result;

  AsyncWaiter(Memory memory, Stripe stripe, long address, boolean wide, long expected, long nanos) {
    super(NOBODY, memory, stripe, address, wide, expected);
    timed = nanos != BargingAcquisition.FOREVER;
    deadline = timed ? Notification.now() + nanos : 0;
  }

  /** Lets its time run, if it is limited. It has joined. */
  void startTime() {
    if (timed) {
      Deadlines.ALL.add(this);
    }
  }

  /** What users get: it can be neither completed nor cancelled by them. */
  CompletionStage<WaitResult> stage() {
    return future.minimalCompletionStage();
  }

  /** Tells the result, and runs what depends on it. */
  void complete() {
    if (timed) {
      Deadlines.ALL.remove(this);
    }
    future.complete(result);
  }
}
