package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.run.Judgement;
import dev.lockstep.benchmarks.run.Judgement.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the limits say of a run, for readers: what is missed comes first. */
final class Targets {
  /**
   * One limit.
   *
   * @param outcome kept, kept but not for certain, undecided, not judged, missed or broken
   * @param look how it is shown, as one of the verdicts
   * @param subject of what
   * @param text what was measured, and what is due
   */
  record Line(String outcome, String look, String subject, String text) {}

  private final List<Judgement> judgements;

  Targets(List<Judgement> judgements) {
    this.judgements =
        judgements.stream().sorted(Comparator.comparing(Judgement::outcome).reversed()).toList();
  }

  /** Returns them, those that are not kept first. */
  List<Line> lines() {
    return judgements.stream()
        .map(
            each ->
                new Line(word(each.outcome()), look(each.outcome()), each.subject(), each.text()))
        .toList();
  }

  /** Returns how many are kept. */
  String counts() {
    long uncertain = count(Outcome.NOT_CERTAIN);
    long outOfReach = count(Outcome.OUT_OF_REACH);
    long notJudged = count(Outcome.NOT_JUDGED);
    return String.format(
        Locale.ROOT,
        "%d kept%s%s, %d undecided, %d missed, %d broken%s",
        count(Outcome.KEPT) + uncertain,
        uncertain == 0 ? "" : " (" + uncertain + " of them not for certain)",
        outOfReach == 0 ? "" : ", " + outOfReach + " out of reach, as a floor shows",
        count(Outcome.UNDECIDED),
        count(Outcome.TRIPPED),
        count(Outcome.BROKEN),
        notJudged == 0 ? "" : ", " + notJudged + " not judged");
  }

  private long count(Outcome outcome) {
    return judgements.stream().filter(each -> each.outcome() == outcome).count();
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case KEPT -> "kept";
      case NOT_CERTAIN -> "kept, not certain";
      case OUT_OF_REACH -> "out of reach";
      case UNDECIDED -> "undecided";
      case NOT_JUDGED -> "not judged";
      case TRIPPED -> "missed";
      case BROKEN -> "broken";
    };
  }

  private static String look(Outcome outcome) {
    return switch (outcome) {
      case KEPT -> "faster";
      case NOT_CERTAIN, OUT_OF_REACH, UNDECIDED, NOT_JUDGED -> "same";
      case TRIPPED, BROKEN -> "slower";
    };
  }
}
