package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.AtomicsModel;
import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SequentialModel;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.Player;
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

/** The contract of Atomics: random sequences over overlapping views, and a table, by the model. */
@Checks(primitive = Primitive.ATOMICS, checker = Checker.CONTRACT)
class AtomicsContract {
  private static final int BYTES = 16;

  private static final AtomicsSpecimen SPECIMEN = new AtomicsSpecimen(BYTES);

  private static final List<String> MODIFICATIONS =
      List.of("add", "sub", "and", "or", "xor", "exchange");

  /* What wraps at each width, and what does not. */
  private static final List<Long> VALUES =
      List.of(1L, 300L, -70_000L, 0x8000_0000L, 0x1234_5678_9abc_def0L);

  private static final List<Double> NUMBERS =
      List.of(-0.0, 2.9, -300.7, 1e300, Double.NaN, Double.NEGATIVE_INFINITY);

  private static final List<List<Step>> STATES =
      List.of(
          List.of(),
          List.of(
              Step.of("store", "BigInt64Array", 0L, 0x8182_8384_8586_8788L),
              Step.of("store", "BigInt64Array", 1L, 0x7fff_ff00_0000_0001L)));

  private static final int CASES = 4_068;

  private static Table<AtomicsModel> table() {
    List<Step> calls = new ArrayList<>();
    for (ElementType type : ElementType.values()) {
      for (long index : new long[] {0, BYTES / type.size() - 1, -1, BYTES / type.size()}) {
        addCalls(type.array(), index, calls);
      }
    }
    for (long size : new long[] {-1, 0, 1, 2, 3, 4, 5, 8, 16, 1L << 32}) {
      calls.add(Step.of("isLockFree", size));
    }
    Table<AtomicsModel> table = new Table<>(CASES);
    STATES.forEach(state -> table.addUninterrupted(SPECIMEN, state, calls));
    return table;
  }

  private static void addCalls(String view, long index, List<Step> calls) {
    calls.add(Step.of("load", view, index));
    for (Long value : VALUES) {
      calls.add(Step.of("store", view, index, value));
      MODIFICATIONS.forEach(method -> calls.add(Step.of(method, view, index, value)));
    }
    NUMBERS.forEach(number -> calls.add(Step.of("store", view, index, number)));
    // What is there in one state or the other, also with bits above.
    for (Long expected : List.of(0L, 1L << 32, 0x88L, 0x7f88L)) {
      calls.add(Step.of("compareExchange", view, index, expected, -2L));
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> views = Arbitraries.of(ElementType.values()).map(ElementType::array);
    Arbitrary<Long> indexes =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.longs().between(0, 1)),
            Tuple.of(1, Arbitraries.longs().between(-1, BYTES)));
    Arbitrary<Long> values =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.longs().between(-2, 2)),
            Tuple.of(1, Arbitraries.of(VALUES)),
            Tuple.of(1, Arbitraries.longs()));
    Arbitrary<Call> calls =
        Arbitraries.frequencyOf(
            Tuple.of(2, Combinators.combine(views, indexes).as((v, i) -> Call.of("load", v, i))),
            Tuple.of(
                2,
                Combinators.combine(views, indexes, values)
                    .as((v, i, value) -> Call.of("store", v, i, value))),
            Tuple.of(
                1,
                Combinators.combine(views, indexes, Arbitraries.of(NUMBERS))
                    .as((v, i, number) -> Call.of("store", v, i, number))),
            Tuple.of(
                6,
                Combinators.combine(Arbitraries.of(MODIFICATIONS), views, indexes, values)
                    .as((method, v, i, value) -> Call.of(method, v, i, value))),
            Tuple.of(
                4,
                Combinators.combine(views, indexes, values, values)
                    .as((v, i, old, value) -> Call.of("compareExchange", v, i, old, value))));
    Arbitrary<Boolean> interrupted = Arbitraries.frequency(Tuple.of(15, false), Tuple.of(1, true));
    return Combinators.combine(calls, interrupted).as(Step::new).list().ofMinSize(1).ofMaxSize(20);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(SeededByCost.class)
  @Rule({
    "ATM-01", "ATM-02", "ATM-03", "ATM-04", "ATM-05", "ATM-06", "ATM-07", "ATM-10", "ATM-15",
    "ATM-16"
  })
  void sequencesComeToWhatTheModelSays(@ForAll("steps") List<Step> steps) {
    Evidence.executed(Trial.judge(SPECIMEN, Workers.of(Kind.PLATFORM), steps));
  }

  @Test
  @Rule("ATM-01")
  void atm01_operationsTouchNothingButTheElement() {
    Evidence.executed(touchesOnlyTheElement("ATM-01", 0));
  }

  /** Looks at the bytes around each element below some size, 0 for all, after each operation. */
  private static int touchesOnlyTheElement(String rule, int belowSize) {
    int operations = 0;
    for (ElementType type : ElementType.values()) {
      if (!type.isInteger() || (belowSize > 0 && type.size() >= belowSize)) {
        continue;
      }
      for (long index = 0; index < BYTES / type.size(); index++) {
        List<Call> calls = new ArrayList<>();
        calls.add(Call.of("store", type.array(), index, -1L));
        for (String method : MODIFICATIONS) {
          calls.add(Call.of(method, type.array(), index, 0x0ff1_2233_4455_6677L));
        }
        calls.add(Call.of("compareExchange", type.array(), index, 0x6677L, -1L));
        for (Call call : calls) {
          requireUntouched(rule, type, index, call);
          operations++;
        }
      }
    }
    return operations;
  }

  private static void requireUntouched(String rule, ElementType type, long index, Call call) {
    Player player = SPECIMEN.player(Workers.of(Kind.PLATFORM));
    for (long i = 0; i < BYTES; i++) {
      player.play(Call.of("store", "Int8Array", i, i + 100));
    }
    player.play(call);
    for (long i = 0; i < BYTES; i++) {
      boolean around = i / type.size() != index;
      Outcome seen = player.play(Call.of("load", "Int8Array", i));
      if (around && !seen.equals(new Outcome.Returned(i + 100))) {
        throw new RuleViolation(rule, call + " touched byte " + i + ", whose load " + seen);
      }
    }
  }

  @Test
  @Rule("ATM-02")
  void atm02_theKindOfViewIsCheckedAndThenTheIndex() {
    table().checkDecidedBy("ATM-02", 2_576);
    table().checkErrorsHaveNoEffect("ATM-02", 2_624);
  }

  @Test
  @Rule("ATM-03")
  void atm03_loadReturnsTheElement() {
    table().checkDecidedBy("ATM-03", 32);
  }

  @Test
  @Rule("ATM-04")
  void atm04_storeReturnsWhatItWasGiven() {
    table().checkDecidedBy("ATM-04", 160);
  }

  @Test
  @Rule("ATM-05")
  void atm05_storeOfADoubleWritesAnInteger() {
    table().checkDecidedBy("ATM-05", 192);
  }

  @Test
  @Rule("ATM-06")
  void atm06_modificationsReturnWhatWasThere() {
    table().checkDecidedBy("ATM-06", 960);
  }

  @Test
  @Rule("ATM-07")
  void atm07_compareExchangeWritesIfTheElementIsAsExpected() {
    table().checkDecidedBy("ATM-07", 128);
  }

  @Test
  @Rule("ATM-09")
  void atm09_operationsLeaveTheNeighboursInTheirWordAlone() {
    Evidence.executed(touchesOnlyTheElement("ATM-09", Integer.BYTES));
  }

  @Test
  @Rule("ATM-10")
  void atm10_everyViewSeesWhatEveryOtherWrites() {
    int seen = 0;
    for (ElementType writer : ElementType.values()) {
      for (ElementType reader : ElementType.values()) {
        if (writer.isInteger() && reader.isInteger()) {
          requireSeen("ATM-10", writer, reader);
          seen++;
        }
      }
    }
    Evidence.executed(seen);
  }

  private static void requireSeen(String rule, ElementType writer, ElementType reader) {
    Player player = SPECIMEN.player(Workers.of(Kind.PLATFORM));
    AtomicsModel model = SPECIMEN.model();
    for (Call call :
        List.of(
            Call.of("store", writer.array(), 0L, 0x8182_8384_8586_8788L),
            Call.of("xor", writer.array(), 0L, 0x0f0f_0f0f_0f0f_0f0fL),
            Call.of("load", reader.array(), 0L))) {
      SequentialModel.Step<AtomicsModel> due = model.apply(call);
      Outcome seen = player.play(call);
      if (!seen.equals(due.verdict().outcome())) {
        throw new RuleViolation(rule, call + " after a write to " + writer.array() + " " + seen);
      }
      model = due.next();
    }
  }

  @Test
  @Rule("ATM-12")
  void atm12_sizesOfElementsAreLockFree() {
    table().checkDecidedBy("ATM-12", 20);
  }

  @Test
  @Rule("ATM-13")
  void atm13_pauseReturns() {
    Evidence.executed(Trial.judge(SPECIMEN, Workers.of(Kind.PLATFORM), List.of(Step.of("pause"))));
  }

  @Test
  @Rule("ATM-15")
  void atm15_overloadsForInt32ArrayDoWhatTheOthersDo() {
    // 2³² more wraps to the same, and no longer fits the overloads.
    long wraps = 1L << 32;
    Player ints = SPECIMEN.player(Workers.of(Kind.PLATFORM));
    Player longs = SPECIMEN.player(Workers.of(Kind.PLATFORM));
    int compared = 0;
    for (long value : new long[] {0, 1, -1, 0x1234_5678, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      for (String method : MODIFICATIONS) {
        requireSame(
            ints.play(Call.of(method, "Int32Array", 1L, value)),
            longs.play(Call.of(method, "Int32Array", 1L, value + wraps)),
            method);
        requireSame(
            ints.play(Call.of("compareExchange", "Int32Array", 1L, value, 7L)),
            longs.play(Call.of("compareExchange", "Int32Array", 1L, value + wraps, 7L)),
            "compareExchange");
        compared += 2;
      }
    }
    Evidence.executed(compared);
  }

  private static void requireSame(Outcome ofInts, Outcome ofLongs, String method) {
    if (!ofInts.equals(ofLongs)) {
      throw new RuleViolation(
          "ATM-15", method + " of ints " + ofInts + ", and of longs it " + ofLongs);
    }
  }

  @Test
  @Rule("ATM-16")
  void atm16_interruptsAreLeftAlone() {
    List<Step> steps = new ArrayList<>();
    for (Step step :
        List.of(Step.of("add", "Uint8Array", 0L, 1L), Step.of("load", "Uint8Array", 0L))) {
      steps.add(new Step(step.call(), true));
    }
    Evidence.executed(Trial.judge(SPECIMEN, Workers.of(Kind.PLATFORM), steps));
  }
}
