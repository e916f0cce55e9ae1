package dev.lockstep.kit.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one check found. The forked JVMs of the checkers write lists of these as JSON, and the gate
 * reads them.
 *
 * @param primitive the primitive's id, such as {@code lock}
 * @param checker the checker's id, such as {@code contract}
 * @param check the class and method: {@code LockContract.lck03_…}; for jcstress the nested class
 * @param rules the ids of the rules it names; of a failure, those that are broken
 * @param status how it ended
 * @param executions how many sequences, cases, interleavings or samples it ran
 * @param seconds how long it took
 * @param message of a failure, the counterexample; of a skipped check, the reason
 */
public record CheckResult(
    String primitive,
    String checker,
    String check,
    List<String> rules,
    Status status,
    long executions,
    double seconds,
    @Nullable String message) {

  /** How a check ended. */
  public enum Status {
    /** It ran and found nothing. */
    PASSED,
    /** It found a broken rule, or could not run. */
    FAILED,
    /** The subject declares that it does not offer the rule. */
    NOT_OFFERED,
    /** It did not run, for a reason that the gate has to weigh. */
    SKIPPED
  }
}
