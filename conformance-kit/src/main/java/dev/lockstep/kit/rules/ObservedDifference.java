package dev.lockstep.kit.rules;

import java.util.List;

/**
 * What versions of the reference other than the one that a rule is written after do instead.
 *
 * @param rule the id of the rule
 * @param versions such as {@code 3.11}, or {@code 3.11.2} for one release of it; {@code Node 20},
 *     or {@code Node 20.20.2}
 * @param instead what they do, in Markdown
 */
public record ObservedDifference(String rule, List<String> versions, String instead) {
  /** Copies the list. */
  public ObservedDifference {
    versions = List.copyOf(versions);
  }
}
