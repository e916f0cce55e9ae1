package dev.lockstep.kit.contract;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.SemaphoreSubject;
import org.junit.jupiter.api.Test;

/**
 * Semaphore on virtual threads with one carrier, on very many of them, and what its waiting costs.
 */
@Checks(primitive = Primitive.SEMAPHORE, checker = Checker.VIRTUAL)
class SemaphoreVirtual {
  private static final String CALL = "acquire()";

  private static final ParkingCost COST = new ParkingCost("SEM-22", "SEM-23", "SEM-24");

  @Test
  @Rule({"SEM-23", "SEM-24"})
  void sem23_aReleaseUnparksAsManyAsItServes() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      for (int count : new int[] {1, 2, ParkingCost.FEW}) {
        SemaphoreSubject semaphore = SemaphoreContract.empty();
        String each = "release(" + count + ")";
        COST.ofNobody(each + " before anybody waits", () -> releaseAndTake(semaphore, count));
        COST.of(kind, count, CALL, semaphore::acquire, each, w -> semaphore.release(count), 1);
        COST.ofNobody(each + " after all were served", () -> releaseAndTake(semaphore, count));
      }
    }
  }

  private static void releaseAndTake(SemaphoreSubject semaphore, int permits) {
    semaphore.release(permits);
    for (int i = 0; i < permits; i++) {
      semaphore.acquire();
    }
  }

  @Test
  @Rule({"SEM-23", "SEM-24"})
  void sem23_aReleaseOfOnePermitUnparksOneWaiter() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      SemaphoreSubject semaphore = SemaphoreContract.empty();
      COST.of(
          kind,
          ParkingCost.FEW,
          CALL,
          semaphore::acquire,
          "release(), one by one",
          waiters -> COST.oneByOne(waiters, "release()", semaphore::release),
          1);
    }
  }

  @Test
  @NoTwin("The mechanism is Lock's too: LockVirtual kills the twin of this scenario.")
  @Rule("SEM-22")
  void sem22_oneCarrierSeesWhatPlatformThreadsSee() {
    WaitingScenarios.requireOneCarrier();
    SemaphoreContract.table().checkVirtualThreads("SEM-22");
  }

  @Test
  @NoTwin("The mechanism is Lock's too: LockVirtual kills the twin of this scenario.")
  @Rule("SEM-22")
  void sem22_oneCarrierIsEnoughForEveryWait() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.alikeOnVirtualThreads(SemaphoreContract::everyWait);
  }

  @Test
  @NoTwin("The mechanism is Lock's too: LockVirtual kills the twin of this scenario.")
  @Rule("SEM-22")
  void sem22_oneCarrierIsEnoughToBePassedAndServed() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.requireOffered("SEM-19");
    WaitingScenarios.isNotPassedTooOften("SEM-19", SemaphoreContract::empty);
    WaitingScenarios.alikeOnVirtualThreads(
        kind -> SemaphoreContract.waiting(kind).isNotPassedOnceItHasParkedTooOften("SEM-19"));
  }

  @Test
  @NoTwin("The mechanism is Lock's too: LockVirtual kills the twin of this scenario.")
  @Rule({"SEM-22", "SEM-23", "SEM-24"})
  void sem22_veryManyVirtualThreadsWaitForOneRelease() {
    WaitingScenarios.requireOneCarrier();
    SemaphoreSubject semaphore = SemaphoreContract.empty();
    int count = Cost.VIRTUAL_WAITERS;
    COST.ofMany(CALL, semaphore::acquire, "release(n)", waiters -> semaphore.release(count), 1);
  }

  /** Releases that race with those whom they wake may wake somebody twice. */
  @Test
  @NoTwin("The mechanism is Lock's too: LockVirtual kills the twin of this scenario.")
  @Rule({"SEM-22", "SEM-23", "SEM-24"})
  void sem22_veryManyVirtualThreadsWaitForAReleaseEach() {
    WaitingScenarios.requireOneCarrier();
    SemaphoreSubject semaphore = SemaphoreContract.empty();
    COST.ofMany(
        CALL,
        semaphore::acquire,
        "release(), n times",
        waiters -> {
          for (int i = 0; i < waiters.count(); i++) {
            semaphore.release();
          }
        },
        2);
  }
}
