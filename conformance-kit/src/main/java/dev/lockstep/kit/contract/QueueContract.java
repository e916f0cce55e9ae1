package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.QueueModel;
import dev.lockstep.kit.model.QueueModel.Order;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.Subjects;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.Test;

/** The contract of Queue: random sequences and a full table against the model, and real waiting. */
@Checks(primitive = Primitive.QUEUE, checker = Checker.CONTRACT)
class QueueContract {
  /** Each deciding branch of the rules has its timeouts. */
  static final List<Double> TIMEOUTS =
      List.of(
          -2.0,
          -1.0,
          -1e-10,
          -0.0,
          0.0,
          1e-10,
          0.0004,
          0.01,
          1e3,
          9223372037.0,
          -1e300,
          1e300,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NaN);

  /* For calls that ignore them. */
  private static final List<Double> FEW_TIMEOUTS = List.of(-1.0, 0.01, 1e300, Double.NaN);

  private static final int CASES = 1254;

  private static final QueueScenarios WAITING = new QueueScenarios(Kind.PLATFORM, Order.FIFO);

  static Table<QueueModel> table(Order order) {
    List<Step> calls = new ArrayList<>();
    for (String method :
        List.of(
            "get",
            "get_nowait",
            "qsize",
            "empty",
            "full",
            "maxsize",
            "task_done",
            "unfinished_tasks",
            "join",
            "shutdown",
            "is_shutdown")) {
      calls.add(Step.of(method));
    }
    calls.add(Step.of("shutdown", true));
    calls.add(Step.of("put", 7L));
    calls.add(Step.of("put", QueueModel.NONE));
    calls.add(Step.of("put_nowait", 7L));
    for (boolean block : new boolean[] {false, true}) {
      calls.add(Step.of("get", block));
      calls.add(Step.of("put", 7L, block));
      for (double timeout : block ? TIMEOUTS : FEW_TIMEOUTS) {
        calls.add(Step.of("get", block, timeout));
        calls.add(Step.of("put", 7L, block, timeout));
      }
    }
    Step one = Step.of("put", 1L);
    Step two = Step.of("put", 2L);
    Table<QueueModel> table = new Table<>(CASES);
    table.add(new QueueSpecimen(order, 0), List.of(), calls);
    table.add(new QueueSpecimen(order, 0), List.of(one, two), calls);
    table.add(new QueueSpecimen(order, -1), List.of(one, Step.of("get")), calls);
    table.add(new QueueSpecimen(order, 1), List.of(), calls);
    table.add(new QueueSpecimen(order, 1), List.of(one), calls);
    table.add(new QueueSpecimen(order, 2), List.of(one), calls);
    table.add(new QueueSpecimen(order, 2), List.of(one, two, Step.of("task_done")), calls);
    table.add(new QueueSpecimen(order, 0), List.of(Step.of("shutdown")), calls);
    table.add(new QueueSpecimen(order, 2), List.of(one, two, Step.of("shutdown")), calls);
    table.add(new QueueSpecimen(order, 2), List.of(one, Step.of("shutdown", true)), calls);
    table.add(
        new QueueSpecimen(order, 3),
        List.of(one, two, Step.of("get"), Step.of("shutdown", true)),
        calls);
    return table;
  }

  static Arbitrary<QueueSpecimen> specimens(Order order) {
    return Arbitraries.of(-1, 0, 1, 2, 3).map(maxsize -> new QueueSpecimen(order, maxsize));
  }

  static Arbitrary<List<Step>> steps(Arbitrary<Object> items) {
    Arbitrary<Boolean> blocks = Arbitraries.of(true, false);
    Arbitrary<Call> calls =
        Arbitraries.frequencyOf(
            Tuple.of(8, items.map(item -> Call.of("put", item))),
            Tuple.of(2, items.map(item -> Call.of("put_nowait", item))),
            Tuple.of(
                3,
                Combinators.combine(items, blocks, Arbitraries.of(TIMEOUTS))
                    .as((item, block, timeout) -> Call.of("put", item, block, timeout))),
            Tuple.of(5, Arbitraries.just(Call.of("get"))),
            Tuple.of(2, Arbitraries.just(Call.of("get_nowait"))),
            Tuple.of(
                3,
                Combinators.combine(blocks, Arbitraries.of(TIMEOUTS))
                    .as((block, timeout) -> Call.of("get", block, timeout))),
            Tuple.of(
                3, Arbitraries.of("qsize", "empty", "full", "maxsize").map(name -> Call.of(name))),
            Tuple.of(4, Arbitraries.of("task_done", "unfinished_tasks").map(name -> Call.of(name))),
            Tuple.of(1, Arbitraries.of("join", "shutdown", "is_shutdown").map(n -> Call.of(n))),
            Tuple.of(1, blocks.map(immediate -> Call.of("shutdown", immediate))));
    Arbitrary<Boolean> interrupted = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
    return Combinators.combine(calls, interrupted).as(Step::new).list().ofMinSize(1).ofMaxSize(25);
  }

  @Provide
  Arbitrary<QueueSpecimen> specimens() {
    return specimens(Order.FIFO);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return steps(Arbitraries.of(1L, 2L, 3L, QueueModel.NONE, "text"));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({
    "QUE-01", "QUE-02", "QUE-03", "QUE-04", "QUE-05", "QUE-06", "QUE-07", "QUE-08", "QUE-09",
    "QUE-10", "QUE-11", "QUE-12", "QUE-13", "QUE-14", "QUE-15", "QUE-16", "QUE-17", "QUE-18",
    "QUE-21", "QUE-24"
  })
  void sequencesComeToWhatTheModelSays(
      @ForAll("specimens") QueueSpecimen specimen, @ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(specimen, Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("QUE-01")
  void que01_aQueueHasTheBoundThatItWasGiven() {
    table(Order.FIFO).checkDecidedBy("QUE-01", 11);
  }

  @Test
  @Rule("QUE-02")
  void que02_putAddsAtOnceIfThereIsRoom() {
    table(Order.FIFO).checkDecidedBy("QUE-02", 100);
  }

  @Test
  @Rule("QUE-03")
  void que03_getReturnsTheOldestAtOnce() {
    table(Order.FIFO).checkDecidedBy("QUE-03", 80);
  }

  @Test
  @Rule("QUE-04")
  void que04_putWithoutATimeoutWaitsForRoom() {
    table(Order.FIFO).checkDecidedBy("QUE-04", 6);
    WAITING.waitsForRoom(QueueScenarios.forever());
  }

  @Test
  @Rule("QUE-05")
  void que05_getWithoutATimeoutWaitsForAnItem() {
    table(Order.FIFO).checkDecidedBy("QUE-05", 6);
    WAITING.getting().waitsUntilPut(PutGetScenarios.forever());
  }

  @Test
  @Rule("QUE-06")
  void que06_nonBlockingPutIntoAFullQueueIsRefused() {
    table(Order.FIFO).checkDecidedBy("QUE-06", 10);
  }

  @Test
  @Rule("QUE-07")
  void que07_nonBlockingGetFromAnEmptyQueueIsRefused() {
    table(Order.FIFO).checkDecidedBy("QUE-07", 15);
  }

  @Test
  @Rule("QUE-08")
  void que08_aTimeoutIsALowerBound() {
    table(Order.FIFO).checkDecidedBy("QUE-08", 30);
    WAITING.getting().timeoutsAreLowerBounds();
    WAITING.putTimeoutsAreLowerBounds();
    WAITING.getting().waitsUntilPut(PutGetScenarios.timed());
    WAITING.waitsForRoom(QueueScenarios.timed());
  }

  @Test
  @Rule("QUE-09")
  void que09_aNegativeTimeoutIsRefusedWhereItIsLookedAt() {
    table(Order.FIFO).checkDecidedBy("QUE-09", 60);
  }

  @Test
  @Rule("QUE-10")
  void que10_nanIsRefusedBeforeAllElse() {
    table(Order.FIFO).checkDecidedBy("QUE-10", 44);
  }

  @Test
  @Rule("QUE-11")
  void que11_whatDoesNotFitIsRefusedOnlyByACallThatHasToWait() {
    table(Order.FIFO).checkDecidedBy("QUE-11", 15);
  }

  @Test
  @Rule("QUE-12")
  void que12_sizesAreExact() {
    table(Order.FIFO).checkDecidedBy("QUE-12", 33);
  }

  @Test
  @Rule("QUE-13")
  void que13_tasksAreCounted() {
    table(Order.FIFO).checkDecidedBy("QUE-13", 22);
  }

  @Test
  @Rule("QUE-14")
  void que14_joinWaitsUntilAllIsDone() {
    table(Order.FIFO).checkDecidedBy("QUE-14", 11);
    WAITING.joinWaitsUntilAllIsDone();
    for (int i = 0; i < Cost.REPETITIONS; i++) {
      WAITING.joinersMissNoMoment();
    }
  }

  @Test
  @Rule("QUE-15")
  void que15_shutdownRefusesPutsAndThoseWhoWaitInVain() {
    table(Order.FIFO).checkDecidedBy("QUE-15", 28);
    WAITING.shutdownRefusesAllThatWait(false);
  }

  @Test
  @Rule("QUE-16")
  void que16_immediateShutdownDrains() {
    table(Order.FIFO).checkDecidedBy("QUE-16", 11);
    WAITING.shutdownRefusesAllThatWait(true);
    WAITING.immediateShutdownReleasesJoiners();
  }

  @Test
  @Rule("QUE-17")
  void que17_shutdownMayBeCalledAgain() {
    table(Order.FIFO).checkDecidedBy("QUE-17", 15);
  }

  @Test
  @Rule("QUE-18")
  void que18_shutDownIsTheMoreImportantNews() {
    table(Order.FIFO).checkDecidedBy("QUE-18", 130);
  }

  @Test
  @Rule("QUE-21")
  void que21_anInterruptStopsOnlyACallThatHasToWait() {
    table(Order.FIFO).checkInterrupts("QUE-21", 651);
    WAITING.getting().interruptedGettersLeaveTheOthersAlone();
    WAITING.interruptedPuttersLeaveTheOthersAlone();
  }

  @Test
  @Rule("QUE-23")
  void que23_waitersAreServedInOrder() {
    requireOffered("QUE-23");
    WAITING.getting().servesGettersInOrder();
    WAITING.getting().aNewcomerTakesNothing();
    WAITING.servesPuttersInOrder();
  }

  @Test
  @Rule("QUE-24")
  void que24_errorsLeaveTheQueueAsItWas() {
    table(Order.FIFO).checkErrorsHaveNoEffect("QUE-24", 633);
  }

  @Test
  @Rule("QUE-25")
  void que25_aDurationIsATimeoutInSecondsAndNeverNegative() {
    requireOffered("QUE-25");
    DurationTable durations = new DurationTable("QUE-25");
    durations.check(
        "empty queue, get", () -> TimedCalls.ofGet(QueueScenarios.created(Order.FIFO, 0)));
    durations.check(
        "queue with an item, get", () -> TimedCalls.ofGet(QueueScenarios.createdFull(Order.FIFO)));
    durations.check(
        "full queue, put", () -> TimedCalls.ofPut(QueueScenarios.createdFull(Order.FIFO)));
    durations.check(
        "queue with room, put", () -> TimedCalls.ofPut(QueueScenarios.created(Order.FIFO, 1)));
    WAITING.durationsAreLowerBounds();
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventContract kills the twin of this scenario.")
  @Rule("QUE-26")
  void que26_virtualThreadsSeeWhatPlatformThreadsSee() {
    requireOffered("QUE-26");
    WaitingScenarios.requireVirtualThreads();
    table(Order.FIFO).checkVirtualThreads("QUE-26");
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventContract kills the twin of this scenario.")
  @Rule("QUE-26")
  void que26_virtualThreadsWaitAsPlatformThreadsDo() {
    requireOffered("QUE-26");
    WaitingScenarios.alikeOnVirtualThreads(kind -> new QueueScenarios(kind, Order.FIFO).every());
  }

  @Test
  @Rule("QUE-27")
  void que27_whoLeavesAndWhatWasTakenIsForgotten() {
    requireOffered("QUE-27");
    WAITING.getting().leaversAreForgotten();
    WAITING.getting().takenItemsAreForgotten();
    if (Subjects.ACTIVE.offers("QUE-16")) {
      WAITING.drainedItemsAreForgotten();
    }
  }

  private static void requireOffered(String rule) {
    WaitingScenarios.requireOffered(rule);
  }
}
