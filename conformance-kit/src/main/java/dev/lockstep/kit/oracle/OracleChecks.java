package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.subject.Subject;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** What the oracles of all primitives do. */
final class OracleChecks {
  /** The system property that makes a live oracle a must. */
  static final String REQUIRED = "lockstep.oracles.required";

  private OracleChecks() {}

  /** Compares every recorded trace with the model. */
  static void tracesAgreeWithTheModel(Primitive primitive) {
    ObservedRows rows = ObservedRows.load();
    for (Trace trace : RecordedTraces.read(primitive)) {
      RecordedTraces.judge(trace, rows);
      Evidence.executed(trace.entries().size());
    }
  }

  /** Plays every recorded sequence on the subject. */
  static void subjectPlaysTheTraces(Primitive primitive, Subject subject) {
    for (Trace trace : RecordedTraces.read(primitive)) {
      List<Sequence> sequences = trace.entries().stream().map(Trace.Entry::sequence).toList();
      new SubjectReplay(subject).check(sequences, "the trace of " + trace.interpreter());
      Evidence.executed(sequences.size());
    }
  }

  /** Compares new random sequences in every Python found with the model. */
  static void livePythonsAgreeWithTheModel(Primitive primitive, List<Interpreter> interpreters) {
    if (interpreters.isEmpty()) {
      noPython(Boolean.getBoolean(REQUIRED));
    }
    ObservedRows rows = ObservedRows.load();
    for (Interpreter interpreter : interpreters) {
      List<Sequence> sequences =
          new SequenceGenerator(primitive, Cost.SEED).next(Cost.ORACLE_SEQUENCES);
      try (PythonOracle oracle = PythonOracle.of(interpreter)) {
        Comparison comparison =
            new Comparison(
                rows,
                interpreter.toString(),
                interpreter.version(),
                "asked live, seed " + Cost.SEED + ", command " + interpreter.command());
        sequences.forEach(sequence -> comparison.compare(sequence, oracle.play(sequence)));
      }
      Evidence.executed(sequences.size());
    }
  }

  static void noPython(boolean required) {
    String message = "no Python ≥ 3.11 found: live oracle not run";
    if (required) {
      throw new AssertionError(message + ", and -D" + REQUIRED + " demands it");
    }
    throw new TestAbortedException(message);
  }
}
