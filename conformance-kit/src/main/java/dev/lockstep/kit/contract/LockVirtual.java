package dev.lockstep.kit.contract;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.LockSubject;
import org.junit.jupiter.api.Test;

/** Lock on virtual threads with one carrier, on very many of them, and what its waiting costs. */
@Checks(primitive = Primitive.LOCK, checker = Checker.VIRTUAL)
class LockVirtual {
  private static final ParkingCost COST = new ParkingCost("LCK-22", "LCK-23", "LCK-24");

  @Test
  @Rule({"LCK-23", "LCK-24"})
  void lck23_aReleaseUnparksTheFirstInLineAndNobodyElse() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      for (int count : new int[] {1, 2, ParkingCost.FEW}) {
        Line line = new Line();
        COST.ofNobody("release of a lock that nobody has waited for", line::serve);
        line.lock.acquire();
        COST.of(
            kind, count, "acquire()", line::waitInTurn, "release()", waiters -> line.serve(), 1);
        line.lock.acquire();
        COST.ofNobody("release after all have released", line::serve);
      }
    }
  }

  /** Threads that wait for a lock that is held, and release it in turn. */
  private static final class Line {
    final LockSubject lock = LockContract.held();

    private CountingSeam.Counts before = CountingSeam.counts();
    private int served;

    /** Lets go the first, who lets go the second, and so on. */
    void serve() {
      before = CountingSeam.counts();
      served = 0;
      lock.release();
    }

    boolean waitInTurn() {
      boolean acquired = lock.acquire();
      served++;
      COST.requireUnparks(served, before);
      lock.release();
      return acquired;
    }
  }

  @Test
  @Rule("LCK-22")
  void lck22_oneCarrierSeesWhatPlatformThreadsSee() {
    WaitingScenarios.requireOneCarrier();
    LockContract.table().checkVirtualThreads("LCK-22");
  }

  @Test
  @Rule("LCK-22")
  void lck22_oneCarrierIsEnoughForEveryWait() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.alikeOnVirtualThreads(LockContract::everyWait);
  }

  @Test
  @Rule("LCK-22")
  void lck22_oneCarrierIsEnoughToBePassedAndServed() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.requireOffered("LCK-19");
    WaitingScenarios.isNotPassedTooOften("LCK-19", LockContract::held);
    WaitingScenarios.alikeOnVirtualThreads(
        kind -> LockContract.waiting(kind).isNotPassedOnceItHasParkedTooOften("LCK-19"));
  }

  @Test
  @NoTwin(
      "It kills LCK-24-parks-for-a-second, but not on JDK 17, so that the twin names"
          + " lck23_aReleaseUnparksTheFirstInLineAndNobodyElse.")
  @Rule({"LCK-22", "LCK-23", "LCK-24"})
  void lck22_veryManyVirtualThreadsWaitInTurn() {
    WaitingScenarios.requireOneCarrier();
    Line line = new Line();
    COST.ofMany("acquire()", line::waitInTurn, "release()", waiters -> line.serve(), 1);
  }
}
