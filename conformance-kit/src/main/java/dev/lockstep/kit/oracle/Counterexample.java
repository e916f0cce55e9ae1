package dev.lockstep.kit.oracle;

import java.util.List;

/** The text of a failure: what was done, what was due, what was seen, and how to see it again. */
final class Counterexample {
  private Counterexample() {}

  /** Describes what was wrong with the last move that was seen. */
  static String of(
      String claim, Program program, List<Observation> seen, String due, String origin) {
    StringBuilder text = new StringBuilder(claim).append("\n  ").append(program.kind().id());
    int last = seen.size() - 1;
    for (int i = 0; i <= last; i++) {
      text.append("\n    ").append(i + 1).append(". ").append(program.moves().get(i));
      if (i < last) {
        text.append(": ").append(seen.get(i));
      }
    }
    return text.append("\n  due:  ")
        .append(due)
        .append("\n  seen: ")
        .append(seen.get(last))
        .append("\n  from: ")
        .append(origin)
        .append("\n  as a line of programs/")
        .append(program.kind().primitive().id())
        .append(".txt: ")
        .append(new Program(program.kind(), program.moves().subList(0, last + 1)))
        .toString();
  }

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
