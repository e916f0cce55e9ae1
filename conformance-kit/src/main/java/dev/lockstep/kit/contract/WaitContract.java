package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.WaitModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads.Kind;
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

/**
 * The contract of waiting at addresses: random sequences and a table by the model, and real
 * waiting.
 */
@Checks(primitive = Primitive.WAIT, checker = Checker.CONTRACT)
class WaitContract {
  private static final int BYTES = 32;

  private static final WaitSpecimen SPECIMEN = new WaitSpecimen(BYTES);

  private static final String INTS = "Int32Array";
  private static final String LONGS = "BigInt64Array";

  /* The views that can wait; two of them begin elsewhere, and name the same bytes. */
  private static final List<String> VIEWS = List.of(INTS, LONGS, INTS + "@8", LONGS + "@8");

  /* Milliseconds, for each deciding branch of the rules. */
  private static final List<Double> NO_TIME =
      List.of(0.0, -0.0, -1e-300, -1.0, -1e300, Double.NEGATIVE_INFINITY);

  private static final List<Double> SHORT = List.of(1e-300, 1e-7, 0.4, 10.0);

  /*
   * For ever, all of them, so a stage with one leaves no deadline behind that would keep the thread
   * that WAI-19 looks for.
   */
  private static final List<Double> FOR_EVER =
      List.of(9223372036854.0, 9223372036855.0, 1e300, Double.POSITIVE_INFINITY, Double.NaN);

  private static final List<Double> COUNTS =
      List.of(
          -1e300,
          -1.0,
          -0.0,
          0.0,
          0.99,
          1.0,
          1.99,
          2.0,
          3.0,
          1e300,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NaN);

  /* Of zeros; of values that wrap; with waiters. */
  private static final List<List<Step>> STATES =
      List.of(
          List.of(),
          List.of(Step.of("store", INTS, 2L, -1L), Step.of("store", LONGS, 0L, 0x1_0000_0000L)),
          List.of(
              Step.of("waitAsync", INTS, 2L, 0L),
              Step.of("waitAsync", LONGS, 0L, 0L),
              Step.of("waitAsync", LONGS, 1L, 0L, 1e300),
              Step.of("waitAsync", INTS + "@8", 0L, 0L, Double.NaN)));

  private static final int CASES = 2_520;

  private static final WaitScenarios WAITING = new WaitScenarios(Kind.PLATFORM);

  static Table<WaitModel> table() {
    List<Step> calls = new ArrayList<>();
    for (String view : VIEWS) {
      for (long expected : new long[] {0, 1, -1, 0x1_0000_0000L, 0xffff_ffffL}) {
        addWaits(view, 0L, expected, calls);
      }
      calls.add(Step.of("notify", view, 0L));
      COUNTS.forEach(count -> calls.add(Step.of("notify", view, 0L, count)));
    }
    Table<WaitModel> table = new Table<>(CASES);
    STATES.forEach(state -> table.add(SPECIMEN, state, calls));
    List<Step> errors = new ArrayList<>();
    addErrors(errors);
    table.add(SPECIMEN, STATES.get(2), errors);
    return table;
  }

  private static void addWaits(String view, long index, long expected, List<Step> calls) {
    calls.add(Step.of("wait", view, index, expected));
    calls.add(Step.of("waitAsync", view, index, expected));
    calls.add(Step.of("wait", view, index, expected, 0.0));
    if (expected == 0) {
      NO_TIME.forEach(time -> calls.add(Step.of("wait", view, index, expected, time)));
      NO_TIME.forEach(time -> calls.add(Step.of("waitAsync", view, index, expected, time)));
      SHORT.forEach(time -> calls.add(Step.of("wait", view, index, expected, time)));
      SHORT.forEach(time -> calls.add(Step.of("waitAsync.value", view, index, expected, time)));
      FOR_EVER.forEach(time -> calls.add(Step.of("wait", view, index, expected, time)));
      calls.add(Step.of("wait", view, index, expected, 1e6));
      FOR_EVER.forEach(time -> calls.add(Step.of("waitAsync", view, index, expected, time)));
      calls.add(Step.of("waitAsync", view, index, expected, Double.MAX_VALUE));
    }
  }

  /* Each error alone, and together with all that come after it. */
  private static void addErrors(List<Step> calls) {
    for (ElementType type : ElementType.values()) {
      for (String shared : List.of("", "unshared ")) {
        for (long index : new long[] {0, -1, BYTES / type.size()}) {
          String view = shared + type.array();
          for (String method : List.of("wait", "waitAsync", "main.wait", "main.waitAsync")) {
            calls.add(Step.of(method, view, index, 0L, 0.0));
          }
          calls.add(Step.of("main.wait", view, index, 1L));
          calls.add(Step.of("notify", view, index));
          calls.add(Step.of("notify", view, index, 0.0));
          calls.add(Step.of("main.notify", view, index));
        }
      }
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> views =
        Arbitraries.frequencyOf(
            Tuple.of(15, Arbitraries.of(VIEWS)),
            Tuple.of(1, Arbitraries.of("unshared " + INTS, "Uint32Array", "BigUint64Array")));
    Arbitrary<Long> indexes =
        Arbitraries.frequencyOf(
            Tuple.of(15, Arbitraries.longs().between(0, 1)),
            Tuple.of(1, Arbitraries.of(-1L, (long) BYTES)));
    Arbitrary<Long> values =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.of(0L)), Tuple.of(2, Arbitraries.of(1L, 0x1_0000_0000L, -1L)));
    Arbitrary<Double> times =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.of(NO_TIME)), Tuple.of(3, Arbitraries.of(FOR_EVER)));
    Arbitrary<Call> calls =
        Arbitraries.frequencyOf(
            Tuple.of(
                2,
                Combinators.combine(
                        Arbitraries.of(VIEWS), Arbitraries.longs().between(0, 1), values)
                    .as((v, i, value) -> Call.of("store", v, i, value))),
            Tuple.of(
                1,
                Combinators.combine(views, indexes, values)
                    .as((v, i, value) -> Call.of("wait", v, i, value))),
            Tuple.of(
                2,
                Combinators.combine(views, indexes, values, Arbitraries.of(1e-7, 0.0))
                    .as((v, i, value, time) -> Call.of("wait", v, i, value, time))),
            Tuple.of(
                8,
                Combinators.combine(views, indexes, values, times)
                    .as((v, i, value, time) -> Call.of("waitAsync", v, i, value, time))),
            Tuple.of(
                6,
                Combinators.combine(views, indexes, Arbitraries.of(COUNTS))
                    .as((v, i, count) -> Call.of("notify", v, i, count))),
            Tuple.of(1, Arbitraries.just(Call.of("stages"))));
    Arbitrary<Boolean> interrupted = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
    return Combinators.combine(calls, interrupted).as(Step::new).list().ofMinSize(1).ofMaxSize(20);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({"WAI-01", "WAI-02", "WAI-03", "WAI-05", "WAI-07", "WAI-09", "WAI-11", "WAI-12", "WAI-18"})
  void sequencesComeToWhatTheModelSays(@ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(SPECIMEN, Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("WAI-01")
  void wai01_waitBlocksWhileTheValueIsAsExpected() {
    table().checkDecidedBy("WAI-01", 138);
    WAITING.waitsUntilNotified("wait(0, 0)", memory -> memory.await(WaitScenarios.INTS, 0, 0));
    WAITING.waitsUntilNotified("wait(0, 0n)", memory -> memory.await(WaitScenarios.LONGS, 0, 0));
  }

  @Test
  @Rule("WAI-02")
  void wai02_errorsComeInOrder() {
    table().checkDecidedBy("WAI-02", 510);
    table().checkErrorsHaveNoEffect("WAI-02", 1_020);
  }

  @Test
  @Rule("WAI-03")
  void wai03_nobodyIsNotifiedInMemoryThatIsNotShared() {
    table().checkDecidedBy("WAI-03", 6);
  }

  @Test
  @Rule("WAI-04")
  void wai04_eachThreadSaysWhetherItMayBlock() {
    WaitingScenarios.requireOffered("WAI-04");
    table().checkDecidedBy("WAI-04", 4);
    WAITING.eachThreadSaysWhetherItMayBlock();
  }

  @Test
  @Rule("WAI-05")
  void wai05_theExpectedValueWraps() {
    table().checkDecidedBy("WAI-05", 24);
  }

  @Test
  @Rule("WAI-07")
  void wai07_notifyReturnsHowManyItHasWoken() {
    table().checkDecidedBy("WAI-07", 172);
    for (int waiters = 0; waiters <= WaitScenarios.WAITERS; waiters++) {
      for (int limit = 0; limit <= WaitScenarios.WAITERS; limit++) {
        WAITING.notifyEndsSoManyWaits(waiters, limit);
      }
    }
  }

  @Test
  @Rule("WAI-09")
  void wai09_threadsAndStagesAreInOneLine() {
    WaitingScenarios.requireOffered("WAI-09");
    for (int i = 0; i < Cost.REPETITIONS; i++) {
      WAITING.firstInFirstOut(i);
    }
  }

  @Test
  @Rule("WAI-10")
  void wai10_nothingButANotifyEndsAWait() {
    WaitingScenarios.requireOffered("WAI-10");
    WAITING.nothingElseEndsAWait();
  }

  @Test
  @Rule("WAI-11")
  void wai11_aTimeoutIsALowerBound() {
    table().checkDecidedBy("WAI-11", 194);
    WAITING.timeoutsAreLowerBounds();
    WAITING.waitsUntilNotified(
        "wait(0, 0, 1e6)", memory -> memory.await(WaitScenarios.INTS, 0, 0, 1e6));
    WAITING.waitsUntilNotified(
        "wait(0, 0, NaN)", memory -> memory.await(WaitScenarios.INTS, 0, 0, Double.NaN));
  }

  @Test
  @Rule("WAI-12")
  void wai12_anInterruptStopsOnlyAThreadThatBlocks() {
    table().checkInterrupts("WAI-12", 1_332);
    WAITING.interruptedWaitersLeaveTheOthersAlone();
    WAITING.whoHasBeenCountedKeepsItsInterrupt();
  }

  @Test
  @Rule("WAI-13")
  void wai13_whoLeavesIsNotCounted() {
    WaitingScenarios.requireOffered("WAI-13");
    WAITING.leaversAreNotCounted();
    for (int i = 0; i < Cost.REPETITIONS; i++) {
      WAITING.countsAreExactBesideTimeouts();
    }
  }

  @Test
  @Rule("WAI-14")
  void wai14_aListBelongsToAByte() {
    WaitingScenarios.requireOffered("WAI-14");
    WAITING.listsBelongToBytes();
  }

  @Test
  @Rule("WAI-16")
  void wai16_nothingIsLeftBehind() {
    WaitingScenarios.requireOffered("WAI-16");
    WAITING.leaversAreForgotten();
    WAITING.stagesAreForgotten();
    WAITING.addressesAreForgotten();
  }

  @Test
  @Rule("WAI-17")
  void wai17_addressesDoNotExcludeEachOther() {
    WaitingScenarios.requireOffered("WAI-17");
    WAITING.addressesDoNotExcludeEachOther();
  }

  @Test
  @Rule("WAI-18")
  void wai18_whatIsThereAtOnceIsNotAsync() {
    table().checkDecidedBy("WAI-18", 212);
    WAITING.stagesCompleteOnce();
  }

  @Test
  @Rule("WAI-19")
  void wai19_stagesHoldNoThread() {
    WaitingScenarios.requireOffered("WAI-19");
    WAITING.stagesHoldNoThread();
  }

  @Test
  @Rule("WAI-20")
  void wai20_stagesAreCompletedByAThreadThatIsThereForThat() {
    WaitingScenarios.requireOffered("WAI-20");
    WAITING.stagesAreCompletedByAnotherThread();
    WAITING.stagesAreCompletedInOrder();
    WAITING.whatDependsOnAStageMayWaitAndNotify();
  }

  @Test
  @Rule("WAI-21")
  void wai21_usersHoldUpNobody() {
    WaitingScenarios.requireOffered("WAI-21");
    WAITING.usersCompleteNothing();
    WAITING.whatDependsOnAStageHoldsUpNoOtherMemory();
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventContract kills the twin of this scenario.")
  @Rule("WAI-23")
  void wai23_virtualThreadsSeeWhatPlatformThreadsSee() {
    WaitingScenarios.requireOffered("WAI-23");
    WaitingScenarios.requireVirtualThreads();
    table().checkVirtualThreads("WAI-23");
  }

  @Test
  @NoTwin("The mechanism is Event's too: EventContract kills the twin of this scenario.")
  @Rule("WAI-23")
  void wai23_virtualThreadsWaitAsPlatformThreadsDo() {
    WaitingScenarios.requireOffered("WAI-23");
    WaitingScenarios.alikeOnVirtualThreads(WaitScenarios::every);
  }

  @Test
  @Rule("WAI-24")
  void wai24_resultsAreJavaScriptsStrings() {
    WaitingScenarios.requireOffered("WAI-24");
    WAITING.resultsAreJavaScriptsStrings();
  }
}
