package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/**
 * The futures of real Pythons against the models, and of the subject against the same sequences.
 */
@Checks(primitive = Primitive.FUTURE, checker = Checker.ORACLE)
public final class FutureOracle {
  /* What real interpreters were seen to do, and the model that judges everything else. */
  @Test
  @Rule({
    "FUT-01", "FUT-02", "FUT-03", "FUT-04", "FUT-05", "FUT-06", "FUT-08", "FUT-09", "FUT-10",
    "FUT-11", "FUT-13", "FUT-14", "FUT-16", "FUT-19", "FUT-20", "FUT-21", "FUT-22", "FUT-24",
    "FUT-25", "FUT-26", "FUT-27", "FUT-28", "FUT-29", "FUT-35"
  })
  void recordedPythonsDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.FUTURE);
  }

  @Test
  @Rule({
    "FUT-01", "FUT-02", "FUT-03", "FUT-04", "FUT-05", "FUT-06", "FUT-08", "FUT-09", "FUT-10",
    "FUT-11", "FUT-13", "FUT-16", "FUT-19", "FUT-20", "FUT-21", "FUT-22", "FUT-24", "FUT-25",
    "FUT-26", "FUT-27", "FUT-28", "FUT-29", "FUT-35"
  })
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.FUTURE, Subjects.ACTIVE);
  }

  @Test
  @Rule({
    "FUT-01", "FUT-02", "FUT-03", "FUT-04", "FUT-05", "FUT-06", "FUT-08", "FUT-09", "FUT-10",
    "FUT-11", "FUT-13", "FUT-16", "FUT-19", "FUT-20", "FUT-21", "FUT-22", "FUT-24", "FUT-25",
    "FUT-26", "FUT-27", "FUT-28", "FUT-29", "FUT-35"
  })
  void livePythonsDoWhatTheModelSays() {
    OracleChecks.livePythonsAgreeWithTheModel(Primitive.FUTURE, Interpreters.find().usable());
  }

  @Test
  @Rule({
    "FUT-01", "FUT-02", "FUT-03", "FUT-04", "FUT-05", "FUT-06", "FUT-08", "FUT-09", "FUT-10",
    "FUT-11", "FUT-14", "FUT-19", "FUT-20", "FUT-22", "FUT-25", "FUT-26", "FUT-27", "FUT-28",
    "FUT-29"
  })
  void subjectDoesWhatIsDueWithSeveralThreads() {
    OracleChecks.subjectPlaysPrograms(Primitive.FUTURE, Subjects.ACTIVE);
  }

  @Test
  @Rule({
    "FUT-01", "FUT-02", "FUT-03", "FUT-04", "FUT-05", "FUT-06", "FUT-08", "FUT-09", "FUT-10",
    "FUT-11", "FUT-14", "FUT-19", "FUT-20", "FUT-22", "FUT-25", "FUT-26", "FUT-27", "FUT-28",
    "FUT-29"
  })
  void livePythonsDoWhatTheModelSaysOfSeveralThreads() {
    OracleChecks.livePythonsPlayPrograms(Primitive.FUTURE, Interpreters.find().usable());
  }
}
