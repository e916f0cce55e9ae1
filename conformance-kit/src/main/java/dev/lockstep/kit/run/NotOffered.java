package dev.lockstep.kit.run;

import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subject;
import dev.lockstep.kit.subject.Subjects;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/** Ends a check whose rule the subject declares not to offer. */
public final class NotOffered {
  /** What the message of such an end begins with. */
  public static final String PREFIX = "not offered: ";

  private NotOffered() {}

  /**
   * Ends the running check as not offered. The runners do not even start a check of whose rules the
   * subject offers none; this is for the parts of a check of several rules.
   *
   * @param rule the id of the rule that the subject does not offer
   * @throws TestAbortedException always
   */
  @SuppressWarnings("DoNotCallSuggester") // it is called in order to throw
  public static void skip(String rule) {
    throw new TestAbortedException(PREFIX + reason(Subjects.ACTIVE, rule));
  }

  /**
   * Tells why a check has nothing to look at.
   *
   * @param rules the rules that the check names
   * @return empty if the subject of this JVM offers any of them
   */
  public static Optional<String> reason(List<String> rules) {
    return reason(Subjects.ACTIVE, rules);
  }

  static Optional<String> reason(Subject subject, List<String> rules) {
    if (rules.stream().anyMatch(subject::offers)) {
      return Optional.empty();
    }
    return Optional.of(
        PREFIX
            + rules.stream()
                .map(rule -> reason(subject, rule))
                .distinct()
                .collect(Collectors.joining("; ")));
  }

  private static String reason(Subject subject, String rule) {
    return new Gaps(subject.notOffered()).reason(rule).orElse(rule + " (undeclared)");
  }
}
