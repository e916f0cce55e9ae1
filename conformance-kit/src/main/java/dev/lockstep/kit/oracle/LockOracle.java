package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/** The Lock of real Pythons against the model, and of the subject against the same sequences. */
@Checks(primitive = Primitive.LOCK, checker = Checker.ORACLE)
public final class LockOracle {
  /* What real interpreters were seen to do, and the model that judges everything else. */
  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "LCK-01", "LCK-02", "LCK-03", "LCK-04", "LCK-05", "LCK-06", "LCK-07", "LCK-08", "LCK-09",
    "LCK-10", "LCK-11", "LCK-12", "LCK-13", "LCK-16", "LCK-17"
  })
  void recordedPythonsDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.LOCK);
  }

  @Test
  @Rule({
    "LCK-01", "LCK-02", "LCK-03", "LCK-04", "LCK-05", "LCK-06", "LCK-07", "LCK-08", "LCK-09",
    "LCK-10", "LCK-11", "LCK-12", "LCK-13", "LCK-17"
  })
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.LOCK, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "LCK-01", "LCK-02", "LCK-03", "LCK-04", "LCK-05", "LCK-06", "LCK-07", "LCK-08", "LCK-09",
    "LCK-10", "LCK-11", "LCK-12", "LCK-13", "LCK-17"
  })
  void livePythonsDoWhatTheModelSays() {
    OracleChecks.livePythonsAgreeWithTheModel(Primitive.LOCK, Interpreters.find().usable());
  }

  @Test
  @Rule({
    "LCK-01", "LCK-02", "LCK-03", "LCK-04", "LCK-08", "LCK-09", "LCK-11", "LCK-12", "LCK-13",
    "LCK-16"
  })
  void subjectDoesWhatIsDueWithSeveralThreads() {
    OracleChecks.subjectPlaysPrograms(Primitive.LOCK, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "LCK-01", "LCK-02", "LCK-03", "LCK-04", "LCK-08", "LCK-09", "LCK-11", "LCK-12", "LCK-13",
    "LCK-16"
  })
  void livePythonsDoWhatTheModelSaysOfSeveralThreads() {
    OracleChecks.livePythonsPlayPrograms(Primitive.LOCK, Interpreters.find().usable());
  }
}
