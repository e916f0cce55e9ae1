package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/**
 * The SimpleQueues of real Pythons against the model, and of the subject against the same
 * sequences.
 */
@Checks(primitive = Primitive.SIMPLEQUEUE, checker = Checker.ORACLE)
public final class SimpleQueueOracle {
  /* What real interpreters were seen to do, and the model that judges everything else. */
  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "SQU-01", "SQU-02", "SQU-03", "SQU-04", "SQU-05", "SQU-06", "SQU-07", "SQU-08", "SQU-09",
    "SQU-12", "SQU-15"
  })
  void recordedPythonsDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.SIMPLEQUEUE);
  }

  @Test
  @Rule({
    "SQU-01", "SQU-02", "SQU-03", "SQU-04", "SQU-05", "SQU-06", "SQU-07", "SQU-08", "SQU-09",
    "SQU-12", "SQU-15"
  })
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.SIMPLEQUEUE, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "SQU-01", "SQU-02", "SQU-03", "SQU-04", "SQU-05", "SQU-06", "SQU-07", "SQU-08", "SQU-09",
    "SQU-12", "SQU-15"
  })
  void livePythonsDoWhatTheModelSays() {
    OracleChecks.livePythonsAgreeWithTheModel(Primitive.SIMPLEQUEUE, Interpreters.find().usable());
  }

  @Test
  @Rule({"SQU-01", "SQU-02", "SQU-03", "SQU-04", "SQU-05", "SQU-06"})
  void subjectDoesWhatIsDueWithSeveralThreads() {
    OracleChecks.subjectPlaysPrograms(Primitive.SIMPLEQUEUE, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({"SQU-01", "SQU-02", "SQU-03", "SQU-04", "SQU-05", "SQU-06"})
  void livePythonsDoWhatTheModelSaysOfSeveralThreads() {
    OracleChecks.livePythonsPlayPrograms(Primitive.SIMPLEQUEUE, Interpreters.find().usable());
  }
}
