package dev.lockstep.gate;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.NumberedRule;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.twins.Twin;
import java.util.List;
import java.util.Optional;

/**
 * What there is: rules, checks and twins, and what does not fit together among them.
 *
 * @param rules of all primitives
 * @param checks of all primitives and checkers
 * @param twins of all primitives
 * @param inconsistencies what does not fit together
 */
record Catalogue(
    List<NumberedRule> rules, List<Entry> checks, List<Twin> twins, List<String> inconsistencies) {

  /** Copies the lists. */
  Catalogue {
    rules = List.copyOf(rules);
    checks = List.copyOf(checks);
    twins = List.copyOf(twins);
    inconsistencies = List.copyOf(inconsistencies);
  }

  /** Returns the checks of a checker for a primitive. */
  List<Entry> checks(Primitive primitive, Checker checker) {
    return checks.stream()
        .filter(entry -> entry.primitive() == primitive && entry.checker() == checker)
        .toList();
  }

  /** Tells whether a rule of a primitive needs the evidence of a checker. */
  boolean isDue(Primitive primitive, Checker checker) {
    return rules.stream()
        .anyMatch(
            rule -> Primitive.ofRule(rule.id()) == primitive && rule.evidence().contains(checker));
  }

  /** Finds a rule. */
  Optional<NumberedRule> rule(String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** Finds a twin. */
  Optional<Twin> twin(String name) {
    return twins.stream().filter(twin -> twin.name().equals(name)).findFirst();
  }
}
