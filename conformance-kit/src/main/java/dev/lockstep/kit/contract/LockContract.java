package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.LockModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.LockSubject;
import dev.lockstep.kit.subject.Scope;
import dev.lockstep.kit.subject.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

/** The contract of Lock: random sequences and a full table against the model, and real waiting. */
@Checks(primitive = Primitive.LOCK, checker = Checker.CONTRACT)
class LockContract {
  /** Each deciding branch of the rules has its timeouts. */
  private static final List<Double> TIMEOUTS =
      List.of(
          -2.0,
          -1.0,
          -0.9999999999,
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
          -9223372037.0,
          1e300,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NaN);

  private static final int CASES = 164;

  private static final Map<String, Function<LockSubject, Boolean>> MINUS_ONE =
      Map.of("acquire(True, -1)", lock -> lock.acquire(true, -1));

  private static final WaitingScenarios<LockSubject> WAITING = waiting(Kind.PLATFORM);

  static WaitingScenarios<LockSubject> waiting(Kind kind) {
    return new WaitingScenarios<>(kind, LockContract::held);
  }

  /** Everything that a thread of this kind can wait through. */
  static void everyWait(Kind kind) {
    WaitingScenarios<LockSubject> waiting = waiting(kind);
    waiting.every("LCK-19", "LCK-20", "LCK-21");
    if (Subjects.ACTIVE.offers("LCK-05")) {
      waiting.waitsUntilReleased(MINUS_ONE);
    }
  }

  static LockSubject held() {
    LockSubject lock = Subjects.ACTIVE.newLock();
    if (!lock.acquire(true, 1)) {
      throw new AssertionError("acquire(True, 1) of a new lock returned False");
    }
    return lock;
  }

  static Table<LockModel> table() {
    List<Step> calls = new ArrayList<>();
    calls.add(Step.of("acquire"));
    for (boolean blocking : new boolean[] {true, false}) {
      calls.add(Step.of("acquire", blocking));
      TIMEOUTS.forEach(timeout -> calls.add(Step.of("acquire", blocking, timeout)));
    }
    calls.add(Step.of("release"));
    calls.add(Step.of("locked"));
    return new Table<LockModel>(CASES)
        .add(new LockSpecimen(), List.of(), calls)
        .add(new LockSpecimen(), List.of(Step.of("acquire")), calls);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Boolean> blocking = Arbitraries.of(true, false);
    Arbitrary<Call> calls =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(Call.of("acquire"))),
            Tuple.of(3, blocking.map(b -> Call.of("acquire", b))),
            Tuple.of(
                8,
                Combinators.combine(
                        Arbitraries.frequency(Tuple.of(3, true), Tuple.of(1, false)),
                        Arbitraries.of(TIMEOUTS))
                    .as((b, t) -> Call.of("acquire", b, t))),
            Tuple.of(6, Arbitraries.just(Call.of("release"))),
            Tuple.of(1, Arbitraries.just(Call.of("locked"))));
    Arbitrary<Boolean> interrupted = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
    return Combinators.combine(calls, interrupted).as(Step::new).list().ofMinSize(1).ofMaxSize(20);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({
    "LCK-01", "LCK-02", "LCK-03", "LCK-04", "LCK-05", "LCK-06", "LCK-07", "LCK-08", "LCK-09",
    "LCK-10", "LCK-11", "LCK-12", "LCK-13", "LCK-17"
  })
  void sequencesComeToWhatTheModelSays(@ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(new LockSpecimen(), Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("LCK-01")
  void lck01_acquireOfAFreeLockSucceedsAtOnce() {
    table().checkDecidedBy("LCK-01", 14);
  }

  @Test
  @Rule("LCK-02")
  void lck02_acquireWithoutATimeoutWaitsUntilTheLockIsReleased() {
    table().checkDecidedBy("LCK-02", 2);
    WAITING.waitsUntilReleased(WaitingScenarios.forever());
  }

  @Test
  @Rule("LCK-03")
  void lck03_nonBlockingAcquireOfAHeldLockReturnsFalse() {
    table().checkDecidedBy("LCK-03", 1);
  }

  @Test
  @Rule("LCK-04")
  void lck04_aTimeoutIsALowerBoundAndAReleaseInTimeSucceeds() {
    table().checkDecidedBy("LCK-04", 7);
    WAITING.timeoutsAreLowerBounds();
    WAITING.waitsUntilReleased(WaitingScenarios.timed());
  }

  @Test
  @Rule("LCK-05")
  void lck05_minusOneMeansForEver() {
    table().checkDecidedBy("LCK-05", 4);
    WAITING.waitsUntilReleased(MINUS_ONE);
  }

  @Test
  @Rule("LCK-06")
  void lck06_nanIsRefusedBeforeAllElse() {
    table().checkDecidedBy("LCK-06", 4);
  }

  @Test
  @Rule("LCK-07")
  void lck07_whatDoesNotFitIsRefusedBeforeOtherChecks() {
    table().checkDecidedBy("LCK-07", 20);
  }

  @Test
  @Rule("LCK-08")
  void lck08_nonBlockingWithATimeoutIsRefused() {
    table().checkDecidedBy("LCK-08", 20);
  }

  @Test
  @Rule("LCK-09")
  void lck09_negativeTimeoutsAreRefused() {
    table().checkDecidedBy("LCK-09", 6);
  }

  @Test
  @Rule("LCK-10")
  void lck10_errorsLeaveTheLockAsItWas() {
    table().checkErrorsHaveNoEffect("LCK-10", 102);
  }

  @Test
  @Rule("LCK-11")
  void lck11_anyThreadMayRelease() {
    table().checkDecidedBy("LCK-11", 1);
    if (!Subjects.ACTIVE.offers("LCK-11")) {
      NotOffered.skip("LCK-11");
    }
    LockSubject lock = held();
    try (Threads threads = new Threads()) {
      for (int i = 0; i < 3; i++) {
        boolean free =
            threads
                .start(
                    "releaser-" + i,
                    () -> {
                      lock.release();
                      return lock.acquire(false);
                    })
                .result();
        if (!free) {
          throw new AssertionError("another thread's release was due to make the lock free");
        }
        Evidence.executed(1);
      }
    }
  }

  @Test
  @Rule("LCK-12")
  void lck12_releaseOfAFreeLockIsRefused() {
    table().checkDecidedBy("LCK-12", 1);
    Trial.judge(
        new LockSpecimen(),
        Workers.of(Kind.PLATFORM),
        List.of(
            Step.of("acquire"),
            Step.of("release"),
            Step.of("release"),
            Step.of("acquire", false),
            Step.of("release"),
            Step.of("release")));
    Evidence.executed(1);
  }

  @Test
  @Rule("LCK-13")
  void lck13_anyThreadMayAskWhetherTheLockIsHeld() {
    table().checkDecidedBy("LCK-13", 2);
    LockSubject lock = held();
    requireLockedToAnother(lock, true);
    lock.release();
    requireLockedToAnother(lock, false);
  }

  private static void requireLockedToAnother(LockSubject lock, boolean due) {
    try (Threads threads = new Threads()) {
      boolean seen = threads.start("asker", lock::locked).result();
      if (seen != due) {
        throw new AssertionError("another thread asks: due: " + due + "; seen: " + seen);
      }
      Evidence.executed(1);
    }
  }

  @Test
  @Rule("LCK-17")
  void lck17_anInterruptStopsOnlyACallThatHasToWait() {
    table().checkInterrupts("LCK-17", 88);
    WAITING.interruptedWaitersLeaveTheOthersAlone();
  }

  @Test
  @Rule("LCK-19")
  void lck19_waitersAreServedInTheOrderInWhichTheyWereQueued() {
    requireOffered("LCK-19");
    WAITING.servesInOrder();
  }

  @Test
  @Rule("LCK-19")
  void lck19_theFirstInLineIsNotPassedMoreOftenThanTheBound() {
    requireOffered("LCK-19");
    WaitingScenarios.isNotPassedTooOften("LCK-19", LockContract::held);
  }

  @Test
  @Rule("LCK-19")
  void lck19_theFirstInLineIsNotPassedOnceItHasParkedTooOften() {
    requireOffered("LCK-19");
    waiting(Kind.stallable()).isNotPassedOnceItHasParkedTooOften("LCK-19");
  }

  @Test
  @Rule("LCK-20")
  void lck20_enterAcquiresAndCloseReleases() {
    requireOffered("LCK-20");
    WAITING.enterAcquiresAndCloseReleases();
    LockSubject lock = Subjects.ACTIVE.newLock();
    Scope scope = lock.enter();
    scope.close();
    if (!lock.acquire(false)) {
      throw new AssertionError("close() was due to release the lock");
    }
  }

  @Test
  @Rule("LCK-21")
  void lck21_aDurationIsATimeoutInSecondsAndNeverNegative() {
    requireOffered("LCK-21");
    DurationTable durations = new DurationTable("LCK-21");
    durations.check("free lock", () -> TimedCalls.of(Subjects.ACTIVE.newLock()));
    durations.check("held lock", () -> TimedCalls.of(held()));
    WAITING.durationsAreLowerBounds();
  }

  @Test
  @Rule("LCK-22")
  void lck22_virtualThreadsSeeWhatPlatformThreadsSee() {
    requireOffered("LCK-22");
    WaitingScenarios.requireVirtualThreads();
    table().checkVirtualThreads("LCK-22");
  }

  @Test
  @Rule("LCK-22")
  void lck22_virtualThreadsWaitAsPlatformThreadsDo() {
    requireOffered("LCK-22");
    WaitingScenarios.alikeOnVirtualThreads(LockContract::everyWait);
  }

  private static void requireOffered(String rule) {
    if (!Subjects.ACTIVE.offers(rule)) {
      NotOffered.skip(rule);
    }
  }
}
