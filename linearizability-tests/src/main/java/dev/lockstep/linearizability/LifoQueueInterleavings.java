package dev.lockstep.linearizability;

import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * LifoQueue waits as Queue does: in order, whatever the order of its items. All that it has of its
 * own is its store, so of Queue's scenarios these are those in which items go through it, stay in
 * it or are drained from it. Runs with {@link ModelCheckingSeam}.
 */
@Checks(primitive = Primitive.LIFOQUEUE, checker = Checker.INTERLEAVINGS)
public class LifoQueueInterleavings {
  private static final QueuePrograms PROGRAMS = new QueuePrograms(Order.LIFO, "LIF-01");

  @BeforeAll
  static void load() {
    PROGRAMS.load();
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("LIF-01")
  void lif01_whoWaitsIsServed() {
    PROGRAMS.whoWaitsIsServed();
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("LIF-01")
  void lif01_nothingIsLostToOneWhoTimesOut() {
    PROGRAMS.nothingIsLostToOneWhoTimesOut();
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("LIF-01")
  void lif01_whoIsServedIsNotInterrupted() {
    PROGRAMS.whoIsServedIsNotInterrupted();
  }

  @Test
  @Rule({"LIF-03", "LIF-01"})
  void lif03_waitersAreServedInOrder() {
    PROGRAMS.waitersAreServedInOrder("LIF-03");
  }

  @Test
  @NoTwin("The code is Queue's: QueueInterleavings kills the twin of this scenario.")
  @Rule("LIF-01")
  void lif01_anImmediateShutdownEndsEachWait() {
    PROGRAMS.anImmediateShutdownEndsEachWait();
  }
}
