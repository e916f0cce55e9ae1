package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/**
 * The waiting and notifying of real Nodes against the model, and of the subject against the same.
 */
@Checks(primitive = Primitive.WAIT, checker = Checker.ORACLE)
public final class WaitOracle {
  /* What real Nodes were seen to do, and the model that judges everything else. */
  @Test
  @NoTwin(OracleChecks.NODE_ALONE)
  @Rule({
    "WAI-01", "WAI-02", "WAI-03", "WAI-05", "WAI-07", "WAI-09", "WAI-10", "WAI-11", "WAI-14",
    "WAI-18"
  })
  void recordedNodesDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.WAIT);
  }

  @Test
  @Rule({"WAI-01", "WAI-02", "WAI-03", "WAI-05", "WAI-07", "WAI-09", "WAI-10", "WAI-11", "WAI-18"})
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.WAIT, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.NODE_ALONE)
  @Rule({"WAI-01", "WAI-02", "WAI-03", "WAI-05", "WAI-07", "WAI-09", "WAI-10", "WAI-11", "WAI-18"})
  void liveNodesDoWhatTheModelSays() {
    OracleChecks.liveNodesAgreeWithTheModel(Primitive.WAIT);
  }

  @Test
  @Rule({
    "WAI-01", "WAI-02", "WAI-03", "WAI-05", "WAI-07", "WAI-09", "WAI-10", "WAI-11", "WAI-14",
    "WAI-18"
  })
  void subjectDoesWhatIsDueWithSeveralAgents() {
    OracleChecks.subjectPlaysPrograms(Primitive.WAIT, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.NODE_ALONE)
  @Rule({
    "WAI-01", "WAI-02", "WAI-03", "WAI-05", "WAI-07", "WAI-09", "WAI-10", "WAI-11", "WAI-14",
    "WAI-18"
  })
  void liveNodesDoWhatTheModelSaysOfSeveralAgents() {
    OracleChecks.liveNodesPlayPrograms(Primitive.WAIT);
  }
}
