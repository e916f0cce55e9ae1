package dev.lockstep.stress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/** What a failed test saw, for a reader who does not know the test. */
final class OutcomeTable {
  /* Enough of a JVM's output to see why it ended. */
  private static final int LINES_SHOWN = 60;

  private OutcomeTable() {}

  static String of(TestInfo info, TestResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(info.name() + ", " + info.threads() + " actors: " + info.description());
    if (result.status() != Status.NORMAL) {
      lines.add("It ended with " + result.status() + ":");
      addSome(lines, result.getMessages());
      addSome(lines, result.getVmOut());
      addSome(lines, result.getVmErr());
    }
    lines.addAll(table(result));
    return String.join("\n", lines);
  }

  private static List<String> table(TestResult result) {
    List<GradingResult> outcomes =
        result.grading().gradingResults.values().stream()
            .sorted(Comparator.comparing((GradingResult outcome) -> outcome.expect).reversed())
            .toList();
    int width = outcomes.stream().mapToInt(outcome -> outcome.id.length()).max().orElse(0);
    String format = "  %-" + Math.max(width, "outcome".length()) + "s  %,13d  %-10s  %s";
    List<String> lines = new ArrayList<>();
    lines.add(format.replace("%,13d", "%13s").formatted("outcome", "samples", "graded", "because"));
    for (GradingResult outcome : outcomes) {
      lines.add(format.formatted(outcome.id, outcome.count, outcome.expect, outcome.description));
    }
    return lines;
  }

  private static void addSome(List<String> lines, List<String> more) {
    more.stream().limit(LINES_SHOWN).forEach(line -> lines.add("  " + line));
    if (more.size() > LINES_SHOWN) {
      lines.add("  … and " + (more.size() - LINES_SHOWN) + " more lines");
    }
  }
}
