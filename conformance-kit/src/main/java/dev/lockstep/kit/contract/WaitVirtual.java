package dev.lockstep.kit.contract;

import dev.lockstep.kit.contract.CountingSeam.Counts;
import dev.lockstep.kit.model.ViewName;
import dev.lockstep.kit.model.WaitModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.WaitSubject;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Waiting at addresses on virtual threads with one carrier, on very many of them, and its cost. */
@Checks(primitive = Primitive.WAIT, checker = Checker.VIRTUAL)
class WaitVirtual {
  private static final ParkingCost COST = new ParkingCost("WAI-23", "WAI-15", "WAI-22");

  private static final ViewName INTS = ViewName.ints();

  private static final int BYTES = 64;

  private static WaitSubject newMemory(int bytes) {
    return Subjects.ACTIVE.newWait(bytes, bytes);
  }

  private static boolean isOk(WaitSubject memory, long index) {
    return memory.await(INTS, index, 0).equals(WaitModel.OK);
  }

  @Test
  @Rule({"WAI-15", "WAI-22"})
  void wai15_aNotifyUnparksEachOfItsWaitersOnceAndNobodyElse() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      for (int count : new int[] {1, 2, ParkingCost.FEW}) {
        WaitSubject memory = newMemory(BYTES);
        COST.ofNobody("notify in a new memory", () -> memory.signal(INTS, 0));
        COST.of(
            kind,
            count,
            "wait(0, 0)",
            () -> isOk(memory, 0),
            "notify(0)",
            waiters -> memory.signal(INTS, 0),
            1);
        COST.ofNobody("wait(0, 1)", () -> memory.await(INTS, 0, 1));
        COST.ofNobody("wait(0, 0, 0)", () -> memory.await(INTS, 0, 0, 0));
        COST.ofNobody("notify after all have returned", () -> memory.signal(INTS, 0));
      }
    }
  }

  @Test
  @Rule("WAI-15")
  void wai15_nUnparksWakeN() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      WaitSubject memory = newMemory(BYTES);
      try (ManyWaiters waiters =
          new ManyWaiters(kind, ParkingCost.FEW, "wait(0, 0)", () -> isOk(memory, 0))) {
        waiters.startInTurn();
        COST.oneByOne(waiters, "notify(0, 1)", () -> memory.signal(INTS, 0, 1));
      }
      Evidence.executed(ParkingCost.FEW);
    }
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule("WAI-23")
  void wai23_oneCarrierSeesWhatPlatformThreadsSee() {
    WaitingScenarios.requireOneCarrier();
    WaitContract.table().checkVirtualThreads("WAI-23");
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule("WAI-23")
  void wai23_oneCarrierIsEnoughForEveryWait() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.alikeOnVirtualThreads(WaitScenarios::every);
  }

  @Test
  @Rule({"WAI-23", "WAI-15", "WAI-22"})
  void wai23_veryManyVirtualThreadsWaitAtOneAddress() {
    WaitingScenarios.requireOneCarrier();
    WaitSubject memory = newMemory(BYTES);
    COST.ofMany(
        "wait(0, 0)", () -> isOk(memory, 0), "notify(0)", waiters -> memory.signal(INTS, 0), 1);
  }

  @Test
  @Rule({"WAI-23", "WAI-17", "WAI-16", "WAI-15", "WAI-22"})
  void wai17_veryManyVirtualThreadsWaitAtAsManyAddresses() {
    WaitingScenarios.requireOneCarrier();
    WaitSubject memory = newMemory(2 * Cost.VIRTUAL_WAITERS * Integer.BYTES);
    AtomicInteger next = new AtomicInteger();
    COST.ofMany(
        "wait(i, 0)",
        () -> isOk(memory, 2L * next.getAndIncrement()),
        "notify of each",
        waiters -> notifyEach(memory, waiters.count()),
        1);
  }

  private static void notifyEach(WaitSubject memory, int count) {
    for (int i = 0; i < count; i++) {
      long seen = memory.signal(INTS, 2L * i);
      if (seen != 1) {
        throw new RuleViolation("WAI-17", "one waiter at " + 2 * i + " was due, not " + seen);
      }
    }
    for (int i = 0; i < count; i++) {
      if (memory.signal(INTS, 2L * i) != 0) {
        throw new RuleViolation("WAI-16", "who has been notified is still at " + 2 * i);
      }
    }
  }

  @Test
  @Rule("WAI-19")
  void wai19_veryManyStagesParkNobodyAndAreUnparkedByNobody() {
    ParkingCost.requireCounted();
    WaitSubject memory = newMemory(BYTES);
    Counts before = CountingSeam.counts();
    for (int i = 0; i < Cost.VIRTUAL_WAITERS; i++) {
      memory.awaitAsync(INTS, 0, 0);
    }
    long count = memory.signal(INTS, 0);
    Counts cost = CountingSeam.counts().since(before);
    if (count != Cost.VIRTUAL_WAITERS || cost.parks() + cost.unparks() != 0) {
      throw new RuleViolation(
          "WAI-19", "of " + Cost.VIRTUAL_WAITERS + " stages " + count + " were there; " + cost);
    }
    Evidence.executed(Cost.VIRTUAL_WAITERS);
  }
}
