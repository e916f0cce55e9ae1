package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/**
 * The LifoQueues of real Pythons against the model, and of the subject against the same sequences.
 */
@Checks(primitive = Primitive.LIFOQUEUE, checker = Checker.ORACLE)
public final class LifoQueueOracle {
  /* What real interpreters were seen to do, and the model that judges everything else. */
  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({"LIF-01", "LIF-02", "LIF-04"})
  void recordedPythonsDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.LIFOQUEUE);
  }

  @Test
  @Rule({"LIF-01", "LIF-02", "LIF-04"})
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.LIFOQUEUE, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({"LIF-01", "LIF-02", "LIF-04"})
  void livePythonsDoWhatTheModelSays() {
    OracleChecks.livePythonsAgreeWithTheModel(Primitive.LIFOQUEUE, Interpreters.find().usable());
  }

  @Test
  @Rule({"LIF-01", "LIF-02"})
  void subjectDoesWhatIsDueWithSeveralThreads() {
    OracleChecks.subjectPlaysPrograms(Primitive.LIFOQUEUE, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({"LIF-01", "LIF-02"})
  void livePythonsDoWhatTheModelSaysOfSeveralThreads() {
    OracleChecks.livePythonsPlayPrograms(Primitive.LIFOQUEUE, Interpreters.find().usable());
  }
}
