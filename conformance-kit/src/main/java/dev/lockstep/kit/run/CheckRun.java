package dev.lockstep.kit.run;

import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.subject.Subjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;

/** One check while it runs: gathers what its parts say, and makes one result of it. */
final class CheckRun {
  private static final int FAILURES_SHOWN = 3;

  private final Entry entry;
  private final List<String> reports = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> notOffered = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Set<String> broken = new LinkedHashSet<>();
  private int passedParts;
  private boolean started;
  private boolean finished;
  private long begin;

  CheckRun(Entry entry) {
    this.entry = entry;
  }

  Entry entry() {
    return entry;
  }

  boolean isStarted() {
    return started;
  }

  boolean isFinished() {
    return finished;
  }

  void start() {
    started = true;
    begin = System.nanoTime();
  }

  /** What the engine reported: of a failed jqwik property, its seed and the shrunk sample. */
  void reported(Collection<String> texts) {
    reports.addAll(texts);
  }

  void skipped(String reason) {
    skipped.add(reason);
  }

  /**
   * Adds how the check or a part of it ended.
   *
   * @param part the name of the part; null for the check as a whole
   * @param result how it ended
   */
  void ended(@Nullable String part, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> passedParts += part == null ? 0 : 1;
      case ABORTED -> aborted(result);
      case FAILED -> failed(part, result.getThrowable());
    }
  }

  private void aborted(TestExecutionResult result) {
    String reason =
        result.getThrowable().map(Throwable::getMessage).orElse("aborted without a reason");
    (reason.startsWith(NotOffered.PREFIX) ? notOffered : skipped).add(reason);
  }

  private void failed(@Nullable String part, Optional<Throwable> thrown) {
    Set<String> blamed = thrown.map(FailureText::brokenRules).orElse(Set.of());
    Optional<String> declared =
        blamed.isEmpty() ? Optional.empty() : NotOffered.reason(List.copyOf(blamed));
    if (declared.isPresent()) {
      notOffered.add(declared.get());
      return;
    }
    broken.addAll(blamed.isEmpty() ? entry.rules() : blamed);
    failures.add(
        (part == null ? "" : "[" + part + "] ")
            + thrown.map(FailureText::of).orElse("failed without a reason"));
  }

  CheckResult finish(long executions) {
    finished = true;
    if (!failures.isEmpty()) {
      return result(CheckResult.Status.FAILED, List.copyOf(broken), executions, failureText());
    }
    if (!skipped.isEmpty()) {
      return result(CheckResult.Status.SKIPPED, entry.rules(), executions, distinct(skipped));
    }
    if (!notOffered.isEmpty() && passedParts == 0) {
      return result(
          CheckResult.Status.NOT_OFFERED, entry.rules(), executions, distinct(notOffered));
    }
    if (executions == 0) {
      return result(
          CheckResult.Status.FAILED,
          entry.rules(),
          0,
          "executed nothing: it ended well and gave no Evidence of any work");
    }
    return result(
        CheckResult.Status.PASSED,
        entry.rules().stream().filter(Subjects.ACTIVE::offers).toList(),
        executions,
        notOffered.isEmpty() ? null : distinct(notOffered));
  }

  private CheckResult result(
      CheckResult.Status status, List<String> rules, long executions, @Nullable String message) {
    return new CheckResult(
        entry.primitive().id(),
        entry.checker().id(),
        entry.check(),
        rules,
        status,
        executions,
        (System.nanoTime() - begin) / 1e9,
        message == null ? null : FailureText.limit(message));
  }

  private String failureText() {
    Stream<String> shown = failures.stream().limit(FAILURES_SHOWN);
    Stream<String> more =
        failures.size() <= FAILURES_SHOWN
            ? Stream.of()
            : Stream.of("… and " + (failures.size() - FAILURES_SHOWN) + " more failures");
    List<String> strangers = broken.stream().filter(rule -> !entry.rules().contains(rule)).toList();
    Stream<String> warning =
        strangers.isEmpty()
            ? Stream.of()
            : Stream.of("The check's @Rule does not name " + String.join(", ", strangers));
    return String.join(
        "\n\n",
        Stream.of(shown, more, warning, reports.stream().map(String::strip))
            .flatMap(texts -> texts)
            .toList());
  }

  private static String distinct(List<String> reasons) {
    return String.join("; ", new LinkedHashSet<>(reasons));
  }
}
