package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/**
 * The conditions of real Pythons, over both kinds of lock, against the model, and those of the
 * subject against the same sequences.
 */
@Checks(primitive = Primitive.CONDITION, checker = Checker.ORACLE)
public final class ConditionOracle {
  /* What real interpreters were seen to do, and the model that judges everything else. */
  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "CND-01", "CND-02", "CND-03", "CND-04", "CND-05", "CND-06", "CND-07", "CND-09", "CND-10",
    "CND-11", "CND-16", "CND-17", "CND-19", "CND-23", "CND-24", "CND-28", "CND-29"
  })
  void recordedPythonsDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.CONDITION);
  }

  @Test
  @Rule({
    "CND-01", "CND-02", "CND-03", "CND-04", "CND-05", "CND-06", "CND-07", "CND-09", "CND-10",
    "CND-11", "CND-16", "CND-17", "CND-19", "CND-23", "CND-24", "CND-28", "CND-29"
  })
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.CONDITION, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "CND-01", "CND-02", "CND-03", "CND-04", "CND-05", "CND-06", "CND-07", "CND-09", "CND-10",
    "CND-11", "CND-16", "CND-17", "CND-19", "CND-23", "CND-24", "CND-28", "CND-29"
  })
  void livePythonsDoWhatTheModelSays() {
    OracleChecks.livePythonsAgreeWithTheModel(Primitive.CONDITION, Interpreters.find().usable());
  }

  @Test
  @Rule({"CND-01", "CND-03", "CND-04", "CND-05", "CND-06", "CND-10", "CND-11", "CND-24", "CND-28"})
  void subjectDoesWhatIsDueWithSeveralThreads() {
    OracleChecks.subjectPlaysPrograms(Primitive.CONDITION, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({"CND-01", "CND-03", "CND-04", "CND-05", "CND-06", "CND-10", "CND-11", "CND-24", "CND-28"})
  void livePythonsDoWhatTheModelSaysOfSeveralThreads() {
    OracleChecks.livePythonsPlayPrograms(Primitive.CONDITION, Interpreters.find().usable());
  }
}
