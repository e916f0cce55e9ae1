package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.FutureModel;
import dev.lockstep.kit.model.FuturesModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.FutureSubject;
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

/**
 * The contract of futures: random sequences and full tables against the models, and real waiting.
 */
@Checks(primitive = Primitive.FUTURE, checker = Checker.CONTRACT)
class FutureContract {
  /** Each deciding branch of the rules has its timeouts. */
  private static final List<Double> TIMEOUTS =
      List.of(
          -2.0,
          -1.0,
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

  /* Of exception(), which waits as result() does. */
  private static final List<Double> SOME_TIMEOUTS =
      List.of(-1.0, 0.0, 0.01, 1e3, Double.POSITIVE_INFINITY, Double.NaN);

  private static final Step AN_ASK_IN_VAIN = Step.of("result", 1e-9);

  private static final Step BEGIN = Step.of("set_running_or_notify_cancel");

  /* Each state, before and after the first that had to wait: that changes what a future is. */
  private static final List<List<Step>> STATES = states();

  private static final int CASES = 1064;

  private static final int CASES_OF_FUNCTIONS = 1206;

  private static final FutureScenarios WAITING = new FutureScenarios(Kind.PLATFORM);

  private static List<List<Step>> states() {
    List<List<Step>> plain =
        List.of(
            List.of(),
            List.of(BEGIN),
            List.of(Step.of("cancel")),
            List.of(Step.of("cancel"), BEGIN),
            List.of(Step.of("set_result", 7L)),
            List.of(BEGIN, Step.of("set_result")),
            List.of(BEGIN, Step.of("set_exception", 8L)));
    List<List<Step>> states = new ArrayList<>(plain);
    for (List<Step> state : plain) {
      List<Step> waitedFor = new ArrayList<>(List.of(AN_ASK_IN_VAIN));
      waitedFor.addAll(state);
      states.add(waitedFor);
    }
    return List.copyOf(states);
  }

  static Table<FutureModel> table() {
    List<Step> calls = new ArrayList<>();
    for (String method :
        List.of(
            "cancelled", "running", "done", "cancel", "called", "repr", "result", "exception")) {
      calls.add(Step.of(method));
    }
    calls.add(BEGIN);
    calls.add(Step.of("set_result", 9L));
    calls.add(Step.of("set_exception", 9L));
    for (FutureModel.Kind does : FutureModel.Kind.values()) {
      calls.add(Step.of("add_done_callback", 1L, does.id()));
    }
    TIMEOUTS.forEach(timeout -> calls.add(Step.of("result", timeout)));
    SOME_TIMEOUTS.forEach(timeout -> calls.add(Step.of("exception", timeout)));
    Table<FutureModel> table = new Table<>(CASES);
    STATES.forEach(state -> table.add(new FutureSpecimen(), state, calls));
    return table;
  }

  /** Each kind of callback, of one that is completed in each way. */
  static List<List<Step>> callbacks() {
    List<List<Step>> sequences = new ArrayList<>();
    for (List<Step> end :
        List.of(
            List.of(Step.of("cancel"), BEGIN),
            List.of(Step.of("set_result", 7L)),
            List.of(BEGIN, Step.of("set_exception", 8L)))) {
      for (FutureModel.Kind first : FutureModel.Kind.values()) {
        for (FutureModel.Kind second : FutureModel.Kind.values()) {
          List<Step> steps = new ArrayList<>();
          steps.add(Step.of("add_done_callback", 1L, first.id()));
          steps.add(Step.of("add_done_callback", 2L, second.id()));
          steps.add(Step.of("add_done_callback", 1L, first.id()));
          steps.addAll(end);
          steps.add(Step.of("add_done_callback", 3L, second.id()));
          steps.add(Step.of("called"));
          sequences.add(steps);
        }
      }
    }
    return sequences;
  }

  static Table<FuturesModel> functions() {
    List<List<Step>> states =
        List.of(
            List.of(),
            List.of(Step.of("set_result", 0L)),
            List.of(Step.of("set_exception", 1L)),
            List.of(Step.of("cancel", 0L)),
            List.of(Step.of("cancel_and_notify", 0L)),
            List.of(Step.of("set_result", 1L), Step.of("cancel", 0L)),
            List.of(Step.of("set_result", 0L), Step.of("set_result", 1L)),
            List.of(Step.of("set_exception", 0L), Step.of("cancel_and_notify", 1L)));
    List<Step> calls = new ArrayList<>();
    for (FuturesModel.Condition condition : FuturesModel.Condition.values()) {
      calls.add(Step.of("wait", condition.id()));
      calls.add(Step.of("wait_twice", condition.id(), 0.0));
      TIMEOUTS.forEach(timeout -> calls.add(Step.of("wait", condition.id(), timeout)));
    }
    calls.add(Step.of("as_completed"));
    TIMEOUTS.forEach(timeout -> calls.add(Step.of("as_completed", timeout)));
    Table<FuturesModel> table = new Table<>(CASES_OF_FUNCTIONS);
    states.forEach(state -> table.add(new FuturesSpecimen(2), state, calls));
    table.add(new FuturesSpecimen(0), List.of(), calls);
    return table;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Call> calls =
        Arbitraries.frequencyOf(
            Tuple.of(
                5, Arbitraries.of("cancelled", "running", "done", "called", "repr").map(Call::of)),
            Tuple.of(2, Arbitraries.just(BEGIN.call())),
            Tuple.of(1, Arbitraries.just(Call.of("cancel"))),
            Tuple.of(1, Arbitraries.of("set_result", "set_exception").map(m -> Call.of(m, 7L))),
            Tuple.of(
                5,
                Arbitraries.of(FutureModel.Kind.class)
                    .map(kind -> Call.of("add_done_callback", 1L, kind.id()))),
            Tuple.of(1, Arbitraries.of("result", "exception").map(Call::of)),
            Tuple.of(4, Arbitraries.of(TIMEOUTS).map(timeout -> Call.of("result", timeout))),
            Tuple.of(3, Arbitraries.of(TIMEOUTS).map(timeout -> Call.of("exception", timeout))));
    Arbitrary<Boolean> interrupted = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
    return Combinators.combine(calls, interrupted).as(Step::new).list().ofMinSize(1).ofMaxSize(20);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({
    "FUT-01", "FUT-02", "FUT-03", "FUT-04", "FUT-05", "FUT-06", "FUT-08", "FUT-09", "FUT-10",
    "FUT-11", "FUT-12", "FUT-13", "FUT-16", "FUT-19", "FUT-20", "FUT-21", "FUT-22", "FUT-24",
    "FUT-35"
  })
  void sequencesComeToWhatTheModelSays(@ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(new FutureSpecimen(), Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("FUT-01")
  void fut01_theStateIsTold() {
    table().checkDecidedBy("FUT-01", 42);
  }

  @Test
  @Rule("FUT-02")
  void fut02_whoBeginsLearnsWhetherItIsWanted() {
    table().checkDecidedBy("FUT-02", 14);
  }

  @Test
  @Rule("FUT-03")
  void fut03_onlyWhatHasNotBegunIsCancelled() {
    table().checkDecidedBy("FUT-03", 14);
  }

  @Test
  @Rule("FUT-04")
  void fut04_aResultFinishesIt() {
    table().checkDecidedBy("FUT-04", 4);
  }

  @Test
  @Rule("FUT-05")
  void fut05_anExceptionFinishesIt() {
    table().checkDecidedBy("FUT-05", 4);
  }

  @Test
  @Rule("FUT-06")
  void fut06_aSecondCompletionIsRefused() {
    table().checkDecidedBy("FUT-06", 20);
  }

  @Test
  @Rule("FUT-08")
  void fut08_resultBlocksUntilItIsDone() {
    table().checkDecidedBy("FUT-08", 154);
    FutureScenarios.calls().forEach(FutureContract::waitsUntilDone);
  }

  private static void waitsUntilDone(String name, FutureScenarios.Call call) {
    if (name.startsWith("result")) {
      WAITING.waitsUntilDone(name, call);
    }
  }

  @Test
  @Rule("FUT-09")
  void fut09_exceptionBlocksUntilItIsDone() {
    table().checkDecidedBy("FUT-09", 64);
    WAITING.waitsUntilDone("exception()", FutureSubject::exception);
    WAITING.waitsUntilDone("exception(1000.0)", future -> future.exception(1e3));
  }

  @Test
  @Rule({"FUT-10", "FUT-27", "FUT-29"})
  void fut10_aTimeoutIsALowerBound() {
    table().checkDecidedBy("FUT-10", 28);
    WAITING.timeoutsAreLowerBounds();
  }

  @Test
  @Rule("FUT-11")
  void fut11_aTimeoutThatIsNotPositiveIsOneLook() {
    table().checkDecidedBy("FUT-11", 32);
  }

  @Test
  @Rule("FUT-12")
  void fut12_nanIsRefusedBeforeAllElse() {
    table().checkDecidedBy("FUT-12", 28);
    functions().checkDecidedBy("FUT-12", 36);
  }

  @Test
  @Rule("FUT-13")
  void fut13_whatDoesNotFitIsRefusedOnlyByACallThatHasToWait() {
    table().checkDecidedBy("FUT-13", 16);
    functions().checkDecidedBy("FUT-13", 57);
  }

  @Test
  @Rule("FUT-14")
  void fut14_aCompletionEndsTheWaitOfAll() {
    requireOffered("FUT-14");
    for (int waiters = 0; waiters <= 5; waiters++) {
      WAITING.aCompletionEndsTheWaitOf(waiters);
    }
    WAITING.aCancellationEndsTheWaitOfAll();
  }

  @Test
  @Rule("FUT-16")
  void fut16_anInterruptStopsOnlyACallThatHasToWait() {
    table().checkInterrupts("FUT-16", 552);
    functions().checkInterrupts("FUT-16", 660);
    WAITING.interruptedWaitersLeaveTheOthersAlone();
  }

  @Test
  @Rule("FUT-17")
  void fut17_aDurationIsATimeoutInSecondsAndNeverNegative() {
    requireOffered("FUT-17");
    DurationTable durations = new DurationTable("FUT-17");
    durations.check("pending future", () -> TimedCalls.ofResult(newFuture(false)));
    durations.check("done future", () -> TimedCalls.ofResult(newFuture(true)));
    durations.check("pending future", () -> TimedCalls.ofException(newFuture(false)));
    durations.check("done future", () -> TimedCalls.ofException(newFuture(true)));
    durations.check("pending future", () -> TimedCalls.ofWaitFor(newFuture(false)));
    durations.check("done future", () -> TimedCalls.ofWaitFor(newFuture(true)));
    durations.check("pending future", () -> TimedCalls.ofAsCompleted(newFuture(false)));
    durations.check("done future", () -> TimedCalls.ofAsCompleted(newFuture(true)));
    WAITING.durationsAreLowerBounds();
  }

  private static FutureSubject newFuture(boolean done) {
    FutureSubject future = Subjects.ACTIVE.futures().newFuture();
    if (done) {
      future.setResult(7L);
    }
    return future;
  }

  @Test
  @Rule("FUT-18")
  void fut18_whoeverLeavesIsForgottenAndADoneFutureKeepsNothing() {
    requireOffered("FUT-18");
    WAITING.leaversAreForgotten();
    FutureScenarios.aDoneFutureKeepsNothing();
    FutureScenarios.aWaitThatIsOverKeepsNothing();
  }

  @Test
  @Rule({"FUT-19", "FUT-20", "FUT-21", "FUT-22"})
  void fut19_callbacksAreCalledOnceInOrder() {
    for (List<Step> steps : callbacks()) {
      Evidence.executed(Trial.judge(new FutureSpecimen(), Workers.of(Kind.PLATFORM), steps));
    }
  }

  @Test
  @Rule({"FUT-19", "FUT-20"})
  void fut19_callbacksAreCalledByWhoCompletesOrAdds() {
    requireOffered("FUT-19");
    WAITING.callbacksAreCalledByWhoCompletesOrAdds();
  }

  @Test
  @Rule("FUT-21")
  void fut21_whatACallbackThrowsIsLogged() {
    requireOffered("FUT-21");
    FutureScenarios.whatCallbacksThrowIsLogged();
  }

  @Test
  @Rule("FUT-22")
  void fut22_chainsOfAnyLengthComeToTheirEnd() {
    requireOffered("FUT-22");
    FutureScenarios.chainsOfAnyLengthComeToTheirEnd();
    FutureScenarios.nestedCallbacksAreCalledInside();
  }

  @Test
  @Rule("FUT-23")
  void fut23_nobodyWaitsForACallback() {
    requireOffered("FUT-23");
    WAITING.nobodyWaitsForACallback();
  }

  @Test
  @Rule("FUT-24")
  void fut24_errorsLeaveTheFutureAsItWas() {
    table().checkErrorsHaveNoEffect("FUT-24", 148);
    functions().checkErrorsHaveNoEffect("FUT-24", 186);
  }

  @Test
  @Rule("FUT-25")
  void fut25_waitReturnsWhatIsCompletedOnceTheConditionHolds() {
    functions().checkDecidedBy("FUT-25", 232);
    FutureScenarios.calls()
        .forEach(
            (name, call) -> {
              if (name.startsWith("wait")) {
                WAITING.waitsUntilDone(name, call);
              }
            });
    WAITING.theConditionEndsTheWait();
  }

  @Test
  @Rule("FUT-26")
  void fut26_aCancelledFutureCountsOnceItIsNotified() {
    functions().checkDecidedBy("FUT-26", 37);
    WAITING.aNotificationEndsTheWaitForIt();
  }

  @Test
  @Rule("FUT-27")
  void fut27_waitReturnsInTimeWhatIsCompleted() {
    functions().checkDecidedBy("FUT-27", 130);
  }

  @Test
  @Rule({"FUT-28", "FUT-30"})
  void fut28_futuresAreYieldedAsTheyAreCompleted() {
    functions().checkDecidedBy("FUT-28", 57);
    FutureScenarios.completionsKeepTheirOrder();
    WAITING.completionsAreYieldedAsTheyCome();
  }

  @Test
  @Rule("FUT-29")
  void fut29_whatIsCompletedComesBeforeTheTimeoutError() {
    functions().checkDecidedBy("FUT-29", 54);
  }

  @Test
  @Rule("FUT-31")
  void fut31_javaAsksAsOfItsOwn() {
    requireOffered("FUT-31");
    WAITING.javaAsksAsOfItsOwn();
  }

  @Test
  @Rule("FUT-32")
  void fut32_stagesFollowFuturesAndFuturesStages() {
    requireOffered("FUT-32");
    FutureScenarios.stagesFollowFuturesAndFuturesStages();
  }

  @Test
  @NoTwin("On JDK 17 there are no virtual threads, and the twin would live.")
  @Rule("FUT-33")
  void fut33_virtualThreadsSeeWhatPlatformThreadsSee() {
    requireOffered("FUT-33");
    WaitingScenarios.requireVirtualThreads();
    table().checkVirtualThreads("FUT-33");
    functions().checkVirtualThreads("FUT-33");
  }

  @Test
  @NoTwin("On JDK 17 there are no virtual threads, and the twin would live.")
  @Rule("FUT-33")
  void fut33_virtualThreadsWaitAsPlatformThreadsDo() {
    requireOffered("FUT-33");
    WaitingScenarios.alikeOnVirtualThreads(FutureScenarios::every);
  }

  @Test
  @Rule("FUT-35")
  void fut35_theRepresentationTellsTheState() {
    table().checkDecidedBy("FUT-35", 14);
  }

  private static void requireOffered(String rule) {
    if (!Subjects.ACTIVE.offers(rule)) {
      NotOffered.skip(rule);
    }
  }
}
