package dev.lockstep.kit.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Programs: as text, on the model, at random, and compared with what was seen. */
class ProgramTest {
  private static final String LATE = "event: A new(); B wait(0.2); A is_set(); B expires; A set()";

  private static Observation seen(Outcome outcome) {
    return new Observation(new Seen.Of(outcome), Map.of(), Set.of());
  }

  private static Observation seen(Outcome outcome, String thread, Outcome end) {
    return new Observation(new Seen.Of(outcome), Map.of(thread, new Seen.Of(end)), Set.of());
  }

  private static Observation late(Observation observation, String thread) {
    return new Observation(observation.seen(), observation.ended(), Set.of(thread));
  }

  private static Comparison python() {
    return new Comparison(ObservedRows.load(), "CPython 3.13.0", "3.13.0", "a test");
  }

  private static RuleViolation violation(String program, Observation... seen) {
    return assertThrows(
        RuleViolation.class, () -> python().compare(Program.parse(program), List.of(seen)));
  }

  @Test
  void aProgramIsItsText() {
    for (Primitive primitive : Kind.primitives()) {
      List<Program> programs = new ArrayList<>(Scenarios.of(primitive));
      programs.addAll(new ProgramGenerator(primitive, 7).next(20));
      for (Program program : programs) {
        assertEquals(program, Program.parse(program.toString()));
      }
    }
    assertEquals(
        List.of(
            Program.Move.of("A", Call.of("new", 2L)),
            Program.Move.of("B", Call.of("acquire", true, 0.2)),
            Program.Move.expiry("B")),
        Program.parse("semaphore: A new(2); B acquire(True, 0.2); B expires").moves());
  }

  @Test
  void whatIsNoProgramIsRefused() {
    for (String text :
        List.of(
            "A new()",
            "mutex: A new()",
            "lock: A acquire()",
            "lock: A new(); a acquire()",
            "lock: A new(); A acquire(1.2.3)",
            "lock: A new(); A runs")) {
      assertThrows(OracleException.class, () -> Program.parse(text), text);
    }
  }

  @Test
  void aSeedGivesTheSameProgramsAgainAndTheyShowTheirRules() {
    for (Primitive primitive : Kind.primitives()) {
      List<Program> programs = new ProgramGenerator(primitive, 7).next(60);
      assertEquals(programs, new ProgramGenerator(primitive, 7).next(60));
      Set<String> shown = new TreeSet<>();
      for (Program program : programs) {
        ProgramRun run = ProgramRun.of(program.kind());
        for (Program.Move move : program.moves()) {
          assertTrue(run.allows(move), () -> move + " in " + program);
          run.due(move).forEach(due -> assertFalse(due.deviates(), program::toString));
          run.due(move).forEach(due -> shown.addAll(due.rules()));
          run.play(move);
        }
      }
      Set<String> missing = Sequences.rulesOfPrograms(primitive);
      missing.removeAll(shown);
      assertTrue(
          missing.stream().allMatch(rule -> isShownByScenarios(primitive, rule)),
          () -> "not shown: " + missing);
    }
  }

  private static boolean isShownByScenarios(Primitive primitive, String rule) {
    for (Program program : Scenarios.of(primitive)) {
      ProgramRun run = ProgramRun.of(program.kind());
      for (Program.Move move : program.moves()) {
        if (run.due(move).stream().anyMatch(due -> due.rules().contains(rule))) {
          return true;
        }
        run.play(move);
      }
    }
    return false;
  }

  @Test
  void everyScenarioCanBePlayed() {
    for (Primitive primitive : Kind.primitives()) {
      for (Program program : Scenarios.of(primitive)) {
        ProgramRun run = ProgramRun.of(program.kind());
        for (Program.Move move : program.moves()) {
          assertTrue(
              run.allows(move) || run.mayMove(move), () -> move + " cannot move in " + program);
          run.play(move);
        }
      }
    }
  }

  @Test
  void agreementIsCountedForTheRulesOfAllThatEnded() {
    Comparison comparison = python();
    comparison.compare(
        Program.parse("event: A new(); B wait(); A set()"),
        List.of(
            seen(Outcome.NOTHING),
            seen(Outcome.BLOCKED),
            seen(Outcome.NOTHING, "B", Outcome.TRUE)));
    assertEquals(new Tally.Count(2, 0, 0), comparison.tally().of("EVT-01"));
    assertEquals(new Tally.Count(1, 0, 0), comparison.tally().of("EVT-02"));
    assertEquals(new Tally.Count(1, 0, 0), comparison.tally().of("EVT-07"));
  }

  @Test
  void whereTheOrderIsOpenAnyIsRightAndWhatFollowsFitsIt() {
    String program =
        "lock: A new(); A acquire(); B acquire(); C acquire(); A release(); A release()";
    for (String first : List.of("B", "C")) {
      String second = first.equals("B") ? "C" : "B";
      List<Observation> seen =
          List.of(
              seen(Outcome.NOTHING),
              seen(Outcome.TRUE),
              seen(Outcome.BLOCKED),
              seen(Outcome.BLOCKED),
              seen(Outcome.NOTHING, first, Outcome.TRUE),
              seen(Outcome.NOTHING, second, Outcome.TRUE));
      python().compare(Program.parse(program), seen);
      List<Observation> twice = new ArrayList<>(seen);
      twice.set(5, seen(Outcome.NOTHING, first, Outcome.TRUE));
      assertThrows(RuleViolation.class, () -> python().compare(Program.parse(program), twice));
    }
  }

  @Test
  void whoIsNotWokenAndWhoIsWokenInVainBreaksARule() {
    String program = "lock: A new(); A acquire(); B acquire(); C acquire(); A release()";
    Observation[] seen = {
      seen(Outcome.NOTHING),
      seen(Outcome.TRUE),
      seen(Outcome.BLOCKED),
      seen(Outcome.BLOCKED),
      seen(Outcome.NOTHING)
    };
    RuleViolation violation = violation(program, seen);
    assertEquals("LCK-16", violation.rule());
    String text = String.valueOf(violation.getMessage());
    for (String part :
        List.of(
            "3. B acquire(): blocks",
            "5. A release()\n",
            "due:  None, and B True; or None, and C True",
            "seen: None\n",
            "from: a test",
            program)) {
      assertTrue(text.contains(part), () -> part + " is missing in " + text);
    }
    seen[4] =
        new Observation(
            new Seen.Of(Outcome.NOTHING),
            Map.of("B", new Seen.Of(Outcome.TRUE), "C", new Seen.Of(Outcome.TRUE)),
            Set.of());
    assertEquals("LCK-02", violation(program, seen).rule());
    seen[4] = seen(Outcome.NOTHING, "B", Outcome.FALSE);
    assertEquals("LCK-16", violation(program, seen).rule());
    seen[3] = seen(Outcome.TRUE);
    assertEquals("LCK-02", violation(program, seen).rule());
  }

  @Test
  void whoIsLeftOutByTheEndOfAThreadOrLetGoTooEarlyBreaksARule() {
    String program = "thread: A new(); A start(); B join(); C join(3600.0); A is_alive(); A end()";
    Observation nothing = seen(Outcome.NOTHING);
    Observation blocked = seen(Outcome.BLOCKED);
    Observation alive = seen(Outcome.TRUE);
    Observation both =
        new Observation(
            new Seen.Of(Outcome.NOTHING),
            Map.of("B", new Seen.Of(Outcome.NOTHING), "C", new Seen.Of(Outcome.NOTHING)),
            Set.of());
    python()
        .compare(Program.parse(program), List.of(nothing, nothing, blocked, blocked, alive, both));
    Observation one = seen(Outcome.NOTHING, "B", Outcome.NOTHING);
    RuleViolation violation = violation(program, nothing, nothing, blocked, blocked, alive, one);
    assertEquals("THR-16", violation.rule());
    String text = String.valueOf(violation.getMessage());
    assertTrue(text.contains("due:  None, and B None, and C None"), text);
    assertEquals("THR-07", violation(program, nothing, nothing, nothing).rule());
    assertEquals("THR-08", violation(program, nothing, nothing, blocked, nothing).rule());
    Observation early = seen(Outcome.TRUE, "C", Outcome.NOTHING);
    assertEquals("THR-08", violation(program, nothing, nothing, blocked, blocked, early).rule());
  }

  @Test
  void aTimeoutMayBeOverEarlyOnlyIfTheDriverSaysSo() {
    Program program = Program.parse(LATE);
    Observation blocked = seen(Outcome.BLOCKED);
    Observation looked = seen(Outcome.FALSE, "B", Outcome.FALSE);
    Observation busy = new Observation(Seen.BUSY, Map.of(), Set.of());
    assertEquals("EVT-03", violation(LATE, seen(Outcome.NOTHING), blocked, looked).rule());
    python().compare(program, List.of(seen(Outcome.NOTHING), blocked, late(looked, "B"), busy));
    python()
        .compare(
            program,
            List.of(
                seen(Outcome.NOTHING), late(seen(Outcome.FALSE), "B"), seen(Outcome.FALSE), busy));
    python()
        .compare(
            program,
            List.of(
                seen(Outcome.NOTHING),
                blocked,
                late(seen(Outcome.FALSE), "B"),
                seen(Outcome.FALSE),
                seen(Outcome.NOTHING)));
    assertThrows(
        OracleException.class,
        () ->
            python()
                .compare(
                    program, List.of(seen(Outcome.NOTHING), blocked, seen(Outcome.FALSE), busy)));
  }

  @Test
  void missingAndSurplusAnswersAreNoAgreement() {
    Program program = Program.parse("lock: A new(); A locked()");
    Observation created = seen(Outcome.NOTHING);
    Observation free = seen(Outcome.FALSE);
    assertThrows(OracleException.class, () -> python().compare(program, List.of(created)));
    assertThrows(
        OracleException.class, () -> python().compare(program, List.of(created, free, free)));
    assertEquals(
        "LCK-13",
        violation(
                "lock: A new(); A locked()",
                created,
                new Observation(Seen.SPINS, Map.of(), Set.of()))
            .rule());
  }
}
