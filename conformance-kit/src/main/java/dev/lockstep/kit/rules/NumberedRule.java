package dev.lockstep.kit.rules;

import java.util.List;

/**
 * One rule, as its document in docs/rules words it. All texts are Markdown, fit for a cell of
 * another table as they are.
 *
 * @param id such as {@code SEM-07}
 * @param primitive what it is a rule of
 * @param text what MUST or MAY be
 * @param why the reason
 * @param source where Python or ECMAScript says so, with its links; or {@code observed}
 * @param deviation how Lockstep departs from the source and why; empty if it does not
 * @param evidence the checkers that must have a check of it
 */
public record NumberedRule(
    String id,
    Primitive primitive,
    String text,
    String why,
    String source,
    String deviation,
    List<Checker> evidence) {
  /** Copies the list. */
  public NumberedRule {
    evidence = List.copyOf(evidence);
  }
}
