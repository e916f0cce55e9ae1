package dev.lockstep.gate;

import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.subject.Subjects;
import java.util.List;

/**
 * What a checker found for a primitive.
 *
 * @param subject the name of the subject whose primitive it is
 * @param primitive the primitive's id
 * @param checker the checker's id
 * @param round which round of tier nightly; else 1
 * @param seed the round's seed
 * @param results of its checks
 * @param failures what is wrong; empty if it passed
 * @param seconds how long it took
 * @param budget how long it may take
 */
record CheckerOutcome(
    String subject,
    String primitive,
    String checker,
    int round,
    long seed,
    List<CheckResult> results,
    List<Failure> failures,
    double seconds,
    int budget) {

  /** Copies the lists. */
  CheckerOutcome {
    results = List.copyOf(results);
    failures = List.copyOf(failures);
  }

  /** Returns what the primitive is called among those of all subjects. */
  String label() {
    return label(subject, primitive);
  }

  /** Returns what a primitive is called, in a few characters, among those of all subjects. */
  static String label(String subject, String primitive) {
    return subject.equals(Subjects.SHARED_MEMORY) ? "shared " + primitive : primitive;
  }

  /** Returns how many checks ended so. */
  long count(Status status) {
    return results.stream().filter(result -> result.status() == status).count();
  }

  /** Returns how many sequences, cases, interleavings or samples were run. */
  long executions() {
    return results.stream().mapToLong(CheckResult::executions).sum();
  }

  /** Tells whether it took longer than it may. */
  boolean isOverBudget() {
    return seconds > budget;
  }

  /** Tells whether everything that was required ran and passed. */
  boolean passed() {
    return failures.isEmpty();
  }
}
