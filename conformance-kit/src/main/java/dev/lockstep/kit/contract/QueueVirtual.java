package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.QueueSubject;
import org.junit.jupiter.api.Test;

/** Queue on virtual threads with one carrier, on very many of them, and what its waiting costs. */
@Checks(primitive = Primitive.QUEUE, checker = Checker.VIRTUAL)
class QueueVirtual {
  private static final ParkingCost COST =
      new ParkingCost("QUE-26", "QUE-28", "QUE-29");

  private static QueueSubject created() {
    return QueueScenarios.created(Order.FIFO, 0);
  }

  @Test
  @Rule({"QUE-28", "QUE-29"})
  void que28_putUnparksTheGetterWhomItServes() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      QueueSubject queue = created();
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

  private static boolean gets(QueueSubject queue) {
    return queue.get() instanceof Long;
  }

  private static void putAndGet(QueueSubject queue) {
    queue.put(1L);
    queue.get();
    queue.putNowait(2L);
    queue.getNowait();
  }

  @Test
  @Rule({"QUE-28", "QUE-29"})
  void que28_getUnparksThePutterWhomItLetsIn() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      QueueSubject queue = QueueScenarios.createdFull(Order.FIFO);
      COST.of(
          kind,
          ParkingCost.FEW,
          "put(item)",
          () -> puts(queue),
          "get(), one by one",
          waiters -> COST.oneByOne(waiters, "get()", queue::get),
          1);
      queue.get();
      COST.ofNobody("put and get after all were served", () -> putAndGet(queue));
    }
  }

  private static boolean puts(QueueSubject queue) {
    queue.put(1L);
    return true;
  }

  @Test
  @Rule({"QUE-28", "QUE-29"})
  void que28_onlyTheLastTaskDoneUnparksJoiners() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      QueueSubject queue = QueueScenarios.created(Order.FIFO, 0);
      queue.put(1L);
      queue.put(2L);
      COST.of(
          kind,
          ParkingCost.FEW,
          "join()",
          () -> joins(queue),
          "the last task_done()",
          waiters -> {
            COST.ofNobody("a task_done() that is not the last", queue::taskDone);
            queue.taskDone();
          },
          1);
    }
  }

  private static boolean joins(QueueSubject queue) {
    queue.join();
    return true;
  }

  @Test
  @Rule({"QUE-28", "QUE-29"})
  void que28_shutdownUnparksEachWaiterOnce() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      QueueSubject empty = QueueScenarios.created(Order.FIFO, 0);
      COST.of(
          kind,
          ParkingCost.FEW,
          "get()",
          () -> isRefused(empty::get),
          "shutdown()",
          waiters -> empty.shutdown(false),
          1);
      QueueSubject full = QueueScenarios.createdFull(Order.FIFO);
      COST.of(
          kind,
          ParkingCost.FEW,
          "put(item)",
          () -> isRefused(() -> full.put(1L)),
          "shutdown(True)",
          waiters -> full.shutdown(true),
          1);
    }
  }

  private static boolean isRefused(Runnable call) {
    return PutGetScenarios.toldOf(call).equals("ShutDown");
  }

  @Test
  @Rule("QUE-26")
  void que26_oneCarrierSeesWhatPlatformThreadsSee() {
    WaitingScenarios.requireOneCarrier();
    QueueContract.table(Order.FIFO).checkVirtualThreads("QUE-26");
  }

  @Test
  @Rule("QUE-26")
  void que26_oneCarrierIsEnoughForEveryWait() {
    WaitingScenarios.requireOneCarrier();
    WaitingScenarios.alikeOnVirtualThreads(kind -> new QueueScenarios(kind, Order.FIFO).every());
  }

  @Test
  @Rule({"QUE-26", "QUE-28", "QUE-29"})
  void que26_veryManyVirtualThreadsWaitAtOnce() {
    WaitingScenarios.requireOneCarrier();
    QueueSubject queue = created();
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
