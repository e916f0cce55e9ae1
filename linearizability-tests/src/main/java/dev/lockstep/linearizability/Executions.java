package dev.lockstep.linearizability;

import dev.lockstep.kit.run.Evidence;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Counts the executions that Lincheck really made. The count lies outside the heap: Lincheck
 * restores the heap before each execution.
 */
final class Executions {
  private static final ByteBuffer COUNT =
      ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());

  private Executions() {}

  /** To be called once in each execution. */
  static void one() {
    COUNT.putLong(0, COUNT.getLong(0) + 1);
  }

  /** Hands the count over as evidence, and starts anew. */
  static void report() {
    Evidence.executed(COUNT.getLong(0));
    COUNT.putLong(0, 0);
  }
}
