package dev.lockstep.kit.oracle;

import java.util.List;

/** The text of a failure: what was done, what was due, what was seen, and how to see it again. */
final class Counterexample {
  private Counterexample() {}

  static String of(
      String claim, Sequence sequence, int index, String due, String seen, String origin) {
    StringBuilder text = new StringBuilder(claim).append("\n  ").append(sequence.kind().id());
    List<Sequence.Step> steps = sequence.steps();
    for (int i = 0; i <= index; i++) {
      text.append("\n    ").append(i + 1).append(". ").append(steps.get(i));
    }
    return text.append("\n  due:  ")
        .append(due)
        .append("\n  seen: ")
        .append(seen)
        .append("\n  from: ")
        .append(origin)
        .toString();
  }
}
