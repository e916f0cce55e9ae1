package dev.lockstep.linearizability;

import static dev.lockstep.linearizability.Scenario.explore;
import static dev.lockstep.linearizability.Scenario.require;
import static dev.lockstep.linearizability.Scenario.share;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.EventSubject;
import dev.lockstep.kit.subject.QueueSubject;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** PriorityQueue waits as Queue does, and for comparisons. Runs with {@link ModelCheckingSeam}. */
@Checks(primitive = Primitive.PRIORITYQUEUE, checker = Checker.INTERLEAVINGS)
public class PriorityQueueInterleavings {
  private static final QueuePrograms PROGRAMS = new QueuePrograms(Order.PRIORITY, "PRI-01");

  @BeforeAll
  static void load() {
    PROGRAMS.load();
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_whoWaitsIsServed() {
    PROGRAMS.whoWaitsIsServed();
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_whoHasATimeoutIsServedOrRefused() {
    PROGRAMS.whoHasATimeoutIsServedOrRefused();
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_nothingIsLostToOneWhoTimesOut() {
    PROGRAMS.nothingIsLostToOneWhoTimesOut();
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_nothingIsLostToOneWhoIsInterrupted() {
    PROGRAMS.nothingIsLostToOneWhoIsInterrupted();
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_anInterruptEndsEachWait() {
    PROGRAMS.anInterruptEndsEachWait();
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_whoIsServedIsNotInterrupted() {
    PROGRAMS.whoIsServedIsNotInterrupted();
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_waitersAreServedInOrder() {
    PROGRAMS.waitersAreServedInOrder("PRI-01");
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_whoHasLeftIsNotServed() {
    PROGRAMS.whoHasLeftIsNotServed();
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_joinEndsOnceAllIsDone() {
    PROGRAMS.joinEndsOnceAllIsDone();
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_aShutdownRefusesWhoWaitsInVain() {
    PROGRAMS.aShutdownRefusesWhoWaitsInVain();
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("PRI-01")
  void pri01_anImmediateShutdownEndsEachWait() {
    PROGRAMS.anImmediateShutdownEndsEachWait();
  }

  /** A putter whose item cannot be compared gets its error; the next one gets the room. */
  @Test
  @Rule({"PRI-06", "PRI-01"})
  void pri06_aPutterThatCannotBeComparedDisturbsNobody() {
    PROGRAMS.needsOurWaiting();
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
    PROGRAMS.needsOurWaiting();
    Scenario.needs("PRI-09");
    explore(
        "PRI-09",
        () -> {
          EventSubject gate = share(Subjects.ACTIVE.newEvent());
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
