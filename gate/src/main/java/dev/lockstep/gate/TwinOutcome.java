package dev.lockstep.gate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a broken twin.
 *
 * @param name its name, such as {@code SEM-07-wakes-one}
 * @param subject the name of the subject that it is a copy of
 * @param primitive the id of the primitive whose rule it breaks
 * @param rule the rule that it breaks
 * @param breaks what the bug is
 * @param reenacts the real bug, if it re-enacts one
 * @param visible where it can be seen
 * @param killedBy by checker, the checks that failed and name the rule
 * @param seenBy the stochastic checkers that were tried, and whether they saw it
 * @param failures what is wrong; empty if it is dead and attributed
 * @param seconds how long it took
 */
record TwinOutcome(
    String name,
    String subject,
    String primitive,
    String rule,
    String breaks,
    @Nullable String reenacts,
    String visible,
    Map<String, List<String>> killedBy,
    Map<String, Boolean> seenBy,
    List<Failure> failures,
    double seconds) {

  /** Returns what its primitive is called among those of all subjects. */
  String label() {
    return CheckerOutcome.label(subject, primitive);
  }

  /** Tells whether it is dead and attributed. */
  boolean isDead() {
    return failures.isEmpty();
  }
}
