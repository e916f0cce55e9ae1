package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ConditionModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.ConditionSubject;
import dev.lockstep.kit.subject.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
 * The contract of Condition, over both kinds of lock: random sequences and a full table against the
 * model, and real waiting.
 */
@Checks(primitive = Primitive.CONDITION, checker = Checker.CONTRACT)
class ConditionContract {
  /** Each deciding branch of the rules of {@code wait} has its timeouts. */
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

  /* For the calls of which there are many: one for each branch. */
  private static final List<Double> FEW_TIMEOUTS =
      List.of(-1.0, -1e-10, 0.0004, 1e3, 1e300, Double.NaN);

  private static final List<Long> PREDICATES = List.of(0L, 1L, 2L, ConditionModel.NEVER);

  private static final List<Long> COUNTS = List.of(-1L, 0L, 1L, 2L);

  private static final Step A_WAIT_IN_VAIN = Step.of("wait", 1e-9);

  private static final int CASES = 690;

  private static final ConditionScenarios OVER_RLOCK = new ConditionScenarios(Kind.PLATFORM, true);
  private static final ConditionScenarios OVER_LOCK = new ConditionScenarios(Kind.PLATFORM, false);

  static Table<ConditionModel> table() {
    List<Step> calls = calls().stream().map(call -> new Step(call, false)).toList();
    Step acquire = Step.of("acquire");
    Table<ConditionModel> table = new Table<>(CASES);
    for (boolean reentrant : new boolean[] {true, false}) {
      ConditionSpecimen specimen = new ConditionSpecimen(reentrant);
      table.add(specimen, List.of(), calls);
      table.add(specimen, List.of(acquire), calls);
    }
    return table.add(new ConditionSpecimen(true), List.of(acquire, acquire, A_WAIT_IN_VAIN), calls);
  }

  private static List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (String method :
        List.of("acquire", "release", "locked", "_is_owned", "notify", "notify_all", "wait")) {
      calls.add(Call.of(method));
    }
    for (boolean blocking : new boolean[] {true, false}) {
      calls.add(Call.of("acquire", blocking));
      FEW_TIMEOUTS.forEach(timeout -> calls.add(Call.of("acquire", blocking, timeout)));
    }
    COUNTS.forEach(n -> calls.add(Call.of("notify", n)));
    TIMEOUTS.forEach(timeout -> calls.add(Call.of("wait", timeout)));
    for (long predicate : PREDICATES) {
      calls.add(Call.of("wait_for", predicate));
      FEW_TIMEOUTS.forEach(timeout -> calls.add(Call.of("wait_for", predicate, timeout)));
    }
    return calls;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Call> calls =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(Call.of("acquire", false))),
            Tuple.of(1, Arbitraries.just(Call.of("release"))),
            Tuple.of(4, Arbitraries.of(calls())));
    Arbitrary<Boolean> interrupted = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
    return Combinators.combine(calls, interrupted).as(Step::new).list().ofMinSize(1).ofMaxSize(20);
  }

  /** Runs scenarios over an RLock, and over a Lock if the subject has that. */
  private static void overBoth(String rule, Consumer<ConditionScenarios> scenarios) {
    requireOffered(rule);
    scenarios.accept(OVER_RLOCK);
    if (Subjects.ACTIVE.offers("CND-24")) {
      scenarios.accept(OVER_LOCK);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({
    "CND-01", "CND-02", "CND-03", "CND-04", "CND-05", "CND-06", "CND-07", "CND-08", "CND-09",
    "CND-10", "CND-11", "CND-16", "CND-17", "CND-19", "CND-23", "CND-28", "CND-29"
  })
  void sequencesComeToWhatTheModelSays(
      @ForAll("steps") List<Step> steps, @ForAll boolean reentrant) {
    ConditionSpecimen specimen = new ConditionSpecimen(reentrant);
    Evidence.executed(
        Trial.judge(
            specimen.isOffered() ? specimen : new ConditionSpecimen(true),
            Workers.of(Kind.PLATFORM),
            steps));
  }

  @Test
  @Rule("CND-01")
  void cnd01_acquireAndReleaseDoWhatTheLockDoes() {
    table().checkDecidedBy("CND-01", 55);
    overBoth("CND-01", ConditionScenarios::usesTheLockThatItIsGiven);
  }

  @Test
  @Rule("CND-02")
  void cnd02_lockedTellsWhetherAnybodyHoldsTheLock() {
    table().checkDecidedBy("CND-02", 5);
    overBoth("CND-02", ConditionScenarios::lockedTellsOfAnyThread);
  }

  @Test
  @Rule("CND-03")
  void cnd03_waitWithoutTheLockIsRefused() {
    table().checkDecidedBy("CND-03", 68);
    requireOffered("CND-03");
    OVER_RLOCK.refusesWhoDoesNotOwnTheLock(true);
  }

  @Test
  @Rule("CND-04")
  void cnd04_notifyWithoutTheLockIsRefused() {
    table().checkDecidedBy("CND-04", 12);
    requireOffered("CND-04");
    OVER_RLOCK.refusesWhoDoesNotOwnTheLock(false);
  }

  @Test
  @Rule("CND-05")
  void cnd05_waitGivesTheLockUpAndTakesAllLevelsBack() {
    table().checkDecidedBy("CND-05", 3);
    overBoth(
        "CND-05",
        scenarios -> {
          scenarios.waitsUntilNotified("wait()", ConditionSubject::await);
          scenarios.restoresTheLevels();
        });
  }

  @Test
  @Rule("CND-06")
  void cnd06_aTimeoutIsALowerBound() {
    table().checkDecidedBy("CND-06", 15);
    overBoth(
        "CND-06",
        scenarios -> {
          scenarios.timeoutsAreLowerBounds();
          scenarios.waitsUntilNotified("wait(1000.0)", condition -> condition.await(1e3));
        });
  }

  @Test
  @Rule("CND-07")
  void cnd07_aTimeoutThatIsNotPositiveGivesTheLockUpForAMoment() {
    table().checkDecidedBy("CND-07", 21);
    overBoth("CND-07", ConditionScenarios::waitOfNoTimeLetsOthersIn);
  }

  @Test
  @Rule("CND-08")
  void cnd08_nanIsRefusedBeforeAllElse() {
    table().checkDecidedBy("CND-08", 35);
    overBoth("CND-08", ConditionScenarios::nanIsRefusedBeforeThePredicate);
  }

  @Test
  @Rule("CND-09")
  void cnd09_whatDoesNotFitIsRefusedBeforeTheLockIsGivenUp() {
    table().checkDecidedBy("CND-09", 28);
  }

  @Test
  @Rule("CND-10")
  void cnd10_notifyReachesThoseThatHaveWaitedLongest() {
    table().checkDecidedBy("CND-10", 15);
    overBoth(
        "CND-10",
        scenarios -> {
          for (int n = -1; n <= ConditionScenarios.WAITERS + 1; n++) {
            scenarios.notifyReachesTheFirst(n, false);
          }
          scenarios.notifyReachesTheFirst(2, true);
        });
  }

  @Test
  @Rule("CND-11")
  void cnd11_notifyAllReachesAll() {
    table().checkDecidedBy("CND-11", 3);
    overBoth(
        "CND-11",
        scenarios -> {
          for (int waiters = 0; waiters <= ConditionScenarios.WAITERS; waiters++) {
            scenarios.notifyAllReaches(waiters);
          }
        });
  }

  @Test
  @Rule("CND-12")
  void cnd12_aNotificationIsNotKept() {
    overBoth(
        "CND-12",
        scenarios -> {
          scenarios.notificationsWithoutWaitersAreNotKept();
          scenarios.notificationsStayWithTheirCondition();
        });
  }

  @Test
  @Rule("CND-13")
  void cnd13_waitReturnsOnlyOnceItWasNotified() {
    overBoth("CND-13", ConditionScenarios::nothingButANotificationEndsAWait);
  }

  @Test
  @Rule("CND-16")
  void cnd16_waitForCallsThePredicateWithTheLockHeld() {
    table().checkDecidedBy("CND-16", 14);
    overBoth("CND-16", ConditionScenarios::waitForLooksAfterEachNotification);
  }

  @Test
  @Rule("CND-17")
  void cnd17_waitForHasOneDeadline() {
    table().checkDecidedBy("CND-17", 61);
    overBoth(
        "CND-17",
        scenarios -> {
          scenarios.timeoutsOfWaitForAreLowerBounds();
          scenarios.notificationsBuyNoTime();
        });
  }

  @Test
  @Rule("CND-18")
  void cnd18_whatThePredicateThrowsLeavesTheLockHeldAsBefore() {
    overBoth("CND-18", ConditionScenarios::whatThePredicateThrowsComesOut);
  }

  @Test
  @Rule("CND-19")
  void cnd19_anInterruptStopsOnlyACallThatHasToWait() {
    table().checkInterrupts("CND-19", 376);
    overBoth(
        "CND-19",
        scenarios -> {
          scenarios.interruptedWaitersLeaveTheOthersAlone();
          scenarios.interruptsDoNotStopTheNotified();
        });
  }

  @Test
  @Rule("CND-21")
  void cnd21_whoeverLeavesIsForgotten() {
    overBoth("CND-21", ConditionScenarios::leaversAreForgotten);
  }

  @Test
  @Rule("CND-23")
  void cnd23_errorsLeaveTheConditionAsItWas() {
    table().checkErrorsHaveNoEffect("CND-23", 330);
  }

  @Test
  @Rule("CND-24")
  void cnd24_anyThreadMayNotifyAndReleaseALock() {
    requireOffered("CND-24");
    OVER_LOCK.anyThreadNotifiesAndReleases();
  }

  @Test
  @Rule("CND-25")
  void cnd25_enterAcquiresAndCloseReleases() {
    overBoth("CND-25", ConditionScenarios::enterAcquiresAndCloseReleases);
  }

  @Test
  @Rule("CND-26")
  void cnd26_aDurationIsATimeoutInSecondsAndNeverNegative() {
    overBoth("CND-26", scenarios -> scenarios.durationsAreTimeouts("CND-26"));
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventContract kills the twin of this scenario.")
  @Rule("CND-27")
  void cnd27_virtualThreadsSeeWhatPlatformThreadsSee() {
    requireOffered("CND-27");
    WaitingScenarios.requireVirtualThreads();
    table().checkVirtualThreads("CND-27");
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventContract kills the twin of this scenario.")
  @Rule("CND-27")
  void cnd27_virtualThreadsWaitAsPlatformThreadsDo() {
    requireOffered("CND-27");
    WaitingScenarios.alikeOnVirtualThreads(ConditionScenarios::every);
  }

  @Test
  @Rule("CND-28")
  void cnd28_isOwnedTellsWhoMayWait() {
    table().checkDecidedBy("CND-28", 5);
    overBoth("CND-28", ConditionScenarios::isOwnedTellsOfTheCallingThread);
  }

  @Test
  @Rule("CND-29")
  void cnd29_acquireRefusesNegativeTimeouts() {
    table().checkDecidedBy("CND-29", 5);
  }

  private static void requireOffered(String rule) {
    if (!Subjects.ACTIVE.offers(rule)) {
      NotOffered.skip(rule);
    }
  }
}
