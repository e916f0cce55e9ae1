package dev.lockstep.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reason why the gate is red.
 *
 * @param kind what sort of reason
 * @param what the check, twin or checker
 * @param rules the rules that are concerned
 * @param message what was done, what was due and what was seen
 * @param replay the command that shows it again, if one can
 */
record Failure(
    Kind kind, String what, List<String> rules, String message, @Nullable String replay) {

  /** The sorts of reasons. */
  enum Kind {
    /** A check found a broken rule. */
    RULE_BROKEN("broken rule"),
    /** A check that is listed did not run. */
    MISSING("did not run"),
    /** A check was skipped that must not be. */
    SKIPPED("skipped"),
    /** A check calls a rule not offered that the subject declares to offer. */
    UNDECLARED("not offered, and not declared"),
    /** A check ran that the inventory does not list, or one that executed nothing. */
    UNFOUNDED("unfounded"),
    /** A forked JVM died. */
    CRASHED("crashed"),
    /** A forked JVM hung. */
    HUNG("hung"),
    /** The rules, the checks and the twins do not fit together. */
    INCONSISTENT("inconsistent"),
    /** A twin is not seen by a checker that must see it. */
    SURVIVED("twin survived"),
    /** A twin fails a check of a rule that it does not break. */
    MISATTRIBUTED("wrong attribution"),
    /** A twin can't be applied or compiled. */
    NOT_APPLICABLE("twin does not apply");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Returns the words for people. */
    public String text() {
      return text;
    }
  }

  /** Copies the list. */
  Failure {
    rules = List.copyOf(rules);
  }
}
