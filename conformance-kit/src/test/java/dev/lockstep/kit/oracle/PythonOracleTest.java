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
import dev.lockstep.kit.run.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * The driver itself: it must not see waiting where there is none, nor stay silent when it fails.
 */
class PythonOracleTest {
  private static final String DRIVER = LiveOracle.resource("oracle.py");

  /* Busy, busy in competition for the interpreter lock, asleep again and again, and then waiting. */
  private static final String PROBES =
      "{\"id\":%d,\"object\":\"probe\",\"steps\":[{\"call\":[\"new\"]},"
          + "{\"call\":[\"spin\",20]},{\"call\":[\"contend\",20]},{\"call\":[\"nap\",200]},{\"call\":[\"wait\"]}]}";

  private static final String STILL = "still + 1 if ready and seen == before and asleep else 0";

  private static List<Interpreter> interpreters = List.of();

  @BeforeAll
  static void find() {
    interpreters = Interpreters.find().usable();
    assumeTrue(!interpreters.isEmpty(), "no Python ≥ 3.11 found");
  }

  private static LiveOracle oracle(String driver) {
    return oracle(driver, Cost.HANG_MILLISECONDS);
  }

  private static LiveOracle oracle(String driver, long patienceMillis) {
    return LiveOracle.of(interpreters.get(interpreters.size() - 1), driver, patienceMillis);
  }

  private static String twin(String original, String replacement) {
    String twin = DRIVER.replace(original, replacement);
    assertNotEquals(DRIVER, twin, "the twin does not apply");
    return twin;
  }

  private static List<Seen> probe(LiveOracle oracle) {
    return oracle.play("probes", PROBES::formatted);
  }

  private static final List<Seen> RIGHT =
      Sequences.seen(Outcome.NOTHING, Outcome.TRUE, Outcome.TRUE, Outcome.TRUE, Outcome.BLOCKED);

  @Test
  void onlyAThreadThatWaitsIsReportedAsBlocked() {
    for (Interpreter interpreter : interpreters) {
      try (LiveOracle oracle = LiveOracle.of(interpreter)) {
        assertEquals(RIGHT, probe(oracle), interpreter.toString());
      }
    }
  }

  @Test
  void aDriverThatDoesNotLookIsCaught() {
    try (LiveOracle oracle = oracle(twin("still >= LOOKS", "True"))) {
      assertNotEquals(RIGHT, probe(oracle));
    }
  }

  @Test
  void aDriverThatLooksOnceIsCaught() {
    try (LiveOracle oracle = oracle(twin(STILL, "LOOKS * asleep"))) {
      assertNotEquals(RIGHT, probe(oracle));
    }
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
                + "{\"thread\":\"A\",\"call\":[\"contend\",5]},"
                + "{\"thread\":\"A\",\"call\":[\"nap\",50]},"
                + "{\"thread\":\"A\",\"call\":[\"open\",0]}]}");
  }

  private static Observation alone(Outcome outcome) {
    return new Observation(new Seen.Of(outcome), Map.of(), Set.of());
  }

  private static final List<Observation> RIGHT_RELAY =
      List.of(
          alone(Outcome.NOTHING),
          alone(Outcome.BLOCKED),
          alone(Outcome.BLOCKED),
          alone(Outcome.BLOCKED),
          alone(Outcome.TRUE),
          alone(Outcome.TRUE),
          new Observation(
              new Seen.Of(Outcome.NOTHING),
              Map.of(
                  "B", new Seen.Of(Outcome.TRUE),
                  "C", new Seen.Of(Outcome.TRUE),
                  "D", new Seen.Of(Outcome.TRUE)),
              Set.of()));

  @Test
  void aMoveIsOverWhenAllThreadsAreAtRest() {
    for (Interpreter interpreter : interpreters) {
      try (LiveOracle oracle = LiveOracle.of(interpreter)) {
        assertEquals(RIGHT_RELAY, relay(oracle), interpreter.toString());
      }
    }
  }

  @Test
  void underLoadTheSameIsSeen() {
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> load = new ArrayList<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread =
          Threads.Kind.PLATFORM.create(
              "load-" + i,
              () -> {
                while (!stop.get()) {
                  Thread.onSpinWait();
                }
              });
      thread.start();
      load.add(thread);
    }
    try (LiveOracle oracle = oracle(DRIVER, 10L * Cost.HANG_MILLISECONDS)) {
      assertEquals(RIGHT, probe(oracle));
      for (int i = 0; i < 5; i++) {
        assertEquals(RIGHT_RELAY, relay(oracle));
      }
    } finally {
      stop.set(true);
    }
    assertTrue(Threads.poll(() -> load.stream().noneMatch(Thread::isAlive)));
  }

  @Test
  void aDriverThatReportsBlockedTooEarlyIsCaughtByTheRelay() {
    for (String twin :
        List.of(
            twin("still >= LOOKS", "True"),
            twin(STILL, "LOOKS * asleep"),
            twin("        self.watch()\n", "        watch([mover.call])\n"),
            twin("one[0] == \"S\"", "True").replace(" and seen == before", ""))) {
      assertFalse(relaysRightly(twin), "it reports blocked too early, and nobody saw it");
    }
  }

  /*
   * A thread that makes no calls stands between two that do. It computes for longer than six looks
   * take that have to wait for the interpreter lock each time.
   */
  private static List<Observation> relayWithABystander(LiveOracle oracle) {
    return oracle.observe(
        "a relay with a bystander",
        id ->
            "{\"id\":%d,\"object\":\"probe\",\"moves\":[".formatted(id)
                + "{\"thread\":\"A\",\"call\":[\"new\"]},"
                + "{\"thread\":\"A\",\"call\":[\"help\",0,20]},"
                + "{\"thread\":\"B\",\"call\":[\"relay\",1,20]},"
                + "{\"thread\":\"A\",\"call\":[\"help\",2,20]},"
                + "{\"thread\":\"C\",\"call\":[\"relay\",3,20]},"
                + "{\"thread\":\"A\",\"call\":[\"open\",0]}]}");
  }

  private static final List<Observation> RIGHT_RELAY_WITH_A_BYSTANDER =
      List.of(
          alone(Outcome.NOTHING),
          alone(Outcome.NOTHING),
          alone(Outcome.BLOCKED),
          alone(Outcome.NOTHING),
          alone(Outcome.BLOCKED),
          new Observation(
              new Seen.Of(Outcome.NOTHING),
              Map.of("B", new Seen.Of(Outcome.TRUE), "C", new Seen.Of(Outcome.TRUE)),
              Set.of()));

  @Test
  void aThreadThatMakesNoCallsHasToComeToRestToo() {
    for (Interpreter interpreter : interpreters) {
      try (LiveOracle oracle = LiveOracle.of(interpreter)) {
        assertEquals(
            RIGHT_RELAY_WITH_A_BYSTANDER, relayWithABystander(oracle), interpreter.toString());
      }
    }
  }

  @Test
  void aDriverThatWatchesOnlyThoseWhoCallIsCaught() {
    try (LiveOracle oracle = oracle(twin(", self.bystanders)", ")"))) {
      assertNotEquals(RIGHT_RELAY_WITH_A_BYSTANDER, relayWithABystander(oracle));
    }
  }

  private static List<Observation> awaitStart(LiveOracle oracle) {
    return oracle.observe(
        "a start",
        id ->
            "{\"id\":%d,\"object\":\"probe\",\"moves\":[".formatted(id)
                + "{\"thread\":\"A\",\"call\":[\"new\"]},"
                + "{\"thread\":\"B\",\"call\":[\"await_start\",50]}]}");
  }

  private static final List<Observation> RIGHT_START =
      List.of(alone(Outcome.NOTHING), alone(Outcome.TRUE));

  @Test
  void aThreadThatIsOnItsWayHasToArrive() {
    for (Interpreter interpreter : interpreters) {
      try (LiveOracle oracle = LiveOracle.of(interpreter)) {
        assertEquals(RIGHT_START, awaitStart(oracle), interpreter.toString());
      }
    }
  }

  @Test
  void aDriverThatDoesNotWaitForAThreadOnItsWayIsCaught() {
    try (LiveOracle oracle = oracle(twin("not self.is_starting() and until()", "until()"))) {
      assertNotEquals(RIGHT_START, awaitStart(oracle));
    }
  }

  /* A driver that lets a thread move too early may as well break down. */
  private static boolean relaysRightly(String driver) {
    try (LiveOracle oracle = oracle(driver)) {
      return RIGHT_RELAY.equals(relay(oracle));
    } catch (OracleException e) {
      return false;
    }
  }

  @Test
  void aTimeoutIsOverWhenSomebodyAsksForIt() {
    Program program =
        Program.parse("event: A new(); B wait(1.0); C wait(); B expires; B is_set(); A set()");
    try (LiveOracle oracle = oracle(DRIVER)) {
      List<Observation> seen = oracle.play(program);
      assumeTrue(
          seen.stream().allMatch(each -> each.late().isEmpty()),
          "this machine is too slow at the moment");
      assertEquals(
          List.of(
              alone(Outcome.NOTHING),
              alone(Outcome.BLOCKED),
              alone(Outcome.BLOCKED),
              alone(Outcome.FALSE),
              alone(Outcome.FALSE),
              new Observation(
                  new Seen.Of(Outcome.NOTHING), Map.of("C", new Seen.Of(Outcome.TRUE)), Set.of())),
          seen);
    }
  }

  @Test
  void aTimeoutThatMayBeOverTooEarlyIsReported() {
    String request =
        "{\"id\":%d,\"object\":\"probe\",\"moves\":[{\"thread\":\"A\",\"call\":[\"new\"]},"
            + "{\"thread\":\"B\",\"call\":[\"doze\",0.05]},{\"thread\":\"A\",\"call\":[\"spin\",10]}]}";
    try (LiveOracle oracle = oracle(DRIVER)) {
      List<Observation> seen = oracle.observe("a doze", request::formatted);
      assertEquals(Set.of("B"), seen.get(2).late());
    }
  }

  @Test
  void whoWaitsCannotMove() {
    try (LiveOracle oracle = oracle(DRIVER)) {
      List<Observation> seen = oracle.play(Program.parse("event: A new(); B wait(); B is_set()"));
      assertEquals(Seen.BUSY, seen.get(2).seen());
      assertEquals(3, seen.size());
    }
  }

  @Test
  void whoSpinsInAProgramIsSeenAndTheNextGetsAnotherProcess() {
    try (LiveOracle oracle = oracle(DRIVER)) {
      List<Observation> seen =
          oracle.observe(
              "a rush",
              id ->
                  "{\"id\":%d,\"object\":\"probe\",\"moves\":[".formatted(id)
                      + "{\"thread\":\"A\",\"call\":[\"new\"]},"
                      + "{\"thread\":\"B\",\"call\":[\"rush\"]}]}");
      assertEquals(Seen.SPINS, seen.get(1).seen());
      assertEquals(RIGHT_RELAY, relay(oracle));
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
      try (LiveOracle oracle = LiveOracle.of(interpreter)) {
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
    try (LiveOracle oracle = oracle(twin("\"/proc/self/task\"", "\"/nowhere\""))) {
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
    try (LiveOracle oracle = oracle(DRIVER)) {
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
    try (LiveOracle oracle = oracle(DRIVER)) {
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
    try (LiveOracle oracle = oracle(silent, 2000)) {
      oracle.identity();
      String text = failure(() -> oracle.play(Sequences.lock(Call.of("locked"))));
      assertTrue(text.contains("gave no answer within 2000 ms"), text);
    }
  }

  @Test
  void anInterpreterThatCannotBeStartedIsOneClearError() {
    Interpreter none = new Interpreter(List.of("/no/python"), "CPython", "3.99.0", true);
    String text = failure(() -> LiveOracle.of(none).identity());
    assertTrue(text.startsWith("CPython 3.99.0 cannot be started"), text);
    assertFalse(text.contains("\n"), text);
  }

  private static List<Seen> played(String driver) {
    try (LiveOracle oracle = oracle(driver)) {
      return oracle.play(Sequences.lock(Call.of("locked")));
    }
  }

  private static String failure(Executable executable) {
    return Objects.toString(assertThrows(OracleException.class, executable).getMessage());
  }
}
