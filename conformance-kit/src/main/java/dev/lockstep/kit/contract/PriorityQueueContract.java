package dev.lockstep.kit.contract;

import static dev.lockstep.kit.contract.QueueContract.table;

import dev.lockstep.kit.model.QueueModel;
import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.run.Threads.Task;
import dev.lockstep.kit.subject.QueueSubject;
import dev.lockstep.kit.subject.Subjects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.Test;

/** The contract of PriorityQueue: that of Queue, in its own order, and comparisons that fail. */
@Checks(primitive = Primitive.PRIORITYQUEUE, checker = Checker.CONTRACT)
class PriorityQueueContract {
  private static final QueueScenarios WAITING = new QueueScenarios(Kind.PLATFORM, Order.PRIORITY);

  @Provide
  Arbitrary<QueueSpecimen> specimens() {
    return QueueContract.specimens(Order.PRIORITY);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return QueueContract.steps(Arbitraries.of(1L, 2L, 3L, 4L, 5L, QueueModel.NONE, "text"));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({"PRI-01", "PRI-02", "PRI-04", "PRI-10"})
  void sequencesComeToWhatTheModelSays(
      @ForAll("specimens") QueueSpecimen specimen, @ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(specimen, Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("PRI-01")
  void pri01_everyRuleOfQueueHolds() {
    table(Order.PRIORITY).checkDecidedBy("PRI-01", 530);
    table(Order.PRIORITY).checkErrorsHaveNoEffect("PRI-01", 637);
    table(Order.PRIORITY).checkInterrupts("PRI-01", 651);
  }

  @Test
  @Rule("PRI-01")
  void pri01_everyWaitIsAsWithQueue() {
    requireOffered("PRI-01");
    WAITING.every();
    WAITING.getting().aNewcomerTakesNothing();
    WAITING.immediateShutdownReleasesJoiners();
    WAITING.getting().leaversAreForgotten();
    WAITING.getting().takenItemsAreForgotten();
    WAITING.drainedItemsAreForgotten();
  }

  @Test
  @Rule("PRI-01")
  void pri01_durationsAreAsWithQueue() {
    requireOffered("PRI-01");
    DurationTable durations = new DurationTable("PRI-01");
    durations.check(
        "empty queue, get", () -> TimedCalls.ofGet(QueueScenarios.created(Order.PRIORITY, 0)));
    durations.check(
        "queue with an item, get",
        () -> TimedCalls.ofGet(QueueScenarios.createdFull(Order.PRIORITY)));
    durations.check(
        "full queue, put", () -> TimedCalls.ofPut(QueueScenarios.createdFull(Order.PRIORITY)));
    durations.check(
        "queue with room, put", () -> TimedCalls.ofPut(QueueScenarios.created(Order.PRIORITY, 1)));
    WAITING.durationsAreLowerBounds();
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventContract kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_virtualThreadsWaitAsPlatformThreadsDo() {
    requireOffered("PRI-01");
    WaitingScenarios.requireVirtualThreads();
    table(Order.PRIORITY).checkVirtualThreads("PRI-01");
    WaitingScenarios.alikeOnVirtualThreads(
        kind -> new QueueScenarios(kind, Order.PRIORITY).every());
  }

  @Test
  @Rule("PRI-02")
  void pri02_getReturnsASmallestAtOnce() {
    table(Order.PRIORITY).checkDecidedBy("PRI-02", 80);
  }

  @Test
  @Rule("PRI-10")
  void pri10_whatDoesNotFitIsRefusedOnlyByACallThatHasToWait() {
    table(Order.PRIORITY).checkDecidedBy("PRI-10", 15);
  }

  @Test
  @Rule("PRI-03")
  void pri03_itemsAreComparedByTheComparatorAndOnlyWithOthers() {
    requireOffered("PRI-03");
    List<Object> compared = new ArrayList<>();
    QueueSubject queue =
        Subjects.ACTIVE.newPriorityQueue(
            0,
            (left, right) -> {
              compared.add(left);
              return -Long.compare((Long) left, (Long) right);
            });
    queue.put(1L);
    PutGetScenarios.require(compared.isEmpty(), "an item that is alone was compared");
    queue.put(3L);
    queue.put(2L);
    PutGetScenarios.require(
        drain(queue).equals(List.of(3L, 2L, 1L)), "the Comparator's order was due");
    queue.put(4L);
    Evidence.executed(1);
  }

  @SuppressWarnings("ReferenceEquality") // that very item
  @Test
  @Rule("PRI-04")
  void pri04_whatHasNoOrderIsRefusedAndNotKept() {
    requireOffered("PRI-04");
    Object[] items = {1L, "text", null, new Object(), 2.0};
    for (Object inside : items) {
      for (Object item : items) {
        boolean comparable = inside != null && item != null && inside.getClass() == item.getClass();
        if (comparable && inside instanceof Comparable) {
          continue;
        }
        QueueSubject queue = Subjects.ACTIVE.newPriorityQueue(0, null);
        queue.put(inside);
        String seen = PutGetScenarios.toldOf(() -> queue.put(item));
        PutGetScenarios.require(
            seen.equals("TypeError"), "put(" + item + ") beside " + inside + ": " + seen);
        PutGetScenarios.require(
            queue.qsize() == 1 && queue.get() == inside, "put(" + item + ") has left something");
        Evidence.executed(1);
      }
    }
  }

  @Test
  @Rule("PRI-05")
  void pri05_aComparisonThatThrowsHasNoEffect() {
    requireOffered("PRI-05");
    for (int size = 2; size <= 12; size++) {
      for (int failing = 1; failing <= 6; failing++) {
        failsAt(size, failing, true);
        failsAt(size, failing, false);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // that very throwable
  private static void failsAt(int size, int failing, boolean puts) {
    IllegalStateException failure = new IllegalStateException("the comparison fails");
    int[] left = {Integer.MAX_VALUE};
    QueueSubject queue =
        Subjects.ACTIVE.newPriorityQueue(
            size + 1,
            (one, other) -> {
              if (--left[0] == 0) {
                throw failure;
              }
              return Long.compare((Long) one, (Long) other);
            });
    List<Object> due = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      queue.put(7 * i % 13);
      due.add(7 * i % 13);
    }
    left[0] = failing;
    Throwable seen = null;
    Object got = null;
    try {
      if (puts) {
        queue.put(-1L);
      } else {
        got = queue.get();
      }
    } catch (IllegalStateException e) {
      seen = e;
    }
    boolean failed = left[0] <= 0;
    left[0] = Integer.MAX_VALUE;
    String what = (puts ? "put" : "get") + " with " + size + " items, at comparison " + failing;
    PutGetScenarios.require(failed == (seen == failure), what + " came to " + seen);
    if (!failed) {
      due.sort(Comparator.comparing(Long.class::cast));
      if (puts) {
        due.add(-1L);
      } else {
        PutGetScenarios.require(due.remove(0).equals(got), what + " returned " + got);
      }
    }
    due.sort(Comparator.comparing(Long.class::cast));
    if (Subjects.ACTIVE.offers("QUE-13")) {
      PutGetScenarios.require(
          queue.unfinishedTasks() == (puts && !failed ? size + 1 : size), what + ": tasks");
    }
    List<Object> kept = drain(queue);
    PutGetScenarios.require(kept.equals(due), what + " left " + kept + " and not " + due);
    Evidence.executed(1);
  }

  private static List<Object> drain(QueueSubject queue) {
    List<Object> items = new ArrayList<>();
    while (!queue.empty()) {
      items.add(queue.get());
    }
    return items;
  }

  @Test
  @Rule("PRI-06")
  void pri06_aPutterThatCannotBeComparedDisturbsNobody() {
    requireOffered("PRI-06");
    QueueSubject queue = Subjects.ACTIVE.newPriorityQueue(2, null);
    queue.put(1L);
    queue.put(2L);
    try (Threads threads = new Threads()) {
      Task<String> wrong =
          threads.start("wrong", () -> PutGetScenarios.toldOf(() -> queue.put("text")));
      threads.awaitAtRest(wrong);
      Task<String> right =
          threads.start("right", () -> PutGetScenarios.toldOf(() -> queue.put(3L)));
      threads.awaitAtRest(right);
      String got = PutGetScenarios.told(queue::get);
      PutGetScenarios.require(got.equals("1"), "get() was due to return 1, not " + got);
      PutGetScenarios.requireTold(wrong, "TypeError", "that cannot be compared");
      PutGetScenarios.requireTold(right, "None", "next in line");
      PutGetScenarios.require(drain(queue).equals(List.of(2L, 3L)), "2 and 3 were due to be left");
    }
    Evidence.executed(1);
  }

  @Test
  @Rule("PRI-07")
  void pri07_comparisonsThatContradictEachOtherLoseNothing() {
    requireOffered("PRI-07");
    for (int lie = 0; lie < 50; lie++) {
      java.util.Random random = new java.util.Random(lie);
      QueueSubject queue =
          Subjects.ACTIVE.newPriorityQueue(0, Comparator.comparingInt(item -> random.nextInt(2)));
      List<Object> due = new ArrayList<>();
      List<Object> seen = new ArrayList<>();
      for (long i = 0; i < 60; i++) {
        queue.put(i);
        due.add(i);
        if (random.nextInt(3) == 0) {
          seen.add(queue.get());
        }
      }
      seen.addAll(drain(queue));
      seen.sort(Comparator.comparing(Long.class::cast));
      PutGetScenarios.require(seen.equals(due), "each item was due to come out once, not " + seen);
      Evidence.executed(1);
    }
  }

  @Test
  @Rule("PRI-08")
  void pri08_aComparisonThatUsesItsOwnQueueIsToldSo() {
    requireOffered("PRI-08");
    List<String> seen = new ArrayList<>();
    QueueSubject[] queue = new QueueSubject[1];
    queue[0] =
        Subjects.ACTIVE.newPriorityQueue(
            0,
            (one, other) -> {
              seen.add(PutGetScenarios.toldOf(() -> queue[0].put(9L)));
              seen.add(PutGetScenarios.told(() -> queue[0].get()));
              seen.add(PutGetScenarios.toldOf(() -> queue[0].taskDone()));
              seen.add(PutGetScenarios.toldOf(() -> queue[0].join()));
              seen.add(PutGetScenarios.toldOf(() -> queue[0].shutdown(true)));
              seen.add(queue[0].qsize() + " " + queue[0].empty() + " " + queue[0].full());
              seen.add(queue[0].unfinishedTasks() + " " + queue[0].isShutdown());
              return Long.compare((Long) one, (Long) other);
            });
    queue[0].put(2L);
    queue[0].put(1L);
    List<String> due = new ArrayList<>(java.util.Collections.nCopies(5, "RuntimeError"));
    due.add("1 false false");
    due.add("1 false");
    PutGetScenarios.require(seen.equals(due), "due: " + due + "; seen: " + seen);
    PutGetScenarios.require(drain(queue[0]).equals(List.of(1L, 2L)), "1 and 2 were due");
    Evidence.executed(1);
  }

  @Test
  @Rule("PRI-09")
  void pri09_othersWaitForAComparisonThatBlocksAndAreServedThen() {
    requireOffered("PRI-09");
    java.util.concurrent.CountDownLatch gate = new java.util.concurrent.CountDownLatch(1);
    QueueSubject queue =
        Subjects.ACTIVE.newPriorityQueue(
            0,
            (one, other) -> {
              try {
                gate.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return Long.compare((Long) one, (Long) other);
            });
    queue.put(2L);
    try (Threads threads = new Threads()) {
      Task<String> putter =
          threads.start("putter", () -> PutGetScenarios.toldOf(() -> queue.put(1L)));
      threads.awaitAtRest(putter);
      Task<String> getter = threads.start("getter", () -> PutGetScenarios.told(queue::get));
      threads.awaitAtRest(getter);
      getter.thread().interrupt(); // it waits for the comparison, not for an item
      Task<String> asker = threads.start("asker", () -> sizes(queue));
      PutGetScenarios.requireTold(asker, "1 false false", "qsize, empty and full, meanwhile:");
      threads.awaitAtRest(getter);
      gate.countDown();
      PutGetScenarios.requireTold(putter, "None", "once the comparison was over");
      PutGetScenarios.requireTold(getter, "1", "once the comparison was over");
    }
    Evidence.executed(1);
  }

  private static String sizes(QueueSubject queue) {
    return queue.qsize() + " " + queue.empty() + " " + queue.full();
  }

  private static void requireOffered(String rule) {
    WaitingScenarios.requireOffered(rule);
  }
}
