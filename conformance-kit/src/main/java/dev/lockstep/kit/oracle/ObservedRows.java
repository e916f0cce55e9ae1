package dev.lockstep.kit.oracle;

import java.util.Optional;

/** What other versions do where they differ from the reference. */
interface ObservedRows {
  /**
   * Finds the row of a rule for a version.
   *
   * @param rule the id
   * @param minor such as {@code 3.12}
   * @return what is due instead, as the rules' documents write it: {@code ValueError: text}
   */
  Optional<String> instead(String rule, String minor);
}
