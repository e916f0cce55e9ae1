package dev.lockstep.kit.contract;

import dev.lockstep.kit.rules.RuleBook;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as the rules state them, so that a check cannot drift from the text that it checks. */
final class RuleNumbers {
  private RuleNumbers() {}

  /**
   * Finds a number.
   *
   * @param rule the rule's id
   * @param phrase the words around the number, which is a #
   */
  static int in(String rule, String phrase) {
    String text = RuleBook.load().find(rule).orElseThrow().text();
    Matcher matcher = Pattern.compile(phrase.replace("#", "([0-9,]+)")).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError(rule + " was due to say \"" + phrase + "\", not: " + text);
    }
    return Integer.parseInt(matcher.group(1).replace(",", ""));
  }
}
