package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/**
 * The executors of real Pythons against the model, and of the subject against the same experiments.
 */
@Checks(primitive = Primitive.EXECUTOR, checker = Checker.ORACLE)
public final class ExecutorOracle {
  /* What real interpreters were seen to do, and the model that judges everything else. */
  @Test
  @Rule({
    "EXE-01", "EXE-03", "EXE-04", "EXE-05", "EXE-06", "EXE-07", "EXE-08", "EXE-09", "EXE-10",
    "EXE-11", "EXE-12", "EXE-13", "EXE-15", "EXE-16", "EXE-17", "EXE-18", "EXE-19", "EXE-20",
    "EXE-21", "EXE-22", "EXE-23", "EXE-24", "EXE-31", "EXE-32"
  })
  void recordedPythonsDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.EXECUTOR);
  }

  @Test
  @Rule({
    "EXE-01", "EXE-03", "EXE-04", "EXE-05", "EXE-06", "EXE-07", "EXE-08", "EXE-09", "EXE-10",
    "EXE-11", "EXE-12", "EXE-13", "EXE-15", "EXE-16", "EXE-17", "EXE-18", "EXE-19", "EXE-20",
    "EXE-21", "EXE-22", "EXE-23", "EXE-24", "EXE-31", "EXE-32"
  })
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.EXECUTOR, Subjects.ACTIVE);
  }

  @Test
  @Rule({
    "EXE-01", "EXE-03", "EXE-04", "EXE-05", "EXE-06", "EXE-07", "EXE-08", "EXE-09", "EXE-10",
    "EXE-11", "EXE-12", "EXE-13", "EXE-15", "EXE-16", "EXE-17", "EXE-18", "EXE-19", "EXE-20",
    "EXE-21", "EXE-22", "EXE-23", "EXE-24", "EXE-31", "EXE-32"
  })
  void livePythonsDoWhatTheModelSays() {
    OracleChecks.livePythonsAgreeWithTheModel(Primitive.EXECUTOR, Interpreters.find().usable());
  }
}
