package dev.lockstep.linearizability;

import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.subject.QueuePlayer;
import dev.lockstep.kit.subject.Subjects;

/**
 * Every small program of {@link QueueInterleavings} on a queue that differs by its order only. Who
 * spins has not joined and sees no order: that is left to Queue's own checks.
 */
final class QueuePrograms {
  private final String rule;
  private final GetterPrograms getters;
  private final PutterPrograms putters;

  /**
   * Creates the programs.
   *
   * @param order which kind of queue
   * @param rule that it is a Queue
   */
  QueuePrograms(Order order, String rule) {
    this.rule = rule;
    getters = new GetterPrograms(() -> QueuePlayer.create(Subjects.ACTIVE, order, 0), false);
    putters = new PutterPrograms(order, false);
  }

  /** Loads every class that waits, outside the model checker. */
  void load() {
    getters.load();
    putters.load();
  }

  /** Skips a check that looks at parked threads or at the clock if that cannot be shown. */
  void needsOurWaiting() {
    getters.needsOurWaiting();
  }

  void whoWaitsIsServed() {
    getters.getBlocksUntilPut(rule);
    getters.eachItemIsTakenOnce(rule);
    putters.putBlocksUntilGet(rule);
    putters.itemsPassThroughABoundOfOne(rule);
  }

  void whoHasATimeoutIsServedOrRefused() {
    needsOurWaiting();
    getters.aTimedGetTakesTheItemOrLeavesIt(rule);
    getters.aTimedGetGivesUpInTime(rule);
    putters.aTimedPutFindsRoomOrNot(rule);
  }

  void nothingIsLostToOneWhoTimesOut() {
    needsOurWaiting();
    getters.anItemIsNotLostToOneWhoLeaves(rule, false);
    putters.aPlaceIsNotLostToOneWhoLeaves(rule, false);
  }

  void nothingIsLostToOneWhoIsInterrupted() {
    getters.anItemIsNotLostToOneWhoLeaves(rule, true);
    putters.aPlaceIsNotLostToOneWhoLeaves(rule, true);
  }

  void anInterruptEndsEachWait() {
    Scenario.needs(rule);
    getters.anInterruptEndsAWait(rule);
    putters.anInterruptEndsAPut(rule);
    putters.anInterruptEndsAJoin(rule);
  }

  void whoIsServedIsNotInterrupted() {
    needsOurWaiting();
    getters.anInterruptedGetterHasTheItemOrHasNotCalled(rule, rule);
    getters.aServedGetterIsNotInterrupted(rule, rule);
  }

  void waitersAreServedInOrder(String orderRule) {
    needsOurWaiting();
    getters.gettersAreServedInOrder(orderRule, rule);
    getters.aNewcomerTakesNothing(orderRule, rule);
    putters.puttersAreServedInOrder(rule, rule);
  }

  void whoHasLeftIsNotServed() {
    needsOurWaiting();
    for (boolean interrupted : new boolean[] {false, true}) {
      getters.whoHasLeftIsNotServed(rule, rule, interrupted);
      putters.whoHasLeftIsNotLetIn(rule, rule, interrupted);
    }
  }

  void joinEndsOnceAllIsDone() {
    Scenario.needs(rule);
    needsOurWaiting();
    putters.joinBlocksUntilAllIsDone(rule);
    putters.aJoinerMissesNoMoment(rule);
  }

  void aShutdownRefusesWhoWaitsInVain() {
    Scenario.needs(rule);
    putters.aShutdownRefusesGetters(rule, false);
    putters.aShutdownRefusesPutters(rule, false);
  }

  void anImmediateShutdownEndsEachWait() {
    Scenario.needs(rule);
    putters.aShutdownRefusesGetters(rule, true);
    putters.aShutdownRefusesPutters(rule, true);
    putters.anImmediateShutdownReleasesJoiners(rule);
  }
}
