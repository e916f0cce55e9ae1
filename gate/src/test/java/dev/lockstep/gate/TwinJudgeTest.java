package dev.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.gate.Failure.Kind;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.twins.Twin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A twin is dead only by checks that name its rule, and no other rule may be blamed. */
final class TwinJudgeTest {
  private static final Entry OWN = Made.entry(Checker.CONTRACT, "own", "LCK-12");
  private static final Entry MIXED = Made.entry(Checker.CONTRACT, "mixed", "LCK-12", "LCK-13");
  private static final Entry OTHER = Made.entry(Checker.CONTRACT, "other", "LCK-03");
  private static final Entry LINCHECK = Made.entry(Checker.LINCHECK, "model", "LCK-12");
  private static final Twin TWIN = Made.twin("LCK-12-made", List.of("LCK-05"), Checker.CONTRACT);

  @Test
  void itIsDeadWhenACheckOfItsRuleFails() {
    CheckResult[] results = {failed(OWN, "LCK-12"), passed(OTHER)};
    assertEquals(List.of(), judge(TWIN, Made.plan(OWN, OTHER), Made.done(results)));
    assertEquals(
        Map.of("contract", List.of("LockChecks.own")),
        new TwinJudge(TWIN, Set.of(), "replay").killers(List.of(results)));
  }

  @Test
  void itSurvivesWhenAllIsGreen() {
    Failure failure =
        only(
            Kind.SURVIVED,
            judge(TWIN, Made.plan(OWN, OTHER), Made.done(passed(OWN), passed(OTHER))));
    assertEquals("LCK-12-made", failure.what());
    assertEquals("replay", failure.replay());
  }

  @Test
  void itSurvivesWhenACheckOfSeveralRulesBlamesAnother() {
    List<Failure> failures = judge(TWIN, Made.plan(MIXED), Made.done(failed(MIXED, "LCK-13")));
    assertEquals(List.of(Kind.SURVIVED), kinds(failures));
  }

  @Test
  void everyCheckerThatMustKillItHasTo() {
    Twin twin = Made.twin("LCK-12-made", List.of(), Checker.CONTRACT, Checker.LINCHECK);
    Failure failure =
        only(
            Kind.SURVIVED,
            judge(
                twin,
                Made.plan(OWN, LINCHECK),
                Made.done(failed(OWN, "LCK-12"), passed(LINCHECK))));
    assertTrue(failure.message().contains("lincheck"), failure.message());
  }

  @Test
  void theCheckThatItNamesHasToKillIt() {
    Twin twin = Made.twin("LCK-12-made", List.of(), Set.of(MIXED.check()), Checker.CONTRACT);
    Failure failure =
        only(
            Kind.SURVIVED,
            judge(twin, Made.plan(OWN, MIXED), Made.done(failed(OWN, "LCK-12"), passed(MIXED))));
    assertTrue(failure.message().contains(MIXED.check()), failure.message());
  }

  @Test
  void aFailingCheckOfAnotherRuleIsWrongAttribution() {
    Failure failure =
        only(
            Kind.MISATTRIBUTED,
            judge(
                TWIN,
                Made.plan(OWN, OTHER),
                Made.done(failed(OWN, "LCK-12"), failed(OTHER, "LCK-03"))));
    assertTrue(failure.message().contains("LockChecks.other"), failure.message());
    assertTrue(failure.message().contains("broken"), failure.message());
  }

  @Test
  void aRuleThatItCannotButBreakTooMayBeBlamed() {
    assertEquals(
        List.of(),
        judge(
            TWIN,
            Made.plan(OWN, OTHER),
            Made.done(failed(OWN, "LCK-12"), failed(OTHER, "LCK-05"))));
  }

  @Test
  void aCheckThatFailsWithoutTheTwinTooKillsNothing() {
    ForkOutcome outcome = Made.done(failed(OWN, "LCK-12"));
    List<Failure> failures =
        new TwinJudge(TWIN, Set.of(OWN.check()), "replay")
            .failures(List.of(Made.plan(OWN)), List.of(outcome));
    only(Kind.SURVIVED, failures);
  }

  @Test
  void aCrashIsNoKill() {
    ForkOutcome crash =
        new ForkOutcome(ForkOutcome.End.CRASHED, 1, List.of(), OWN.check(), "", null, 1);
    assertEquals(List.of(Kind.CRASHED, Kind.SURVIVED), kinds(judge(TWIN, Made.plan(OWN), crash)));
  }

  @Test
  void aHangIsNoKill() {
    ForkOutcome hang =
        new ForkOutcome(ForkOutcome.End.HUNG, 137, List.of(), OWN.check(), "", "dump", 1);
    assertEquals(List.of(Kind.HUNG, Kind.SURVIVED), kinds(judge(TWIN, Made.plan(OWN), hang)));
  }

  @Test
  void aCheckThatDidNotRunOnItFails() {
    only(Kind.MISSING, judge(TWIN, Made.plan(OWN, OTHER), Made.done(failed(OWN, "LCK-12"))));
  }

  private static CheckResult passed(Entry entry) {
    return Made.result(entry, Status.PASSED, "");
  }

  private static CheckResult failed(Entry entry, String rule) {
    return Made.result(entry, Status.FAILED, "it is broken", List.of(rule));
  }

  private static List<Failure> judge(Twin twin, ForkPlan plan, ForkOutcome outcome) {
    return new TwinJudge(twin, Set.of(), "replay").failures(List.of(plan), List.of(outcome));
  }

  private static Failure only(Kind kind, List<Failure> failures) {
    assertEquals(List.of(kind), kinds(failures));
    return failures.get(0);
  }

  private static List<Kind> kinds(List<Failure> failures) {
    return failures.stream().map(Failure::kind).toList();
  }
}
