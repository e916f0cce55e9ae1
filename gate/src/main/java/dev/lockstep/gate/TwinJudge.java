package dev.lockstep.gate;

import dev.lockstep.gate.Failure.Kind;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.twins.Twin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Weighs what the checkers found on a broken twin. It is dead when each checker that has to kill it
 * has a failing check that blames its rule, and attributed when no check of unrelated rules fails.
 */
final class TwinJudge {
  private final Twin twin;
  private final Set<String> failingWithoutIt;
  private final String replay;

  /**
   * Creates it.
   *
   * @param twin the twin
   * @param failingWithoutIt the checks that fail on the shipped source too: they kill nothing
   * @param replay the command that runs the twin again
   */
  TwinJudge(Twin twin, Set<String> failingWithoutIt, String replay) {
    this.twin = twin;
    this.failingWithoutIt = Set.copyOf(failingWithoutIt);
    this.replay = replay;
  }

  /** Returns, by checker, the checks that failed and name the rule that the twin breaks. */
  Map<String, List<String>> killers(List<CheckResult> results) {
    Map<String, List<String>> killers = new TreeMap<>();
    for (CheckResult result : results) {
      if (isKill(result)) {
        killers.computeIfAbsent(result.checker(), key -> new ArrayList<>()).add(result.check());
      }
    }
    return killers;
  }

  /**
   * Returns everything that keeps the twin from being dead and attributed.
   *
   * @param plans what was to run
   * @param outcomes what came of it, in the same order
   */
  List<Failure> failures(List<ForkPlan> plans, List<ForkOutcome> outcomes) {
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      ofFork(plans.get(i), outcomes.get(i), failures);
    }
    List<CheckResult> results =
        outcomes.stream().flatMap(outcome -> outcome.results().stream()).toList();
    ofSurvival(results, failures);
    ofNamedKillers(results, failures);
    ofAttribution(plans, results, failures);
    return failures;
  }

  private boolean isKill(CheckResult result) {
    return result.status() == Status.FAILED
        && result.rules().contains(twin.rule())
        && !failingWithoutIt.contains(result.check());
  }

  private void ofFork(ForkPlan plan, ForkOutcome outcome, List<Failure> failures) {
    if (outcome.end() != ForkOutcome.End.DONE) {
      Kind kind = outcome.end() == ForkOutcome.End.HUNG ? Kind.HUNG : Kind.CRASHED;
      failures.add(failure(kind, outcome.describe(plan.limit()) + "\nThat is no kill."));
      return;
    }
    Set<String> missing = new HashSet<>();
    plan.entries().forEach(entry -> missing.add(entry.check()));
    outcome.results().forEach(result -> missing.remove(result.check()));
    if (!missing.isEmpty()) {
      failures.add(
          failure(Kind.MISSING, "These checks have no result: " + String.join(", ", missing)));
    }
  }

  private void ofSurvival(List<CheckResult> results, List<Failure> failures) {
    Map<String, List<String>> killers = killers(results);
    for (Checker checker : twin.killedBy()) {
      if (!killers.containsKey(checker.id())) {
        failures.add(
            failure(
                Kind.SURVIVED,
                "No check of "
                    + checker.id()
                    + " that names "
                    + twin.rule()
                    + " fails on it: "
                    + seen(checker, results)));
      }
    }
  }

  /* The header says which check finds it: that is a claim too. */
  private void ofNamedKillers(List<CheckResult> results, List<Failure> failures) {
    for (CheckResult result : results) {
      if (twin.killers().contains(result.check()) && !isKill(result)) {
        failures.add(
            failure(
                Kind.SURVIVED, "Its header names " + result.check() + ", which is green on it."));
      }
    }
  }

  private String seen(Checker checker, List<CheckResult> results) {
    List<String> seen = new ArrayList<>();
    for (CheckResult result : results) {
      if (!result.checker().equals(checker.id())) {
        continue;
      }
      if (failingWithoutIt.contains(result.check())) {
        seen.add(result.check() + " fails on the shipped source too");
      } else if (result.status() == Status.FAILED) {
        seen.add(result.check() + " fails for " + String.join(", ", result.rules()));
      }
    }
    return seen.isEmpty() ? "all of them are green." : String.join("; ", seen) + ".";
  }

  /* A check of several rules that names the twin's is no stranger to it, whichever it blames. */
  private void ofAttribution(
      List<ForkPlan> plans, List<CheckResult> results, List<Failure> failures) {
    Set<String> allowed = new HashSet<>(twin.also());
    allowed.add(twin.rule());
    Set<String> related =
        plans.stream()
            .flatMap(plan -> plan.entries().stream())
            .filter(entry -> entry.rules().stream().anyMatch(allowed::contains))
            .map(Entry::check)
            .collect(Collectors.toSet());
    for (CheckResult result : results) {
      boolean blamesOthers =
          result.status() == Status.FAILED
              && !failingWithoutIt.contains(result.check())
              && !related.contains(result.check())
              && result.rules().stream().noneMatch(allowed::contains);
      if (blamesOthers) {
        failures.add(
            failure(
                Kind.MISATTRIBUTED,
                result.check()
                    + " fails for "
                    + String.join(", ", result.rules())
                    + ", and the twin breaks "
                    + twin.rule()
                    + (twin.also().isEmpty() ? "" : " and " + String.join(", ", twin.also()))
                    + ":\n"
                    + result.message()));
      }
    }
  }

  private Failure failure(Kind kind, String message) {
    return new Failure(kind, twin.name(), List.of(twin.rule()), message, replay);
  }
}
