package dev.lockstep.gate;

import dev.lockstep.kit.rules.Checker;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How much is run. */
enum Tier {
  /** The deterministic checks, the twins of what changed and a sample of the others. */
  QUICK,
  /** Everything. */
  CI,
  /** Everything, at greater cost, again and again with new seeds. */
  NIGHTLY;

  /** Returns the name in options and in the budget file: lower case. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the checkers that it runs. */
  Set<Checker> checkers() {
    Set<Checker> all = EnumSet.allOf(Checker.class);
    if (this == QUICK) {
      all.remove(Checker.JCSTRESS);
    }
    return all;
  }

  /** Tells whether every twin is run, and not a selection. */
  boolean runsAllTwins() {
    return this != QUICK;
  }
}
