package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Scenario.explore;
import static dev.lockstep.linearizability.Scenario.require;
import static dev.lockstep.linearizability.Scenario.share;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.QueuePlayer;
import dev.lockstep.kit.subject.QueueSubject;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** PriorityQueue waits as Queue does, and for comparisons. Runs with {@link ModelCheckingSeam}. */
@Checks(primitive = Primitive.PRIORITYQUEUE, checker = Checker.INTERLEAVINGS)
public class PriorityQueueInterleavings {
  private static final GetterPrograms GETTERS =
      new GetterPrograms(() -> QueuePlayer.create(Subjects.ACTIVE, Order.PRIORITY, 0));

  private static final PutterPrograms PUTTERS = new PutterPrograms(Order.PRIORITY);

  @BeforeAll
  static void load() {
    GETTERS.load();
    PUTTERS.load();
  }

  @Test
  @Rule("PRI-01")
  void pri01_getBlocksUntilPut() {
    GETTERS.getBlocksUntilPut("PRI-01");
  }

  @Test
  @Rule("PRI-01")
  void pri01_eachItemIsTakenOnce() {
    GETTERS.eachItemIsTakenOnce("PRI-01");
  }

  @Test
  @Rule("PRI-01")
  void pri01_anItemIsNotLostToOneWhoTimesOut() {
    GETTERS.needsOurWaiting();
    GETTERS.anItemIsNotLostToOneWhoLeaves("PRI-01", false);
  }

  @Test
  @Rule("PRI-01")
  void pri01_anItemIsNotLostToOneWhoIsInterrupted() {
    GETTERS.anItemIsNotLostToOneWhoLeaves("PRI-01", true);
  }

  @Test
  @Rule("PRI-01")
  void pri01_putBlocksUntilGet() {
    PUTTERS.putBlocksUntilGet("PRI-01");
  }

  @Test
  @Rule("PRI-01")
  void pri01_itemsPassThroughABoundOfOne() {
    PUTTERS.itemsPassThroughABoundOfOne("PRI-01");
  }

  @Test
  @Rule("PRI-01")
  void pri01_aPlaceIsNotLostToOneWhoTimesOut() {
    GETTERS.needsOurWaiting();
    PUTTERS.aPlaceIsNotLostToOneWhoLeaves("PRI-01", false);
  }

  @Test
  @Rule("PRI-01")
  void pri01_joinBlocksUntilAllIsDone() {
    Scenario.needs("PRI-01");
    PUTTERS.joinBlocksUntilAllIsDone("PRI-01");
  }

  @Test
  @Rule("PRI-01")
  void pri01_anImmediateShutdownRefusesGettersAndPutters() {
    Scenario.needs("PRI-01");
    PUTTERS.aShutdownRefusesGetters("PRI-01", true);
    PUTTERS.aShutdownRefusesPutters("PRI-01", true);
  }

  @Test
  @Rule("PRI-01")
  void pri01_anImmediateShutdownReleasesJoiners() {
    Scenario.needs("PRI-01");
    PUTTERS.anImmediateShutdownReleasesJoiners("PRI-01");
  }

  /** A putter whose item cannot be compared gets its error; the next one gets the room. */
  @Test
  @Rule({"PRI-06", "PRI-01"})
  void pri06_aPutterThatCannotBeComparedDisturbsNobody() {
    GETTERS.needsOurWaiting();
    Scenario.needs("PRI-06");
    explore(
        "PRI-06",
        () -> {
          QueueSubject queue = Subjects.ACTIVE.newPriorityQueue(2, null);
          queue.put(1L);
          queue.put(2L);
          share(queue);
          Actor wrong =
              Actor.startParked(
                  "PRI-01",
                  () -> {
                    queue.put("text");
                    return null;
                  });
          Actor right = Actor.run(() -> queue.put(3L));
          Outcome got = Actor.outcomeOf(queue::getNowait);
          require(got.equals(new Outcome.Returned(1L)), "PRI-06", "get() came to " + got);
          Outcome refused = wrong.join();
          require(
              refused instanceof Outcome.Raised raised && raised.error() == PyError.TYPE_ERROR,
              "PRI-06",
              "put(\"text\") came to " + refused);
          right.joinReturning(null, "PRI-06");
          GetterPrograms.requireItems(queue, 2, "PRI-06");
        });
  }

  /** While a comparison blocks, another call waits, and goes on once it is over. */
  @Test
  @Rule("PRI-09")
  void pri09_othersWaitForAComparisonThatBlocks() {
    GETTERS.needsOurWaiting();
    Scenario.needs("PRI-09");
    explore(
        "PRI-09",
        () -> {
          dev.lockstep.kit.subject.EventSubject gate = share(Subjects.ACTIVE.newEvent());
          QueueSubject queue =
              share(
                  Subjects.ACTIVE.newPriorityQueue(
                      0,
                      (left, right) -> {
                        gate.await();
                        return Long.compare((Long) left, (Long) right);
                      }));
          queue.put(2L);
          Actor putter =
              Actor.startParked(
                  "PRI-09",
                  () -> {
                    queue.put(1L);
                    return null;
                  });
          Actor getter = Actor.startParked("PRI-09", queue::get);
          require(queue.qsize() == 1, "PRI-09", "qsize() was due to answer meanwhile");
          gate.set();
          putter.joinReturning(null, "PRI-09");
          getter.joinReturning(1L, "PRI-09");
        });
  }
}
