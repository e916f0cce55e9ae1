package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.BarrierModel;
import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.BarrierPlayer;
import dev.lockstep.kit.subject.BarrierSubject;
import dev.lockstep.kit.subject.Subjects;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.Test;

/** The contract of Barrier: random sequences and a table against the model, and real waiting. */
@Checks(primitive = Primitive.BARRIER, checker = Checker.CONTRACT)
class BarrierContract {
  /** Each deciding branch of the rules has its timeouts. */
  private static final List<Double> TIMEOUTS =
      List.of(
          -2.0,
          -1.0,
          -1e-10,
          -0.0,
          0.0,
          1e-10,
          0.0004,
          0.01,
          1e3,
          9223372036.0,
          9223372037.0,
          -1e300,
          1e300,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NaN);

  private static final Step PASSES_OR_BLOCKS = Step.of("wait");

  private static final Step BREAKS = Step.of("wait", 1e-9);

  private static final Step RESETS = Step.of("reset");

  private static final int CASES = 474;

  private static final BarrierScenarios WAITING = new BarrierScenarios(Kind.PLATFORM);

  static Table<BarrierModel> table() {
    List<Step> calls = new ArrayList<>();
    for (String method :
        List.of("parties", "n_waiting", "broken", "calls", "reset", "abort", "wait")) {
      calls.add(Step.of(method));
    }
    TIMEOUTS.forEach(timeout -> calls.add(Step.of("wait", timeout)));
    Table<BarrierModel> table = new Table<>(CASES);
    table.add(BarrierSpecimen.of(1L), List.of(), calls);
    table.add(BarrierSpecimen.of(1L), List.of(PASSES_OR_BLOCKS), calls);
    table.add(BarrierSpecimen.of(2L), List.of(), calls);
    table.add(BarrierSpecimen.of(2L), List.of(BREAKS), calls);
    table.add(BarrierSpecimen.of(2L), List.of(BREAKS, RESETS), calls);
    table.add(BarrierSpecimen.of(1L, "counts"), List.of(), calls);
    table.add(BarrierSpecimen.of(1L, "counts"), List.of(PASSES_OR_BLOCKS), calls);
    table.add(BarrierSpecimen.of(1L, "raises"), List.of(PASSES_OR_BLOCKS), calls);
    table.add(BarrierSpecimen.of(1L, "raises"), List.of(PASSES_OR_BLOCKS, RESETS), calls);
    List<Step> waits = List.of(Step.of("wait"), Step.of("wait", 1e-9), Step.of("wait", 1e3));
    for (double timeout : TIMEOUTS) {
      if (!Double.isNaN(timeout)) {
        table.add(BarrierSpecimen.of(2L, "none", timeout), List.of(), waits.subList(0, 1));
      }
    }
    table.add(BarrierSpecimen.of(2L, "none", 0.0), List.of(), waits);
    table.add(BarrierSpecimen.of(2L, "none", 1e3), List.of(), waits);
    table.add(BarrierSpecimen.of(2L, "none", 1e300), List.of(), waits);
    table.add(BarrierSpecimen.of(1L, "none", 0.0), List.of(), waits);
    table.add(BarrierSpecimen.of(1L, "none", 1e300), List.of(), waits);
    return table;
  }

  @Provide
  Arbitrary<BarrierSpecimen> barriers() {
    Arbitrary<Long> parties = Arbitraries.of(1L, 1L, 2L, 3L);
    Arbitrary<String> actions =
        Arbitraries.of(BarrierModel.Action.class).map(BarrierModel.Action::id);
    Arbitrary<Double> timeouts = Arbitraries.of(TIMEOUTS).filter(timeout -> !Double.isNaN(timeout));
    return Arbitraries.oneOf(
        parties.map(BarrierSpecimen::of),
        Combinators.combine(parties, actions).as(BarrierSpecimen::of),
        Combinators.combine(parties, actions, timeouts).as(BarrierSpecimen::of));
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Call> calls =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(Call.of("reset"))),
            Tuple.of(1, Arbitraries.just(Call.of("abort"))),
            Tuple.of(1, Arbitraries.just(Call.of("parties"))),
            Tuple.of(2, Arbitraries.just(Call.of("n_waiting"))),
            Tuple.of(2, Arbitraries.just(Call.of("broken"))),
            Tuple.of(2, Arbitraries.just(Call.of("calls"))),
            Tuple.of(2, Arbitraries.just(Call.of("wait"))),
            Tuple.of(7, Arbitraries.of(TIMEOUTS).map(timeout -> Call.of("wait", timeout))));
    Arbitrary<Boolean> interrupted = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
    return Combinators.combine(calls, interrupted).as(Step::new).list().ofMinSize(1).ofMaxSize(20);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({
    "BAR-01", "BAR-02", "BAR-04", "BAR-05", "BAR-06", "BAR-07", "BAR-08", "BAR-09", "BAR-10",
    "BAR-14", "BAR-15", "BAR-16", "BAR-19", "BAR-23"
  })
  void sequencesComeToWhatTheModelSays(
      @ForAll("barriers") BarrierSpecimen barrier, @ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(barrier, Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("BAR-01")
  void bar01_aNewBarrierIsFillingAndTellsItsParties() {
    table().checkDecidedBy("BAR-01", 9);
    for (int parties : new int[] {1, 2, 1000, Integer.MAX_VALUE}) {
      BarrierSubject barrier = Subjects.ACTIVE.newBarrier(parties);
      boolean asNew = barrier.parties() == parties && !barrier.broken() && barrier.nWaiting() == 0;
      if (!asNew) {
        throw new RuleViolation("BAR-01", "a new barrier of " + parties + " is not as it is due");
      }
      Evidence.executed(1);
    }
  }

  @Test
  @Rule("BAR-02")
  void bar02_waitBlocksUntilTheLastArrives() {
    table().checkDecidedBy("BAR-02", 26);
    WAITING.waitsForTheLast("wait()", BarrierSubject::await);
  }

  @Test
  @Rule("BAR-03")
  void bar03_waitReturnsHowManyWereWaiting() {
    requireOffered("BAR-03");
    for (int parties = 1; parties <= 5; parties++) {
      WAITING.numbersAreThoseOfTheArrivals(parties);
    }
  }

  @Test
  @Rule("BAR-04")
  void bar04_aTimeoutBreaksTheBarrierForAllAndIsALowerBound() {
    table().checkDecidedBy("BAR-04", 16);
    WAITING.timeoutsAreLowerBounds();
    WAITING.waitsForTheLast("wait(1000.0)", barrier -> barrier.await(1e3));
    WAITING.allAreRefusedOnce("a timeout", BarrierScenarios::timesOut);
  }

  @Test
  @Rule("BAR-05")
  void bar05_aTimeoutThatIsNotPositiveBreaksTheBarrierAtOnceUnlessItIsTheLast() {
    table().checkDecidedBy("BAR-05", 28);
    WAITING.allAreRefusedOnce("wait(0)", BarrierScenarios::hasNoTime);
  }

  @Test
  @Rule("BAR-06")
  void bar06_waitHasTheTimeoutOfTheConstructor() {
    table().checkDecidedBy("BAR-06", 14);
  }

  @Test
  @Rule("BAR-07")
  void bar07_nanIsRefusedBeforeAllElse() {
    table().checkDecidedBy("BAR-07", 9);
    requireConstructor("BAR-07", 2L, "none", Double.NaN);
    requireConstructor("BAR-25", 0L, "none", Double.NaN);
    WAITING.refusedTimeoutsAreNotCounted(Double.NaN, PyError.VALUE_ERROR);
  }

  @Test
  @Rule("BAR-08")
  void bar08_whatDoesNotFitIsRefusedOnlyByACallThatHasToWait() {
    table().checkDecidedBy("BAR-08", 10);
    WAITING.refusedTimeoutsAreNotCounted(Double.POSITIVE_INFINITY, PyError.OVERFLOW_ERROR);
    WAITING.refusedTimeoutsAreNotCounted(1e300, PyError.OVERFLOW_ERROR);
    WAITING.aTimeoutIsNoErrorForTheLastOrOfABrokenBarrier(Double.POSITIVE_INFINITY);
  }

  @Test
  @Rule("BAR-09")
  void bar09_theLastToArriveCallsTheActionOnce() {
    WAITING.theLastToArriveRunsTheAction();
    table().checkDecidedBy("BAR-09", 41);
  }

  @Test
  @Rule("BAR-10")
  void bar10_anActionThatThrowsBreaksTheBarrier() {
    table().checkDecidedBy("BAR-10", 16);
    BarrierScenarios.errorsOfActions().forEach(WAITING::anActionThatThrowsBreaksTheBarrier);
  }

  @Test
  @Rule("BAR-11")
  void bar11_anActionMustNotTouchItsOwnBarrier() {
    requireOffered("BAR-11");
    WAITING.anActionMustNotTouchItsBarrier("wait()", BarrierSubject::await);
    WAITING.anActionMustNotTouchItsBarrier("wait(0)", barrier -> barrier.await(0));
    WAITING.anActionMustNotTouchItsBarrier("reset()", BarrierSubject::reset);
    WAITING.anActionMustNotTouchItsBarrier("abort()", BarrierSubject::abort);
  }

  @Test
  @Rule("BAR-12")
  void bar12_whoComesWhileTheActionRunsBelongsToTheNextGeneration() {
    requireOffered("BAR-12");
    WAITING.lateArrivalsWaitForTheAction();
    WAITING.lateTimeoutsBeginAfterTheAction();
    WAITING.othersSeeTheActionFail();
    WAITING.othersWaitForTheAction("reset()", BarrierSubject::reset, false);
    if (Subjects.ACTIVE.offers("BAR-15")) {
      WAITING.othersWaitForTheAction("abort()", BarrierSubject::abort, true);
    }
  }

  @Test
  @NoTwin("It meets the race by chance: BarrierInterleavings kills the twins of this rule.")
  @Rule("BAR-12")
  void bar12_generationsDoNotMix() {
    requireOffered("BAR-12");
    WAITING.generationsDoNotMix();
  }

  @Test
  @Rule("BAR-13")
  void bar13_aCompleteGenerationPassesAsAWhole() {
    requireOffered("BAR-13");
    WAITING.aTimeoutDuringTheActionIsIgnored();
    WAITING.anInterruptDuringTheActionIsKept();
  }

  @Test
  @Rule("BAR-14")
  void bar14_resetRefusesTheWaitersAndLeavesAUsableBarrier() {
    table().checkDecidedBy("BAR-14", 9);
    WAITING.resetRefusesTheWaiters();
  }

  @Test
  @Rule("BAR-15")
  void bar15_abortBreaksTheBarrierUntilAReset() {
    table().checkDecidedBy("BAR-15", 41);
    WAITING.allAreRefusedOnce("abort()", BarrierSubject::abort);
  }

  @Test
  @Rule("BAR-16")
  void bar16_nWaitingAndBrokenTellTheState() {
    table().checkDecidedBy("BAR-16", 18);
    WAITING.numbersAreThoseOfTheArrivals(3);
  }

  @Test
  @Rule("BAR-19")
  void bar19_anInterruptWithdrawsAnArrival() {
    table().checkInterrupts("BAR-19", 249);
    WAITING.interruptedWaitersAreWithdrawn();
    WAITING.whoWaitsForTheActionCanBeInterrupted();
  }

  @Test
  @Rule("BAR-20")
  void bar20_aDurationIsATimeoutInSecondsAndNeverNegative() {
    requireOffered("BAR-20");
    DurationTable durations = new DurationTable("BAR-20");
    durations.check("Barrier(2)", () -> TimedCalls.of(Subjects.ACTIVE.newBarrier(2)));
    durations.check("Barrier(1)", () -> TimedCalls.of(Subjects.ACTIVE.newBarrier(1)));
    durations.check("broken Barrier(2)", () -> TimedCalls.of(BarrierScenarios.newBrokenBarrier()));
    WAITING.durationsAreLowerBounds();
  }

  @Test
  @Rule("BAR-21")
  void bar21_whoeverLeavesIsForgotten() {
    requireOffered("BAR-21");
    WAITING.leaversAreForgotten();
    WAITING.refusedGenerationsAreForgotten();
  }

  @Test
  @Rule("BAR-23")
  void bar23_errorsLeaveTheBarrierAsItWas() {
    table().checkErrorsHaveNoEffect("BAR-23", 38);
  }

  @Test
  @NoTwin("On JDK 17 there are no virtual threads, and the twin would live.")
  @Rule("BAR-24")
  void bar24_virtualThreadsSeeWhatPlatformThreadsSee() {
    requireOffered("BAR-24");
    WaitingScenarios.requireVirtualThreads();
    table().checkVirtualThreads("BAR-24");
  }

  @Test
  @NoTwin("On JDK 17 there are no virtual threads, and the twin would live.")
  @Rule("BAR-24")
  void bar24_virtualThreadsWaitAsPlatformThreadsDo() {
    requireOffered("BAR-24");
    WaitingScenarios.alikeOnVirtualThreads(BarrierScenarios::every);
  }

  @Test
  @Rule("BAR-25")
  void bar25_thereIsAtLeastOneParty() {
    requireOffered("BAR-25");
    for (long parties : new long[] {0, -1, Integer.MIN_VALUE}) {
      requireConstructor("BAR-25", parties);
      requireConstructor("BAR-25", parties, "counts");
      requireConstructor("BAR-25", parties, "none", 1.0);
    }
  }

  private static void requireConstructor(String rule, Object... arguments) {
    Call call = Call.of("new", arguments);
    Outcome due = BarrierModel.create(call).outcome();
    Outcome seen = new BarrierPlayer(Workers.of(Kind.PLATFORM)).play(call);
    if (!seen.equals(due)) {
      throw new RuleViolation(rule, call + " was due: " + due + "; seen: " + seen);
    }
    Evidence.executed(1);
  }

  private static void requireOffered(String rule) {
    if (!Subjects.ACTIVE.offers(rule)) {
      NotOffered.skip(rule);
    }
  }
}
