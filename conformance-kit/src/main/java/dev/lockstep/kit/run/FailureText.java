package dev.lockstep.kit.run;

import dev.lockstep.kit.rules.RuleViolation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a failure says, for readers: the message, and of the stack only the checks' and the
 * subject's frames.
 */
final class FailureText {
  /** How many characters a message has at most. */
  static final int LIMIT = 16_000;

  private static final int FRAMES = 12;

  /** What runs the checks; its frames tell a reader nothing. */
  private static final List<String> MACHINERY =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "org.junit.",
          "org.opentest4j.",
          "org.apache.maven.",
          "net.jqwik.",
          "org.jetbrains.",
          "picocli.",
          "dev.lockstep.kit.run.Check");

  private FailureText() {}

  /** Returns the message, a short stack, and the same for the causes. */
  static String of(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    String lead = "";
    for (Throwable each : withCauses(thrown)) {
      text.append(lead).append(message(each)).append('\n');
      frames(each).forEach(frame -> text.append("    at ").append(frame).append('\n'));
      lead = "caused by: ";
    }
    return text.toString().stripTrailing();
  }

  /** Returns the ids of the rules that a failure itself puts the blame on. */
  static Set<String> brokenRules(Throwable thrown) {
    Set<String> rules = new LinkedHashSet<>();
    for (Throwable each : withCauses(thrown)) {
      if (each instanceof RuleViolation violation) {
        rules.add(violation.rule());
      }
    }
    return rules;
  }

  /** Shortens a text to what a result may hold; the beginning and the end stay. */
  static String limit(String text) {
    if (text.length() <= LIMIT) {
      return text;
    }
    int end = LIMIT / 4;
    int begin = LIMIT - end - 60;
    int left = text.length() - begin - end;
    return text.substring(0, begin)
        + "\n[… "
        + left
        + " characters left out …]\n"
        + text.substring(text.length() - end);
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    if (message == null) {
      return thrown.getClass().getName();
    }
    return thrown instanceof AssertionError
        ? message
        : thrown.getClass().getSimpleName() + ": " + message;
  }

  private static List<StackTraceElement> frames(Throwable thrown) {
    List<StackTraceElement> own =
        Arrays.stream(thrown.getStackTrace()).filter(FailureText::isOwn).limit(FRAMES).toList();
    // Without an own frame, where it came from is still better than nothing.
    return own.isEmpty() ? Arrays.stream(thrown.getStackTrace()).limit(FRAMES).toList() : own;
  }

  private static boolean isOwn(StackTraceElement frame) {
    return MACHINERY.stream().noneMatch(frame.getClassName()::startsWith);
  }

  /** The failure, its causes and what was suppressed, each once, whatever circles they make. */
  private static List<Throwable> withCauses(Throwable thrown) {
    List<Throwable> found = new ArrayList<>();
    collect(thrown, found, Collections.newSetFromMap(new IdentityHashMap<>()));
    return found;
  }

  private static void collect(Throwable thrown, List<Throwable> found, Set<Throwable> seen) {
    if (!seen.add(thrown)) {
      return;
    }
    found.add(thrown);
    if (thrown.getCause() != null) {
      collect(thrown.getCause(), found, seen);
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      collect(suppressed, found, seen);
    }
  }
}
