package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/** The Queues of real Pythons against the model, and of the subject against the same sequences. */
@Checks(primitive = Primitive.QUEUE, checker = Checker.ORACLE)
public final class QueueOracle {
  /* What real interpreters were seen to do, and the model that judges everything else. */
  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "QUE-01", "QUE-02", "QUE-03", "QUE-04", "QUE-05", "QUE-06", "QUE-07", "QUE-08", "QUE-09",
    "QUE-11", "QUE-12", "QUE-13", "QUE-14", "QUE-15", "QUE-16", "QUE-17", "QUE-18", "QUE-21",
    "QUE-24"
  })
  void recordedPythonsDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.QUEUE);
  }

  @Test
  @Rule({
    "QUE-01", "QUE-02", "QUE-03", "QUE-05", "QUE-06", "QUE-07", "QUE-08", "QUE-09", "QUE-11",
    "QUE-12", "QUE-13", "QUE-14", "QUE-15", "QUE-16", "QUE-17", "QUE-18", "QUE-21", "QUE-24"
  })
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.QUEUE, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "QUE-01", "QUE-02", "QUE-03", "QUE-05", "QUE-06", "QUE-07", "QUE-08", "QUE-09", "QUE-11",
    "QUE-12", "QUE-13", "QUE-14", "QUE-15", "QUE-16", "QUE-17", "QUE-18", "QUE-21", "QUE-24"
  })
  void livePythonsDoWhatTheModelSays() {
    OracleChecks.livePythonsAgreeWithTheModel(Primitive.QUEUE, Interpreters.find().usable());
  }

  @Test
  @Rule({
    "QUE-01", "QUE-02", "QUE-03", "QUE-04", "QUE-05", "QUE-06", "QUE-07", "QUE-08", "QUE-12",
    "QUE-13", "QUE-14", "QUE-15", "QUE-16", "QUE-17", "QUE-18"
  })
  void subjectDoesWhatIsDueWithSeveralThreads() {
    OracleChecks.subjectPlaysPrograms(Primitive.QUEUE, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.PYTHON_ALONE)
  @Rule({
    "QUE-01", "QUE-02", "QUE-03", "QUE-04", "QUE-05", "QUE-06", "QUE-07", "QUE-08", "QUE-12",
    "QUE-13", "QUE-14", "QUE-15", "QUE-16", "QUE-17", "QUE-18"
  })
  void livePythonsDoWhatTheModelSaysOfSeveralThreads() {
    OracleChecks.livePythonsPlayPrograms(Primitive.QUEUE, Interpreters.find().usable());
  }
}
