package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/**
 * The threads, timers and local variables of real Pythons against the models, and of the subject
 * against the same sequences.
 */
@Checks(primitive = Primitive.THREAD, checker = Checker.ORACLE)
public final class ThreadOracle {
  /* What real interpreters were seen to do, and the model that judges everything else. */
  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "THR-01", "THR-02", "THR-06", "THR-07", "THR-08", "THR-09", "THR-10", "THR-11", "THR-12",
    "THR-13", "THR-14", "THR-15", "THR-16", "THR-17", "THR-18", "THR-19", "THR-20", "THR-21",
    "THR-23", "THR-24", "THR-25", "THR-26", "THR-27", "THR-28", "THR-29", "THR-31", "THR-32",
    "THR-33", "THR-34", "THR-38"
  })
  void recordedPythonsDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.THREAD);
  }

  @Test
  @Rule({
    "THR-01", "THR-02", "THR-06", "THR-07", "THR-08", "THR-09", "THR-10", "THR-11", "THR-12",
    "THR-13", "THR-14", "THR-15", "THR-17", "THR-18", "THR-19", "THR-20", "THR-21", "THR-23",
    "THR-24", "THR-25", "THR-26", "THR-27", "THR-28", "THR-29", "THR-31", "THR-32", "THR-33",
    "THR-34", "THR-38"
  })
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.THREAD, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "THR-01", "THR-02", "THR-06", "THR-07", "THR-08", "THR-09", "THR-10", "THR-11", "THR-12",
    "THR-13", "THR-14", "THR-15", "THR-17", "THR-18", "THR-19", "THR-20", "THR-21", "THR-23",
    "THR-24", "THR-25", "THR-26", "THR-27", "THR-28", "THR-29", "THR-31", "THR-32", "THR-33",
    "THR-34", "THR-38"
  })
  void livePythonsDoWhatTheModelSays() {
    OracleChecks.livePythonsAgreeWithTheModel(Primitive.THREAD, Interpreters.find().usable());
  }

  @Test
  @Rule({
    "THR-01", "THR-02", "THR-06", "THR-07", "THR-08", "THR-09", "THR-13", "THR-14", "THR-16",
    "THR-18", "THR-19"
  })
  void subjectDoesWhatIsDueWithSeveralThreads() {
    OracleChecks.subjectPlaysPrograms(Primitive.THREAD, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "THR-01", "THR-02", "THR-06", "THR-07", "THR-08", "THR-09", "THR-13", "THR-14", "THR-16",
    "THR-18", "THR-19"
  })
  void livePythonsDoWhatTheModelSaysOfSeveralThreads() {
    OracleChecks.livePythonsPlayPrograms(Primitive.THREAD, Interpreters.find().usable());
  }
}
