package dev.lockstep.gate;

import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the threads of a run write what they find, until nothing more counts. */
final class Ledger {
  private final Setting setting;
  private final long begin = System.nanoTime();
  private final List<CheckerOutcome> checkers = new ArrayList<>();
  private final List<TwinOutcome> twins = new ArrayList<>();
  private final List<Failure> other = new ArrayList<>();
  private final List<Findings.Overrun> overruns = new ArrayList<>();
  private Map<String, String> idle = Map.of();
  private String twinsChosen = "none";
  private boolean closed;

  Ledger(Setting setting) {
    this.setting = setting;
  }

  /** Adds what a checker found; tells whether it still counts. */
  synchronized boolean add(CheckerOutcome outcome) {
    if (!closed) {
      checkers.add(outcome);
      if (outcome.isOverBudget()) {
        addOverrun(outcome.label() + " " + outcome.checker(), outcome.seconds(), outcome.budget());
      }
    }
    return !closed;
  }

  /** Adds what became of a twin; tells whether it still counts. */
  synchronized boolean add(TwinOutcome outcome, int budget) {
    if (!closed) {
      twins.add(outcome);
      if (outcome.seconds() > budget) {
        addOverrun("twin " + outcome.name(), outcome.seconds(), budget);
      }
    }
    return !closed;
  }

  /** Adds a failure of no checker and no twin. */
  synchronized void add(Failure failure) {
    other.add(failure);
  }

  /** Notes something that took longer than it may. */
  synchronized void addOverrun(String what, double seconds, int budget) {
    overruns.add(new Findings.Overrun(what, seconds, budget));
  }

  /** Notes which twins are run. */
  synchronized void twinsChosen(String words) {
    twinsChosen = words;
  }

  /** Notes the checks that killed no twin. */
  synchronized void idle(Map<String, String> checks) {
    idle = Map.copyOf(checks);
  }

  /** Returns the checks that failed on the shipped source of a subject. */
  synchronized Set<String> failing(String subject) {
    return checkers.stream()
        .filter(outcome -> outcome.subject().equals(subject))
        .flatMap(outcome -> outcome.results().stream())
        .filter(result -> result.status() == Status.FAILED)
        .map(CheckResult::check)
        .collect(Collectors.toSet());
  }

  /** Returns the checks that killed a twin. */
  synchronized Set<String> killers() {
    return twins.stream()
        .flatMap(twin -> twin.killedBy().values().stream())
        .flatMap(List::stream)
        .collect(Collectors.toSet());
  }

  /** Returns how long it has taken so far. */
  double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  /**
   * Ends it: what comes later does not count.
   *
   * @param complete whether everything was run
   * @return null if it has ended before
   */
  synchronized @Nullable Findings close(boolean complete) {
    if (closed) {
      return null;
    }
    closed = true;
    return new Findings(
        setting, checkers, twins, twinsChosen, other, overruns, idle, seconds(), complete);
  }
}
