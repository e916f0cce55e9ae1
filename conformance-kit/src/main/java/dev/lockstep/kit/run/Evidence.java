package dev.lockstep.kit.run;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what the running check has executed: sequences, cases, interleavings, samples. */
public final class Evidence {
  private static final AtomicLong EXECUTIONS = new AtomicLong();

  private Evidence() {}

  /**
   * To be called by a check for what it has executed.
   *
   * @param count how many more
   */
  public static void executed(long count) {
    EXECUTIONS.addAndGet(count);
  }

  /** Returns the count since the last call, and starts anew. */
  static long take() {
    return EXECUTIONS.getAndSet(0);
  }
}
