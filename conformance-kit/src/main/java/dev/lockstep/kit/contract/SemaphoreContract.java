package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SemaphoreModel;
import dev.lockstep.kit.model.Verdict;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.SemaphorePlayer;
import dev.lockstep.kit.subject.SemaphoreSubject;
import dev.lockstep.kit.subject.Subjects;
import java.util.ArrayList;
import java.util.Collections;
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
 * The contract of Semaphore and BoundedSemaphore: random sequences and a full table against the
 * model, and real waiting.
 */
@Checks(primitive = Primitive.SEMAPHORE, checker = Checker.CONTRACT)
class SemaphoreContract {
  private static final int MAX = Integer.MAX_VALUE;

  /** Each deciding branch of the rules has its timeouts. */
  private static final List<Double> TIMEOUTS =
      List.of(
          -2.0,
          -1.0,
          -0.5,
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

  private static final List<Long> NUMBERS =
      List.of((long) Integer.MIN_VALUE, -1L, 0L, 1L, 2L, 3L, MAX - 1L, (long) MAX);

  private static final int CASES = 704;

  private static final WaitingScenarios<SemaphoreSubject> WAITING = waiting(Kind.PLATFORM);

  static WaitingScenarios<SemaphoreSubject> waiting(Kind kind) {
    return new WaitingScenarios<>(kind, SemaphoreContract::empty);
  }

  /** Everything that a thread of this kind can wait through. */
  static void everyWait(Kind kind) {
    waiting(kind).every("SEM-19", "SEM-20", "SEM-21");
    if (Subjects.ACTIVE.offers("SEM-07")) {
      releasesWakeAsManyAsTheyCan(kind);
    }
  }

  static SemaphoreSubject empty() {
    return Subjects.ACTIVE.newSemaphore(0);
  }

  static Table<SemaphoreModel> table() {
    List<Step> calls = new ArrayList<>();
    calls.add(Step.of("acquire"));
    for (boolean blocking : new boolean[] {true, false}) {
      calls.add(Step.of("acquire", blocking));
      TIMEOUTS.forEach(timeout -> calls.add(Step.of("acquire", blocking, timeout)));
    }
    calls.add(Step.of("release"));
    NUMBERS.forEach(n -> calls.add(Step.of("release", n)));
    Table<SemaphoreModel> table = new Table<>(CASES);
    for (int value : new int[] {0, 1, 3, MAX}) {
      table.add(new SemaphoreSpecimen(false, value), List.of(), calls);
    }
    table.add(new SemaphoreSpecimen(true, 0), List.of(), calls);
    for (int taken = 0; taken <= 2; taken++) {
      table.add(
          new SemaphoreSpecimen(true, 2), Collections.nCopies(taken, Step.of("acquire")), calls);
    }
    return table;
  }

  @Provide
  Arbitrary<SemaphoreSpecimen> specimens() {
    Arbitrary<Integer> values =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.integers().between(0, 5)),
            Tuple.of(2, Arbitraries.integers().between(MAX - 3, MAX)),
            Tuple.of(1, Arbitraries.integers().between(0, MAX)));
    return Combinators.combine(Arbitraries.of(false, true), values).as(SemaphoreSpecimen::new);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Boolean> blocking = Arbitraries.of(true, false);
    Arbitrary<Long> numbers =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.longs().between(1, 3)),
            Tuple.of(2, Arbitraries.of(NUMBERS)),
            Tuple.of(1, Arbitraries.longs().between(Integer.MIN_VALUE, MAX)));
    Arbitrary<Call> calls =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(Call.of("acquire"))),
            Tuple.of(6, blocking.map(b -> Call.of("acquire", b))),
            Tuple.of(
                8,
                Combinators.combine(
                        Arbitraries.frequency(Tuple.of(5, true), Tuple.of(1, false)),
                        Arbitraries.of(TIMEOUTS))
                    .as((b, t) -> Call.of("acquire", b, t))),
            Tuple.of(3, Arbitraries.just(Call.of("release"))),
            Tuple.of(4, numbers.map(n -> Call.of("release", n))));
    Arbitrary<Boolean> interrupted = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
    return Combinators.combine(calls, interrupted).as(Step::new).list().ofMinSize(1).ofMaxSize(20);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({
    "SEM-01", "SEM-02", "SEM-03", "SEM-04", "SEM-05", "SEM-06", "SEM-07", "SEM-08", "SEM-09",
    "SEM-10", "SEM-11", "SEM-12", "SEM-13", "SEM-17"
  })
  void sequencesComeToWhatTheModelSays(
      @ForAll("specimens") SemaphoreSpecimen specimen, @ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(specimen, Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("SEM-01")
  void sem01_aNewSemaphoreHasItsInitialValueWhichIsNotNegative() {
    requireOffered("SEM-01");
    for (boolean bounded : new boolean[] {false, true}) {
      for (int value : new int[] {0, 1, 3, MAX - 1, MAX}) {
        Trial.judge(new SemaphoreSpecimen(bounded, value), Workers.of(Kind.PLATFORM), List.of());
        Evidence.executed(1);
      }
      for (int value : new int[] {-1, -2, Integer.MIN_VALUE}) {
        Verdict due = SemaphoreModel.create(value);
        SemaphorePlayer player = new SemaphorePlayer(Workers.of(Kind.PLATFORM), bounded);
        Outcome seen = player.play(Call.of("new", (long) value));
        if (!seen.equals(due.outcome())) {
          throw new RuleViolation(
              "SEM-01",
              new SemaphoreSpecimen(bounded, value)
                  + " was due: "
                  + due.outcome()
                  + "; seen: "
                  + seen);
        }
        Evidence.executed(1);
      }
    }
  }

  @Test
  @Rule("SEM-02")
  void sem02_acquireTakesAPermitAtOnceIfThereIsOne() {
    table().checkDecidedBy("SEM-02", 90);
  }

  @Test
  @Rule("SEM-03")
  void sem03_acquireWithoutATimeoutWaitsForAPermit() {
    table().checkDecidedBy("SEM-03", 6);
    WAITING.waitsUntilReleased(WaitingScenarios.forever());
  }

  @Test
  @Rule("SEM-04")
  void sem04_nonBlockingAcquireWithoutAPermitReturnsFalse() {
    table().checkDecidedBy("SEM-04", 3);
  }

  @Test
  @Rule("SEM-05")
  void sem05_aTimeoutIsALowerBoundAndOneThatIsNotPositiveIsOneLook() {
    table().checkDecidedBy("SEM-05", 36);
    WAITING.timeoutsAreLowerBounds();
    WAITING.waitsUntilReleased(WaitingScenarios.timed());
  }

  @Test
  @Rule("SEM-06")
  void sem06_nonBlockingWithATimeoutIsRefused() {
    table().checkDecidedBy("SEM-06", 120);
  }

  @Test
  @Rule("SEM-07")
  void sem07_releaseAddsAllPermitsInOneStep() {
    table().checkDecidedBy("SEM-07", 20);
  }

  @Test
  @Rule("SEM-07")
  void sem07_releaseOfNWakesNWaitersOrAllIfThereAreFewer() {
    requireOffered("SEM-07");
    releasesWakeAsManyAsTheyCan(Kind.PLATFORM);
  }

  private static void releasesWakeAsManyAsTheyCan(Kind kind) {
    for (int waiters = 1; waiters <= 4; waiters++) {
      for (int n = 1; n <= waiters + 2; n++) {
        wakes(waiters, n, kind);
        Evidence.executed(1);
      }
    }
  }

  private static void wakes(int waiters, int n, Kind kind) {
    SemaphoreSubject semaphore = empty();
    String what = "release(" + n + ") with " + waiters + " waiters: ";
    try (Threads threads = new Threads(kind)) {
      List<Task<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < waiters; i++) {
        tasks.add(threads.start("waiter-" + i, semaphore::acquire));
      }
      threads.awaitAtRest(tasks.toArray(Task[]::new));
      semaphore.release(n);
      int woken = Math.min(n, waiters);
      threads.await(
          what + woken + " to return", () -> tasks.stream().filter(Task::isEnded).count() >= woken);
      Task<?>[] rest = tasks.stream().filter(task -> !task.isEnded()).toArray(Task[]::new);
      if (rest.length != waiters - woken) {
        throw new AssertionError(what + (waiters - rest.length) + " returned, not " + woken);
      }
      threads.awaitAtRest(rest);
      for (int left = n - woken; left >= 0; left--) {
        if (semaphore.acquire(true, 0) != left > 0) {
          throw new AssertionError(what + (n - woken) + " permits were due to be left");
        }
      }
      if (rest.length > 0) {
        semaphore.release(rest.length);
      }
      threads.join();
    }
  }

  @Test
  @Rule("SEM-08")
  void sem08_aReleaseOfLessThanOneIsRefused() {
    table().checkDecidedBy("SEM-08", 24);
  }

  @Test
  @Rule("SEM-09")
  void sem09_moreThanTheCounterCanHoldIsRefused() {
    table().checkDecidedBy("SEM-09", 9);
    for (int value : new int[] {1, 2, 1000, MAX / 2 + 1, MAX - 2, MAX - 1}) {
      long room = MAX - (long) value;
      Trial.judge(
          new SemaphoreSpecimen(false, value),
          Workers.of(Kind.PLATFORM),
          List.of(
              Step.of("release", (long) MAX),
              Step.of("release", room + 1),
              Step.of("release", room),
              Step.of("release"),
              Step.of("release", (long) MAX)));
      Evidence.executed(1);
    }
  }

  @Test
  @Rule("SEM-10")
  void sem10_nanIsRefusedBeforeAllElse() {
    table().checkDecidedBy("SEM-10", 16);
  }

  @Test
  @Rule("SEM-11")
  void sem11_whatDoesNotFitIsRefusedOnlyByACallThatHasToWait() {
    table().checkDecidedBy("SEM-11", 9);
  }

  @Test
  @Rule("SEM-12")
  void sem12_aReleaseBeyondTheInitialValueIsRefusedAsAWhole() {
    table().checkDecidedBy("SEM-12", 19);
    for (int value : new int[] {1, 5, MAX - 1, MAX}) {
      for (int taken = 0; taken <= Math.min(value, 4); taken++) {
        List<Step> steps = new ArrayList<>(Collections.nCopies(taken, Step.of("acquire")));
        if (taken < MAX) {
          steps.add(Step.of("release", taken + 1L));
        }
        steps.add(Step.of("release", (long) MAX));
        if (taken > 0) {
          steps.add(Step.of("release", (long) taken));
        }
        steps.add(Step.of("release"));
        Trial.judge(new SemaphoreSpecimen(true, value), Workers.of(Kind.PLATFORM), steps);
        Evidence.executed(1);
      }
    }
  }

  @Test
  @Rule("SEM-13")
  void sem13_errorsLeaveTheSemaphoreAsItWas() {
    table().checkErrorsHaveNoEffect("SEM-13", 394);
  }

  @Test
  @Rule("SEM-17")
  void sem17_anInterruptStopsOnlyACallThatHasToWait() {
    table().checkInterrupts("SEM-17", 364);
    WAITING.interruptedWaitersLeaveTheOthersAlone();
  }

  @Test
  @NoTwin("The mechanism is Lock's too: LockContract kills the twin of this scenario.")
  @Rule("SEM-19")
  void sem19_waitersAreServedInTheOrderInWhichTheyWereQueued() {
    requireOffered("SEM-19");
    WAITING.servesInOrder();
  }

  @Test
  @Rule("SEM-19")
  void sem19_theFirstInLineIsNotPassedMoreOftenThanTheBound() {
    requireOffered("SEM-19");
    WaitingScenarios.isNotPassedTooOften("SEM-19", SemaphoreContract::empty);
  }

  @Test
  @Rule("SEM-19")
  void sem19_theFirstInLineIsNotPassedOnceItHasParkedTooOften() {
    requireOffered("SEM-19");
    waiting(Kind.stallable()).isNotPassedOnceItHasParkedTooOften("SEM-19");
  }

  @Test
  @Rule("SEM-20")
  void sem20_enterAcquiresAndCloseReleases() {
    requireOffered("SEM-20");
    WAITING.enterAcquiresAndCloseReleases();
  }

  @Test
  @Rule("SEM-21")
  void sem21_aDurationIsATimeoutInSecondsAndNeverNegative() {
    requireOffered("SEM-21");
    DurationTable durations = new DurationTable("SEM-21");
    durations.check(
        "semaphore with a permit", () -> TimedCalls.of(Subjects.ACTIVE.newSemaphore(1)));
    durations.check("semaphore without a permit", () -> TimedCalls.of(empty()));
    WAITING.durationsAreLowerBounds();
  }

  @Test
  @NoTwin("The mechanism is Lock's too: LockContract kills the twin of this scenario.")
  @Rule("SEM-22")
  void sem22_virtualThreadsSeeWhatPlatformThreadsSee() {
    requireOffered("SEM-22");
    WaitingScenarios.requireVirtualThreads();
    table().checkVirtualThreads("SEM-22");
  }

  @Test
  @NoTwin("The mechanism is Lock's too: LockContract kills the twin of this scenario.")
  @Rule("SEM-22")
  void sem22_virtualThreadsWaitAsPlatformThreadsDo() {
    requireOffered("SEM-22");
    WaitingScenarios.alikeOnVirtualThreads(SemaphoreContract::everyWait);
  }

  private static void requireOffered(String rule) {
    if (!Subjects.ACTIVE.offers(rule)) {
      NotOffered.skip(rule);
    }
  }
}
