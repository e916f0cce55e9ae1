package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ThreadModel;
import dev.lockstep.kit.model.ThreadingModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.ThreadSubject;
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

/**
 * The contract of threads, timers and local variables: random sequences, full tables and
 * experiments against the models, and real threads.
 */
@Checks(primitive = Primitive.THREAD, checker = Checker.CONTRACT)
class ThreadContract {
  /** Each deciding branch of the rules has its timeouts. */
  private static final List<Double> TIMEOUTS =
      List.of(
          -2.0,
          -1.0,
          -0.5,
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

  private static final List<List<Step>> STATES =
      List.of(
          List.of(),
          List.of(Step.of("set_daemon", true), Step.of("set_name", 1L)),
          List.of(Step.of("start")),
          List.of(Step.of("start"), Step.of("end")),
          List.of(Step.of("start"), Step.of("set_name", 2L), Step.of("end", true)));

  private static final int CASES = 460;

  private static final int EXPERIMENTS = 71;

  private static final ThreadScenarios SCENARIOS = new ThreadScenarios(Kind.PLATFORM);

  static Table<ThreadModel> table(boolean virtual) {
    List<Step> calls = new ArrayList<>();
    for (String method :
        List.of("start", "end", "join", "join_itself", "is_alive", "ident", "name", "daemon")) {
      calls.add(Step.of(method));
    }
    calls.add(Step.of("end", true));
    calls.add(Step.of("set_name", 7L));
    calls.add(Step.of("set_daemon", true));
    calls.add(Step.of("set_daemon", false));
    TIMEOUTS.forEach(timeout -> calls.add(Step.of("join", timeout)));
    TIMEOUTS.forEach(timeout -> calls.add(Step.of("join_itself", timeout)));
    Table<ThreadModel> table = new Table<>(CASES);
    STATES.forEach(state -> table.add(new ThreadSpecimen(virtual), state, calls));
    return table;
  }

  private static Table<ThreadModel> table() {
    return table(false);
  }

  static Table<ThreadingModel> experiments(boolean virtual) {
    List<Step> calls = new ArrayList<>();
    ThreadingModel.EXPERIMENTS.forEach(method -> calls.add(Step.of(method)));
    for (boolean daemon : new boolean[] {false, true}) {
      calls.add(Step.of("inherited_daemon", daemon));
    }
    for (double timeout : TIMEOUTS) {
      calls.add(Step.of("join_dummy", timeout));
      if (!(timeout > 1 && timeout < 9223372037.0)) {
        calls.add(Step.of("timer", timeout));
      }
      if (!Double.isNaN(timeout)) {
        calls.add(Step.of("cancelled_before", timeout));
      }
    }
    return new Table<ThreadingModel>(EXPERIMENTS)
        .addUninterrupted(new ThreadingSpecimen(virtual), List.of(), calls);
  }

  private static Table<ThreadingModel> experiments() {
    return experiments(false);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Call> calls =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(Call.of("start"))),
            Tuple.of(2, Arbitraries.of(Call.of("end"), Call.of("end", true))),
            Tuple.of(4, Arbitraries.of("is_alive", "ident", "name", "daemon").map(Call::of)),
            Tuple.of(2, Arbitraries.of(true, false).map(daemon -> Call.of("set_daemon", daemon))),
            Tuple.of(1, Arbitraries.longs().between(0, 99).map(n -> Call.of("set_name", n))),
            Tuple.of(1, Arbitraries.of("join", "join_itself").map(Call::of)),
            Tuple.of(6, Arbitraries.of(TIMEOUTS).map(timeout -> Call.of("join", timeout))),
            Tuple.of(1, Arbitraries.of(TIMEOUTS).map(timeout -> Call.of("join_itself", timeout))));
    Arbitrary<Boolean> interrupted = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
    return Combinators.combine(calls, interrupted).as(Step::new).list().ofMinSize(1).ofMaxSize(20);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({
    "THR-01", "THR-02", "THR-06", "THR-07", "THR-08", "THR-09", "THR-10", "THR-11", "THR-12",
    "THR-13", "THR-14", "THR-15", "THR-17", "THR-18", "THR-19"
  })
  void sequencesComeToWhatTheModelSays(@ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(new ThreadSpecimen(false), Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("THR-01")
  void thr01_startRunsOnceInAThreadOfItsOwn() {
    table().checkDecidedBy("THR-01", 7);
    SCENARIOS.startRunsOnceElsewhere();
    SCENARIOS.isAliveWhenStartReturns();
  }

  @Test
  @Rule("THR-02")
  void thr02_aThreadIsStartedOnce() {
    table().checkDecidedBy("THR-02", 3);
  }

  @Test
  @Rule("THR-03")
  void thr03_runCallsTheTargetOrWhatOverridesIt() {
    requireOffered("THR-03");
    SCENARIOS.runCallsTheTarget();
  }

  @Test
  @Rule("THR-06")
  void thr06_aThreadHasANumberOfItsOwn() {
    table().checkDecidedBy("THR-06", 5);
    SCENARIOS.identsAreUnique();
  }

  @Test
  @Rule("THR-07")
  void thr07_joinBlocksUntilTheEnd() {
    table().checkDecidedBy("THR-07", 63);
    SCENARIOS.joinsUntilTheEnd("join()", ThreadSubject::join);
    SCENARIOS.anExceptionIsAnEnd();
  }

  @Test
  @Rule("THR-08")
  void thr08_aTimeoutIsALowerBound() {
    table().checkDecidedBy("THR-08", 5);
    SCENARIOS.timeoutsAreLowerBounds();
    SCENARIOS.joinsUntilTheEnd("join(1000.0)", thread -> thread.join(1e3));
  }

  @Test
  @Rule("THR-09")
  void thr09_aTimeoutThatIsNotPositiveIsOneLook() {
    table().checkDecidedBy("THR-09", 8);
  }

  @Test
  @Rule("THR-10")
  void thr10_nanIsRefused() {
    table().checkDecidedBy("THR-10", 1);
  }

  @Test
  @Rule("THR-11")
  void thr11_whatDoesNotFitIsRefused() {
    table().checkDecidedBy("THR-11", 3);
  }

  @Test
  @Rule("THR-12")
  void thr12_aTimeoutIsRefusedAlsoAfterTheEnd() {
    table().checkDecidedBy("THR-12", 16);
  }

  @Test
  @Rule("THR-13")
  void thr13_whatWasNotStartedIsNotJoined() {
    table().checkDecidedBy("THR-13", 76);
  }

  @Test
  @Rule("THR-14")
  void thr14_nobodyJoinsItself() {
    table().checkDecidedBy("THR-14", 18);
  }

  @Test
  @Rule("THR-15")
  void thr15_anInterruptStopsOnlyACallThatHasToWait() {
    table().checkInterrupts("THR-15", 233);
    SCENARIOS.interruptedJoinersLeaveTheOthersAlone();
  }

  @Test
  @Rule("THR-16")
  void thr16_theEndEndsAllJoins() {
    requireOffered("THR-16");
    for (int joiners = 0; joiners <= 5; joiners++) {
      SCENARIOS.theEndEndsTheJoinsOf(joiners);
    }
    SCENARIOS.leaversAreForgotten();
  }

  @Test
  @Rule("THR-17")
  void thr17_errorsLeaveTheThreadAsItWas() {
    table().checkErrorsHaveNoEffect("THR-17", 246);
  }

  @Test
  @Rule("THR-18")
  void thr18_aNameIsWhatWasGivenOrCounted() {
    table().checkDecidedBy("THR-18", 10);
    experiments().checkDecidedBy("THR-18", 1);
  }

  @Test
  @Rule("THR-19")
  void thr19_aDaemonIsWhatWasSaidBeforeTheStart() {
    table().checkDecidedBy("THR-19", 15);
    experiments().checkDecidedBy("THR-19", 2);
  }

  @Test
  @Rule("THR-20")
  void thr20_whateverIsRaisedIsToldToTheHook() {
    experiments().checkDecidedBy("THR-20", 2);
    SCENARIOS.everythingReachesTheHook();
  }

  @Test
  @Rule("THR-21")
  void thr21_aHookThatRaisesDoesNoHarm() {
    experiments().checkDecidedBy("THR-21", 1);
  }

  @Test
  @Rule("THR-22")
  void thr22_aStartThatFailsLeavesANewThread() {
    requireOffered("THR-22");
    SCENARIOS.aStartThatFailsLeavesANewThread();
  }

  @Test
  @Rule("THR-23")
  void thr23_aThreadKnowsItself() {
    experiments().checkDecidedBy("THR-23", 1);
  }

  @Test
  @Rule("THR-24")
  void thr24_aForeignThreadHasADummy() {
    experiments().checkDecidedBy("THR-24", 1);
    SCENARIOS.aDummyEndsWithItsThread();
  }

  @Test
  @Rule("THR-25")
  void thr25_nobodyJoinsADummy() {
    experiments().checkDecidedBy("THR-25", 18);
  }

  @Test
  @Rule("THR-26")
  void thr26_theMainThreadIsThere() {
    experiments().checkDecidedBy("THR-26", 2);
    SCENARIOS.theMainThreadIsAlive();
  }

  @Test
  @Rule("THR-27")
  void thr27_whoIsAliveIsListedAndNobodyElse() {
    experiments().checkDecidedBy("THR-27", 1);
    SCENARIOS.theListFollowsTheThreads();
    SCENARIOS.whatHasEndedIsForgotten();
    SCENARIOS.anEndedThreadForgetsItsTarget();
  }

  @Test
  @Rule("THR-28")
  void thr28_aTimerCallsOnceNoEarlierThanItsInterval() {
    experiments().checkDecidedBy("THR-28", 11);
    SCENARIOS.intervalsAreLowerBounds();
  }

  @Test
  @Rule("THR-29")
  void thr29_aCancelledTimerDoesNotCall() {
    experiments().checkDecidedBy("THR-29", 18);
    SCENARIOS.aTimerThatWaitsIsCancelled();
    SCENARIOS.aTimerThatCallsIsNotCancelled();
  }

  @Test
  @Rule("THR-30")
  void thr30_anIntervalOfNanIsRefused() {
    experiments().checkDecidedBy("THR-30", 1);
  }

  @Test
  @Rule("THR-31")
  void thr31_anIntervalThatDoesNotFitIsToldToTheHook() {
    experiments().checkDecidedBy("THR-31", 3);
  }

  @Test
  @Rule("THR-32")
  void thr32_aValueIsItsThreadsOwn() {
    experiments().checkDecidedBy("THR-32", 1);
    SCENARIOS.valuesNeverCross();
  }

  @Test
  @Rule("THR-33")
  void thr33_theInitialisationRunsOnceInEachThread() {
    experiments().checkDecidedBy("THR-33", 3);
  }

  @Test
  @Rule("THR-34")
  void thr34_whatIsNotThereIsAnError() {
    experiments().checkDecidedBy("THR-34", 4);
  }

  @Test
  @Rule("THR-35")
  void thr35_valuesGoWithTheirThreads() {
    requireOffered("THR-35");
    SCENARIOS.valuesGoWithTheirThreads();
  }

  @Test
  @Rule("THR-36")
  void thr36_aDurationIsATimeoutInSecondsAndNeverNegative() {
    requireOffered("THR-36");
    DurationTable durations = new DurationTable("THR-36");
    try (ThreadScenarios.Patient patient = SCENARIOS.new Patient()) {
      durations.check("running thread", () -> TimedCalls.of(patient.thread));
    }
    ThreadSubject ended = SCENARIOS.endedThread();
    durations.check("ended thread", () -> TimedCalls.of(ended));
    SCENARIOS.durationsAreLowerBounds();
  }

  @Test
  @NoTwin("The mechanism is Event's: EventContract kills the twin of this scenario.")
  @Rule("THR-37")
  void thr37_virtualThreadsSeeWhatPlatformThreadsSee() {
    requireOffered("THR-37");
    WaitingScenarios.requireVirtualThreads();
    table(true).checkVirtualThreads("THR-37");
    experiments(true).checkVirtualThreads("THR-37");
  }

  @Test
  @NoTwin("The mechanism is Event's: EventContract kills the twin of this scenario.")
  @Rule("THR-37")
  void thr37_virtualThreadsAreThreads() {
    requireOffered("THR-37");
    WaitingScenarios.alikeOnVirtualThreads(ThreadScenarios::every);
  }

  @Test
  @Rule("THR-38")
  void thr38_theLongestTimeoutIsKnown() {
    experiments().checkDecidedBy("THR-38", 1);
  }

  private static void requireOffered(String rule) {
    if (!Subjects.ACTIVE.offers(rule)) {
      NotOffered.skip(rule);
    }
  }
}
