package dev.lockstep.kit.contract;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.BarrierSubject;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/**
 * Barrier on virtual threads with one carrier, on very many of them, and what its waiting costs.
 */
@Checks(primitive = Primitive.BARRIER, checker = Checker.VIRTUAL)
class BarrierVirtual {
  private static final ParkingCost COST = new ParkingCost("BAR-24", "BAR-22", "BAR-26");

  @Test
  @Rule({"BAR-22", "BAR-26"})
  void bar22_theEndOfAGenerationUnparksEachOfItsWaitersOnce() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      for (int count : new int[] {1, 2, ParkingCost.FEW}) {
        BarrierSubject barrier = Subjects.ACTIVE.newBarrier(count + 1);
        for (int generation = 0; generation < 2; generation++) {
          COST.of(
              kind,
              count,
              "wait()",
              () -> barrier.await() < count,
              "the last wait()",
              waiters -> barrier.await(),
              1);
          COST.ofNobody("reset and abort without waiters", () -> resetAndAbort(barrier));
        }
        COST.of(
            kind,
            count,
            "wait()",
            () -> BarrierScenarios.isRefused(barrier::await),
            "abort()",
            waiters -> barrier.abort(),
            1);
      }
    }
    COST.ofNobody("wait() of a single party", () -> Subjects.ACTIVE.newBarrier(1).await());
  }

  private static void resetAndAbort(BarrierSubject barrier) {
    barrier.reset();
    barrier.abort();
    BarrierScenarios.isRefused(barrier::await);
    barrier.reset();
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule("BAR-24")
  void bar24_oneCarrierSeesWhatPlatformThreadsSee() {
    WaitingScenarios.requireOneCarrier();
    BarrierContract.table().checkVirtualThreads("BAR-24");
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule("BAR-24")
  void bar24_oneCarrierIsEnoughForEveryWait() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.alikeOnVirtualThreads(BarrierScenarios::every);
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule({"BAR-24", "BAR-22", "BAR-26"})
  void bar24_veryManyVirtualThreadsWaitAtOnce() {
    WaitingScenarios.requireOneCarrier();
    BarrierSubject barrier = Subjects.ACTIVE.newBarrier(Cost.VIRTUAL_WAITERS + 1);
    COST.ofMany(
        "wait()",
        () -> barrier.await() < Cost.VIRTUAL_WAITERS,
        "the last wait()",
        waiters -> barrier.await(),
        1);
  }
}
