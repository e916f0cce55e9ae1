package dev.lockstep.benchmarks.run;

import dev.lockstep.benchmarks.run.Judgement.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Holds measurements against the limits. Allocation, footprint and fairness hardly vary: they are
 * gates. Times do: a ratio trips only if neither its confidence interval nor the noise explains
 * that it misses its target, and never by an absolute time.
 */
public final class Judge {
  /* What JMH itself allocates in an iteration is shared by its operations. */
  private static final double BYTES_OF_JMH = 0.5;

  private final Limits limits;
  private final Measurements run;
  private final double noise;
  private final List<Judgement> judgements = new ArrayList<>();

  private Judge(Limits limits, Measurements run) {
    this.limits = limits;
    this.run = run;
    this.noise = Noise.of(run.contests());
  }

  /** Returns what all limits say, those of what was not measured left out. */
  public static List<Judgement> judge(Measurements run, Limits limits) {
    Judge judge = new Judge(limits, run);
    judge.contests();
    judge.footprints();
    return judge.judgements;
  }

  private void contests() {
    for (Contest contest : run.contests()) {
      for (Limits.OfContests limit : limits.contests()) {
        if (limit.matches(contest.id(), run.environment().cores())) {
          bytes(contest, limit);
          fairness(contest, limit);
          limit.ratios().forEach(target -> ratio(contest, target));
        }
      }
    }
  }

  private void bytes(Contest contest, Limits.OfContests limit) {
    Double bytes = contest.ours().bytesPerOperation();
    if (bytes == null) {
      return;
    }
    if (limit.bytes() != null) {
      gate(
          bytes <= limit.bytes() + BYTES_OF_JMH,
          subject(contest),
          String.format(Locale.ROOT, "%.1f B/op, at most %.0f", bytes, limit.bytes()));
    }
    for (Contestant other : contest.contestants()) {
      if (other.name().equals(limit.bytesOf()) && other.bytesPerOperation() != null) {
        gate(
            bytes <= other.bytesPerOperation() + BYTES_OF_JMH,
            subject(contest),
            String.format(
                Locale.ROOT,
                "%.1f B/op, at most the %.1f of %s",
                bytes,
                other.bytesPerOperation(),
                other.label()));
      }
    }
  }

  private void fairness(Contest contest, Limits.OfContests limit) {
    List<Double> fairness = contest.ours().fairness().stream().sorted().toList();
    if (limit.fairness() == null || fairness.isEmpty()) {
      return;
    }
    double median = fairness.get(fairness.size() / 2);
    gate(
        median <= limit.fairness(),
        subject(contest),
        String.format(
            Locale.ROOT,
            "the most served thread is served %.2f times as often as the least served, at most"
                + " %.2f",
            median,
            limit.fairness()));
  }

  private void ratio(Contest contest, Limits.OfRatio target) {
    Optional<Contestant> found = target.in(contest);
    if (found.isEmpty()) {
      return;
    }
    Contestant other = found.get();
    double floor = Noise.of(contest, noise);
    Ratio ratio = Ratio.of(contest.ours(), other);
    Outcome outcome;
    if (ratio.value() >= target.least()) {
      outcome = Outcome.KEPT;
    } else if (ratio.high() < target.least() && ratio.value() * floor < target.least()) {
      outcome = Outcome.TRIPPED;
    } else {
      outcome = Outcome.UNDECIDED;
    }
    judgements.add(
        new Judgement(
            outcome,
            subject(contest),
            String.format(
                Locale.ROOT,
                "%s (%s to %s) times as fast as %s, due %s; noise %s",
                Text.ratio(ratio.value()),
                Text.ratio(ratio.low()),
                Text.ratio(ratio.high()),
                other.label(),
                Text.ratio(target.least()),
                Text.percent(floor))));
  }

  private void footprints() {
    for (Limits.OfFootprint limit : limits.footprints()) {
      for (Footprint footprint : run.footprints()) {
        if (limit.matches(footprint)) {
          gate(
              footprint.bytes() <= limit.most(),
              limit.primitive() + ", " + limit.state() + ", on " + footprint.runtime(),
              footprint.bytes() + " B, at most " + limit.most());
        }
      }
    }
  }

  private void gate(boolean kept, String subject, String text) {
    judgements.add(new Judgement(kept ? Outcome.KEPT : Outcome.BROKEN, subject, text));
  }

  private static String subject(Contest contest) {
    return contest.id() + " on " + contest.runtime();
  }
}
