package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Histories.calls;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Linearizability of what a condition guards and announces: a stock of items. Each rule has
 * histories of its own, so that a failure is put down to it; the generated ones come on top. Runs
 * with {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.CONDITION, checker = Checker.LINCHECK)
public class ConditionLincheck {
  private static final Histories HISTORIES =
      new Histories("CND-15", ConditionOperations.class, ConditionSpecification.class);

  /** Whoever comes out of a wait holds the lock: no item is taken twice. */
  @Test
  @Rule({"CND-05", "CND-15"})
  void cnd05_whoComesOutOfAWaitHoldsTheLock() {
    HISTORIES.explore(
        "CND-05", calls(), calls("takeInALoop", "count"), calls("put", "put"), calls("takeInTime"));
    HISTORIES.explore(
        "CND-05", calls(), calls("takeInALoop"), calls("takeInALoop"), calls("putTwo", "count"));
  }

  /** Each item that is announced reaches one that waits. */
  @Test
  @Rule({"CND-15", "CND-05"})
  void cnd15_everyItemReachesATaker() {
    HISTORIES.explore("CND-15", calls(), calls("takeInALoop"), calls("put"));
    HISTORIES.explore("CND-15", calls("takeInTime"), calls("takeInALoop"), calls("put", "count"));
    HISTORIES.explore(
        "CND-15", calls(), calls("takeInALoop"), calls("takeInALoop"), calls("put", "put"));
  }

  /** The predicate is right when {@code wait_for} returns, in time or not. */
  @Test
  @NoTwin(
      "In a history the item may have come just in time: ConditionInterleavings kills the twin.")
  @Rule({"CND-16", "CND-15"})
  void cnd16_thePredicateIsTrueWhenWaitForReturns() {
    HISTORIES.explore("CND-16", calls(), calls("take", "count"), calls("put", "count"));
    HISTORIES.explore("CND-16", calls(), calls("take"), calls("take"), calls("putTwo"));
    HISTORIES.explore("CND-16", calls(), calls("take"), calls("put", "put"), calls("takeInTime"));
    HISTORIES.explore("CND-16", calls(), calls("takeInTime", "count"), calls("put", "count"));
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @Rule({"CND-05", "CND-15", "CND-16"})
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    HISTORIES.exploreGenerated(
        "CND-05",
        List.of(
            this::cnd05_whoComesOutOfAWaitHoldsTheLock,
            this::cnd15_everyItemReachesATaker,
            this::cnd16_thePredicateIsTrueWhenWaitForReturns));
  }
}
