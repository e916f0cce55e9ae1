package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.KernelThread;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.subject.Subject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.opentest4j.TestAbortedException;

/** What the oracles of all primitives do. */
final class OracleChecks {
  /** Why a check of CPython alone kills no twin. */
  static final String PYTHON_ALONE = "It compares CPython with the model: no subject takes part.";

  /** Why a check of Node alone kills no twin. */
  static final String NODE_ALONE = "It compares Node with the model: no subject takes part.";

  /** The system property that makes a live oracle a must. */
  static final String REQUIRED = "lockstep.oracles.required";

  private OracleChecks() {}

  /** Compares every recorded trace with the model. */
  static void tracesAgreeWithTheModel(Primitive primitive) {
    ObservedRows rows = ObservedRows.load();
    for (Trace trace : RecordedTraces.read(primitive)) {
      RecordedTraces.judge(trace, rows);
      Evidence.executed(trace.entries().size() + (long) trace.programs().size());
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

  /** Plays every recorded program, and new random ones, on the subject. */
  static void subjectPlaysPrograms(Primitive primitive, Subject subject) {
    if (!KernelThread.isObservable()) {
      throw new TestAbortedException("no way to see threads wait: live oracle not run");
    }
    Set<Program> programs = new LinkedHashSet<>();
    for (Trace trace : RecordedTraces.read(primitive)) {
      trace.programs().forEach(play -> programs.add(play.program()));
    }
    programs.addAll(Scenarios.of(primitive));
    programs.addAll(new ProgramGenerator(primitive, Cost.SEED).next(Cost.ORACLE_PROGRAMS));
    int played = new ProgramReplay(subject).check(programs, "the traces, and seed " + Cost.SEED);
    if (played == 0 && !subject.notOffered().isEmpty()) {
      throw new TestAbortedException(
          NotOffered.PREFIX + "each of " + programs.size() + " programs needs a rule that is not");
    }
    Evidence.executed(played);
  }

  /** Compares new random sequences in every Python found with the model. */
  static void livePythonsAgreeWithTheModel(Primitive primitive, List<Interpreter> interpreters) {
    liveOnesAgreeWithTheModel(primitive, interpreters);
  }

  /** Compares new random sequences in every Node found with the model. */
  static void liveNodesAgreeWithTheModel(Primitive primitive) {
    liveOnesAgreeWithTheModel(primitive, Interpreters.of(primitive).usable());
  }

  private static void liveOnesAgreeWithTheModel(
      Primitive primitive, List<Interpreter> interpreters) {
    List<Sequence> sequences =
        new SequenceGenerator(primitive, Cost.SEED).next(Cost.ORACLE_SEQUENCES);
    compareLive(
        primitive,
        interpreters,
        sequences.size(),
        (comparison, oracle) ->
            sequences.forEach(sequence -> comparison.compare(sequence, oracle.play(sequence))));
  }

  /** Compares the programs that matter, and new random ones, in every Python found. */
  static void livePythonsPlayPrograms(Primitive primitive, List<Interpreter> interpreters) {
    liveOnesPlayPrograms(primitive, interpreters);
  }

  /** Compares the programs that matter, and new random ones, in every Node found. */
  static void liveNodesPlayPrograms(Primitive primitive) {
    liveOnesPlayPrograms(primitive, Interpreters.of(primitive).usable());
  }

  private static void liveOnesPlayPrograms(Primitive primitive, List<Interpreter> interpreters) {
    List<Program> programs = new ArrayList<>(Scenarios.of(primitive));
    programs.addAll(new ProgramGenerator(primitive, Cost.SEED).next(Cost.ORACLE_PROGRAMS));
    compareLive(
        primitive,
        interpreters,
        programs.size(),
        (comparison, oracle) ->
            programs.forEach(program -> comparison.compare(program, oracle.play(program))));
  }

  private static void compareLive(
      Primitive primitive,
      List<Interpreter> interpreters,
      int count,
      BiConsumer<Comparison, LiveOracle> compare) {
    if (interpreters.isEmpty()) {
      nobody(primitive, Boolean.getBoolean(REQUIRED));
    }
    ObservedRows rows = ObservedRows.load();
    for (Interpreter interpreter : interpreters) {
      try (LiveOracle oracle = LiveOracle.of(interpreter)) {
        compare.accept(
            new Comparison(
                rows,
                interpreter.toString(),
                Interpreter.release(interpreter.implementation(), interpreter.version()),
                "asked live, seed " + Cost.SEED + ", command " + interpreter.command()),
            oracle);
      }
      Evidence.executed(count);
    }
  }

  /** Says that there is nobody to ask. */
  static String missing(Primitive primitive) {
    return "no " + (primitive.isEcmaScript() ? "Node ≥ 16" : "Python ≥ 3.11") + " found";
  }

  static void nobody(Primitive primitive, boolean required) {
    String message = missing(primitive) + ": live oracle not run";
    if (required) {
      throw new AssertionError(message + ", and -D" + REQUIRED + " demands it");
    }
    throw new TestAbortedException(message);
  }
}
