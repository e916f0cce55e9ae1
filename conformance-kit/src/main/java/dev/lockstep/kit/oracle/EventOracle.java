package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/** The events of real Pythons against the model, and of the subject against the same sequences. */
@Checks(primitive = Primitive.EVENT, checker = Checker.ORACLE)
public final class EventOracle {
  /* What real interpreters were seen to do, and the model that judges everything else. */
  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({"EVT-01", "EVT-02", "EVT-03", "EVT-04", "EVT-06", "EVT-07", "EVT-10", "EVT-13", "EVT-15"})
  void recordedPythonsDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.EVENT);
  }

  @Test
  @Rule({"EVT-01", "EVT-02", "EVT-03", "EVT-04", "EVT-06", "EVT-10", "EVT-15"})
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.EVENT, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({"EVT-01", "EVT-02", "EVT-03", "EVT-04", "EVT-06", "EVT-10", "EVT-15"})
  void livePythonsDoWhatTheModelSays() {
    OracleChecks.livePythonsAgreeWithTheModel(Primitive.EVENT, Interpreters.find().usable());
  }

  @Test
  @Rule({"EVT-01", "EVT-02", "EVT-03", "EVT-04", "EVT-07", "EVT-13"})
  void subjectDoesWhatIsDueWithSeveralThreads() {
    OracleChecks.subjectPlaysPrograms(Primitive.EVENT, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({"EVT-01", "EVT-02", "EVT-03", "EVT-04", "EVT-07", "EVT-13"})
  void livePythonsDoWhatTheModelSaysOfSeveralThreads() {
    OracleChecks.livePythonsPlayPrograms(Primitive.EVENT, Interpreters.find().usable());
  }
}
