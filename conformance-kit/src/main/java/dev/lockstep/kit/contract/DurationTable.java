package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.ModelTimeouts;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.Worker;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Every kind of Duration × prior state × interrupt status: each comes to the same as the timeout in
 * seconds, save that a negative one is refused.
 */
final class DurationTable {
  private static final List<Duration> DURATIONS =
      List.of(
          Duration.ofSeconds(Long.MIN_VALUE),
          Duration.ofSeconds(-1),
          Duration.ofMillis(-500),
          Duration.ofNanos(-1),
          Duration.ZERO,
          Duration.ofNanos(1),
          Duration.ofNanos(400_000),
          Duration.ofMillis(10),
          Duration.ofSeconds(1000),
          Duration.ofSeconds(9_223_372_036L),
          Duration.ofSeconds(9_223_372_037L),
          Duration.ofSeconds(Long.MAX_VALUE));

  private static final Outcome NEGATIVE =
      Outcome.raises(PyError.VALUE_ERROR, ModelTimeouts.NEGATIVE);

  private final String rule;
  private final Worker worker = Workers.of(Kind.PLATFORM);

  /**
   * Creates the table.
   *
   * @param rule the rule that is checked
   */
  DurationTable(String rule) {
    this.rule = rule;
  }

  /** Checks all cases for objects in a state. */
  void check(String state, Supplier<TimedCalls> created) {
    for (Duration duration : DURATIONS) {
      for (boolean interrupted : new boolean[] {false, true}) {
        check(state, created, duration, interrupted);
        Evidence.executed(1);
      }
    }
  }

  private void check(
      String state, Supplier<TimedCalls> created, Duration duration, boolean interrupted) {
    double seconds = duration.getSeconds() + duration.getNano() / 1e9;
    TimedCalls left = created.get();
    String what = left.text(duration) + " of a " + state;
    worker.observe(() -> left.call(duration), interrupted, seconds);
    Worker.Report seen = worker.report();
    TimedCalls right = created.get();
    if (duration.isNegative()) {
      require(seen.outcome().equals(NEGATIVE), what, NEGATIVE, seen.outcome());
      require(seen.interruptStatus() == interrupted, what, interrupted, seen);
    } else {
      worker.observe(() -> right.call(seconds), interrupted, seconds);
      Worker.Report due = worker.report();
      require(asText(seen).equals(asText(due)), what, asText(due), asText(seen));
    }
    boolean seenAfter = left.look();
    boolean dueAfter = right.look();
    require(
        seenAfter == dueAfter,
        what,
        "afterwards a look shows " + dueAfter,
        "it shows " + seenAfter);
  }

  private static String asText(Worker.Report report) {
    return report.outcome()
        + (report.interruptStatus() ? ", interrupt status set" : "")
        + (report.interruption() == null ? "" : ", when interrupted " + report.interruption());
  }

  private void require(boolean condition, String what, Object due, Object seen) {
    if (!condition) {
      throw new RuleViolation(rule, what + " was due: " + due + "; seen: " + seen);
    }
  }
}
