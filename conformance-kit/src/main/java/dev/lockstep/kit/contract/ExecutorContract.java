package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.ExecutorModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.Subjects;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of executors: experiments against the model, and real threads. */
@Checks(primitive = Primitive.EXECUTOR, checker = Checker.CONTRACT)
class ExecutorContract {
  private static final List<Double> TIMEOUTS =
      List.of(
          -1.0,
          -0.0,
          0.0,
          1e-10,
          0.0004,
          0.01,
          9223372037.0,
          -1e300,
          1e300,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NaN);

  private static final List<Long> SIZES = List.of((long) Integer.MIN_VALUE, -1L, 0L, 1L, 2L, 1000L);

  private static final int EXPERIMENTS = 63;

  private static final ExecutorScenarios SCENARIOS = new ExecutorScenarios(Kind.PLATFORM);

  static Table<ExecutorModel> experiments(Kind kind) {
    List<Step> calls = new ArrayList<>();
    ExecutorModel.EXPERIMENTS.forEach(method -> calls.add(Step.of(method)));
    calls.add(Step.of("map_buffered"));
    for (long size : SIZES) {
      calls.add(Step.of("size", size));
      calls.add(Step.of("buffersize", size));
    }
    TIMEOUTS.forEach(timeout -> calls.add(Step.of("map_in_vain", timeout)));
    return new Table<ExecutorModel>(EXPERIMENTS)
        .addUninterrupted(new ExecutorSpecimen(kind), List.of(), calls);
  }

  private static Table<ExecutorModel> experiments() {
    return experiments(Kind.PLATFORM);
  }

  @Test
  @Rule("EXE-01")
  void exe01_aTaskIsCalledOnce() {
    experiments().checkDecidedBy("EXE-01", 2);
    SCENARIOS.everyTaskIsCalledOnce();
  }

  @Test
  @Rule("EXE-03")
  void exe03_thereAreNoMoreWorkersThanTheSize() {
    experiments().checkDecidedBy("EXE-03", 7);
    SCENARIOS.thereAreNoMoreWorkersThanTheSize();
  }

  @Test
  @Rule("EXE-04")
  void exe04_workersAreStartedAsNeeded() {
    experiments().checkDecidedBy("EXE-04", 1);
    SCENARIOS.idleWorkersAreUsedAgain();
  }

  @Test
  @Rule("EXE-05")
  void exe05_workersHaveNames() {
    experiments().checkDecidedBy("EXE-05", 2);
  }

  @Test
  @Rule("EXE-06")
  void exe06_workersAreThreads() {
    experiments().checkDecidedBy("EXE-06", 1);
  }

  @Test
  @Rule("EXE-07")
  void exe07_tasksAreTakenInOrder() {
    experiments().checkDecidedBy("EXE-07", 1);
  }

  @Test
  @Rule("EXE-08")
  void exe08_nothingHarmsAWorker() {
    experiments().checkDecidedBy("EXE-08", 2);
  }

  @Test
  @Rule("EXE-09")
  void exe09_aCancelledTaskIsNotCalled() {
    experiments().checkDecidedBy("EXE-09", 3);
  }

  @Test
  @Rule("EXE-10")
  void exe10_whatIsShutDownTakesNothing() {
    experiments().checkDecidedBy("EXE-10", 3);
  }

  @Test
  @Rule("EXE-11")
  void exe11_whatIsQueuedIsStillCalled() {
    experiments().checkDecidedBy("EXE-11", 2);
  }

  @Test
  @Rule("EXE-12")
  void exe12_shutdownWaitsForAll() {
    experiments().checkDecidedBy("EXE-12", 1);
  }

  @Test
  @Rule("EXE-13")
  void exe13_shutdownCancelsAndNotifies() {
    experiments().checkDecidedBy("EXE-13", 2);
  }

  @Test
  @Rule("EXE-15")
  void exe15_aWorkerCannotWaitForItself() {
    experiments().checkDecidedBy("EXE-15", 2);
    SCENARIOS.aWorkerIsToldAtOnce();
  }

  @Test
  @Rule("EXE-16")
  void exe16_eachWorkerIsInitializedOnce() {
    experiments().checkDecidedBy("EXE-16", 1);
  }

  @Test
  @Rule("EXE-17")
  void exe17_aFailedInitializerBreaksThePool() {
    experiments().checkDecidedBy("EXE-17", 4);
    SCENARIOS.aFailedInitializerIsLogged();
  }

  @Test
  @Rule("EXE-18")
  void exe18_closeWaitsForAll() {
    experiments().checkDecidedBy("EXE-18", 1);
  }

  @Test
  @Rule("EXE-19")
  void exe19_mapKeepsTheOrder() {
    experiments().checkDecidedBy("EXE-19", 4);
  }

  @Test
  @Rule("EXE-20")
  void exe20_aBufferedMapTakesBitByBit() {
    experiments().checkDecidedBy("EXE-20", 7);
  }

  @Test
  @Rule("EXE-21")
  void exe21_theTimeoutOfMapIsForAll() {
    experiments().checkDecidedBy("EXE-21", 9);
    SCENARIOS.theTimeoutOfMapIsALowerBound();
  }

  @Test
  @Rule("EXE-22")
  void exe22_whatHasComeToItsEndCancelsTheRest() {
    experiments().checkDecidedBy("EXE-22", 2);
  }

  @Test
  @Rule("EXE-23")
  void exe23_whatAnIterableRaisesIsRaised() {
    experiments().checkDecidedBy("EXE-23", 1);
  }

  @Test
  @Rule("EXE-24")
  void exe24_workBegetsWork() {
    experiments().checkDecidedBy("EXE-24", 2);
    SCENARIOS.tasksThatSubmitTasks();
  }

  @Test
  @Rule("EXE-25")
  void exe25_interruptsEndTheWaitOfShutdownAndNoWorker() {
    requireOffered("EXE-25");
    SCENARIOS.anInterruptEndsTheWaitOfShutdown();
    SCENARIOS.anInterruptOfAWorkerReachesItsTaskOnly();
  }

  @Test
  @Rule("EXE-26")
  void exe26_withoutAThreadItGoesOn() {
    requireOffered("EXE-26");
    SCENARIOS.withoutAThreadItGoesOn();
  }

  @Test
  @Rule("EXE-27")
  void exe27_tasksAreForgotten() {
    requireOffered("EXE-27");
    SCENARIOS.tasksAreForgotten();
  }

  @Test
  @NoTwin("On JDK 17 there are no virtual threads, and the twin would live.")
  @Rule("EXE-28")
  void exe28_virtualWorkersDoWhatPlatformThreadsDo() {
    requireOffered("EXE-28");
    WaitingScenarios.requireVirtualThreads();
    experiments(Kind.VIRTUAL).checkVirtualThreads("EXE-28");
  }

  @Test
  @NoTwin("On JDK 17 there are no virtual threads, and the twin would live.")
  @Rule("EXE-28")
  void exe28_virtualThreadsWaitAsPlatformThreadsDo() {
    requireOffered("EXE-28");
    WaitingScenarios.alikeOnVirtualThreads(ExecutorScenarios::every);
  }

  @Test
  @Rule("EXE-31")
  void exe31_errorsLeaveThePoolAsItWas() {
    experiments().checkErrorsHaveNoEffect("EXE-31", 14);
    SCENARIOS.errorsLeaveThePoolAsItWas();
  }

  @Test
  @Rule("EXE-32")
  void exe32_whatDoesNotFitIsRefusedOnlyByWhoHasToWait() {
    experiments().checkDecidedBy("EXE-32", 3);
    SCENARIOS.aTimeoutThatDoesNotFitIsIgnoredWhereNobodyWaits();
  }

  private static void requireOffered(String rule) {
    if (!Subjects.ACTIVE.offers(rule)) {
      NotOffered.skip(rule);
    }
  }
}
