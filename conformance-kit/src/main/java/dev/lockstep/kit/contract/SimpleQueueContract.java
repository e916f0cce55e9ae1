package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.QueueModel;
import dev.lockstep.kit.model.SimpleQueueModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.SimpleQueueSubject;
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

/** The contract of SimpleQueue: random sequences and a full table against the model. */
@Checks(primitive = Primitive.SIMPLEQUEUE, checker = Checker.CONTRACT)
class SimpleQueueContract {
  private static final List<Double> TIMEOUTS =
      List.of(
          -2.0,
          -1.0,
          -1e-9,
          -1e-10,
          -0.0,
          0.0,
          1e-10,
          0.0004,
          0.01,
          1e3,
          9223372036.0,
          9223372037.0,
          -9223372037.0,
          -1e300,
          1e300,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NaN);

  private static final int CASES = 318;

  private static final PutGetScenarios WAITING = waiting(Kind.PLATFORM);

  private static PutGetScenarios waiting(Kind kind) {
    return new PutGetScenarios(kind, () -> Subjects.ACTIVE.newSimpleQueue());
  }

  static SimpleQueueSubject withAnItem() {
    SimpleQueueSubject queue = Subjects.ACTIVE.newSimpleQueue();
    queue.put(0L);
    return queue;
  }

  /** Everything that a thread of this kind can wait through. */
  static void every(Kind kind) {
    PutGetScenarios waiting = waiting(kind);
    waiting.waitsUntilPut(PutGetScenarios.forever());
    waiting.waitsUntilPut(PutGetScenarios.timed());
    waiting.timeoutsAreLowerBounds();
    waiting.interruptedGettersLeaveTheOthersAlone();
    if (Subjects.ACTIVE.offers("SQU-14")) {
      waiting.servesGettersInOrder();
    }
    waiting.gettersLeaveTheCarriersFree();
  }

  static Table<SimpleQueueModel> table() {
    List<Step> calls = new ArrayList<>();
    for (String method : List.of("get", "get_nowait", "qsize", "empty")) {
      calls.add(Step.of(method));
    }
    calls.add(Step.of("put", 7L));
    calls.add(Step.of("put", QueueModel.NONE));
    calls.add(Step.of("put_nowait", 7L));
    for (boolean block : new boolean[] {false, true}) {
      calls.add(Step.of("get", block));
      calls.add(Step.of("put", 7L, block));
      for (double timeout : TIMEOUTS) {
        calls.add(Step.of("get", block, timeout));
      }
      for (double timeout : List.of(-1.0, 1e3, Double.NaN)) {
        calls.add(Step.of("put", 7L, block, timeout));
      }
    }
    Table<SimpleQueueModel> table = new Table<>(CASES);
    Step one = Step.of("put", 1L);
    table.add(new SimpleQueueSpecimen(), List.of(), calls);
    table.add(new SimpleQueueSpecimen(), List.of(one), calls);
    table.add(new SimpleQueueSpecimen(), List.of(one, Step.of("put", 2L)), calls);
    return table;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Object> items = Arbitraries.of(1L, 2L, 3L, QueueModel.NONE, "text");
    Arbitrary<Boolean> blocks = Arbitraries.of(true, false);
    Arbitrary<Call> calls =
        Arbitraries.frequencyOf(
            Tuple.of(8, items.map(item -> Call.of("put", item))),
            Tuple.of(2, items.map(item -> Call.of("put_nowait", item))),
            Tuple.of(
                2,
                Combinators.combine(items, blocks, Arbitraries.of(TIMEOUTS))
                    .as((item, block, timeout) -> Call.of("put", item, block, timeout))),
            Tuple.of(5, Arbitraries.just(Call.of("get"))),
            Tuple.of(2, Arbitraries.just(Call.of("get_nowait"))),
            Tuple.of(
                6,
                Combinators.combine(blocks, Arbitraries.of(TIMEOUTS))
                    .as((block, timeout) -> Call.of("get", block, timeout))),
            Tuple.of(3, Arbitraries.of("qsize", "empty").map(name -> Call.of(name))));
    Arbitrary<Boolean> interrupted = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
    return Combinators.combine(calls, interrupted).as(Step::new).list().ofMinSize(1).ofMaxSize(25);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({
    "SQU-01", "SQU-02", "SQU-03", "SQU-04", "SQU-05", "SQU-06", "SQU-07", "SQU-08", "SQU-09",
    "SQU-12", "SQU-15"
  })
  void sequencesComeToWhatTheModelSays(@ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(new SimpleQueueSpecimen(), Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("SQU-01")
  void squ01_sizesAreExact() {
    table().checkDecidedBy("SQU-01", 6);
  }

  @Test
  @Rule("SQU-02")
  void squ02_putAddsAtOnceWhateverElseItIsGiven() {
    table().checkDecidedBy("SQU-02", 33);
  }

  @Test
  @Rule("SQU-03")
  void squ03_getReturnsTheOldestAtOnce() {
    table().checkDecidedBy("SQU-03", 58);
  }

  @Test
  @Rule("SQU-04")
  void squ04_getWithoutATimeoutWaitsForAnItem() {
    table().checkDecidedBy("SQU-04", 2);
    WAITING.waitsUntilPut(PutGetScenarios.forever());
  }

  @Test
  @Rule("SQU-05")
  void squ05_nonBlockingGetFromAnEmptyQueueIsRefused() {
    table().checkDecidedBy("SQU-05", 19);
  }

  @Test
  @Rule("SQU-06")
  void squ06_aTimeoutIsALowerBound() {
    table().checkDecidedBy("SQU-06", 8);
    WAITING.timeoutsAreLowerBounds();
    WAITING.waitsUntilPut(PutGetScenarios.timed());
  }

  @Test
  @Rule("SQU-07")
  void squ07_aNegativeTimeoutIsRefused() {
    table().checkDecidedBy("SQU-07", 9);
  }

  @Test
  @Rule("SQU-08")
  void squ08_nanIsRefusedBeforeAllElse() {
    table().checkDecidedBy("SQU-08", 6);
  }

  @Test
  @Rule("SQU-09")
  void squ09_whatDoesNotFitIsRefusedAtOnce() {
    table().checkDecidedBy("SQU-09", 18);
  }

  @Test
  @Rule("SQU-12")
  void squ12_anInterruptStopsOnlyACallThatHasToWait() {
    table().checkInterrupts("SQU-12", 163);
    WAITING.interruptedGettersLeaveTheOthersAlone();
  }

  @Test
  @Rule("SQU-14")
  void squ14_gettersAreServedInOrder() {
    requireOffered("SQU-14");
    WAITING.servesGettersInOrder();
    WAITING.aNewcomerTakesNothing();
  }

  @Test
  @Rule("SQU-15")
  void squ15_errorsLeaveTheQueueAsItWas() {
    table().checkErrorsHaveNoEffect("SQU-15", 113);
  }

  @SuppressWarnings("ReferenceEquality") // that very item
  @Test
  @Rule("SQU-16")
  void squ16_putWorksWhateverTheThreadIsInTheMiddleOf() {
    requireOffered("SQU-16");
    SimpleQueueSubject queue = Subjects.ACTIVE.newSimpleQueue();
    Object item =
        new Object() {
          @Override
          public String toString() {
            queue.put(2L);
            return "item";
          }

          @Override
          public int hashCode() {
            queue.put(3L);
            return 0;
          }

          @Override
          public boolean equals(Object other) {
            queue.put(4L);
            return false;
          }
        };
    queue.put(item);
    PutGetScenarios.require(queue.get() == item, "the item itself was due");
    PutGetScenarios.require(queue.empty(), "put or get has called a method of an item");
    Evidence.executed(1);
  }

  @Test
  @Rule("SQU-17")
  void squ17_aDurationIsATimeoutInSecondsAndNeverNegative() {
    requireOffered("SQU-17");
    DurationTable durations = new DurationTable("SQU-17");
    durations.check("empty queue", () -> TimedCalls.ofGet(Subjects.ACTIVE.newSimpleQueue()));
    durations.check("queue with an item", () -> TimedCalls.ofGet(withAnItem()));
    WAITING.durationsAreLowerBounds();
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventContract kills the twin of this scenario.")
  @Rule("SQU-18")
  void squ18_virtualThreadsSeeWhatPlatformThreadsSee() {
    requireOffered("SQU-18");
    WaitingScenarios.requireVirtualThreads();
    table().checkVirtualThreads("SQU-18");
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventContract kills the twin of this scenario.")
  @Rule("SQU-18")
  void squ18_virtualThreadsWaitAsPlatformThreadsDo() {
    requireOffered("SQU-18");
    WaitingScenarios.alikeOnVirtualThreads(SimpleQueueContract::every);
  }

  @Test
  @Rule("SQU-19")
  void squ19_whoLeavesAndWhatWasTakenIsForgotten() {
    requireOffered("SQU-19");
    WAITING.leaversAreForgotten();
    WAITING.takenItemsAreForgotten();
  }

  private static void requireOffered(String rule) {
    WaitingScenarios.requireOffered(rule);
  }
}
