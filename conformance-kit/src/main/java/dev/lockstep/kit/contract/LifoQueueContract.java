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
import dev.lockstep.kit.run.Threads.Kind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.Test;

/** The contract of LifoQueue: that of Queue, in its own order. */
@Checks(primitive = Primitive.LIFOQUEUE, checker = Checker.CONTRACT)
class LifoQueueContract {
  private static final QueueScenarios WAITING = new QueueScenarios(Kind.PLATFORM, Order.LIFO);

  @Provide
  Arbitrary<QueueSpecimen> specimens() {
    return QueueContract.specimens(Order.LIFO);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return QueueContract.steps(Arbitraries.of(1L, 2L, 3L, QueueModel.NONE, "text"));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({"LIF-01", "LIF-02", "LIF-04"})
  void sequencesComeToWhatTheModelSays(
      @ForAll("specimens") QueueSpecimen specimen, @ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(specimen, Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("LIF-01")
  void lif01_everyRuleOfQueueHolds() {
    table(Order.LIFO).checkDecidedBy("LIF-01", 532);
    table(Order.LIFO).checkErrorsHaveNoEffect("LIF-01", 633);
    table(Order.LIFO).checkInterrupts("LIF-01", 651);
  }

  @Test
  @Rule("LIF-01")
  void lif01_everyWaitIsAsWithQueue() {
    requireOffered("LIF-01");
    WAITING.every();
    WAITING.immediateShutdownReleasesJoiners();
    WAITING.getting().leaversAreForgotten();
    WAITING.getting().takenItemsAreForgotten();
    WAITING.drainedItemsAreForgotten();
  }

  @Test
  @Rule("LIF-01")
  void lif01_durationsAreAsWithQueue() {
    requireOffered("LIF-01");
    DurationTable durations = new DurationTable("LIF-01");
    durations.check(
        "empty queue, get", () -> TimedCalls.ofGet(QueueScenarios.created(Order.LIFO, 0)));
    durations.check(
        "queue with an item, get", () -> TimedCalls.ofGet(QueueScenarios.createdFull(Order.LIFO)));
    durations.check(
        "full queue, put", () -> TimedCalls.ofPut(QueueScenarios.createdFull(Order.LIFO)));
    durations.check(
        "queue with room, put", () -> TimedCalls.ofPut(QueueScenarios.created(Order.LIFO, 1)));
    WAITING.durationsAreLowerBounds();
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventContract kills the twin of this scenario.")
  @Rule("LIF-01")
  void lif01_virtualThreadsWaitAsPlatformThreadsDo() {
    requireOffered("LIF-01");
    WaitingScenarios.requireVirtualThreads();
    table(Order.LIFO).checkVirtualThreads("LIF-01");
    WaitingScenarios.alikeOnVirtualThreads(kind -> new QueueScenarios(kind, Order.LIFO).every());
  }

  @Test
  @Rule("LIF-02")
  void lif02_getReturnsTheNewestAtOnce() {
    table(Order.LIFO).checkDecidedBy("LIF-02", 80);
  }

  @Test
  @Rule("LIF-04")
  void lif04_whatDoesNotFitIsRefusedOnlyByACallThatHasToWait() {
    table(Order.LIFO).checkDecidedBy("LIF-04", 15);
  }

  @Test
  @Rule("LIF-03")
  void lif03_gettersAreServedInOrderWhateverTheOrderOfItems() {
    requireOffered("LIF-03");
    WAITING.getting().servesGettersInOrder();
    WAITING.getting().aNewcomerTakesNothing();
  }

  private static void requireOffered(String rule) {
    WaitingScenarios.requireOffered(rule);
  }
}
