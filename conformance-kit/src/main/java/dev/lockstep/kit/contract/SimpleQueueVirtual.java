package dev.lockstep.kit.contract;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.SimpleQueueSubject;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/** SimpleQueue on virtual threads with one carrier, on very many, and what its waiting costs. */
@Checks(primitive = Primitive.SIMPLEQUEUE, checker = Checker.VIRTUAL)
class SimpleQueueVirtual {
  private static final ParkingCost COST = new ParkingCost("SQU-18", "SQU-20", "SQU-21");

  private static SimpleQueueSubject created() {
    return Subjects.ACTIVE.newSimpleQueue();
  }

  @Test
  @Rule({"SQU-20", "SQU-21"})
  void squ20_putUnparksTheGetterWhomItServes() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      SimpleQueueSubject queue = created();
      COST.ofNobody("put and get before anybody waits", () -> putAndGet(queue));
      COST.of(
          kind,
          ParkingCost.FEW,
          "get()",
          () -> gets(queue),
          "put(item), one by one",
          waiters -> COST.oneByOne(waiters, "put(item)", () -> queue.put(1L)),
          1);
      COST.ofNobody("put and get after all were served", () -> putAndGet(queue));
    }
  }

  private static boolean gets(SimpleQueueSubject queue) {
    return queue.get() instanceof Long;
  }

  private static void putAndGet(SimpleQueueSubject queue) {
    queue.put(1L);
    queue.get();
    queue.putNowait(2L);
    queue.getNowait();
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule("SQU-18")
  void squ18_oneCarrierSeesWhatPlatformThreadsSee() {
    WaitingScenarios.requireOneCarrier();
    SimpleQueueContract.table().checkVirtualThreads("SQU-18");
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule("SQU-18")
  void squ18_oneCarrierIsEnoughForEveryWait() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.alikeOnVirtualThreads(SimpleQueueContract::every);
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventVirtual kills the twin of this scenario.")
  @Rule({"SQU-18", "SQU-20", "SQU-21"})
  void squ18_veryManyVirtualThreadsWaitAtOnce() {
    WaitingScenarios.requireOneCarrier();
    SimpleQueueSubject queue = created();
    COST.ofMany(
        "get()",
        () -> gets(queue),
        "put(item), n times",
        waiters -> {
          for (int i = 0; i < waiters.count(); i++) {
            queue.put(1L);
          }
        },
        1);
  }
}
