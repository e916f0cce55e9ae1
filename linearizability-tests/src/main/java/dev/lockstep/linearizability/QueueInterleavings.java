package dev.lockstep.linearizability;

import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.QueuePlayer;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of small programs that block on a queue. Runs with {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.QUEUE, checker = Checker.INTERLEAVINGS)
public class QueueInterleavings {
  private static final GetterPrograms GETTERS =
      new GetterPrograms(() -> QueuePlayer.create(Subjects.ACTIVE, Order.FIFO, 0), true);

  private static final PutterPrograms PUTTERS = new PutterPrograms(Order.FIFO, true);

  @BeforeAll
  static void load() {
    GETTERS.load();
    PUTTERS.load();
  }

  @Test
  @Rule({"QUE-05", "QUE-19"})
  void que05_getBlocksUntilPut() {
    GETTERS.getBlocksUntilPut("QUE-05");
  }

  @Test
  @Rule("QUE-19")
  void que19_eachItemIsTakenOnce() {
    GETTERS.eachItemIsTakenOnce("QUE-19");
  }

  @Test
  @NoTwin("Its twin would be that of QUE-20, which loses the item to a timeout.")
  @Rule({"QUE-08", "QUE-19"})
  void que08_aTimedGetTakesTheItemOrLeavesIt() {
    GETTERS.needsOurWaiting();
    GETTERS.aTimedGetTakesTheItemOrLeavesIt("QUE-08");
    GETTERS.aTimedGetGivesUpInTime("QUE-08");
  }

  @Test
  @Rule({"QUE-20", "QUE-19"})
  void que20_anItemIsNotLostToOneWhoTimesOut() {
    GETTERS.needsOurWaiting();
    GETTERS.anItemIsNotLostToOneWhoLeaves("QUE-20", false);
    GETTERS.anItemIsNotLostAtTheLastMoment("QUE-20", "QUE-19", false);
  }

  @Test
  @Rule({"QUE-20", "QUE-19"})
  void que20_anItemIsNotLostToOneWhoIsInterrupted() {
    GETTERS.needsOurWaiting();
    GETTERS.anItemIsNotLostToOneWhoLeaves("QUE-20", true);
    GETTERS.anItemIsNotLostAtTheLastMoment("QUE-20", "QUE-19", true);
  }

  @Test
  @Rule("QUE-21")
  void que21_anInterruptEndsAWait() {
    GETTERS.anInterruptEndsAWait("QUE-21");
  }

  @Test
  @Rule({"QUE-21", "QUE-05"})
  void que21_anInterruptedGetterHasTheItemOrHasNotCalled() {
    GETTERS.needsOurWaiting();
    GETTERS.anInterruptedGetterHasTheItemOrHasNotCalled("QUE-21", "QUE-05");
    GETTERS.aServedGetterIsNotInterrupted("QUE-21", "QUE-05");
  }

  @Test
  @Rule({"QUE-23", "QUE-05"})
  void que23_gettersAreServedInOrder() {
    GETTERS.needsOurWaiting();
    GETTERS.gettersAreServedInOrder("QUE-23", "QUE-05");
    GETTERS.aNewcomerTakesNothing("QUE-23", "QUE-05");
  }

  @Test
  @Rule({"QUE-27", "QUE-05"})
  void que27_whoHasLeftIsNotServed() {
    GETTERS.needsOurWaiting();
    GETTERS.whoHasLeftIsNotServed("QUE-27", "QUE-05", false);
    GETTERS.whoHasLeftIsNotServed("QUE-27", "QUE-05", true);
  }

  @Test
  @Rule({"QUE-04", "QUE-19"})
  void que04_putBlocksUntilGet() {
    PUTTERS.putBlocksUntilGet("QUE-04");
  }

  @Test
  @Rule({"QUE-08", "QUE-19"})
  void que08_aTimedPutFindsRoomOrNot() {
    GETTERS.needsOurWaiting();
    PUTTERS.aTimedPutFindsRoomOrNot("QUE-08");
  }

  @Test
  @Rule("QUE-19")
  void que19_itemsPassThroughABoundOfOne() {
    PUTTERS.itemsPassThroughABoundOfOne("QUE-19");
  }

  @Test
  @Rule({"QUE-20", "QUE-19"})
  void que20_aPlaceIsNotLostToOneWhoTimesOut() {
    GETTERS.needsOurWaiting();
    PUTTERS.aPlaceIsNotLostToOneWhoLeaves("QUE-20", false);
    PUTTERS.aPlaceIsNotLostAtTheLastMoment("QUE-20", "QUE-19", false);
  }

  @Test
  @Rule({"QUE-20", "QUE-19"})
  void que20_aPlaceIsNotLostToOneWhoIsInterrupted() {
    GETTERS.needsOurWaiting();
    PUTTERS.aPlaceIsNotLostToOneWhoLeaves("QUE-20", true);
    PUTTERS.aPlaceIsNotLostAtTheLastMoment("QUE-20", "QUE-19", true);
  }

  @Test
  @Rule("QUE-21")
  void que21_anInterruptEndsAPutAndAJoin() {
    Scenario.needs("QUE-14");
    PUTTERS.anInterruptEndsAPut("QUE-21");
    PUTTERS.anInterruptEndsAJoin("QUE-21");
  }

  @Test
  @Rule({"QUE-23", "QUE-04"})
  void que23_puttersAreServedInOrder() {
    GETTERS.needsOurWaiting();
    PUTTERS.puttersAreServedInOrder("QUE-23", "QUE-04");
  }

  @Test
  @Rule({"QUE-14", "QUE-19"})
  void que14_joinBlocksUntilAllIsDone() {
    Scenario.needs("QUE-14");
    PUTTERS.joinBlocksUntilAllIsDone("QUE-14");
  }

  @Test
  @Rule("QUE-14")
  void que14_aJoinerMissesNoMoment() {
    GETTERS.needsOurWaiting();
    PUTTERS.aJoinerMissesNoMoment("QUE-14");
  }

  @Test
  @Rule("QUE-15")
  void que15_aShutdownRefusesGettersAndPutters() {
    Scenario.needs("QUE-15");
    PUTTERS.aShutdownRefusesGetters("QUE-15", false);
    PUTTERS.aShutdownRefusesPutters("QUE-15", false);
  }

  @Test
  @Rule("QUE-16")
  void que16_anImmediateShutdownRefusesGettersAndPutters() {
    Scenario.needs("QUE-16");
    PUTTERS.aShutdownRefusesGetters("QUE-16", true);
    PUTTERS.aShutdownRefusesPutters("QUE-16", true);
  }

  @Test
  @Rule("QUE-16")
  void que16_anImmediateShutdownReleasesJoiners() {
    Scenario.needs("QUE-16");
    PUTTERS.anImmediateShutdownReleasesJoiners("QUE-16");
  }

  @Test
  @Rule({"QUE-27", "QUE-04"})
  void que27_whoHasLeftIsNotLetIn() {
    GETTERS.needsOurWaiting();
    PUTTERS.whoHasLeftIsNotLetIn("QUE-27", "QUE-04", false);
    PUTTERS.whoHasLeftIsNotLetIn("QUE-27", "QUE-04", true);
  }
}
