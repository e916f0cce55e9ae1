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
          String driver = twin("return Atomics[method](view, index, ...rest.map((text)", "return "
              + call + "(view, index, ...rest.map((text)");
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
          ending(
              Outcome.TRUE, Map.of("B", Outcome.TRUE, "C", Outcome.TRUE, "D", Outcome.TRUE)),
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

  @Test
  void aDriverThatReportsBlockedTooEarlyIsCaught() {
    for (String driver :
        List.of(
            twin("still < LOOKS", "still < 1 && before === ''"),
            twin("text === before && asleep ? still + 1 : 0", "asleep ? LOOKS : 0"),
            twin("text === before && asleep", "asleep"),
            twin("text === before && asleep", "true"))) {
      try (LiveOracle oracle = oracle(driver)) {
        assertNotEquals(RIGHT_RELAY, relay(oracle), driver);
      }
    }
  }

  /* Waiters in one line, whatever their view and whether they are promises; and no store wakes. */
  @Test
  void agentsWaitAndAreNotified() {
    String request =
        "{\"id\":%d,\"object\":\"atomics\",\"moves\":["
            + "{\"thread\":\"A\",\"call\":[\"new\",16,64]},"
            + "{\"thread\":\"B\",\"call\":[\"wait\",\"Int32Array\",0,0]},"
            + "{\"thread\":\"C\",\"call\":[\"waitAsync\",\"BigInt64Array\",0,0]},"
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
              alone(returned(1L)),
              alone(returned(0L)),
              ending(returned(1L), Map.of("B", returned("ok"))),
              alone(returned("not-equal")),
              alone(returned("timed-out")),
              alone(returned(0L)),
              alone(returned(0L)),
              ending(returned(2L), Map.of("C", returned("async: ok"), "D", returned("ok"))),
              alone(TYPE_ERROR),
              alone(RANGE_ERROR)),
          oracle.observe("waiters", request::formatted));
    }
  }

  @Test
  void aTimeoutIsOverWhenSomebodyAsksForIt() {
    String request =
        "{\"id\":%d,\"object\":\"atomics\",\"moves\":["
            + "{\"thread\":\"A\",\"call\":[\"new\",16]},"
            + "{\"thread\":\"B\",\"call\":[\"METHOD\",\"Int32Array\",0,0,2000.0]},"
            + "{\"thread\":\"B\",\"expires\":true},"
            + "{\"thread\":\"A\",\"call\":[\"notify\",\"Int32Array\",0]},"
            + "{\"thread\":\"B\",\"expires\":true}]}";
    try (LiveOracle oracle = oracle(DRIVER)) {
      for (String method : List.of("wait", "waitAsync")) {
        List<Observation> seen =
            oracle.observe(method, id -> request.formatted(id).replace("METHOD", method));
        String async = method.equals("wait") ? "" : "async: ";
        assertEquals(
            List.of(
                alone(Outcome.NOTHING),
                alone(Outcome.BLOCKED),
                alone(returned(async + "timed-out")),
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
        "{\"id\":%d,\"object\":\"atomics\",\"moves\":["
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
