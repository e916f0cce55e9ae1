package dev.lockstep.kit.oracle;

import static dev.lockstep.kit.model.Outcome.BLOCKED;
import static dev.lockstep.kit.model.Outcome.FALSE;
import static dev.lockstep.kit.model.Outcome.NOTHING;
import static dev.lockstep.kit.model.Outcome.TRUE;
import static dev.lockstep.kit.model.Outcome.raises;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.RuleViolation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Call ACQUIRE_NEGATIVE = Call.of("acquire", true, -2.0);

  private static final Outcome OLD_TEXT =
      raises(PyError.VALUE_ERROR, "timeout value must be positive");

  private static final Outcome TEXT =
      raises(PyError.VALUE_ERROR, "timeout value must be a non-negative number");

  private static Comparison python(String version) {
    return new Comparison(ObservedRows.load(), "CPython " + version, version, "a test");
  }

  private static RuleViolation violation(String version, Sequence sequence, List<Seen> seen) {
    return assertThrows(RuleViolation.class, () -> python(version).compare(sequence, seen));
  }

  @Test
  void agreementIsCountedForEveryRuleThatTheCallShows() {
    Comparison comparison = python("3.13.0");
    comparison.compare(
        Sequences.lock(Call.of("acquire", true, -1.0), ACQUIRE_NEGATIVE, Call.of("locked")),
        Sequences.seen(NOTHING, TRUE, TEXT, TRUE));
    assertEquals(new Tally.Count(2, 0, 0), comparison.tally().of("LCK-01"));
    assertEquals(new Tally.Count(1, 0, 0), comparison.tally().of("LCK-05"));
    assertEquals(new Tally.Count(1, 0, 0), comparison.tally().of("LCK-09"));
    assertEquals(new Tally.Count(1, 0, 0), comparison.tally().of("LCK-10"));
    assertEquals(new Tally.Count(1, 0, 0), comparison.tally().of("LCK-13"));
  }

  private static Sequence buffer(Call created, Call... calls) {
    return Sequences.with(
        Kind.SHAREDARRAYBUFFER,
        created,
        List.of(calls).stream()
            .map(call -> new Sequence.Step(call, false))
            .toArray(Sequence.Step[]::new));
  }

  /* Not where it does not hold, and no other outcome where it does. */
  @Test
  void aRowThatSaysIfHoldsExactlyThen() {
    Outcome refused = raises(PyError.RANGE_ERROR, "");
    Call view = Call.of("view", "Int32Array", 0L);
    record Case(String rule, Sequence sequence, Outcome otherwise) {}
    for (Case each :
        List.of(
            new Case("SAB-03", buffer(Call.of("new", 0L, 1L << 40)), NOTHING),
            new Case(
                "SAB-05",
                buffer(Call.of("new", 10L, 20L), view),
                new Outcome.Returned("2 elements, 8 bytes from 0")))) {
      boolean alone = each.sequence.steps().size() == 1;
      List<Seen> asObserved = alone ? Sequences.seen(refused) : Sequences.seen(NOTHING, refused);
      List<Seen> asDue =
          alone ? Sequences.seen(each.otherwise) : Sequences.seen(NOTHING, each.otherwise);
      Comparison node20 = python("Node 20.1.0");
      node20.compare(each.sequence, asObserved);
      assertEquals(new Tally.Count(0, 1, 0), node20.tally().of(each.rule));
      python("Node 22.1.0").compare(each.sequence, asDue);
      assertEquals(each.rule, violation("Node 20.1.0", each.sequence, asDue).rule());
      assertEquals(each.rule, violation("Node 22.1.0", each.sequence, asObserved).rule());
    }
    Sequence whole = buffer(Call.of("new", 8L, 20L), view);
    RuleViolation violation = violation("Node 20.1.0", whole, Sequences.seen(NOTHING, refused));
    assertEquals("SAB-05", violation.rule());
    python("Node 20.1.0")
        .compare(
            whole, Sequences.seen(NOTHING, new Outcome.Returned("2 elements, 8 bytes from 0")));
  }

  @Test
  void aWrongValueIsAViolationThatNamesAllThatIsNeeded() {
    Sequence sequence = Sequences.lock(Call.of("acquire"), Call.of("acquire", false));
    RuleViolation violation = violation("3.13.0", sequence, Sequences.seen(NOTHING, TRUE, TRUE));
    assertEquals("LCK-03", violation.rule());
    String text = String.valueOf(violation.getMessage());
    for (String part :
        List.of("CPython 3.13.0", "2. acquire()", "3. acquire(False)", "False", "True", "a test")) {
      assertTrue(text.contains(part), () -> part + " is missing in " + text);
    }
  }

  @Test
  void aWrongMessageAndAWrongClassAreViolations() {
    Sequence sequence = Sequences.lock(Call.of("release"));
    Outcome message = raises(PyError.RUNTIME_ERROR, "release unlocked Lock");
    Outcome type = raises(PyError.VALUE_ERROR, "release unlocked lock");
    assertEquals("LCK-12", violation("3.13.0", sequence, Sequences.seen(NOTHING, message)).rule());
    assertEquals("LCK-12", violation("3.13.0", sequence, Sequences.seen(NOTHING, type)).rule());
  }

  @Test
  void blockingIsNoReturnAndNoError() {
    Sequence sequence = Sequences.lock(Call.of("acquire"), Call.of("acquire"));
    python("3.13.0").compare(sequence, Sequences.seen(NOTHING, TRUE, BLOCKED));
    assertEquals(
        "LCK-02", violation("3.13.0", sequence, Sequences.seen(NOTHING, TRUE, FALSE)).rule());
  }

  @Test
  void anObservedRowReplacesTheReferenceExactly() {
    Sequence sequence = Sequences.lock(ACQUIRE_NEGATIVE);
    Comparison comparison = python("3.12.1");
    comparison.compare(sequence, Sequences.seen(NOTHING, OLD_TEXT));
    assertEquals(new Tally.Count(0, 1, 0), comparison.tally().of("LCK-09"));
    assertEquals("LCK-09", violation("3.12.1", sequence, Sequences.seen(NOTHING, TEXT)).rule());
    assertEquals("LCK-09", violation("3.13.0", sequence, Sequences.seen(NOTHING, OLD_TEXT)).rule());
  }

  @Test
  void theRowOfOneReleaseHoldsForNoOther() {
    Sequence sequence = Sequences.lock(Call.of("acquire", true, 1e300));
    String old = "timestamp too large to convert to C _PyTime_t";
    List<Seen> seen = Sequences.seen(NOTHING, raises(PyError.OVERFLOW_ERROR, old));
    python("3.11.2").compare(sequence, seen);
    assertEquals("LCK-07", violation("3.11.7", sequence, seen).rule());
  }

  @Test
  void aCallThatPythonNeverEndsHasToSpin() {
    Sequence sequence = Recorder.spinning(Kind.SEMAPHORE);
    Comparison comparison = python("3.13.0");
    comparison.compare(sequence, List.of(new Seen.Of(NOTHING), Seen.SPINS));
    assertEquals(new Tally.Count(0, 1, 0), comparison.tally().of("SEM-10"));
    assertEquals("SEM-10", violation("3.13.0", sequence, Sequences.seen(NOTHING, BLOCKED)).rule());
  }

  @Test
  void onlyWhatBlocksMayBeUnobservable() {
    Seen unobservable = new Seen.Unobservable("no threads");
    Seen created = new Seen.Of(NOTHING);
    Comparison comparison = python("3.14.0");
    comparison.compare(Sequences.semaphore(0, Call.of("acquire")), List.of(created, unobservable));
    assertEquals(new Tally.Count(0, 0, 1), comparison.tally().of("SEM-03"));
    assertThrows(
        OracleException.class,
        () ->
            comparison.compare(
                Sequences.semaphore(0, Call.of("release")), List.of(created, unobservable)));
  }

  @Test
  void missingAndSurplusAnswersAreNoAgreement() {
    Sequence sequence = Sequences.lock(Call.of("locked"));
    assertThrows(
        OracleException.class, () -> python("3.13.0").compare(sequence, Sequences.seen(NOTHING)));
    assertThrows(
        OracleException.class,
        () -> python("3.13.0").compare(sequence, Sequences.seen(NOTHING, FALSE, FALSE)));
  }
}
