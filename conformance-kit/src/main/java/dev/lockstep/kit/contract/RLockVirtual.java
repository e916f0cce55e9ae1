package dev.lockstep.kit.contract;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.RLockSubject;
import org.junit.jupiter.api.Test;

/** RLock on virtual threads with one carrier, on very many of them, and what its waiting costs. */
@Checks(primitive = Primitive.RLOCK, checker = Checker.VIRTUAL)
class RLockVirtual {
  private static final ParkingCost COST = new ParkingCost("RLK-26", "RLK-27", "RLK-28");

  @Test
  @Rule({"RLK-27", "RLK-28"})
  void rlk27_aReleaseUnparksTheFirstInLineAndNobodyElse() {
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

  /** Threads that wait for a lock that another owns, and release it in turn. */
  private static final class Line {
    final RLockSubject lock = RLockContract.held();

    private CountingSeam.Counts before = CountingSeam.counts();
    private int served;

    /** Lets go the first, who lets go the second, and so on; an inner level serves nobody. */
    void serve() {
      before = CountingSeam.counts();
      served = 0;
      lock.acquire();
      lock.release();
      lock.release();
    }

    boolean waitInTurn() {
      boolean acquired = lock.acquire();
      served++;
      lock.acquire();
      lock.release();
      COST.requireUnparks(served, before);
      lock.release();
      return acquired;
    }
  }

  @Test
  @Rule("RLK-26")
  void rlk26_oneCarrierSeesWhatPlatformThreadsSee() {
    WaitingScenarios.requireOneCarrier();
    RLockContract.table().checkVirtualThreads("RLK-26");
  }

  @Test
  @Rule("RLK-26")
  void rlk26_oneCarrierIsEnoughForEveryWait() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.alikeOnVirtualThreads(RLockContract::everyWait);
  }

  @Test
  @Rule("RLK-26")
  void rlk26_oneCarrierIsEnoughToBePassedAndServed() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.requireOffered("RLK-22");
    WaitingScenarios.isNotPassedTooOften("RLK-22", RLockContract::held);
    WaitingScenarios.alikeOnVirtualThreads(
        kind -> RLockContract.passing(kind).isNotPassedOnceItHasParkedTooOften("RLK-22"));
  }

  @Test
  @NoTwin(
      "It kills RLK-28-for-ever-is-292-years, but not on JDK 17, so that the twin names"
          + " rlk27_aReleaseUnparksTheFirstInLineAndNobodyElse.")
  @Rule({"RLK-26", "RLK-27", "RLK-28"})
  void rlk26_veryManyVirtualThreadsWaitInTurn() {
    WaitingScenarios.requireOneCarrier();
    Line line = new Line();
    COST.ofMany("acquire()", line::waitInTurn, "release()", waiters -> line.serve(), 1);
  }
}
