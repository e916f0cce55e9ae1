package dev.lockstep.kit.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.RuleViolation;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final ObservedRows ROWS = ObservedRows.load();

  private static String recorded() {
    return LiveOracle.resource("traces/lock-3.13.jsonl");
  }

  private static String refusal(String text) {
    return String.valueOf(
        assertThrows(OracleException.class, () -> Trace.read("lock-3.13.jsonl", text))
            .getMessage());
  }

  @Test
  void whatIsWrittenIsWhatWasRead() {
    for (Primitive primitive : Kind.primitives()) {
      for (Trace trace : RecordedTraces.read(primitive)) {
        assertEquals(trace, Trace.read("again", trace.write()));
      }
    }
    assertEquals(recorded(), Trace.read("lock-3.13.jsonl", recorded()).write());
  }

  @Test
  void aFalsifiedTraceIsAViolationOfTheRuleThatItContradicts() {
    String falsified =
        recorded().replaceFirst("release unlocked lock", "release of an unlocked lock");
    Trace trace = Trace.read("falsified", falsified);
    RuleViolation violation =
        assertThrows(RuleViolation.class, () -> RecordedTraces.judge(trace, ROWS));
    assertEquals("LCK-12", violation.rule());
  }

  @Test
  void aTraceOfAnotherVersionIsAViolationOfTheRuleThatDiffers() {
    Trace trace = Trace.read("relabelled", recorded().replaceFirst("3\\.13\\.0", "3.12.0"));
    RuleViolation violation =
        assertThrows(RuleViolation.class, () -> RecordedTraces.judge(trace, ROWS));
    assertEquals("LCK-09", violation.rule());
  }

  @Test
  void anIncompleteTraceIsRefused() {
    String text = recorded();
    String shortened = text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1);
    assertTrue(refusal(shortened).contains("36 programs"));
    assertTrue(refusal("").contains("empty"));
    assertTrue(refusal("{}\n").contains("seed"));
    assertTrue(refusal(text.substring(0, text.length() - 9)).contains("Line 188"));
  }
}
