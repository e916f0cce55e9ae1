package dev.lockstep.kit.model;

/**
 * What a model says that a call has to come to.
 *
 * @param rule the rule that decides it
 * @param outcome what is due
 * @param reference what the reference Python (3.14) does: differs only where the rule is a
 *     deviation
 */
public record Verdict(String rule, Outcome outcome, Outcome reference) {
  /** A verdict in which we do what Python does. */
  public static Verdict of(String rule, Outcome outcome) {
    return new Verdict(rule, outcome, outcome);
  }

  /** Tells whether the rule deviates from Python here. */
  public boolean deviates() {
    return !outcome.equals(reference);
  }
}
