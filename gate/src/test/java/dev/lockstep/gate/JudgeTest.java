package dev.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.gate.Failure.Kind;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a checker's JVM came to is weighed against the inventory, and fails closed. */
final class JudgeTest {
  private static final Entry FIRST = Made.entry(Checker.CONTRACT, "first", "LCK-01");
  private static final Entry SECOND = Made.entry(Checker.CONTRACT, "second", "LCK-02");

  @Test
  void everythingThatIsListedRanAndPassed() {
    assertEquals(
        List.of(), judge(Made.plan(FIRST, SECOND), Made.done(passed(FIRST), passed(SECOND))));
  }

  @Test
  void aFailedCheckFailsWithItsCounterexampleAndItsReplay() {
    CheckResult failed = Made.result(FIRST, Status.FAILED, "acquire() gave false");
    Failure failure = only(Kind.RULE_BROKEN, judge(Made.plan(FIRST), Made.done(failed)));
    assertEquals(List.of("LCK-01"), failure.rules());
    assertEquals("acquire() gave false", failure.message());
    assertEquals(
        "./lockstep check --tier ci --only lock --rule LCK-01 --checker contract --seed 42",
        failure.replay());
  }

  @Test
  void aCheckWithoutAResultFails() {
    Failure failure = only(Kind.MISSING, judge(Made.plan(FIRST, SECOND), Made.done(passed(FIRST))));
    assertTrue(failure.message().contains("LockChecks.second"), failure.message());
  }

  @Test
  void aCheckerThatRanNothingFails() {
    only(Kind.MISSING, judge(Made.plan(FIRST), Made.done()));
  }

  @Test
  void aCheckerThatListsNothingFails() {
    only(Kind.MISSING, judge(Made.plan(), Made.done()));
  }

  @Test
  void aCheckThatIsNotListedFails() {
    only(Kind.UNFOUNDED, judge(Made.plan(FIRST), Made.done(passed(FIRST), passed(SECOND))));
  }

  @Test
  void aCheckWithTwoResultsFails() {
    only(Kind.UNFOUNDED, judge(Made.plan(FIRST), Made.done(passed(FIRST), passed(FIRST))));
  }

  @Test
  void aPassThatExecutedNothingFails() {
    CheckResult idle =
        new CheckResult(
            "lock", "contract", FIRST.check(), FIRST.rules(), Status.PASSED, 0, 0.1, null);
    only(Kind.UNFOUNDED, judge(Made.plan(FIRST), Made.done(idle)));
  }

  @Test
  void aSkippedCheckFails() {
    CheckResult skipped = Made.result(FIRST, Status.SKIPPED, "no time");
    Failure failure = only(Kind.SKIPPED, judge(Made.plan(FIRST), Made.done(skipped)));
    assertEquals("no time", failure.message());
  }

  @Test
  void aMissingInterpreterMayBeSkippedUnlessItIsRequired() {
    Entry live = Made.entry(Checker.ORACLE, "live", "LCK-01");
    CheckResult skipped =
        Made.result(live, Status.SKIPPED, "no Python ≥ 3.11 found: live oracle not run");
    ForkPlan plan = Made.plan(live);
    assertEquals(
        List.of(),
        judge(Set.of(), false).failures(Primitive.LOCK, Checker.ORACLE, plan, Made.done(skipped)));
    only(
        Kind.SKIPPED,
        judge(Set.of(), true).failures(Primitive.LOCK, Checker.ORACLE, plan, Made.done(skipped)));
  }

  @Test
  void aSubjectThatWaitsByOtherMeansIsExcusedOnlyFromCheckersThatWatchItWait() {
    Judge declared = judge(Set.of(Subject.MODELLED_WAITING), false);
    for (Checker checker : List.of(Checker.INTERLEAVINGS, Checker.VIRTUAL)) {
      Entry scenario =
          new Entry(Primitive.LOCK, checker, FIRST.className(), FIRST.check(), FIRST.rules());
      CheckResult excused =
          Made.result(scenario, Status.NOT_OFFERED, "not offered: modelled waiting");
      assertEquals(
          List.of(),
          declared.failures(Primitive.LOCK, checker, Made.plan(scenario), Made.done(excused)));
    }
    CheckResult result = Made.result(FIRST, Status.NOT_OFFERED, "not offered: modelled waiting");
    List<Failure> failures =
        declared.failures(Primitive.LOCK, Checker.CONTRACT, Made.plan(FIRST), Made.done(result));
    assertEquals(List.of(Kind.UNDECLARED), failures.stream().map(Failure::kind).toList());
  }

  @Test
  void aRuleIsNotOfferedOnlyIfTheSubjectDeclaresIt() {
    CheckResult result = Made.result(FIRST, Status.NOT_OFFERED, "not offered: LCK-01");
    only(Kind.UNDECLARED, judge(Made.plan(FIRST), Made.done(result)));
    for (String declared : List.of("LCK-01", "LCK")) {
      assertEquals(
          List.of(),
          judge(Set.of(declared), false)
              .failures(Primitive.LOCK, Checker.CONTRACT, Made.plan(FIRST), Made.done(result)));
    }
    assertEquals(
        List.of(Kind.UNDECLARED),
        kinds(
            judge(Set.of("LCK-02", "SEM"), false)
                .failures(Primitive.LOCK, Checker.CONTRACT, Made.plan(FIRST), Made.done(result))));
  }

  @Test
  void aCrashFailsAndTellsWhichCheckWasRunning() {
    ForkOutcome crash =
        new ForkOutcome(
            ForkOutcome.End.CRASHED,
            134,
            List.of(passed(FIRST)),
            SECOND.check(),
            "SIGSEGV",
            null,
            1);
    List<Failure> failures = judge(Made.plan(FIRST, SECOND), crash);
    assertEquals(List.of(Kind.CRASHED, Kind.MISSING), kinds(failures));
    assertEquals(SECOND.check(), failures.get(0).what());
    assertEquals(
        "The forked JVM died with exit code 134 in LockChecks.second\nSIGSEGV",
        failures.get(0).message());
  }

  @Test
  void aCrashAfterTheLastResultFails() {
    ForkOutcome crash =
        new ForkOutcome(ForkOutcome.End.CRASHED, 1, List.of(passed(FIRST)), null, "", null, 1);
    only(Kind.CRASHED, judge(Made.plan(FIRST), crash));
  }

  @Test
  void aHangFailsAndTellsWhereTheDumpIs() {
    ForkOutcome hang =
        new ForkOutcome(
            ForkOutcome.End.HUNG, 137, List.of(), FIRST.check(), "", "/out/threads.txt", 20);
    List<Failure> failures = judge(Made.plan(FIRST), hang);
    assertEquals(List.of(Kind.HUNG, Kind.MISSING), kinds(failures));
    assertEquals(
        "The forked JVM was still running after 20 s in LockChecks.first, and was killed;"
            + " thread dump: /out/threads.txt",
        failures.get(0).message());
  }

  private static CheckResult passed(Entry entry) {
    return new CheckResult(
        "lock", "contract", entry.check(), entry.rules(), Status.PASSED, 10, 0.1, null);
  }

  private static List<Failure> judge(ForkPlan plan, ForkOutcome outcome) {
    return judge(Set.of(), false).failures(Primitive.LOCK, Checker.CONTRACT, plan, outcome);
  }

  private static Judge judge(Set<String> notOffered, boolean requireOracles) {
    Map<String, String> reasons =
        notOffered.stream().collect(Collectors.toMap(key -> key, key -> "there is none"));
    return new Judge(new Replay(Made.SELECTION), new Gaps(reasons), requireOracles);
  }

  private static Failure only(Kind kind, List<Failure> failures) {
    assertEquals(List.of(kind), kinds(failures));
    return failures.get(0);
  }

  private static List<Kind> kinds(List<Failure> failures) {
    return failures.stream().map(Failure::kind).toList();
  }
}
