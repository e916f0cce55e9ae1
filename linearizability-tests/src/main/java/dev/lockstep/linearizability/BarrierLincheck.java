package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Histories.calls;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Linearizability of those calls of a barrier that come back without another thread's arrival,
 * against its sequential model; arrivals of several are no matter of one call after the other, and
 * the interleavings judge them. Runs with {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.BARRIER, checker = Checker.LINCHECK)
public class BarrierLincheck {
  private static final Histories HISTORIES =
      new Histories("BAR-17", BarrierOperations.class, BarrierSpecification.class);

  /** A single party passes, and the others wait for its action, whoever else calls. */
  @Test
  @Rule({"BAR-02", "BAR-17"})
  void bar02_aSinglePartyPasses() {
    HISTORIES.explore("BAR-02", calls(), calls("pass", "pass"), calls("pass"));
    HISTORIES.explore("BAR-02", calls(), calls("pass"), calls("pass"), calls("resetSingle"));
    HISTORIES.explore("BAR-02", calls("pass"), calls("pass", "isSingleBroken"), calls("pass"));
  }

  /** Without time one breaks the barrier, unless one is the last. */
  @Test
  @Rule("BAR-05")
  void bar05_aWaitWithoutTimeBreaksTheBarrier() {
    HISTORIES.explore("BAR-05", calls(), calls("breakPair", "isPairBroken"), calls("breakPair"));
    HISTORIES.explore(
        "BAR-05", calls("resetPair"), calls("breakPair", "isPairBroken"), calls("waitingOfPair"));
    HISTORIES.explore("BAR-05", calls(), calls("pass", "isSingleBroken"), calls("pass"));
  }

  /** A reset makes the barrier usable. */
  @Test
  @Rule("BAR-14")
  void bar14_aResetMakesTheBarrierUsable() {
    HISTORIES.explore(
        "BAR-14", calls("abortSingle"), calls("resetSingle", "pass"), calls("isSingleBroken"));
    HISTORIES.explore(
        "BAR-14", calls("breakPair"), calls("resetPair", "isPairBroken"), calls("waitingOfPair"));
  }

  /** After an abort everybody is refused, also who was waiting. */
  @Test
  @Rule({"BAR-15", "BAR-17"})
  void bar15_anAbortRefusesEverybody() {
    Scenario.needs("BAR-15");
    HISTORIES.explore("BAR-15", calls(), calls("abortSingle", "pass"), calls("isSingleBroken"));
    HISTORIES.explore("BAR-15", calls(), calls("abortPair", "isPairBroken"), calls("awaitPair"));
    HISTORIES.explore("BAR-15", calls("resetPair"), calls("abortPair"), calls("awaitPair"));
  }

  /** The looks tell a state of some moment of the call. */
  @Test
  @Rule("BAR-16")
  void bar16_looksTellTheState() {
    HISTORIES.explore(
        "BAR-16", calls(), calls("abortPair", "resetPair"), calls("isPairBroken", "isPairBroken"));
    HISTORIES.explore(
        "BAR-16", calls("breakPair"), calls("resetPair"), calls("isPairBroken", "waitingOfPair"));
  }

  /** Generated calls of two and three threads, under the model checker and at full speed. */
  @Test
  @Rule({"BAR-02", "BAR-05", "BAR-14", "BAR-15", "BAR-16", "BAR-17"})
  void whateverTwoOrThreeThreadsCallIsLinearizable() {
    HISTORIES.exploreGenerated(
        "BAR-16",
        List.of(
            this::bar16_looksTellTheState,
            this::bar14_aResetMakesTheBarrierUsable,
            this::bar15_anAbortRefusesEverybody,
            this::bar05_aWaitWithoutTimeBreaksTheBarrier,
            this::bar02_aSinglePartyPasses));
  }
}
