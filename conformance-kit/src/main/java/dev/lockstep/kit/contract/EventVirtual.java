package dev.lockstep.kit.contract;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.EventSubject;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/** Event on virtual threads with one carrier, on very many of them, and what its waiting costs. */
@Checks(primitive = Primitive.EVENT, checker = Checker.VIRTUAL)
class EventVirtual {
  private static final ParkingCost COST = new ParkingCost("EVT-16", "EVT-14", "EVT-17");

  @Test
  @Rule({"EVT-14", "EVT-17"})
  void evt14_aSetUnparksEachOfItsWaitersOnceAndNobodyElse() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      for (int count : new int[] {1, 2, ParkingCost.FEW}) {
        EventSubject event = Subjects.ACTIVE.newEvent();
        COST.ofNobody("set and clear of a new event", () -> setAndClear(event));
        COST.of(kind, count, "wait()", event::await, "set()", waiters -> event.set(), 1);
        COST.ofNobody("wait() of a set event", event::await);
        COST.ofNobody("set and clear after all have returned", () -> setAndClear(event));
      }
    }
  }

  private static void setAndClear(EventSubject event) {
    event.set();
    event.set();
    event.clear();
    event.set();
    event.clear();
  }

  @Test
  @Rule("EVT-16")
  void evt16_oneCarrierSeesWhatPlatformThreadsSee() {
    WaitingScenarios.requireOneCarrier();
    EventContract.table().checkVirtualThreads("EVT-16");
  }

  @Test
  @Rule("EVT-16")
  void evt16_oneCarrierIsEnoughForEveryWait() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.alikeOnVirtualThreads(EventScenarios::every);
  }

  @Test
  @Rule({"EVT-16", "EVT-14", "EVT-17"})
  void evt16_veryManyVirtualThreadsWaitAtOnce() {
    WaitingScenarios.requireOneCarrier();
    EventSubject event = Subjects.ACTIVE.newEvent();
    COST.ofMany("wait()", event::await, "set()", waiters -> event.set(), 1);
  }
}
