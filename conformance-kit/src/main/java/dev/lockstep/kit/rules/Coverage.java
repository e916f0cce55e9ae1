package dev.lockstep.kit.rules;

import dev.lockstep.kit.run.Inventory;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.twins.Twin;
import java.util.ArrayList;
import java.util.List;

/** Looks for rules without evidence and for evidence without rules, before anything runs. */
public final class Coverage {
  private Coverage() {}

  /**
   * Holds the rules, the checks and the twins against each other.
   *
   * @param rules all rules
   * @param checks all checks
   * @param twins all twins
   * @return what is missing, a line each; empty if nothing is
   */
  public static List<String> findings(
      RuleBook rules, List<Inventory.Entry> checks, List<Twin> twins) {
    List<String> findings = new ArrayList<>();
    for (NumberedRule rule : rules.rules()) {
      for (Checker checker : rule.evidence()) {
        if (!has(checks, rule.id(), checker)) {
          findings.add(rule.id() + " needs evidence by " + checker.id() + ", and has no check");
        }
      }
      // One of the second backend says nothing of the checks of the first.
      if (twins.stream()
          .filter(twin -> twin.subject().equals(Subjects.OURS))
          .noneMatch(twin -> twin.rule().equals(rule.id()))) {
        findings.add(rule.id() + " has no broken twin");
      }
    }
    for (Inventory.Entry check : checks) {
      for (String rule : check.rules()) {
        if (rules.find(rule).isEmpty()) {
          findings.add(check.check() + " names " + rule + ", and there is no such rule");
        }
      }
    }
    for (Twin twin : twins) {
      addKillers(checks, twin, findings);
    }
    return findings;
  }

  private static void addKillers(List<Inventory.Entry> checks, Twin twin, List<String> findings) {
    for (Checker checker : twin.killedBy()) {
      if (!has(checks, twin.rule(), checker)) {
        findings.add(killer(twin, "killed", checker));
      }
    }
    for (String killer : twin.killers()) {
      boolean known =
          checks.stream()
              .anyMatch(
                  check ->
                      check.check().equals(killer)
                          && twin.killedBy().contains(check.checker())
                          && check.rules().contains(twin.rule()));
      if (!known) {
        findings.add(
            "The twin "
                + twin.name()
                + " names "
                + killer
                + ", which is no check of "
                + twin.rule()
                + " by a checker that is to kill it");
      }
    }
    for (Checker checker : twin.seenBy()) {
      if (!has(checks, twin.rule(), checker)) {
        findings.add(killer(twin, "seen", checker));
      }
    }
  }

  private static String killer(Twin twin, String what, Checker checker) {
    return "The twin "
        + twin.name()
        + " is to be "
        + what
        + " by "
        + checker.id()
        + ", which has no check of "
        + twin.rule();
  }

  private static boolean has(List<Inventory.Entry> checks, String rule, Checker checker) {
    return checks.stream()
        .anyMatch(check -> check.checker() == checker && check.rules().contains(rule));
  }
}
