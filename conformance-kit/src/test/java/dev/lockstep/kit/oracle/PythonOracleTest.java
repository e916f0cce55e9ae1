package dev.lockstep.kit.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.run.Cost;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * The driver itself: it must not see waiting where there is none, nor stay silent when it fails.
 */
class PythonOracleTest {
  private static final String DRIVER = PythonOracle.resource("oracle.py");

  /* Busy, busy in competition for the interpreter lock, asleep again and again, and then waiting. */
  private static final String PROBES =
      "{\"id\":%d,\"object\":\"probe\",\"steps\":[{\"call\":[\"new\"]},"
          + "{\"call\":[\"spin\",20]},{\"call\":[\"contend\",20]},{\"call\":[\"nap\",200]},{\"call\":[\"wait\"]}]}";

  private static List<Interpreter> interpreters = List.of();

  @BeforeAll
  static void find() {
    interpreters = Interpreters.find().usable();
    assumeTrue(!interpreters.isEmpty(), "no Python ≥ 3.11 found");
  }

  private static PythonOracle oracle(String driver) {
    return oracle(driver, Cost.HANG_MILLISECONDS);
  }

  private static PythonOracle oracle(String driver, long patienceMillis) {
    return PythonOracle.of(interpreters.get(interpreters.size() - 1), driver, patienceMillis);
  }

  private static String twin(String original, String replacement) {
    String twin = DRIVER.replace(original, replacement);
    assertNotEquals(DRIVER, twin, "the twin does not apply");
    return twin;
  }

  private static List<Seen> probe(PythonOracle oracle) {
    return oracle.play("probes", PROBES::formatted);
  }

  private static final List<Seen> RIGHT =
      Sequences.seen(Outcome.NOTHING, Outcome.TRUE, Outcome.TRUE, Outcome.TRUE, Outcome.BLOCKED);

  @Test
  void onlyAThreadThatWaitsIsReportedAsBlocked() {
    for (Interpreter interpreter : interpreters) {
      try (PythonOracle oracle = PythonOracle.of(interpreter)) {
        assertEquals(RIGHT, probe(oracle), interpreter.toString());
      }
    }
  }

  @Test
  void aDriverThatDoesNotLookIsCaught() {
    try (PythonOracle oracle = oracle(twin("still >= LOOKS", "True"))) {
      assertNotEquals(RIGHT, probe(oracle));
    }
  }

  @Test
  void aDriverThatLooksOnceIsCaught() {
    String twin =
        twin(
            "still + 1 if seen == before and seen[0] == \"S\" else 0",
            "LOOKS * (seen[0] == \"S\")");
    try (PythonOracle oracle = oracle(twin)) {
      assertNotEquals(RIGHT, probe(oracle));
    }
  }

  @Test
  void anInterruptFindsTheMainThreadWaitingAndLeavesTheObjectAsItWas() {
    Sequence sequence =
        Sequences.with(
            Kind.LOCK,
            Call.of("new"),
            new Sequence.Step(Call.of("acquire"), false),
            new Sequence.Step(Call.of("acquire"), true),
            new Sequence.Step(Call.of("release"), false),
            new Sequence.Step(Call.of("locked"), false));
    for (Interpreter interpreter : interpreters) {
      try (PythonOracle oracle = PythonOracle.of(interpreter)) {
        assertEquals(
            Sequences.seen(
                Outcome.NOTHING,
                Outcome.TRUE,
                Wire.raised("KeyboardInterrupt", ""),
                Outcome.NOTHING,
                Outcome.FALSE),
            oracle.play(sequence));
      }
    }
  }

  @Test
  void whereNobodyCanLookABlockingCallIsNotMadeAndSaysSo() {
    try (PythonOracle oracle = oracle(twin("\"/proc/self/task\"", "\"/nowhere\""))) {
      List<Seen> seen =
          oracle.play(
              Sequences.lock(Call.of("acquire"), Call.of("acquire", false), Call.of("acquire")));
      assertEquals(4, seen.size());
      assertEquals(
          new Seen.Unobservable("no /nowhere on this platform"), seen.get(seen.size() - 1));
    }
  }

  @Test
  void aCallThatSpinsIsSeenAndTheNextSequenceGetsAnotherProcess() {
    try (PythonOracle oracle = oracle(DRIVER)) {
      List<Seen> seen = oracle.play(Recorder.spinning(Kind.SEMAPHORE));
      assertEquals(Seen.SPINS, seen.get(seen.size() - 1));
      assertEquals(
          Sequences.seen(Outcome.NOTHING, Outcome.FALSE),
          oracle.play(Sequences.lock(Call.of("locked"))));
    }
  }

  @Test
  void anInterpreterThatDiesIsOneClearError() {
    String request =
        "{\"id\":%d,\"object\":\"probe\",\"steps\":[{\"call\":[\"new\"]},{\"call\":[\"crash\"]}]}";
    try (PythonOracle oracle = oracle(DRIVER)) {
      String text = failure(() -> oracle.play("a crash", request::formatted));
      assertTrue(text.contains("ended with exit code 3 while it played a crash"), text);
    }
  }

  @Test
  void aDriverThatFailsShowsWhatItWrote() {
    String text = failure(() -> oracle("raise SystemError('no such luck')").identity());
    assertTrue(text.contains("exit code 1"), text);
    assertTrue(text.contains("no such luck"), text);
  }

  @Test
  void answersThatAreNoAnswersAreRefused() {
    assertTrue(failure(() -> oracle("print('hello')").identity()).contains("is not JSON: hello"));
    assertTrue(failure(() -> oracle("print('[]')").identity()).contains("not a JSON object"));
    assertTrue(failure(() -> oracle("print('{}')").identity()).contains("does not say who it is"));
    String other = twin("{\"id\": request[\"id\"], ", "{\"id\": -1, ");
    assertTrue(failure(() -> played(other)).contains("was asked for sequence 1"));
    String outcome = twin("outcomes.append(outcome)", "outcomes.append({\"maybe\": True})");
    assertTrue(failure(() -> played(outcome)).contains("Not an outcome: {\"maybe\":true}"));
  }

  @Test
  void anAnswerThatDoesNotComeIsAnErrorAndTheProcessIsEnded() {
    String silent = twin("write(play(json.loads(line), unobservable))", "continue");
    try (PythonOracle oracle = oracle(silent, 2000)) {
      oracle.identity();
      String text = failure(() -> oracle.play(Sequences.lock(Call.of("locked"))));
      assertTrue(text.contains("gave no answer within 2000 ms"), text);
    }
  }

  @Test
  void anInterpreterThatCannotBeStartedIsOneClearError() {
    Interpreter none = new Interpreter(List.of("/no/python"), "CPython", "3.99.0", true);
    String text = failure(() -> PythonOracle.of(none).identity());
    assertTrue(text.startsWith("CPython 3.99.0 cannot be started"), text);
    assertFalse(text.contains("\n"), text);
  }

  private static List<Seen> played(String driver) {
    try (PythonOracle oracle = oracle(driver)) {
      return oracle.play(Sequences.lock(Call.of("locked")));
    }
  }

  private static String failure(Executable executable) {
    return Objects.toString(assertThrows(OracleException.class, executable).getMessage());
  }
}
