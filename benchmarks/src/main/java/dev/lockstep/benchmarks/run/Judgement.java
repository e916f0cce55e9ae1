package dev.lockstep.benchmarks.run;

/**
 * What one limit says about one run.
 *
 * @param outcome whether it is kept
 * @param subject the contest's id or the object, and the runtime
 * @param text what was measured, and what is due
 */
public record Judgement(Outcome outcome, String subject, String text) {
  /** Whether a limit is kept. */
  public enum Outcome {
    /** It is kept. */
    KEPT,
    /** A time that keeps its target, and by its interval might as well miss it. */
    NOT_CERTAIN,
    /** A time that misses its target, which a floor that nobody can be faster than misses too. */
    OUT_OF_REACH,
    /** A time that misses its target by no more than what noise makes, or that had not settled. */
    UNDECIDED,
    /** The run lacks the contest, the object or the peer that it is about. */
    NOT_JUDGED,
    /** A time that misses its target: to be looked at, on a machine where nothing else runs. */
    TRIPPED,
    /** A limit of what hardly varies is broken: allocation, footprint, fairness. */
    BROKEN
  }

  /** Returns it in one line. */
  public String line() {
    return outcome.name().replace('_', ' ') + " " + subject + ": " + text;
  }
}
