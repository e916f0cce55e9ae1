package dev.lockstep.gate;

import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a run found: what the evidence, the report and the table are made of.
 *
 * @param setting what was run, where and with what
 * @param checkers what the checkers found, in the order in which they ended
 * @param twins what became of the twins
 * @param twinsChosen in words, which twins were run
 * @param other failures that belong to no checker and no twin
 * @param overruns what took longer than the budget file says
 * @param idle the checks that killed no twin although all twins were run, and why they need not;
 *     empty if they do not say
 * @param seconds how long it took
 * @param complete whether the run came to its end
 */
record Findings(
    Setting setting,
    List<CheckerOutcome> checkers,
    List<TwinOutcome> twins,
    String twinsChosen,
    List<Failure> other,
    List<Overrun> overruns,
    Map<String, String> idle,
    double seconds,
    boolean complete) {

  /**
   * Something that took longer than the budget file says.
   *
   * @param what what
   * @param seconds how long it took
   * @param budget how long it may take
   */
  record Overrun(String what, double seconds, int budget) {}

  /** Copies the lists. */
  Findings {
    checkers = List.copyOf(checkers);
    twins = List.copyOf(twins);
    other = List.copyOf(other);
    overruns = List.copyOf(overruns);
    idle = Collections.unmodifiableSortedMap(new TreeMap<>(idle));
  }

  /** Returns everything that is wrong. */
  List<Failure> failures() {
    List<Failure> failures = new ArrayList<>(other);
    checkers.forEach(outcome -> failures.addAll(outcome.failures()));
    twins.forEach(outcome -> failures.addAll(outcome.failures()));
    return failures;
  }

  /** Tells whether everything that was required ran and passed. */
  boolean passed() {
    return complete && failures().isEmpty();
  }

  /** Returns how many checks ended so. */
  long count(Status status) {
    return checkers.stream().mapToLong(outcome -> outcome.count(status)).sum();
  }

  /** Returns how many sequences, cases, interleavings or samples were run. */
  long executions() {
    return checkers.stream().mapToLong(CheckerOutcome::executions).sum();
  }

  /** Returns how many twins are dead and attributed. */
  long deadTwins() {
    return twins.stream().filter(TwinOutcome::isDead).count();
  }

  /** Returns the results that are neither passed nor failed. */
  List<CheckResult> notRun() {
    return checkers.stream()
        .flatMap(outcome -> outcome.results().stream())
        .filter(
            result -> result.status() == Status.SKIPPED || result.status() == Status.NOT_OFFERED)
        .toList();
  }
}
