package dev.lockstep.kit.oracle;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.rules.Primitive;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class OracleChecksTest {
  @Test
  void withoutAPythonTheLiveOracleIsSkippedAndSaysSo() {
    Throwable skipped =
        assertThrows(TestAbortedException.class, () -> OracleChecks.nobody(Primitive.LOCK, false));
    assertTrue(Objects.toString(skipped.getMessage()).contains("no Python ≥ 3.11 found"));
  }

  @Test
  void withoutAPythonTheLiveOracleFailsWhereItIsRequired() {
    Throwable failure =
        assertThrows(AssertionError.class, () -> OracleChecks.nobody(Primitive.LOCK, true));
    assertTrue(Objects.toString(failure.getMessage()).contains("lockstep.oracles.required"));
  }

  @Test
  void whatIsJavaScriptsNeedsANode() {
    Throwable skipped =
        assertThrows(
            TestAbortedException.class, () -> OracleChecks.nobody(Primitive.ATOMICS, false));
    assertTrue(Objects.toString(skipped.getMessage()).contains("no Node ≥ 16 found"));
  }
}
