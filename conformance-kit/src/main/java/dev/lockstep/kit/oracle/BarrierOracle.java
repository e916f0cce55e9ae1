package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/**
 * The barriers of real Pythons against the model, and of the subject against the same sequences.
 */
@Checks(primitive = Primitive.BARRIER, checker = Checker.ORACLE)
public final class BarrierOracle {
  /* What real interpreters were seen to do, and the model that judges everything else. */
  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "BAR-01", "BAR-02", "BAR-03", "BAR-04", "BAR-05", "BAR-06", "BAR-08", "BAR-09", "BAR-10",
    "BAR-14", "BAR-15", "BAR-16", "BAR-19", "BAR-23", "BAR-25"
  })
  void recordedPythonsDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.BARRIER);
  }

  @Test
  @Rule({
    "BAR-01", "BAR-02", "BAR-04", "BAR-05", "BAR-06", "BAR-08", "BAR-09", "BAR-10", "BAR-14",
    "BAR-15", "BAR-16", "BAR-19", "BAR-23", "BAR-25"
  })
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.BARRIER, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "BAR-01", "BAR-02", "BAR-04", "BAR-05", "BAR-06", "BAR-08", "BAR-09", "BAR-10", "BAR-14",
    "BAR-15", "BAR-16", "BAR-19", "BAR-23", "BAR-25"
  })
  void livePythonsDoWhatTheModelSays() {
    OracleChecks.livePythonsAgreeWithTheModel(Primitive.BARRIER, Interpreters.find().usable());
  }

  @Test
  @Rule({
    "BAR-01", "BAR-02", "BAR-03", "BAR-04", "BAR-05", "BAR-09", "BAR-10", "BAR-14", "BAR-15",
    "BAR-16"
  })
  void subjectDoesWhatIsDueWithSeveralThreads() {
    OracleChecks.subjectPlaysPrograms(Primitive.BARRIER, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "BAR-01", "BAR-02", "BAR-03", "BAR-04", "BAR-05", "BAR-09", "BAR-10", "BAR-14", "BAR-15",
    "BAR-16"
  })
  void livePythonsDoWhatTheModelSaysOfSeveralThreads() {
    OracleChecks.livePythonsPlayPrograms(Primitive.BARRIER, Interpreters.find().usable());
  }
}
