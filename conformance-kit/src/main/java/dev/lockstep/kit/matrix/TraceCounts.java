package dev.lockstep.kit.matrix;

import java.util.List;

/** What the traces in the repository, recorded with real interpreters, say about each rule. */
public interface TraceCounts {
  /**
   * How many recorded calls a rule decides.
   *
   * @param agreeing those that ended as the rule says
   * @param different those that ended otherwise, exactly as the rule's row of observed differences
   *     says for that version
   */
  record Count(long agreeing, long different) {
    /** No recorded call is decided by the rule. */
    public static final Count NONE = new Count(0, 0);
  }

  /** Returns the versions that traces were recorded with, such as {@code 3.13}, ascending. */
  List<String> versions();

  /**
   * Counts the recorded calls that a rule decides.
   *
   * @param rule the id, such as {@code SEM-07}
   * @param version one of {@link #versions()}
   * @return {@link Count#NONE} if there are none
   */
  Count count(String rule, String version);
}
