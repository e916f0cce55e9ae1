package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.EventModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.EventSubject;
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

/** The contract of Event: random sequences and a full table against the model, and real waiting. */
@Checks(primitive = Primitive.EVENT, checker = Checker.CONTRACT)
class EventContract {
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

  private static final Step A_WAIT_IN_VAIN = Step.of("wait", 1e-9);

  /* Both flags, before and after the first that had to wait: that may change what an event is. */
  private static final List<List<Step>> STATES =
      List.of(
          List.of(),
          List.of(Step.of("set")),
          List.of(Step.of("set"), Step.of("clear")),
          List.of(A_WAIT_IN_VAIN),
          List.of(A_WAIT_IN_VAIN, Step.of("set")),
          List.of(A_WAIT_IN_VAIN, Step.of("set"), Step.of("clear")));

  private static final int CASES = 252;

  private static final EventScenarios WAITING = new EventScenarios(Kind.PLATFORM);

  static Table<EventModel> table() {
    List<Step> calls = new ArrayList<>();
    for (String method : List.of("is_set", "set", "clear", "wait")) {
      calls.add(Step.of(method));
    }
    TIMEOUTS.forEach(timeout -> calls.add(Step.of("wait", timeout)));
    Table<EventModel> table = new Table<>(CASES);
    STATES.forEach(state -> table.add(new EventSpecimen(), state, calls));
    return table;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Call> calls =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(Call.of("set"))),
            Tuple.of(4, Arbitraries.just(Call.of("clear"))),
            Tuple.of(3, Arbitraries.just(Call.of("is_set"))),
            Tuple.of(1, Arbitraries.just(Call.of("wait"))),
            Tuple.of(8, Arbitraries.of(TIMEOUTS).map(timeout -> Call.of("wait", timeout))));
    Arbitrary<Boolean> interrupted = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
    return Combinators.combine(calls, interrupted).as(Step::new).list().ofMinSize(1).ofMaxSize(20);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({"EVT-01", "EVT-02", "EVT-03", "EVT-04", "EVT-05", "EVT-06", "EVT-10", "EVT-15"})
  void sequencesComeToWhatTheModelSays(@ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(new EventSpecimen(), Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("EVT-01")
  void evt01_setSetsTheFlagAndClearClearsIt() {
    table().checkDecidedBy("EVT-01", 18);
  }

  @Test
  @Rule("EVT-02")
  void evt02_waitBlocksUntilTheFlagIsSet() {
    table().checkDecidedBy("EVT-02", 6);
    WAITING.waitsUntilSet("wait()", EventSubject::await);
  }

  @Test
  @Rule("EVT-03")
  void evt03_aTimeoutIsALowerBound() {
    table().checkDecidedBy("EVT-03", 52);
    WAITING.timeoutsAreLowerBounds();
    WAITING.waitsUntilSet("wait(1000.0)", event -> event.await(1e3));
  }

  @Test
  @Rule("EVT-04")
  void evt04_aTimeoutThatIsNotPositiveIsOneLook() {
    table().checkDecidedBy("EVT-04", 32);
  }

  @Test
  @Rule("EVT-05")
  void evt05_nanIsRefusedBeforeAllElse() {
    table().checkDecidedBy("EVT-05", 6);
  }

  @Test
  @Rule("EVT-06")
  void evt06_whatDoesNotFitIsRefusedOnlyByACallThatHasToWait() {
    table().checkDecidedBy("EVT-06", 12);
  }

  @Test
  @Rule("EVT-07")
  void evt07_setEndsTheWaitOfAll() {
    requireOffered("EVT-07");
    for (int waiters = 0; waiters <= 5; waiters++) {
      WAITING.setEndsTheWaitOf(waiters);
    }
  }

  @Test
  @Rule("EVT-10")
  void evt10_anInterruptStopsOnlyACallThatHasToWait() {
    table().checkInterrupts("EVT-10", 138);
    WAITING.interruptedWaitersLeaveTheOthersAlone();
  }

  @Test
  @Rule("EVT-11")
  void evt11_aDurationIsATimeoutInSecondsAndNeverNegative() {
    requireOffered("EVT-11");
    DurationTable durations = new DurationTable("EVT-11");
    durations.check("clear event", () -> TimedCalls.of(Subjects.ACTIVE.newEvent()));
    durations.check("set event", () -> TimedCalls.of(EventScenarios.newSetEvent()));
    WAITING.durationsAreLowerBounds();
  }

  @Test
  @Rule("EVT-12")
  void evt12_whoeverLeavesIsForgotten() {
    requireOffered("EVT-12");
    WAITING.leaversAreForgotten();
  }

  @Test
  @Rule("EVT-13")
  void evt13_aPulseReachesAllThatWait() {
    requireOffered("EVT-13");
    for (int i = 0; i < Cost.REPETITIONS; i++) {
      WAITING.aPulseReachesAll();
    }
  }

  @Test
  @Rule("EVT-15")
  void evt15_errorsLeaveTheEventAsItWas() {
    table().checkErrorsHaveNoEffect("EVT-15", 36);
  }

  @Test
  @Rule("EVT-16")
  void evt16_virtualThreadsSeeWhatPlatformThreadsSee() {
    requireOffered("EVT-16");
    WaitingScenarios.requireVirtualThreads();
    table().checkVirtualThreads("EVT-16");
  }

  @Test
  @Rule("EVT-16")
  void evt16_virtualThreadsWaitAsPlatformThreadsDo() {
    requireOffered("EVT-16");
    WaitingScenarios.alikeOnVirtualThreads(EventScenarios::every);
  }

  private static void requireOffered(String rule) {
    if (!Subjects.ACTIVE.offers(rule)) {
      NotOffered.skip(rule);
    }
  }
}
