package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.Verdict;
import dev.lockstep.kit.rules.RuleViolation;
import java.util.List;
import java.util.Optional;

/**
 * Compares what one interpreter was seen to do with what the model says that it does: step by step,
 * return value, error class and message. A version that differs is compared with its row of
 * observed differences, as exactly.
 */
final class Comparison {
  private final ObservedRows rows;
  private final String interpreter;
  private final String version;
  private final String origin;
  private final Tally tally = new Tally();

  /**
   * Creates a comparison.
   *
   * @param rows the observed differences
   * @param interpreter what the interpreter is called
   * @param version its version
   * @param origin where its answers come from, for the failure text: how to get them again
   */
  Comparison(ObservedRows rows, String interpreter, String version, String origin) {
    this.rows = rows;
    this.interpreter = interpreter;
    this.version = version;
    this.origin = origin;
  }

  Tally tally() {
    return tally;
  }

  /**
   * Compares one sequence.
   *
   * @throws RuleViolation if a step differs
   * @throws OracleException if the answers do not fit the sequence
   */
  void compare(Sequence sequence, List<Seen> seen) {
    List<Expectation> expectations = Expectation.of(sequence);
    for (int i = 0; i < expectations.size(); i++) {
      if (i >= seen.size()) {
        throw unfit(sequence, seen);
      }
      if (seen.get(i) instanceof Seen.Unobservable) {
        unobservable(sequence, seen, i, expectations.get(i));
        return;
      }
      compare(sequence, i, expectations.get(i), seen.get(i));
    }
    if (seen.size() != expectations.size()) {
      throw unfit(sequence, seen);
    }
  }

  /**
   * Compares one program.
   *
   * @throws RuleViolation if a move differs
   * @throws OracleException if the answers do not fit the program
   */
  void compare(Program program, List<Observation> seen) {
    ProgramRun run = ProgramRun.ofReference(program.kind());
    for (int i = 0; i < program.moves().size(); i++) {
      Program.Move move = program.moves().get(i);
      if (i >= seen.size()) {
        throw unfit(program, seen);
      }
      Observation observation = seen.get(i);
      if (observation.seen() instanceof Seen.Unobservable) {
        return;
      }
      if (observation.seen() instanceof Seen.Busy) {
        if (run.allows(move)) {
          throw unfit(program, seen);
        }
        return; // because a timeout was over too early
      }
      ProgramRun.Judgement judgement = run.judge(move, observation, this::due);
      if (judgement.difference().isPresent()) {
        throw new RuleViolation(
            judgement.difference().get().rule(),
            Counterexample.of(
                claim(),
                program,
                seen.subList(0, i + 1),
                judgement.difference().get().due(),
                origin));
      }
      judgement.rules().forEach(this::count);
    }
    if (seen.size() != program.moves().size()) {
      throw unfit(program, seen);
    }
  }

  private String claim() {
    return interpreter + " does not do what the model says";
  }

  private void count(String rule) {
    if (rows.instead(rule, version, Optional.empty()).isPresent()) {
      tally.differed(rule);
    } else {
      tally.agreed(rule);
    }
  }

  private String due(Verdict verdict) {
    return rows.instead(verdict.rule(), version, Optional.empty())
        .orElseGet(() -> Wire.documented(verdict.reference()));
  }

  private void compare(Sequence sequence, int index, Expectation expectation, Seen seen) {
    Optional<String> instead =
        rows.instead(expectation.verdict().rule(), version, expectation.circumstance());
    String due = instead.orElseGet(() -> due(expectation));
    if (!ProgramRun.text(seen).equals(due)) {
      throw new RuleViolation(
          expectation.verdict().rule(),
          Counterexample.of(
              claim(),
              sequence,
              index,
              due + (instead.isPresent() ? " (the row of " + version + " under Observed)" : ""),
              ProgramRun.text(seen),
              origin));
    }
    if (instead.isPresent() || expectation.verdict().deviates()) {
      tally.differed(expectation);
    } else {
      tally.agreed(expectation);
    }
  }

  /* A call that Python never comes back from, while ours does, is one that spins. */
  private static String due(Expectation expectation) {
    return expectation.blocks() && expectation.verdict().deviates()
        ? ProgramRun.text(Seen.SPINS)
        : Wire.documented(expectation.verdict().reference());
  }

  private void unobservable(
      Sequence sequence, List<Seen> seen, int index, Expectation expectation) {
    boolean excusable =
        expectation.blocks()
            || expectation.step().interrupted()
            || sequence.kind().isNotEverywhere(expectation.step().call());
    if (!excusable || index != seen.size() - 1) {
      throw unfit(sequence, seen);
    }
    tally.unobservable(expectation);
  }

  private OracleException unfit(Record asked, List<?> seen) {
    return new OracleException(
        interpreter + " was asked for " + asked + " and its answers do not fit: " + seen);
  }
}
