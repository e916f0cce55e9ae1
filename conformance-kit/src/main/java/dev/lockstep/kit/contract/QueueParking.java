package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.QueueSubject;

/** What waiting for an item, for room, for the work and for the end of a queue costs in parks. */
final class QueueParking {
  private final Order order;
  private final ParkingCost cost;

  /**
   * Creates the scenarios.
   *
   * @param order which kind of queue
   */
  QueueParking(Order order) {
    this.order = order;
    cost = new ParkingCost(order.rule("QUE-26"), order.rule("QUE-28"), order.rule("QUE-29"));
  }

  /** A put unparks the getter whom it serves, and nobody if nobody waits. */
  void putUnparksTheGetterWhomItServes() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      QueueSubject queue = empty();
      cost.ofNobody("put and get before anybody waits", () -> putAndGet(queue));
      cost.of(
          kind,
          ParkingCost.FEW,
          "get()",
          () -> gets(queue),
          "put(item), one by one",
          waiters -> cost.oneByOne(waiters, "put(item)", () -> queue.put(1L)),
          1);
      cost.ofNobody("put and get after all were served", () -> putAndGet(queue));
    }
  }

  /** A get unparks the putter whom it lets in. */
  void getUnparksThePutterWhomItLetsIn() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      QueueSubject queue = full();
      cost.of(
          kind,
          ParkingCost.FEW,
          "put(item)",
          () -> puts(queue),
          "get(), one by one",
          waiters -> cost.oneByOne(waiters, "get()", queue::get),
          1);
      queue.get();
      cost.ofNobody("put and get after all were served", () -> putAndGet(queue));
    }
  }

  /** Only the last task_done unparks joiners. */
  void onlyTheLastTaskDoneUnparksJoiners() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      QueueSubject queue = empty();
      queue.put(1L);
      queue.put(2L);
      cost.of(
          kind,
          ParkingCost.FEW,
          "join()",
          () -> joins(queue),
          "the last task_done()",
          waiters -> {
            cost.ofNobody("a task_done() that is not the last", queue::taskDone);
            queue.taskDone();
          },
          1);
    }
  }

  /** A shutdown unparks each waiter once. */
  void shutdownUnparksEachWaiterOnce() {
    ParkingCost.requireCounted();
    for (Kind kind : Kind.available()) {
      QueueSubject empty = empty();
      cost.of(
          kind,
          ParkingCost.FEW,
          "get()",
          () -> isRefused(empty::get),
          "shutdown()",
          waiters -> empty.shutdown(false),
          1);
      QueueSubject full = full();
      cost.of(
          kind,
          ParkingCost.FEW,
          "put(item)",
          () -> isRefused(() -> full.put(1L)),
          "shutdown(True)",
          waiters -> full.shutdown(true),
          1);
    }
  }

  /** Very many getters wait at once. */
  void veryManyVirtualThreadsWaitAtOnce() {
    WaitingScenarios.requireOneCarrier();
    QueueSubject queue = empty();
    cost.ofMany(
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

  /** On one carrier every call and every wait comes to what it comes to on platform threads. */
  void oneCarrierIsEnough(String rule) {
    WaitingScenarios.requireOneCarrier();
    QueueContract.table(order).checkVirtualThreads(rule);
    WaitingScenarios.alikeOnVirtualThreads(kind -> new QueueScenarios(kind, order).every());
  }

  private QueueSubject empty() {
    return QueueScenarios.created(order, 0);
  }

  private QueueSubject full() {
    return QueueScenarios.createdFull(order);
  }

  private static boolean gets(QueueSubject queue) {
    return queue.get() instanceof Long;
  }

  private static boolean puts(QueueSubject queue) {
    queue.put(1L);
    return true;
  }

  private static boolean joins(QueueSubject queue) {
    queue.join();
    return true;
  }

  private static boolean isRefused(Runnable call) {
    return PutGetScenarios.toldOf(call).equals("ShutDown");
  }

  private static void putAndGet(QueueSubject queue) {
    queue.put(1L);
    queue.get();
    queue.putNowait(2L);
    queue.getNowait();
  }
}
