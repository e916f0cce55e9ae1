package dev.lockstep.atomics;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What JavaScript's {@code Atomics.waitAsync} returns: {@code {async, value}} (WAI-18). */
public final class WaitAsyncResult {
  private final boolean async;
  private final CompletionStage<WaitResult> value;

  /** A result that is there at once. */
  WaitAsyncResult(WaitResult result) {
    async = false;
    value = CompletableFuture.completedStage(result);
  }

  /** A result that comes. */
  WaitAsyncResult(CompletionStage<WaitResult> stage) {
    async = true;
    value = stage;
  }

  /** Tells whether it waits, so that the value comes later; false if it is there. */
  public boolean isAsync() {
    return async;
  }

  /**
   * Returns the value: JavaScript's string or, if it {@link #isAsync}, its promise; here a stage
   * either way, as {@code await} in JavaScript takes both.
   *
   * <p>Nobody but Lockstep can complete the stage. It is completed once, by a daemon thread that is
   * there for that; so what depends on it runs neither in the thread that notifies nor in the one
   * that keeps the time, and no lock of Lockstep is held meanwhile. The stages of one memory are
   * completed one after the other, in the order in which their waits ended: what depends on one
   * holds up those behind it, unless it is an {@code …Async} stage (WAI-20).
   */
  public CompletionStage<WaitResult> value() {
    return value;
  }
}
