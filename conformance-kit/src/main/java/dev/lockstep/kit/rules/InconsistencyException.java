package dev.lockstep.kit.rules;

import java.util.List;

/**
 * The rules, the checks and the twins do not fit together, or one of them is not written as it has
 * to be. It tells everything that was found, not only the first.
 */
public final class InconsistencyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> findings;

  /**
   * Creates it.
   *
   * @param where what was looked at, such as {@code "the inventory of checks"}
   * @param findings what is wrong, a line each; not empty
   */
  public InconsistencyException(String where, List<String> findings) {
    super(where + ": " + String.join("\n  ", findings));
    this.findings = List.copyOf(findings);
  }

  /** Returns what is wrong, a line each. */
  public List<String> findings() {
    return findings;
  }

  /**
   * Throws if anything was found.
   *
   * @param where what was looked at
   * @param findings what is wrong, a line each
   */
  public static void throwIfAny(String where, List<String> findings) {
    if (!findings.isEmpty()) {
      throw new InconsistencyException(where, findings);
    }
  }
}
