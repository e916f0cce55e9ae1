package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.BarrierSubject;
import dev.lockstep.kit.subject.Subjects;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * The calls of two barriers that need no second thread to come back, as Lincheck makes them: one of
 * a single party with an action, and one of two parties at which nobody waits.
 */
public class BarrierOperations {
  private final Counting action = new Counting();
  private final BarrierSubject single;
  private final BarrierSubject pair;

  /** Counts its calls. */
  private static final class Counting implements Runnable {
    private long calls;

    @Override
    public void run() {
      calls++;
    }
  }

  /** Creates the barriers: once for each execution. */
  public BarrierOperations() {
    Executions.one();
    single = Subjects.ACTIVE.newBarrier(1, action);
    pair = Subjects.ACTIVE.newBarrier(2);
  }

  /** Passes, unless the barrier is broken. */
  @Operation
  public Outcome pass() {
    return Actor.outcomeOf(() -> (long) single.await(0));
  }

  /** Tells how often the action was called; only after all other calls. */
  public Outcome calls() {
    return Actor.outcomeOf(() -> action.calls);
  }

  /** Resets the barrier of a single party. */
  @Operation
  public Outcome resetSingle() {
    return reset(single);
  }

  /** Breaks the barrier of a single party. */
  @Operation
  public Outcome abortSingle() {
    return abort(single);
  }

  /** Tells whether that is broken. */
  @Operation
  public Outcome isSingleBroken() {
    return Actor.outcomeOf(single::broken);
  }

  /** Arrives, with no time to wait. */
  @Operation
  public Outcome breakPair() {
    return Actor.outcomeOf(() -> (long) pair.await(0));
  }

  /** Resets the barrier of two parties. */
  @Operation
  public Outcome resetPair() {
    return reset(pair);
  }

  /** Breaks it. */
  @Operation
  public Outcome abortPair() {
    return abort(pair);
  }

  /** Tells whether it is broken. */
  @Operation
  public Outcome isPairBroken() {
    return Actor.outcomeOf(pair::broken);
  }

  /** Tells how many wait at it. */
  @Operation
  public Outcome waitingOfPair() {
    return Actor.outcomeOf(() -> (long) pair.nWaiting());
  }

  /** Waits at it; only in histories in which somebody breaks it, and nobody resets it. */
  public Outcome awaitPair() {
    return Actor.outcomeOf(() -> (long) pair.await());
  }

  private static Outcome reset(BarrierSubject barrier) {
    return Actor.outcomeOf(
        () -> {
          barrier.reset();
          return null;
        });
  }

  /* One that the subject does not offer is no call, in the specification neither. */
  private static Outcome abort(BarrierSubject barrier) {
    if (!Subjects.ACTIVE.offers("BAR-15")) {
      return Outcome.NOTHING;
    }
    return Actor.outcomeOf(
        () -> {
          barrier.abort();
          return null;
        });
  }
}
