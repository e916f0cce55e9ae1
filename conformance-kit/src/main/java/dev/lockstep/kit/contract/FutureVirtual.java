package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.FuturesModel.Condition;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.FutureSubject;
import dev.lockstep.kit.subject.FuturesSubject;
import dev.lockstep.kit.subject.Subjects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Future on virtual threads with one carrier, on very many of them, and what its waiting costs. */
@Checks(primitive = Primitive.FUTURE, checker = Checker.VIRTUAL)
class FutureVirtual {
  private static final ParkingCost COST = new ParkingCost("FUT-33", "FUT-34", "FUT-34");

  private static Map<String, FutureScenarios.Call> calls() {
    FuturesSubject functions = Subjects.ACTIVE.futures();
    Map<String, FutureScenarios.Call> calls = new LinkedHashMap<>();
    calls.put("result()", FutureSubject::result);
    calls.put("exception()", FutureSubject::exception);
    calls.put("wait()", each -> functions.wait(List.of(each), Condition.ALL_COMPLETED));
    calls.put("as_completed()", each -> functions.asCompleted(List.of(each)).next());
    return calls;
  }

  private static boolean isDone(FutureScenarios.Call call, FutureSubject future) {
    call.of(future);
    return future.done();
  }

  @Test
  @Rule("FUT-34")
  void fut34_aCompletionUnparksEachOfItsWaitersOnceAndNobodyElse() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      for (int count : new int[] {1, 2, ParkingCost.FEW}) {
        calls()
            .forEach(
                (name, call) -> {
                  FutureSubject future = Subjects.ACTIVE.futures().newFuture();
                  COST.of(
                      kind,
                      count,
                      name,
                      () -> isDone(call, future),
                      "set_result(7)",
                      waiters -> future.setResult(7L),
                      1);
                  COST.ofNobody(name + " of a done future", () -> call.of(future));
                });
      }
      COST.ofNobody("completion of a new future", FutureVirtual::completeOne);
    }
  }

  private static void completeOne() {
    FutureSubject future = Subjects.ACTIVE.futures().newFuture();
    future.addDoneCallback(done -> done.result());
    future.setRunningOrNotifyCancel();
    future.setResult(7L);
  }

  @Test
  @NoTwin("The mechanism is Event's: EventVirtual kills the twin of this scenario.")
  @Rule("FUT-33")
  void fut33_oneCarrierSeesWhatPlatformThreadsSee() {
    WaitingScenarios.requireOneCarrier();
    FutureContract.table().checkVirtualThreads("FUT-33");
    FutureContract.functions().checkVirtualThreads("FUT-33");
  }

  @Test
  @NoTwin("The mechanism is Event's: EventVirtual kills the twin of this scenario.")
  @Rule("FUT-33")
  void fut33_oneCarrierIsEnoughForEveryWait() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.alikeOnVirtualThreads(FutureScenarios::every);
  }

  @Test
  @NoTwin("The mechanism is Event's: EventVirtual kills the twin of this scenario.")
  @Rule({"FUT-33", "FUT-34"})
  void fut33_veryManyVirtualThreadsWaitAtOnce() {
    WaitingScenarios.requireOneCarrier();
    FutureSubject future = Subjects.ACTIVE.futures().newFuture();
    COST.ofMany(
        "result()",
        () -> isDone(FutureSubject::result, future),
        "set_result(7)",
        waiters -> future.setResult(7L),
        1);
  }
}
