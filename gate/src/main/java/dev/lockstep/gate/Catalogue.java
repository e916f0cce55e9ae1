package dev.lockstep.gate;

import dev.lockstep.kit.rules.Checker;
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
    List<RuleText> rules, List<Entry> checks, List<Twin> twins, List<String> inconsistencies) {

  /**
   * A rule, as the report shows it.
   *
   * @param id such as {@code SEM-07}
   * @param text what it says
   * @param evidence the checkers that it needs
   */
  record RuleText(String id, String text, List<Checker> evidence) {
    /** Copies the list. */
    RuleText {
      evidence = List.copyOf(evidence);
    }

    /** Returns the primitive that it belongs to. */
    Primitive primitive() {
      return Primitive.ofRule(id);
    }
  }

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

  /** Finds a rule. */
  Optional<RuleText> rule(String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** Finds a twin. */
  Optional<Twin> twin(String name) {
    return twins.stream().filter(twin -> twin.name().equals(name)).findFirst();
  }
}
