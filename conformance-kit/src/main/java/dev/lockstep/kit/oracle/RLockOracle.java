package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/** The RLock of real Pythons against the model, and of the subject against the same sequences. */
@Checks(primitive = Primitive.RLOCK, checker = Checker.ORACLE)
public final class RLockOracle {
  /* What real interpreters were seen to do, and the model that judges everything else. */
  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "RLK-01", "RLK-02", "RLK-03", "RLK-04", "RLK-05", "RLK-06", "RLK-07", "RLK-08", "RLK-09",
    "RLK-10", "RLK-11", "RLK-12", "RLK-13", "RLK-14", "RLK-15", "RLK-16", "RLK-19"
  })
  void recordedPythonsDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.RLOCK);
  }

  @Test
  @Rule({
    "RLK-01", "RLK-02", "RLK-06", "RLK-07", "RLK-08", "RLK-09", "RLK-10", "RLK-11", "RLK-12",
    "RLK-13", "RLK-14", "RLK-15", "RLK-16"
  })
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.RLOCK, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "RLK-01", "RLK-02", "RLK-06", "RLK-07", "RLK-08", "RLK-09", "RLK-10", "RLK-11", "RLK-12",
    "RLK-13", "RLK-14", "RLK-15", "RLK-16"
  })
  void livePythonsDoWhatTheModelSays() {
    OracleChecks.livePythonsAgreeWithTheModel(Primitive.RLOCK, Interpreters.find().usable());
  }

  @Test
  @Rule({
    "RLK-01", "RLK-02", "RLK-03", "RLK-04", "RLK-05", "RLK-09", "RLK-10", "RLK-12", "RLK-13",
    "RLK-15", "RLK-16", "RLK-19"
  })
  void subjectDoesWhatIsDueWithSeveralThreads() {
    OracleChecks.subjectPlaysPrograms(Primitive.RLOCK, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "RLK-01", "RLK-02", "RLK-03", "RLK-04", "RLK-05", "RLK-09", "RLK-10", "RLK-12", "RLK-13",
    "RLK-15", "RLK-16", "RLK-19"
  })
  void livePythonsDoWhatTheModelSaysOfSeveralThreads() {
    OracleChecks.livePythonsPlayPrograms(Primitive.RLOCK, Interpreters.find().usable());
  }
}
