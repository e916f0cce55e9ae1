package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/**
 * The PriorityQueues of real Pythons against the model, and of the subject against the same
 * sequences.
 */
@Checks(primitive = Primitive.PRIORITYQUEUE, checker = Checker.ORACLE)
public final class PriorityQueueOracle {
  /* What real interpreters were seen to do, and the model that judges everything else. */
  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({"PRI-01", "PRI-02", "PRI-04", "PRI-10"})
  void recordedPythonsDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.PRIORITYQUEUE);
  }

  @Test
  @Rule({"PRI-01", "PRI-02", "PRI-04", "PRI-10"})
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.PRIORITYQUEUE, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({"PRI-01", "PRI-02", "PRI-04", "PRI-10"})
  void livePythonsDoWhatTheModelSays() {
    OracleChecks.livePythonsAgreeWithTheModel(
        Primitive.PRIORITYQUEUE, Interpreters.find().usable());
  }

  @Test
  @Rule({"PRI-01", "PRI-02"})
  void subjectDoesWhatIsDueWithSeveralThreads() {
    OracleChecks.subjectPlaysPrograms(Primitive.PRIORITYQUEUE, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({"PRI-01", "PRI-02"})
  void livePythonsDoWhatTheModelSaysOfSeveralThreads() {
    OracleChecks.livePythonsPlayPrograms(Primitive.PRIORITYQUEUE, Interpreters.find().usable());
  }
}
