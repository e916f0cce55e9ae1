package dev.lockstep.kit.rules;

/**
 * A rule that was seen to be broken: thrown by checks of several rules, so that the failure is put
 * down to the one that broke.
 */
public final class RuleViolation extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /**
   * Creates the violation.
   *
   * @param rule the id, such as {@code SEM-07}
   * @param counterexample what was done, what was due and what was seen
   */
  public RuleViolation(String rule, String counterexample) {
    super(rule + ": " + counterexample);
    this.rule = rule;
  }

  /** Returns the id of the broken rule. */
  public String rule() {
    return rule;
  }
}
