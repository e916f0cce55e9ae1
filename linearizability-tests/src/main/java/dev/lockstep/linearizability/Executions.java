package dev.lockstep.linearizability;

import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.subject.Subject;
import dev.lockstep.kit.subject.Subjects;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Counts the executions that Lincheck really made. The count lies outside the heap: Lincheck
 * restores the heap before each execution.
 */
final class Executions {
  private static final ByteBuffer COUNT =
      ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());

  /**
   * Seconds of a timeout that is over at the second look at the clock; no time at all where the
   * subject has a clock of its own, which stands still under the model checker.
   */
  static final double ONE_TICK = Subjects.ACTIVE.offers(Subject.MODELLED_WAITING) ? 1e-9 : 0;

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
