package dev.lockstep.kit.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Cost;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The driver for Node: that it tells values apart, and sees waiting where there is some, only. */
class NodeOracleTest {
  private static final String DRIVER = LiveOracle.resource("oracle.mjs");

  private static final Outcome TYPE_ERROR = Outcome.raises(PyError.JAVASCRIPT_TYPE_ERROR, "");

  private static final Outcome RANGE_ERROR = Outcome.raises(PyError.RANGE_ERROR, "");

  private static List<Interpreter> nodes = List.of();

  @BeforeAll
  static void find() {
    nodes = Interpreters.of(Primitive.ATOMICS).usable();
    assumeTrue(!nodes.isEmpty(), OracleChecks.missing(Primitive.ATOMICS));
  }

  private static LiveOracle oracle(String driver) {
    return LiveOracle.of(nodes.get(nodes.size() - 1), driver, Cost.HANG_MILLISECONDS);
  }

  private static String twin(String original, String replacement) {
    String twin = DRIVER.replace(original, replacement);
    assertNotEquals(DRIVER, twin, "the twin does not apply");
    return twin;
  }

  private static Outcome returned(Object value) {
    return new Outcome.Returned(value);
  }

  private static Sequence atomics(Call... calls) {
    return Sequences.with(
        Kind.ATOMICS,
        Call.of("new", 16L),
        List.of(calls).stream()
            .map(call -> new Sequence.Step(call, false))
            .toArray(Sequence.Step[]::new));
  }

  private static final Sequence VALUES =
      atomics(
          Call.of("store", "Int8Array", 0L, 300L),
          Call.of("store", "Int8Array", 0L, -0.0),
          Call.of("store", "Int8Array", 0L, Double.NaN),
          Call.of("store", "Int8Array", 0L, Double.NEGATIVE_INFINITY),
          Call.of("store", "Int8Array", 0L, 1e300),
          Call.of("store", "BigUint64Array", 0L, -2L),
          Call.of("load", "BigUint64Array", 0L),
          Call.of("load", "Uint32Array", 1L),
          Call.of("add", "BigInt64Array", 0L, Long.MIN_VALUE + 1),
          Call.of("load", "BigInt64Array", 0.9),
          Call.of("store", "BigInt64Array", 0L, 1.0),
          Call.of("store", "BigInt64Array", 2L, 1.0),
          Call.of("load", "Uint8ClampedArray", 99L));

  private static final List<Seen> RIGHT_VALUES =
      Sequences.seen(
          Outcome.NOTHING,
          returned(300L),
          returned(0.0),
          returned(0.0),
          returned(Double.NEGATIVE_INFINITY),
          returned(1e300),
          returned(-2L),
          returned(-2L),
          returned(0xffff_ffffL),
          returned(-2L),
          returned(Long.MAX_VALUE),
          TYPE_ERROR,
          RANGE_ERROR,
          TYPE_ERROR);

  @Test
  void valuesAreToldApart() {
    try (LiveOracle oracle = oracle(DRIVER)) {
      assertEquals(RIGHT_VALUES, oracle.play(VALUES));
    }
  }

  @Test
  void driversThatConfuseValuesAreCaught() {
    for (String driver :
        List.of(
            twin("BigInt.asIntN(64, value).toString()", "Number(value).toString()"),
            twin("BigInt(text)", "BigInt(Number(text))"),
            twin("text + '.0'", "text"),
            twin("error instanceof TypeError", "false"))) {
      try (LiveOracle oracle = oracle(driver)) {
        assertNotEquals(RIGHT_VALUES, oracle.play(VALUES), driver);
      }
    }
  }

  @Test
  void aNodeThatDoesOtherwiseIsAViolationOfTheRule() {
    Map<String, String> broken =
        Map.of(
            "ATM-03", "method === 'load' ? 1 : Atomics[method]",
            "ATM-06", "Atomics[method === 'add' ? 'sub' : method]");
    Sequence sequence =
        atomics(
            Call.of("add", "BigInt64Array", 0L, 1L),
            Call.of("add", "BigInt64Array", 0L, 1L),
            Call.of("store", "Int8Array", 0L, 0L),
            Call.of("load", "Int8Array", 0L));
    broken.forEach(
        (rule, call) -> {
          String driver =
              twin(
                  "return Atomics[method](view, index, ...rest.map((text)",
                  "return " + call + "(view, index, ...rest.map((text)");
          try (LiveOracle oracle = oracle(driver)) {
            Comparison comparison =
                new Comparison(ObservedRows.load(), "Node", "Node 20.20.2", "a test");
            List<Seen> seen = oracle.play(sequence);
            RuleViolation violation =
                assertThrows(RuleViolation.class, () -> comparison.compare(sequence, seen));
            assertEquals(rule, violation.rule());
          }
        });
  }

  private static Sequence buffer(Call... calls) {
    return Sequences.with(
        Kind.SHAREDARRAYBUFFER,
        calls[0],
        List.of(calls).stream()
            .skip(1)
            .map(call -> new Sequence.Step(call, false))
            .toArray(Sequence.Step[]::new));
  }

  private static final Sequence BUFFER =
      buffer(
          Call.of("new", 10L),
          Call.of("view", "Float32Array", 4L, 1L),
          Call.of("view", "BigUint64Array", 0L, 1L),
          Call.of("view", "Uint8ClampedArray", 2L),
          Call.of("set", 0L, 0L, 1.0),
          Call.of("get", 0L, 0L),
          Call.of("set", 1L, 0L, -2L),
          Call.of("get", 1L, 0L),
          Call.of("get", 0L, 0L),
          Call.of("set", 2L, 7L, 2.5),
          Call.of("slice", -9L, 99L),
          Call.of("lengths"),
          Call.of("view", "Int32Array", 8L),
          Call.of("grow", 10L));

  private static final List<Seen> RIGHT_BUFFER =
      Sequences.seen(
          Outcome.NOTHING,
          returned("1 elements, 4 bytes from 4"),
          returned("1 elements, 8 bytes from 0"),
          returned("8 elements, 8 bytes from 2"),
          Outcome.NOTHING,
          returned(1.0),
          Outcome.NOTHING,
          returned(-2L),
          returned(Double.NaN),
          Outcome.NOTHING,
          returned("9:ffffffffffffff0002"),
          returned("1, 1, 8"),
          RANGE_ERROR,
          TYPE_ERROR);

  @Test
  void buffersAndTheirViewsAreToldApart() {
    try (LiveOracle oracle = oracle(DRIVER)) {
      assertEquals(RIGHT_BUFFER, oracle.play(BUFFER));
    }
    for (String driver :
        List.of(
            twin("{ json: encodeDouble(value) }", "value"),
            twin("this.views.push(view);", "this.views.unshift(view);"),
            twin("{ json: BigInt.asIntN(64, value).toString() }", "value"))) {
      try (LiveOracle oracle = oracle(driver)) {
        assertNotEquals(RIGHT_BUFFER, oracle.play(BUFFER), driver);
      }
    }
  }

  @Test
  void aNodeWhoseBuffersDoOtherwiseIsAViolationOfTheRule() {
    Sequence sequence =
        buffer(
            Call.of("new", 8L),
            Call.of("view", "Int32Array", 0L, 1L),
            Call.of("set", 0L, 0L, 7L),
            Call.of("slice", 0L, 8L),
            Call.of("lengths"));
    Map<String, String> broken =
        Map.of(
            "SAB-06", twin("new type(this.buffer, ...where)", "new type(this.buffer)"),
            "SAB-13", twin("this.buffer.slice(begin, end)", "this.buffer.slice(begin, end - 1)"),
            "SAB-05", twin("(view) => view.length", "(view) => view.byteLength"));
    broken.forEach(
        (rule, driver) -> {
          try (LiveOracle oracle = oracle(driver)) {
            List<Seen> seen = oracle.play(sequence);
            RuleViolation violation =
                assertThrows(RuleViolation.class, () -> node().compare(sequence, seen));
            assertEquals(rule, violation.rule());
          }
        });
  }

  private static Comparison node() {
    return new Comparison(ObservedRows.load(), "Node", "Node 20.20.2", "a test");
  }

  private static Sequence waits(Call... calls) {
    return Sequences.with(
        Kind.WAIT,
        Call.of("new", 16L),
        List.of(calls).stream()
            .map(call -> new Sequence.Step(call, false))
            .toArray(Sequence.Step[]::new));
  }

  private static final Sequence WAITS =
      waits(
          Call.of("wait", "Int32Array", 0L, 1L),
          Call.of("wait", "Int32Array", 0L, 0L, 3.0),
          Call.of("waitAsync.value", "Int32Array", 0L, 0L, 3.0),
          Call.of("waitAsync", "Int32Array@8", 0L, 0L),
          Call.of("waitAsync", "BigInt64Array", 1L, 0L, 0.0),
          Call.of("waitAsync", "BigInt64Array", 1L, 0L, 3_600_000.0),
          Call.of("notify", "Int32Array", 2L, 1.9),
          Call.of("stages"),
          Call.of("notify", "unshared Int32Array", 0L),
          Call.of("wait", "other Int32Array", 99L, 0L),
          Call.of("wait", "other Int32Array", 0L, 0L));

  private static final List<Seen> RIGHT_WAITS =
      Sequences.seen(
          Outcome.NOTHING,
          returned("not-equal"),
          returned("timed-out"),
          returned("timed-out"),
          returned("async"),
          returned("timed-out"),
          returned("async"),
          returned(1L),
          returned("ok, pending"),
          returned(0L),
          RANGE_ERROR,
          Outcome.BLOCKED);

  @Test
  void oneAgentWaits() {
    try (LiveOracle oracle = oracle(DRIVER)) {
      assertEquals(RIGHT_WAITS, oracle.play(WAITS));
      assertEquals(RIGHT_WAITS, oracle.play(WAITS), "after a worker that waits for ever");
      node().compare(WAITS, RIGHT_WAITS);
    }
  }

  @Test
  void oneAgentIsNotPlayedWhereItMightWaitUnseen() {
    try (LiveOracle oracle = oracle(twin("'/proc/self/task'", "'/nowhere'"))) {
      List<Seen> seen = oracle.play(WAITS);
      int last = RIGHT_WAITS.size() - 1;
      assertEquals(RIGHT_WAITS.subList(0, last), seen.subList(0, last));
      assertEquals(new Seen.Unobservable("no /nowhere on this platform"), seen.get(last));
      node().compare(WAITS, seen);
    }
  }

  @Test
  void aNodeThatWaitsOtherwiseIsAViolationOfTheRule() {
    Map<String, String> broken =
        Map.of(
            "WAI-07",
                twin(
                    "Atomics.notify(view, index, ...rest.map(number))",
                    "Atomics.notify(view, index)"),
            "WAI-18", twin("return async ? 'async' : value;", "return 'async';"),
            "WAI-11", twin("...rest.slice(1).map(number));", "0);"));
    broken.forEach(
        (rule, driver) -> {
          try (LiveOracle oracle = oracle(driver)) {
            List<Seen> seen = oracle.play(broken(rule));
            RuleViolation violation =
                assertThrows(RuleViolation.class, () -> node().compare(broken(rule), seen));
            assertEquals(rule, violation.rule());
          }
        });
  }

  private static Sequence broken(String rule) {
    return rule.equals("WAI-11")
        ? waits(Call.of("wait", "Int32Array", 0L, 0L, Double.NaN))
        : waits(
            Call.of("waitAsync", "Int32Array", 0L, 0L),
            Call.of("waitAsync", "Int32Array", 0L, 0L),
            Call.of("notify", "Int32Array", 0L, 1.0),
            Call.of("waitAsync", "Int32Array", 0L, 1L));
  }

  /* Each waits for the one before it, and then computes and naps before it opens the next gate. */
  private static List<Observation> relay(LiveOracle oracle) {
    return oracle.observe(
        "a relay",
        id ->
            "{\"id\":%d,\"object\":\"probe\",\"moves\":[".formatted(id)
                + "{\"thread\":\"A\",\"call\":[\"new\"]},"
                + "{\"thread\":\"B\",\"call\":[\"relay\",0,5]},"
                + "{\"thread\":\"C\",\"call\":[\"relay\",1,5]},"
                + "{\"thread\":\"D\",\"call\":[\"relay\",2,5]},"
                + "{\"thread\":\"A\",\"call\":[\"spin\",200]},"
                + "{\"thread\":\"A\",\"call\":[\"nap\",100]},"
                + "{\"thread\":\"A\",\"call\":[\"open\",0]},"
                + "{\"thread\":\"A\",\"call\":[\"wait\"]}]}");
  }

  private static final List<Observation> RIGHT_RELAY =
      List.of(
          alone(Outcome.NOTHING),
          alone(Outcome.BLOCKED),
          alone(Outcome.BLOCKED),
          alone(Outcome.BLOCKED),
          alone(Outcome.TRUE),
          alone(Outcome.TRUE),
          ending(Outcome.TRUE, Map.of("B", Outcome.TRUE, "C", Outcome.TRUE, "D", Outcome.TRUE)),
          alone(Outcome.BLOCKED));

  private static Observation alone(Outcome outcome) {
    return ending(outcome, Map.of());
  }

  private static Observation ending(Outcome outcome, Map<String, Outcome> ended) {
    return new Observation(
        new Seen.Of(outcome),
        ended.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, end -> new Seen.Of(end.getValue()))),
        Set.of());
  }

  @Test
  void aMoveIsOverWhenAllAgentsAreAtRest() {
    try (LiveOracle oracle = oracle(DRIVER)) {
      assertEquals(RIGHT_RELAY, relay(oracle));
      assertEquals(RIGHT_RELAY, relay(oracle), "with workers that have played before");
    }
  }

  private static final int MOST_RELAYS = 20;

  @Test
  void aDriverThatReportsBlockedTooEarlyIsCaught() {
    for (String driver :
        List.of(
            twin("still < LOOKS", "still < 1 && before === ''"),
            twin("text === before && asleep ? still + 1 : 0", "asleep ? LOOKS : 0"),
            twin("text === before && asleep", "asleep"),
            twin("text === before && asleep", "true"))) {
      try (LiveOracle oracle = oracle(driver)) {
        // one that looks away while somebody naps may be lucky, but not always
        boolean caught = false;
        for (int i = 0; i < MOST_RELAYS && !caught; i++) {
          caught = !relay(oracle).equals(RIGHT_RELAY);
        }
        assertTrue(caught, driver);
      }
    }
  }

  /* Waiters in one line, whatever their view and whether they are promises; and no store wakes. */
  @Test
  void agentsWaitAndAreNotified() {
    String request =
        "{\"id\":%d,\"object\":\"wait\",\"moves\":["
            + "{\"thread\":\"A\",\"call\":[\"new\",16,64]},"
            + "{\"thread\":\"B\",\"call\":[\"wait\",\"Int32Array\",0,0]},"
            + "{\"thread\":\"C\",\"call\":[\"waitAsync.value\",\"BigInt64Array\",0,0]},"
            + "{\"thread\":\"D\",\"call\":[\"wait\",\"Int32Array\",0,0,3600000.0]},"
            + "{\"thread\":\"A\",\"call\":[\"store\",\"Int32Array\",0,1]},"
            + "{\"thread\":\"A\",\"call\":[\"notify\",\"Int32Array\",1]},"
            + "{\"thread\":\"A\",\"call\":[\"notify\",\"Int32Array\",0,1]},"
            + "{\"thread\":\"B\",\"call\":[\"waitAsync\",\"Int32Array\",0,0]},"
            + "{\"thread\":\"B\",\"call\":[\"wait\",\"Int32Array\",0,1,-1.0]},"
            + "{\"thread\":\"A\",\"call\":[\"notify\",\"BigInt64Array\",0,0.9]},"
            + "{\"thread\":\"A\",\"call\":[\"notify\",\"BigInt64Array\",0,\"nan\"]},"
            + "{\"thread\":\"A\",\"call\":[\"notify\",\"BigInt64Array\",0,\"undefined\"]},"
            + "{\"thread\":\"B\",\"call\":[\"wait\",\"Float64Array\",99,0]},"
            + "{\"thread\":\"B\",\"call\":[\"wait\",\"Int32Array\",99,0]}]}";
    try (LiveOracle oracle = oracle(DRIVER)) {
      assertEquals(
          List.of(
              alone(Outcome.NOTHING),
              alone(Outcome.BLOCKED),
              alone(Outcome.BLOCKED),
              alone(Outcome.BLOCKED),
              alone(Outcome.NOTHING),
              alone(returned(0L)),
              ending(returned(1L), Map.of("B", returned("ok"))),
              alone(returned("not-equal")),
              alone(returned("timed-out")),
              alone(returned(0L)),
              alone(returned(0L)),
              ending(returned(2L), Map.of("C", returned("ok"), "D", returned("ok"))),
              alone(TYPE_ERROR),
              alone(RANGE_ERROR)),
          oracle.observe("waiters", request::formatted));
    }
  }

  @Test
  @SuppressWarnings("InlineFormatString") // the oracle fills in the number
  void aTimeoutIsOverWhenSomebodyAsksForIt() {
    String request =
        "{\"id\":%d,\"object\":\"wait\",\"moves\":["
            + "{\"thread\":\"A\",\"call\":[\"new\",16]},"
            + "{\"thread\":\"B\",\"call\":[\"METHOD\",\"Int32Array\",0,0,2000.0]},"
            + "{\"thread\":\"B\",\"expires\":true},"
            + "{\"thread\":\"A\",\"call\":[\"notify\",\"Int32Array\",0]},"
            + "{\"thread\":\"B\",\"expires\":true}]}";
    try (LiveOracle oracle = oracle(DRIVER)) {
      for (String method : List.of("wait", "waitAsync.value")) {
        List<Observation> seen =
            oracle.observe(method, id -> request.formatted(id).replace("METHOD", method));
        assertEquals(
            List.of(
                alone(Outcome.NOTHING),
                alone(Outcome.BLOCKED),
                alone(returned("timed-out")),
                alone(returned(0L)),
                new Observation(Seen.BUSY, Map.of(), Set.of())),
            seen,
            method);
      }
    }
  }

  @Test
  void aTimeoutThatMayBeOverTooEarlyIsReported() {
    String request =
        "{\"id\":%d,\"object\":\"wait\",\"moves\":["
            + "{\"thread\":\"A\",\"call\":[\"new\",16]},"
            + "{\"thread\":\"B\",\"call\":[\"wait\",\"Int32Array\",0,0,0.5]}]}";
    try (LiveOracle oracle = oracle(DRIVER)) {
      List<Observation> seen = oracle.observe("a short wait", request::formatted);
      assertEquals(
          new Observation(new Seen.Of(returned("timed-out")), Map.of(), Set.of("B")), seen.get(1));
    }
  }

  @Test
  void viewsTrackABufferThatGrows() {
    String request =
        "{\"id\":%d,\"object\":\"atomics\",\"moves\":["
            + "{\"thread\":\"A\",\"call\":[\"new\",8,24]},"
            + "{\"thread\":\"B\",\"call\":[\"load\",\"Int32Array\",2]},"
            + "{\"thread\":\"A\",\"call\":[\"grow\",14]},"
            + "{\"thread\":\"B\",\"call\":[\"length\",\"Int32Array\"]},"
            + "{\"thread\":\"B\",\"call\":[\"load\",\"Int32Array\",2]},"
            + "{\"thread\":\"B\",\"call\":[\"grow\",13]},"
            + "{\"thread\":\"B\",\"call\":[\"byteLength\"]}]}";
    try (LiveOracle oracle = oracle(DRIVER)) {
      List<Observation> seen = oracle.observe("a buffer that grows", request::formatted);
      assumeTrue(
          seen.stream().noneMatch(each -> each.seen() instanceof Seen.Unobservable),
          "this Node has no buffers that grow");
      assertEquals(
          List.of(
              alone(Outcome.NOTHING),
              alone(RANGE_ERROR),
              alone(Outcome.NOTHING),
              alone(returned(3L)),
              alone(returned(0L)),
              alone(RANGE_ERROR),
              alone(returned(14L))),
          seen);
    }
  }

  @Test
  void whereNobodyCanLookProgramsAreNotPlayedAndThatIsSaid() {
    try (LiveOracle oracle = oracle(twin("'/proc/self/task'", "'/nowhere'"))) {
      assertEquals("no /nowhere on this platform", oracle.identity().unobservable().orElseThrow());
      List<Observation> seen = oracle.play(Scenarios.of(Primitive.ATOMICS).get(0));
      assertEquals(
          List.of(new Seen.Unobservable("no /nowhere on this platform")),
          seen.stream().map(Observation::seen).toList());
      assertEquals(RIGHT_VALUES, oracle.play(VALUES));
    }
  }

  @Test
  void aDriverThatFailsShowsWhatItWrote() {
    String text =
        Objects.toString(
            assertThrows(
                    OracleException.class,
                    () -> oracle("throw new Error('no such luck');").identity())
                .getMessage());
    assertTrue(text.contains("exit code 1") && text.contains("no such luck"), text);
  }
}
