package dev.lockstep.linearizability;

import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.QueuePlayer;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** LifoQueue waits as Queue does. Runs with {@link ModelCheckingSeam}. */
@Checks(primitive = Primitive.LIFOQUEUE, checker = Checker.INTERLEAVINGS)
public class LifoQueueInterleavings {
  private static final GetterPrograms GETTERS =
      new GetterPrograms(() -> QueuePlayer.create(Subjects.ACTIVE, Order.LIFO, 0));

  private static final PutterPrograms PUTTERS = new PutterPrograms(Order.LIFO);

  @BeforeAll
  static void load() {
    GETTERS.load();
    PUTTERS.load();
  }

  @Test
  @Rule("LIF-01")
  void lif01_getBlocksUntilPut() {
    GETTERS.getBlocksUntilPut("LIF-01");
  }

  @Test
  @Rule("LIF-01")
  void lif01_eachItemIsTakenOnce() {
    GETTERS.eachItemIsTakenOnce("LIF-01");
  }

  @Test
  @Rule({"LIF-03", "LIF-01"})
  void lif03_gettersAreServedInOrder() {
    GETTERS.needsOurWaiting();
    GETTERS.gettersAreServedInOrder("LIF-03", "LIF-01");
    GETTERS.aNewcomerTakesNothing("LIF-03", "LIF-01");
  }

  @Test
  @Rule("LIF-01")
  void lif01_putBlocksUntilGet() {
    PUTTERS.putBlocksUntilGet("LIF-01");
  }

  @Test
  @Rule("LIF-01")
  void lif01_itemsPassThroughABoundOfOne() {
    PUTTERS.itemsPassThroughABoundOfOne("LIF-01");
  }

  @Test
  @Rule("LIF-01")
  void lif01_joinBlocksUntilAllIsDone() {
    Scenario.needs("LIF-01");
    PUTTERS.joinBlocksUntilAllIsDone("LIF-01");
  }

  @Test
  @Rule("LIF-01")
  void lif01_anImmediateShutdownReleasesJoiners() {
    Scenario.needs("LIF-01");
    PUTTERS.anImmediateShutdownReleasesJoiners("LIF-01");
  }
}
