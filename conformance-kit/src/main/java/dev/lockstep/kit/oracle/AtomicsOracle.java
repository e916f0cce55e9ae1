package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.NoTwin;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.Subjects;
import org.junit.jupiter.api.Test;

/** The Atomics of real Nodes against the model, and of the subject against the same sequences. */
@Checks(primitive = Primitive.ATOMICS, checker = Checker.ORACLE)
public final class AtomicsOracle {
  /* What real Nodes were seen to do, and the model that judges everything else. */
  @Test
  @NoTwin(OracleChecks.NODE_ALONE)
  @Rule({"ATM-01", "ATM-02", "ATM-03", "ATM-04", "ATM-05", "ATM-06", "ATM-07", "ATM-10", "ATM-12"})
  void recordedNodesDoWhatTheModelSays() {
    OracleChecks.tracesAgreeWithTheModel(Primitive.ATOMICS);
  }

  @Test
  @Rule({"ATM-01", "ATM-02", "ATM-03", "ATM-04", "ATM-05", "ATM-06", "ATM-07", "ATM-10", "ATM-12"})
  void subjectDoesWhatIsDueInRecordedSequences() {
    OracleChecks.subjectPlaysTheTraces(Primitive.ATOMICS, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.NODE_ALONE)
  @Rule({"ATM-01", "ATM-02", "ATM-03", "ATM-04", "ATM-05", "ATM-06", "ATM-07", "ATM-10", "ATM-12"})
  void liveNodesDoWhatTheModelSays() {
    OracleChecks.liveNodesAgreeWithTheModel(Primitive.ATOMICS);
  }

  @Test
  @Rule({"ATM-01", "ATM-02", "ATM-03", "ATM-04", "ATM-05", "ATM-06", "ATM-07", "ATM-12"})
  void subjectDoesWhatIsDueWithSeveralAgents() {
    OracleChecks.subjectPlaysPrograms(Primitive.ATOMICS, Subjects.ACTIVE);
  }

  @Test
  @NoTwin(OracleChecks.NODE_ALONE)
  @Rule({"ATM-01", "ATM-02", "ATM-03", "ATM-04", "ATM-05", "ATM-06", "ATM-07", "ATM-12"})
  void liveNodesDoWhatTheModelSaysOfSeveralAgents() {
    OracleChecks.liveNodesPlayPrograms(Primitive.ATOMICS);
  }
}
