package dev.lockstep.kit.contract;

import static dev.lockstep.kit.contract.PutGetScenarios.FAR_AWAY;
import static dev.lockstep.kit.contract.PutGetScenarios.UNPARKS;
import static dev.lockstep.kit.contract.PutGetScenarios.WAITERS;
import static dev.lockstep.kit.contract.PutGetScenarios.require;
import static dev.lockstep.kit.contract.PutGetScenarios.requireTold;
import static dev.lockstep.kit.contract.PutGetScenarios.told;
import static dev.lockstep.kit.contract.PutGetScenarios.toldOf;

import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.QueuePlayer;
import dev.lockstep.kit.subject.QueueSubject;
import dev.lockstep.kit.subject.Subjects;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/** Real threads that wait for room in a queue, for its work to be done, or for its end. */
final class QueueScenarios {
  private final Kind kind;
  private final Order order;
  private final PutGetScenarios getting;

  /**
   * Creates the scenarios.
   *
   * @param kind of the waiting threads
   * @param order which kind of queue
   */
  QueueScenarios(Kind kind, Order order) {
    this.kind = kind;
    this.order = order;
    getting = new PutGetScenarios(kind, () -> created(order, 0));
  }

  static QueueSubject created(Order order, int maxsize) {
    return QueuePlayer.create(Subjects.ACTIVE, order, maxsize);
  }

  /** Creates a queue with a bound of one, and with an item in it. */
  static QueueSubject createdFull(Order order) {
    QueueSubject queue = created(order, 1);
    queue.put(0L);
    return queue;
  }

  /** Returns what concerns getters only. */
  PutGetScenarios getting() {
    return getting;
  }

  /** Everything that a thread of this kind can wait through. */
  void every() {
    getting.waitsUntilPut(PutGetScenarios.forever());
    getting.waitsUntilPut(PutGetScenarios.timed());
    getting.timeoutsAreLowerBounds();
    getting.gettersLeaveTheCarriersFree();
    waitsForRoom(forever());
    waitsForRoom(timed());
    putTimeoutsAreLowerBounds();
    if (offers("QUE-14")) {
      joinWaitsUntilAllIsDone();
      joinersMissNoMoment();
    }
    if (offers("QUE-15")) {
      shutdownRefusesAllThatWait(false);
      shutdownRefusesAllThatWait(true);
    }
    if (offers("QUE-23")) {
      getting.servesGettersInOrder();
      servesPuttersInOrder();
    }
    if (offers("QUE-21")) {
      getting.interruptedGettersLeaveTheOthersAlone();
      interruptedPuttersLeaveTheOthersAlone();
    }
  }

  private static boolean offers(String rule) {
    return Subjects.ACTIVE.offers(rule);
  }

  /** The forms of put that wait for ever. */
  static Map<String, BiConsumer<QueueSubject, Object>> forever() {
    Map<String, BiConsumer<QueueSubject, Object>> forms = new TreeMap<>();
    forms.put("put(item)", QueueSubject::put);
    forms.put("put(item, True)", (queue, item) -> queue.put(item, true));
    return forms;
  }

  /** The form that waits for a long time. */
  static Map<String, BiConsumer<QueueSubject, Object>> timed() {
    Map<String, BiConsumer<QueueSubject, Object>> forms = new TreeMap<>();
    forms.put("put(item, True, 1000.0)", (queue, item) -> queue.put(item, true, FAR_AWAY));
    return forms;
  }

  /** Each form waits, whatever unparks it, until another thread gets. */
  void waitsForRoom(Map<String, BiConsumer<QueueSubject, Object>> forms) {
    forms.forEach(this::waitsForRoom);
  }

  private void waitsForRoom(String name, BiConsumer<QueueSubject, Object> form) {
    QueueSubject queue = createdFull(order);
    try (Threads threads = new Threads(kind)) {
      Task<String> putter = threads.start(name, () -> toldOf(() -> form.accept(queue, 1L)));
      threads.awaitAtRest(putter);
      for (int i = 0; i < UNPARKS; i++) {
        LockSupport.unpark(putter.thread());
      }
      threads.awaitAtRest(putter);
      require(told(queue::get).equals("0"), "while " + name + " waits, the other item was due");
      requireTold(putter, "None", name + " waited; after the get");
      require(told(queue::get).equals("1"), "the item of " + name + " was due");
      require(queue.empty(), "no other item was due");
    }
    Evidence.executed(1);
  }

  /** Timeouts are lower bounds, also of a thread that is unparked for no reason. */
  void putTimeoutsAreLowerBounds() {
    new LowerBounds(kind, TimedCalls.ofPut(createdFull(order))).ofSeconds();
  }

  /** The same of Durations. */
  void durationsAreLowerBounds() {
    getting.durationsAreLowerBounds();
    new LowerBounds(kind, TimedCalls.ofPut(createdFull(order))).ofDurations();
  }

  /** Putters get room in the order in which they have joined, also when one has left. */
  void servesPuttersInOrder() {
    QueueSubject queue = createdFull(order);
    try (Threads threads = new Threads(kind)) {
      List<Task<String>> due = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        long item = i + 1L;
        Task<String> putter = threads.start("putter-" + i, () -> toldOf(() -> queue.put(item)));
        threads.awaitAtRest(putter);
        if (i == WAITERS / 2) {
          putter.thread().interrupt();
          putter.result();
        } else {
          due.add(putter);
        }
      }
      queue.get();
      for (int i = 0; i < WAITERS; i++) {
        if (i != WAITERS / 2) {
          String seen = told(queue::get);
          require(seen.equals(String.valueOf(i + 1)), (i + 1) + " was due next, not " + seen);
        }
      }
      due.forEach(putter -> requireTold(putter, "None", "after its turn"));
      require(queue.empty(), "the item of one that was interrupted was due to stay outside");
    }
    Evidence.executed(1);
  }

  /** An interrupted putter leaves with its item, and nobody else is disturbed. */
  void interruptedPuttersLeaveTheOthersAlone() {
    QueueSubject queue = createdFull(order);
    try (Threads threads = new Threads(kind)) {
      Task<String> leaver = threads.start("leaver", () -> toldOf(() -> queue.put(1L)));
      threads.awaitAtRest(leaver);
      Task<String> stayer = threads.start("stayer", () -> toldOf(() -> queue.put(2L)));
      threads.awaitAtRest(stayer);
      leaver.thread().interrupt();
      requireTold(leaver, "KeyboardInterrupt", "after an interrupt");
      threads.awaitAtRest(stayer);
      queue.get();
      requireTold(stayer, "None", "not interrupted,");
      require(told(queue::get).equals("2"), "the item of one that was not interrupted was due");
    }
    Evidence.executed(1);
  }

  /** A join waits, whatever unparks it, until taskDone was called for all. */
  void joinWaitsUntilAllIsDone() {
    QueueSubject queue = created(order, 0);
    try (Threads threads = new Threads(kind)) {
      queue.put(1L);
      queue.put(2L);
      List<Task<String>> joiners = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        joiners.add(threads.start("joiner-" + i, () -> toldOf(queue::join)));
      }
      threads.awaitAtRest(joiners.toArray(Task[]::new));
      LockSupport.unpark(joiners.get(0).thread());
      queue.get();
      queue.get();
      queue.taskDone();
      threads.awaitAtRest(joiners.toArray(Task[]::new));
      queue.taskDone();
      joiners.forEach(joiner -> requireTold(joiner, "None", "after the last taskDone"));
    }
    Evidence.executed(1);
  }

  /** A put that follows the last taskDone at once keeps no joiner. */
  void joinersMissNoMoment() {
    QueueSubject queue = created(order, 0);
    try (Threads threads = new Threads(kind)) {
      queue.put(1L);
      List<Task<String>> joiners = new ArrayList<>();
      for (int i = 0; i < WAITERS; i++) {
        joiners.add(threads.start("joiner-" + i, () -> toldOf(queue::join)));
      }
      threads.awaitAtRest(joiners.toArray(Task[]::new));
      queue.taskDone();
      queue.put(2L);
      boolean ended = Threads.poll(() -> joiners.stream().allMatch(Task::isEnded));
      queue.taskDone();
      require(ended, "all was done for a moment, and a joiner waits on");
      joiners.forEach(joiner -> requireTold(joiner, "None", "after the last taskDone"));
    }
    Evidence.executed(1);
  }

  /** A shutdown ends the wait of getters, or of putters, with ShutDown. */
  void shutdownRefusesAllThatWait(boolean immediate) {
    for (boolean putters : new boolean[] {false, true}) {
      QueueSubject queue = putters ? createdFull(order) : created(order, 0);
      try (Threads threads = new Threads(kind)) {
        List<Task<String>> waiters = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
          boolean timed = i % 2 == 1;
          waiters.add(threads.start("waiter-" + i, () -> waits(queue, putters, timed)));
        }
        threads.awaitAtRest(waiters.toArray(Task[]::new));
        queue.shutdown(immediate);
        waiters.forEach(waiter -> requireTold(waiter, "ShutDown", "after shutdown"));
        require(
            queue.qsize() == (putters && !immediate ? 1 : 0),
            "after shutdown(" + immediate + ") qsize() returned " + queue.qsize());
      }
      Evidence.executed(1);
    }
  }

  private static String waits(QueueSubject queue, boolean puts, boolean timed) {
    if (puts) {
      return toldOf(
          () -> {
            if (timed) {
              queue.put(1L, true, FAR_AWAY);
            } else {
              queue.put(1L);
            }
          });
    }
    return told(() -> timed ? queue.get(true, FAR_AWAY) : queue.get());
  }

  /**
   * An immediate shutdown lets joiners go once what was taken is done, and at once if nothing was.
   */
  void immediateShutdownReleasesJoiners() {
    for (int taken = 0; taken <= 2; taken++) {
      QueueSubject queue = created(order, 0);
      try (Threads threads = new Threads(kind)) {
        for (long i = 0; i < 4; i++) {
          queue.put(i);
        }
        for (int i = 0; i < taken; i++) {
          queue.get();
        }
        Task<String> joiner = threads.start("joiner", () -> toldOf(queue::join));
        threads.awaitAtRest(joiner);
        queue.shutdown(true);
        for (int left = taken; left > 0; left--) {
          require(queue.unfinishedTasks() == left, left + " tasks were due to be unfinished");
          threads.awaitAtRest(joiner);
          queue.taskDone();
        }
        requireTold(joiner, "None", "after shutdown(True), with " + taken + " taken,");
        String late = toldOf(queue::taskDone);
        require(late.equals("ValueError"), "one more task_done() was due: ValueError, not " + late);
      }
      Evidence.executed(1);
    }
  }

  /** Items that were drained are not kept in memory. */
  void drainedItemsAreForgotten() {
    QueueSubject queue = created(order, 0);
    List<WeakReference<Object>> items = new ArrayList<>();
    fill(queue, items);
    queue.shutdown(true);
    require(Heap.forgets(items), "an item that was drained is still kept");
    Evidence.executed(items.size());
  }

  private static void fill(QueueSubject queue, List<WeakReference<Object>> items) {
    for (int i = 0; i < 200; i++) {
      Object item = "item " + i;
      items.add(new WeakReference<>(item));
      queue.put(item);
    }
  }
}
