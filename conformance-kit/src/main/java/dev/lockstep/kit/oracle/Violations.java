package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.RuleViolation;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a check has found: the first violation of each rule. */
final class Violations {
  private final Map<String, RuleViolation> found = new LinkedHashMap<>();

  void add(RuleViolation violation) {
    found.putIfAbsent(violation.rule(), violation);
  }

  /** Throws the first, with the others suppressed in it; returns if there is none. */
  void throwIfAny() {
    RuleViolation first = null;
    for (RuleViolation violation : found.values()) {
      if (first == null) {
        first = violation;
      } else {
        first.addSuppressed(violation);
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
