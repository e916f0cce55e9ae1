package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.model.RLockModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.RLockSubject;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
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
 * The contract of RLock: random sequences of two threads' calls and a full table against the model,
 * and real waiting.
 */
@Checks(primitive = Primitive.RLOCK, checker = Checker.CONTRACT)
class RLockContract {
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

  private static final int CASES = 480;

  private static final Map<String, Predicate<RLockSubject>> MINUS_ONE =
      Map.of("acquire(True, -1)", lock -> lock.acquire(true, -1));

  private static final int MOST_LEVELS = Integer.MAX_VALUE;

  private static final RLockScenarios WAITING = new RLockScenarios(Kind.PLATFORM);

  /* Where the one that releases is the thread of the test, which owns the lock. */
  static WaitingScenarios<RLockSubject> passing(Kind kind) {
    return new WaitingScenarios<>(kind, RLockContract::held);
  }

  /** Everything that a thread of this kind can wait through. */
  static void everyWait(Kind kind) {
    RLockScenarios waiting = new RLockScenarios(kind);
    waiting.waitsUntilReleased(RLockScenarios.forever());
    waiting.waitsUntilReleased(RLockScenarios.timed());
    waiting.waitsForTheLastLevel();
    waiting.acquiresAgainWhileOthersWait(RLockScenarios.forever());
    waiting.onlyTheOwnerOwns();
    new LowerBounds(kind, TimedCalls.of(held())).ofSeconds();
    waiting.interruptedWaitersLeaveTheOthersAlone();
    if (Subjects.ACTIVE.offers("RLK-06")) {
      waiting.waitsUntilReleased(MINUS_ONE);
    }
    if (Subjects.ACTIVE.offers("RLK-22")) {
      waiting.servesInOrder();
    }
    if (Subjects.ACTIVE.offers("RLK-24")) {
      waiting.enterAcquiresAndCloseReleases();
    }
    if (Subjects.ACTIVE.offers("RLK-25")) {
      new LowerBounds(kind, TimedCalls.of(held())).ofDurations();
    }
    waiting.waitersLeaveTheCarriersFree();
  }

  /** A lock that the thread of the test owns, so that every other has to wait. */
  static RLockSubject held() {
    RLockSubject lock = Subjects.ACTIVE.newRLock();
    if (!lock.acquire(true, 1)) {
      throw new AssertionError("acquire(True, 1) of a new lock returned False");
    }
    return lock;
  }

  private static Step byOther(String method, Object... arguments) {
    return Step.of(RLockModel.BY_OTHER + method, arguments);
  }

  static Table<RLockModel> table() {
    List<Step> calls = new ArrayList<>();
    calls.add(Step.of("acquire"));
    for (boolean blocking : new boolean[] {true, false}) {
      calls.add(Step.of("acquire", blocking));
      TIMEOUTS.forEach(timeout -> calls.add(Step.of("acquire", blocking, timeout)));
    }
    for (String method : List.of("release", "locked", "_is_owned", "_recursion_count")) {
      calls.add(Step.of(method));
      calls.add(byOther(method));
    }
    calls.add(byOther("acquire", false));
    Table<RLockModel> table = new Table<>(CASES);
    for (int levels = 0; levels <= 2; levels++) {
      table.add(new RLockSpecimen(), Collections.nCopies(levels, Step.of("acquire")), calls);
    }
    for (int levels = 1; levels <= 2; levels++) {
      table.add(new RLockSpecimen(), Collections.nCopies(levels, byOther("acquire", false)), calls);
    }
    return table;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Boolean> blocking = Arbitraries.of(true, false);
    Arbitrary<Call> own =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(Call.of("acquire"))),
            Tuple.of(3, blocking.map(b -> Call.of("acquire", b))),
            Tuple.of(
                8,
                Combinators.combine(
                        Arbitraries.frequency(Tuple.of(3, true), Tuple.of(1, false)),
                        Arbitraries.of(TIMEOUTS))
                    .as((b, t) -> Call.of("acquire", b, t))),
            Tuple.of(8, Arbitraries.just(Call.of("release"))),
            Tuple.of(3, Arbitraries.of("locked", "_is_owned", "_recursion_count").map(Call::of)));
    Arbitrary<Call> calls =
        Combinators.combine(own, Arbitraries.frequency(Tuple.of(3, false), Tuple.of(2, true)))
            .as(
                (call, other) ->
                    other ? new Call(RLockModel.BY_OTHER + call.method(), call.arguments()) : call);
    Arbitrary<Boolean> interrupted = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
    return Combinators.combine(calls, interrupted).as(Step::new).list().ofMinSize(1).ofMaxSize(20);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({
    "RLK-01", "RLK-02", "RLK-03", "RLK-04", "RLK-05", "RLK-06", "RLK-07", "RLK-08", "RLK-09",
    "RLK-10", "RLK-11", "RLK-12", "RLK-13", "RLK-14", "RLK-15", "RLK-16", "RLK-20"
  })
  void sequencesComeToWhatTheModelSays(@ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(new RLockSpecimen(), Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("RLK-01")
  void rlk01_acquireOfAFreeLockSucceedsAtOnce() {
    table().checkDecidedBy("RLK-01", 15);
  }

  @Test
  @Rule("RLK-02")
  void rlk02_theOwnerAcquiresAtOnceInEveryForm() {
    table().checkDecidedBy("RLK-02", 30);
    Map<String, Predicate<RLockSubject>> forms = new TreeMap<>();
    forms.putAll(RLockScenarios.forever());
    forms.putAll(RLockScenarios.timed());
    forms.put("acquire(False)", lock -> lock.acquire(false));
    forms.put("acquire(True, 0)", lock -> lock.acquire(true, 0));
    WAITING.acquiresAgainWhileOthersWait(forms);
  }

  @Test
  @Rule("RLK-03")
  void rlk03_acquireWithoutATimeoutWaitsUntilTheLockIsReleased() {
    table().checkDecidedBy("RLK-03", 4);
    WAITING.waitsUntilReleased(RLockScenarios.forever());
  }

  @Test
  @Rule("RLK-04")
  void rlk04_nonBlockingAcquireOfAnothersLockReturnsFalse() {
    table().checkDecidedBy("RLK-04", 4);
  }

  @Test
  @Rule("RLK-05")
  void rlk05_aTimeoutIsALowerBoundAndAReleaseInTimeSucceeds() {
    table().checkDecidedBy("RLK-05", 14);
    new LowerBounds(Kind.PLATFORM, TimedCalls.of(held())).ofSeconds();
    WAITING.waitsUntilReleased(RLockScenarios.timed());
  }

  @Test
  @Rule("RLK-06")
  void rlk06_minusOneMeansForEver() {
    table().checkDecidedBy("RLK-06", 8);
    WAITING.waitsUntilReleased(MINUS_ONE);
  }

  @Test
  @Rule("RLK-07")
  void rlk07_nanIsRefusedBeforeAllElse() {
    table().checkDecidedBy("RLK-07", 10);
  }

  @Test
  @Rule("RLK-08")
  void rlk08_whatDoesNotFitIsRefusedBeforeOtherChecks() {
    table().checkDecidedBy("RLK-08", 50);
  }

  @Test
  @Rule("RLK-09")
  void rlk09_nonBlockingWithATimeoutIsRefusedWhoeverOwnsTheLock() {
    table().checkDecidedBy("RLK-09", 50);
  }

  @Test
  @Rule("RLK-10")
  void rlk10_negativeTimeoutsAreRefusedWhoeverOwnsTheLock() {
    table().checkDecidedBy("RLK-10", 15);
  }

  @Test
  @Rule("RLK-11")
  void rlk11_errorsLeaveTheLockAsItWas() {
    table().checkErrorsHaveNoEffect("RLK-11", 262);
  }

  @Test
  @Rule("RLK-12")
  void rlk12_theLockIsFreeOnceItWasReleasedAsOftenAsAcquired() {
    table().checkDecidedBy("RLK-12", 4);
    WAITING.waitsForTheLastLevel();
  }

  @Test
  @Rule("RLK-13")
  void rlk13_onlyTheOwnerReleases() {
    table().checkDecidedBy("RLK-13", 6);
  }

  @Test
  @Rule("RLK-14")
  void rlk14_anyThreadMayAskWhetherTheLockIsOwned() {
    table().checkDecidedBy("RLK-14", 10);
  }

  @Test
  @Rule("RLK-15")
  void rlk15_onlyTheOwnerOwns() {
    table().checkDecidedBy("RLK-15", 10);
    WAITING.onlyTheOwnerOwns();
  }

  @Test
  @Rule("RLK-16")
  void rlk16_theOwnersLevelsAreCounted() {
    table().checkDecidedBy("RLK-16", 10);
  }

  @Test
  @Rule("RLK-20")
  void rlk20_anInterruptStopsOnlyACallThatHasToWait() {
    table().checkInterrupts("RLK-20", 252);
    WAITING.interruptedWaitersLeaveTheOthersAlone();
  }

  @Test
  @Rule("RLK-22")
  void rlk22_waitersAreServedInTheOrderInWhichTheyWereQueued() {
    WaitingScenarios.requireOffered("RLK-22");
    WAITING.servesInOrder();
  }

  @Test
  @Rule("RLK-22")
  void rlk22_theFirstInLineIsNotPassedMoreOftenThanTheBound() {
    WaitingScenarios.requireOffered("RLK-22");
    WaitingScenarios.isNotPassedTooOften("RLK-22", RLockContract::held);
  }

  @Test
  @Rule("RLK-22")
  void rlk22_theFirstInLineIsNotPassedOnceItHasParkedTooOften() {
    WaitingScenarios.requireOffered("RLK-22");
    passing(Kind.stallable()).isNotPassedOnceItHasParkedTooOften("RLK-22");
  }

  @Test
  @Rule("RLK-23")
  void rlk23_aLevelTooManyIsRefusedAndChangesNothing() {
    WaitingScenarios.requireOffered("RLK-23");
    RLockSubject lock = held();
    lock.acquireUpTo(MOST_LEVELS - 1);
    require(lock.acquire(), "the last of " + MOST_LEVELS + " levels was due to be acquired");
    Outcome due = Outcome.raises(PyError.OVERFLOW_ERROR, "Internal lock count overflowed");
    forms()
        .forEach(
            (name, form) -> {
              Outcome seen = outcome(() -> form.test(lock));
              require(
                  seen.equals(due),
                  name + " at " + MOST_LEVELS + " levels was due: " + due + "; seen: " + seen);
              Evidence.executed(1);
            });
    require(
        lock.recursionCount() == MOST_LEVELS,
        "_recursion_count() was due to be still " + MOST_LEVELS);
    lock.release();
    require(
        lock.recursionCount() == MOST_LEVELS - 1,
        "_recursion_count() was due to be one less after a release");
    require(lock.acquire(), "the last level was due to be acquired again");
    Worker other = Workers.of(Kind.PLATFORM);
    require(
        other.observe(() -> lock.acquire(false), false).equals(Outcome.FALSE),
        "another thread's acquire(False) was due to return False");
  }

  /** Whatever counts the levels: a level more and one less, again and again around its ends. */
  @Test
  @Rule("RLK-23")
  void rlk23_levelsAreCountedAcrossEveryPowerOfTwo() {
    WaitingScenarios.requireOffered("RLK-23");
    Worker other = Workers.of(Kind.PLATFORM);
    for (int bits : new int[] {7, 8, 15, 16, 24, 30}) {
      RLockSubject lock = held();
      int around = 1 << bits;
      lock.acquireUpTo(around - 2);
      for (int step : new int[] {4, -4, 2, -1, 3, -4}) {
        for (int i = 0; i < Math.abs(step); i++) {
          if (step > 0) {
            require(lock.acquire(), "a level more was due to be acquired");
          } else {
            lock.release();
          }
        }
        Evidence.executed(1);
      }
      require(
          lock.recursionCount() == around - 2,
          "_recursion_count() was due to be " + (around - 2) + ", is " + lock.recursionCount());
      require(lock.isOwned() && lock.locked(), "the lock was due to be owned");
      require(
          other.observe(() -> lock.acquire(false), false).equals(Outcome.FALSE),
          "another thread's acquire(False) was due to return False");
      require(
          other.observe(lock::isOwned, false).equals(Outcome.FALSE),
          "another thread was due not to own the lock");
      if (bits < 20) {
        for (int i = 0; i < around - 2; i++) {
          lock.release();
        }
        require(!lock.locked(), "the lock was due to be free after as many releases");
      }
    }
  }

  private static Map<String, Predicate<RLockSubject>> forms() {
    return Map.of(
        "acquire()",
        RLockSubject::acquire,
        "acquire(True)",
        lock -> lock.acquire(true),
        "acquire(False)",
        lock -> lock.acquire(false),
        "acquire(True, 1)",
        lock -> lock.acquire(true, 1),
        "acquire(PT1S)",
        lock -> lock.acquire(Duration.ofSeconds(1)),
        "enter()",
        lock -> lock.enter() != null);
  }

  private static Outcome outcome(BooleanSupplier call) {
    try {
      return new Outcome.Returned(call.getAsBoolean());
    } catch (RuntimeException | Error e) {
      return Outcome.raises(Subjects.ACTIVE.errorOf(e), String.valueOf(e.getMessage()));
    }
  }

  @Test
  @Rule("RLK-24")
  void rlk24_enterAcquiresALevelAndCloseReleasesIt() {
    WaitingScenarios.requireOffered("RLK-24");
    WAITING.enterAcquiresAndCloseReleases();
  }

  @Test
  @Rule("RLK-25")
  void rlk25_aDurationIsATimeoutInSecondsAndNeverNegative() {
    WaitingScenarios.requireOffered("RLK-25");
    DurationTable durations = new DurationTable("RLK-25");
    durations.check("free lock", () -> TimedCalls.of(Subjects.ACTIVE.newRLock()));
    durations.check("lock of another thread", () -> TimedCalls.of(held()));
    new LowerBounds(Kind.PLATFORM, TimedCalls.of(held())).ofDurations();
  }

  @Test
  @Rule("RLK-26")
  void rlk26_virtualThreadsSeeWhatPlatformThreadsSee() {
    WaitingScenarios.requireOffered("RLK-26");
    WaitingScenarios.requireVirtualThreads();
    table().checkVirtualThreads("RLK-26");
  }

  @Test
  @Rule("RLK-26")
  void rlk26_virtualThreadsWaitAndOwnAsPlatformThreadsDo() {
    WaitingScenarios.requireOffered("RLK-26");
    WaitingScenarios.alikeOnVirtualThreads(RLockContract::everyWait);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
