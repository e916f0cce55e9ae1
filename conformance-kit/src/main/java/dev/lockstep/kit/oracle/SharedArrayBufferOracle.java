package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/**
 * The shared buffers and views of real Nodes against the model, and of the subject against the
 * same.
 */
@Checks(primitive = Primitive.SHAREDARRAYBUFFER, checker = Checker.ORACLE)
public final class SharedArrayBufferOracle {
  /* What real Nodes were seen to do, and the model that judges everything else. */
  @Test
  @NoTwin(OracleChecks.NODE_ALONE)
  @Rule({
    "SAB-01", "SAB-02", "SAB-03", "SAB-04", "SAB-05", "SAB-06", "SAB-07", "SAB-08", "SAB-09",
    "SAB-10", "SAB-13", "SAB-14"
  })
  void recordedNodesDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.SHAREDARRAYBUFFER);
  }

  @Test
  @Rule({
    "SAB-01", "SAB-02", "SAB-03", "SAB-04", "SAB-05", "SAB-06", "SAB-07", "SAB-08", "SAB-09",
    "SAB-10", "SAB-13", "SAB-14"
  })
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.SHAREDARRAYBUFFER, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.NODE_ALONE)
  @Rule({
    "SAB-01", "SAB-02", "SAB-03", "SAB-04", "SAB-05", "SAB-06", "SAB-07", "SAB-08", "SAB-09",
    "SAB-10", "SAB-13", "SAB-14"
  })
  void liveNodesDoWhatTheModelSays() {
    OracleChecks.liveNodesAgreeWithTheModel(Primitive.SHAREDARRAYBUFFER);
  }
}
