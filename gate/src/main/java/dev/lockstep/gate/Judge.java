package dev.lockstep.gate;

import dev.lockstep.gate.Failure.Kind;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Weighs what a checker's JVM found against what the inventory lists. It fails closed: whatever was
 * not seen to run and to pass is a failure.
 */
final class Judge {
  /* Checkers that look at what the subject does when it waits. */
  private static final Set<Checker> WATCHING = EnumSet.of(Checker.INTERLEAVINGS, Checker.VIRTUAL);

  private final Replay replay;
  private final Gaps gaps;
  private final boolean requireOracles;

  /**
   * Creates it.
   *
   * @param replay writes the commands that show a failure again
   * @param gaps what the subject declares not to offer
   * @param requireOracles whether a missing interpreter is a failure
   */
  Judge(Replay replay, Gaps gaps, boolean requireOracles) {
    this.replay = replay;
    this.gaps = gaps;
    this.requireOracles = requireOracles;
  }

  /**
   * Returns everything that is wrong with what a checker's JVM came to.
   *
   * @param primitive the primitive
   * @param checker the checker
   * @param plan what was to run
   * @param outcome what came of it
   */
  List<Failure> failures(Primitive primitive, Checker checker, ForkPlan plan, ForkOutcome outcome) {
    List<Failure> failures = new ArrayList<>();
    String what = primitive.id() + " " + checker.id();
    if (plan.entries().isEmpty()) {
      failures.add(
          new Failure(Kind.MISSING, what, List.of(), "The inventory lists no check.", null));
    }
    String again = replay.of(primitive, checker, plan.rules());
    ofEnd(what, again, plan, outcome, failures);
    Map<String, Entry> listed =
        plan.entries().stream().collect(Collectors.toMap(Entry::check, entry -> entry));
    for (CheckResult result : outcome.results()) {
      Entry entry = listed.get(result.check());
      if (entry == null) {
        failures.add(
            new Failure(
                Kind.UNFOUNDED,
                result.check(),
                result.rules(),
                "It ran, but the inventory does not list it for " + what + ".",
                null));
      } else {
        ofResult(entry, result, failures);
      }
    }
    ofMissing(what, again, plan, outcome, failures);
    return failures;
  }

  private static void ofEnd(
      String what, String replay, ForkPlan plan, ForkOutcome outcome, List<Failure> failures) {
    if (outcome.end() != ForkOutcome.End.DONE) {
      Kind kind = outcome.end() == ForkOutcome.End.HUNG ? Kind.HUNG : Kind.CRASHED;
      String running = outcome.running();
      List<String> rules =
          plan.entries().stream()
              .filter(entry -> entry.check().equals(running))
              .flatMap(entry -> entry.rules().stream())
              .toList();
      failures.add(
          new Failure(
              kind,
              running == null ? what : running,
              rules,
              outcome.describe(plan.limit()),
              replay));
    }
  }

  private void ofResult(Entry entry, CheckResult result, List<Failure> failures) {
    String again = replay.of(entry.primitive(), entry.checker(), entry.rules());
    String message = result.message() == null ? "(without a message)" : result.message();
    Status status = result.status();
    if (status == Status.FAILED) {
      failures.add(new Failure(Kind.RULE_BROKEN, result.check(), result.rules(), message, again));
    } else if (status == Status.SKIPPED && !mayBeSkipped(entry, message)) {
      failures.add(new Failure(Kind.SKIPPED, result.check(), entry.rules(), message, again));
    } else if (status == Status.NOT_OFFERED && !isDeclared(entry)) {
      failures.add(new Failure(Kind.UNDECLARED, result.check(), entry.rules(), message, again));
    } else if (status == Status.PASSED && result.executions() < 1) {
      failures.add(
          new Failure(
              Kind.UNFOUNDED,
              result.check(),
              entry.rules(),
              "It passed, but says itself that it executed nothing.",
              again));
    }
  }

  /**
   * Only a live interpreter that is not on this machine, and only where none is required; and
   * virtual threads on a JDK that has none.
   */
  private boolean mayBeSkipped(Entry entry, String reason) {
    if (entry.checker() == Checker.ORACLE) {
      return !requireOracles && Skips.isMissingInterpreter(reason);
    }
    return Skips.isMissingVirtualThreads(reason);
  }

  private void ofMissing(
      String what, String again, ForkPlan plan, ForkOutcome outcome, List<Failure> failures) {
    Map<String, Integer> times = new HashMap<>();
    outcome.results().forEach(result -> times.merge(result.check(), 1, Integer::sum));
    List<String> missing = new ArrayList<>();
    for (Entry entry : plan.entries()) {
      int count = times.getOrDefault(entry.check(), 0);
      if (count == 0) {
        missing.add(entry.check());
      } else if (count > 1) {
        String message = "It has " + count + " results instead of one.";
        failures.add(new Failure(Kind.UNFOUNDED, entry.check(), entry.rules(), message, again));
      }
    }
    if (!missing.isEmpty()) {
      failures.add(
          new Failure(
              Kind.MISSING,
              what,
              List.of(),
              "The inventory lists these checks, and they have no result:\n"
                  + String.join("\n", missing),
              again));
    }
  }

  private boolean isDeclared(Entry entry) {
    return !entry.rules().stream().allMatch(gaps::offers)
        || (WATCHING.contains(entry.checker()) && !gaps.offers(Subject.MODELLED_WAITING));
  }
}
