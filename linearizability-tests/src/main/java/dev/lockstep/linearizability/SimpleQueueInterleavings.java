package dev.lockstep.linearizability;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of small programs that block on a simple queue. Runs with {@link
 * ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.SIMPLEQUEUE, checker = Checker.INTERLEAVINGS)
public class SimpleQueueInterleavings {
  private static final GetterPrograms GETTERS =
      new GetterPrograms(() -> Subjects.ACTIVE.newSimpleQueue(), true);

  @BeforeAll
  static void load() {
    GETTERS.load();
  }

  @Test
  @Rule({"SQU-04", "SQU-10"})
  void squ04_getBlocksUntilPut() {
    GETTERS.getBlocksUntilPut("SQU-04");
  }

  @Test
  @Rule("SQU-10")
  void squ10_eachItemIsTakenOnce() {
    GETTERS.eachItemIsTakenOnce("SQU-10");
  }

  @Test
  @NoTwin("Its twin would be that of SQU-11, which loses the item to a timeout.")
  @Rule({"SQU-06", "SQU-10"})
  void squ06_aTimedGetTakesTheItemOrLeavesIt() {
    GETTERS.needsOurWaiting();
    GETTERS.aTimedGetTakesTheItemOrLeavesIt("SQU-06");
    GETTERS.aTimedGetGivesUpInTime("SQU-06");
  }

  @Test
  @Rule({"SQU-11", "SQU-10"})
  void squ11_anItemIsNotLostToOneWhoTimesOut() {
    GETTERS.needsOurWaiting();
    GETTERS.anItemIsNotLostToOneWhoLeaves("SQU-11", false);
    GETTERS.anItemIsNotLostAtTheLastMoment("SQU-11", "SQU-10", false);
  }

  @Test
  @Rule({"SQU-11", "SQU-10"})
  void squ11_anItemIsNotLostToOneWhoIsInterrupted() {
    GETTERS.needsOurWaiting();
    GETTERS.anItemIsNotLostToOneWhoLeaves("SQU-11", true);
    GETTERS.anItemIsNotLostAtTheLastMoment("SQU-11", "SQU-10", true);
  }

  @Test
  @Rule("SQU-12")
  void squ12_anInterruptEndsAWait() {
    GETTERS.anInterruptEndsAWait("SQU-12");
  }

  @Test
  @Rule({"SQU-12", "SQU-04"})
  void squ12_anInterruptedGetterHasTheItemOrHasNotCalled() {
    GETTERS.needsOurWaiting();
    GETTERS.anInterruptedGetterHasTheItemOrHasNotCalled("SQU-12", "SQU-04");
    GETTERS.aServedGetterIsNotInterrupted("SQU-12", "SQU-04");
  }

  @Test
  @Rule({"SQU-14", "SQU-04"})
  void squ14_gettersAreServedInOrder() {
    GETTERS.needsOurWaiting();
    GETTERS.gettersAreServedInOrder("SQU-14", "SQU-04");
    GETTERS.aNewcomerTakesNothing("SQU-14", "SQU-04");
  }

  @Test
  @Rule({"SQU-19", "SQU-04"})
  void squ19_whoHasLeftIsNotServed() {
    GETTERS.needsOurWaiting();
    GETTERS.whoHasLeftIsNotServed("SQU-19", "SQU-04", false);
    GETTERS.whoHasLeftIsNotServed("SQU-19", "SQU-04", true);
  }
}
