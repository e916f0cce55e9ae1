package dev.lockstep.atomics;

import java.util.concurrent.CompletionStage;

/** What JavaScript's {@code Atomics.waitAsync} returns. */
public final class WaitAsyncResult {
  private final boolean async;
  private final CompletionStage<WaitResult> value;

  WaitAsyncResult(boolean async, CompletionStage<WaitResult> value) {
    this.async = async;
    this.value = value;
  }

  /** Tells whether it waits: if not, the value is there. */
  public boolean isAsync() {
    return async;
  }

  /** Returns the value, which comes once the wait is over. */
  public CompletionStage<WaitResult> value() {
    return value;
  }
}
