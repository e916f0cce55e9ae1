package dev.lockstep.kit.oracle;

import dev.lockstep.kit.rules.ObservedDifference;
import dev.lockstep.kit.rules.RuleBook;
import java.util.Optional;

/** What other versions do where they differ from the reference, as the rules' documents say it. */
final class ObservedRows {
  private static final String IF = " if ";

  private final RuleBook book;

  ObservedRows(RuleBook book) {
    this.book = book;
  }

  static ObservedRows load() {
    return new ObservedRows(RuleBook.load());
  }

  /**
   * Finds the row of a rule for a version: that of the very version, or else that of all of {@code
   * 3.12}. A row that says "if" holds only in that circumstance.
   *
   * @param rule the id
   * @param version such as {@code 3.12.1} or {@code Node 20.20.2}
   * @param circumstance as {@link Kind#circumstance} returns it
   * @return what is due instead, such as {@code ValueError: text}
   */
  Optional<String> instead(String rule, String version, Optional<String> circumstance) {
    return find(rule, version)
        .or(() -> find(rule, Interpreter.minor(version)))
        .map(row -> row.split(IF, 2))
        .filter(row -> row.length == 1 || circumstance.equals(Optional.of(row[1])))
        .map(row -> row[0]);
  }

  private Optional<String> find(String rule, String version) {
    return book.observed(rule).stream()
        .filter(row -> row.versions().contains(version))
        .map(ObservedDifference::instead)
        .map(text -> text.replace("`", ""))
        .findFirst();
  }
}
