package dev.lockstep.kit.contract;

import dev.lockstep.kit.contract.CountingSeam.Counts;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.ExecutorSubject;
import dev.lockstep.kit.subject.ExecutorSubject.Plan;
import dev.lockstep.kit.subject.FutureSubject;
import dev.lockstep.kit.subject.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Pools of virtual threads with one carrier, and what idling costs. */
@Checks(primitive = Primitive.EXECUTOR, checker = Checker.VIRTUAL)
class ExecutorVirtual {
  private static final int WORKERS = 4;

  private static final int ROUNDS = 50;

  @Test
  @NoTwin("The mechanism is Event's: EventVirtual kills the twin of this scenario.")
  @Rule("EXE-28")
  void exe28_oneCarrierSeesWhatPlatformThreadsSee() {
    WaitingScenarios.requireOneCarrier();
    ExecutorContract.experiments(Kind.VIRTUAL).checkVirtualThreads("EXE-28");
  }

  @Test
  @NoTwin("The mechanism is Event's: EventVirtual kills the twin of this scenario.")
  @Rule("EXE-28")
  void exe28_oneCarrierIsEnoughForEveryPool() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.alikeOnVirtualThreads(ExecutorScenarios::every);
  }

  @Test
  @Rule("EXE-29")
  void exe29_aSubmitUnparksOneIdleWorker() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      Plan plan = Plan.of(WORKERS).with(body -> kind.create("worker", body));
      try (ExecutorSubject pool = Subjects.ACTIVE.newExecutor(plan)) {
        startAll(pool);
        awaitIdle();
        for (int i = 0; i < ROUNDS; i++) {
          Counts before = CountingSeam.counts();
          FutureSubject future = pool.submit(() -> 7L);
          require(Threads.poll(future::done), "the task was due to be called", before);
          awaitIdle();
          Counts cost = CountingSeam.counts().since(before);
          require(cost.unparks() <= 1, "1 unpark at most", cost);
          require(cost.parks() <= 2, "2 parks at most", cost);
          require(cost.timedParks() == 0, "no park with a timeout", cost);
          Evidence.executed(1);
        }
      }
    }
  }

  private static void startAll(ExecutorSubject pool) {
    CountDownLatch all = new CountDownLatch(WORKERS);
    List<FutureSubject> futures = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      futures.add(
          pool.submit(
              () -> {
                all.countDown();
                all.await();
                return null;
              }));
    }
    if (!Threads.poll(() -> futures.stream().allMatch(FutureSubject::done))) {
      throw new RuleViolation("EXE-04", WORKERS + " workers were due");
    }
  }

  private static void awaitIdle() {
    if (!Threads.poll(() -> CountingSeam.parked() == WORKERS)) {
      throw new RuleViolation("EXE-29", WORKERS + " idle workers were due to be parked");
    }
  }

  private static void require(boolean holds, String due, Counts seen) {
    if (!holds) {
      throw new RuleViolation("EXE-29", "a submit to idle workers: " + due + "; seen: " + seen);
    }
  }
}
