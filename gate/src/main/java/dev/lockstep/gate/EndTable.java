package dev.lockstep.gate;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.subject.Subjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the user reads at the end: the table, what was not run, what was slow, and each failure. */
final class EndTable {
  private static final String NOTHING = "-";
  private static final int MESSAGE_LINES = 60;
  private static final String GAP = "  ";

  private final Findings findings;

  EndTable(Findings findings) {
    this.findings = findings;
  }

  /** Returns the lines. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(table());
    findings
        .notRun()
        .forEach(
            result ->
                lines.add(
                    word(result.status()) + ": " + result.check() + ": " + firstLine(result)));
    findings
        .overruns()
        .forEach(
            overrun ->
                lines.add(
                    "over budget: "
                        + overrun.what()
                        + " took "
                        + Amount.text(overrun.seconds())
                        + " of "
                        + overrun.budget()
                        + " s"));
    List<String> unexplained =
        findings.idle().entrySet().stream()
            .filter(idle -> idle.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    if (!unexplained.isEmpty()) {
      lines.add("checks that kill no twin and do not say why: " + String.join(", ", unexplained));
    }
    findings.failures().forEach(failure -> lines.addAll(failure(failure)));
    return lines;
  }

  /** Returns the last line. */
  String verdict() {
    long failures = findings.failures().size();
    return (findings.passed() ? "PASSED" : "FAILED")
        + " in "
        + Amount.text(findings.seconds())
        + (failures == 0 ? "" : ", " + failures + (failures == 1 ? " failure" : " failures"))
        + ". Checks: "
        + findings.count(Status.PASSED)
        + " passed, "
        + findings.count(Status.FAILED)
        + " failed, "
        + (findings.count(Status.SKIPPED) + findings.count(Status.NOT_OFFERED))
        + " skipped. Twins: "
        + findings.deadTwins()
        + " of "
        + findings.twins().size()
        + " dead.";
  }

  private List<String> table() {
    List<List<String>> rows = new ArrayList<>();
    List<Checker> checkers =
        List.of(Checker.values()).stream().filter(c -> !of(null, c).isEmpty()).toList();
    List<String> head = new ArrayList<>(List.of("passed of all"));
    checkers.forEach(checker -> head.add(checker.id()));
    head.add("twins dead");
    rows.add(head);
    for (String label : labels()) {
      List<TwinOutcome> twins =
          findings.twins().stream().filter(t -> t.label().equals(label)).toList();
      List<String> row = new ArrayList<>(List.of(label));
      checkers.forEach(checker -> row.add(cell(of(label, checker))));
      long dead = twins.stream().filter(TwinOutcome::isDead).count();
      row.add(twins.isEmpty() ? NOTHING : dead + "/" + twins.size() + mark(dead == twins.size()));
      rows.add(row);
    }
    return align(rows);
  }

  /* In the order of the primitives, those of one beneath each other. */
  private List<String> labels() {
    Set<String> seen = new HashSet<>();
    findings.checkers().forEach(outcome -> seen.add(outcome.label()));
    findings.twins().forEach(twin -> seen.add(twin.label()));
    return Arrays.stream(Primitive.values())
        .flatMap(
            primitive ->
                Stream.of(Subjects.OURS, Subjects.SHARED_MEMORY)
                    .map(subject -> CheckerOutcome.label(subject, primitive.id())))
        .filter(seen::contains)
        .toList();
  }

  private List<CheckerOutcome> of(@Nullable String label, Checker checker) {
    return findings.checkers().stream()
        .filter(outcome -> outcome.checker().equals(checker.id()))
        .filter(outcome -> label == null || outcome.label().equals(label))
        .toList();
  }

  private static String cell(List<CheckerOutcome> outcomes) {
    if (outcomes.isEmpty()) {
      return NOTHING;
    }
    long passed = outcomes.stream().mapToLong(outcome -> outcome.count(Status.PASSED)).sum();
    long all = outcomes.stream().mapToLong(outcome -> outcome.results().size()).sum();
    return passed + "/" + all + mark(outcomes.stream().allMatch(CheckerOutcome::passed));
  }

  private static String mark(boolean good) {
    return good ? "" : " FAILED";
  }

  private static List<String> align(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    rows.forEach(
        row -> {
          for (int i = 0; i < columns; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(String.format("%-" + widths[i] + "s", row.get(i))).append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String word(Status status) {
    return status == Status.SKIPPED ? "skipped" : "not offered";
  }

  private static String firstLine(CheckResult result) {
    String message = Objects.toString(result.message(), "(no reason given)");
    return message.lines().findFirst().orElse("(no reason given)");
  }

  private static List<String> failure(Failure failure) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    Set<String> rules = failure.rules().stream().collect(Collectors.toSet());
    lines.add(
        "FAILED "
            + String.join(", ", failure.rules())
            + (rules.isEmpty() ? "" : " ")
            + "("
            + failure.kind().text()
            + "): "
            + failure.what());
    List<String> message = failure.message().lines().toList();
    message.stream().limit(MESSAGE_LINES).forEach(line -> lines.add("  " + line));
    if (message.size() > MESSAGE_LINES) {
      lines.add("  … " + (message.size() - MESSAGE_LINES) + " more lines in the report");
    }
    if (failure.replay() != null) {
      lines.add("  replay: " + failure.replay());
    }
    return lines;
  }
}
