package dev.lockstep.benchmarks.run;

import dev.lockstep.benchmarks.run.Judgement.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds measurements against the limits. Allocation, footprint and fairness hardly vary: they are
 * gates. Times do: a ratio trips only if neither its confidence interval nor the noise explains
 * that it misses its target, and never by an absolute time. A limit that has nothing to be held
 * against is not judged, and that is said.
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

  /** Returns what all limits say, those of what the run was not asked for left out. */
  public static List<Judgement> judge(Measurements run, Limits limits) {
    Judge judge = new Judge(limits, run);
    judge.contests();
    judge.missingContests();
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

  private void missingContests() {
    for (Limits.OfContests limit : limits.contests()) {
      for (String pattern : limit.ids()) {
        Pattern ids = Limits.pattern(pattern, run.environment().cores());
        for (String runtime : runtimes()) {
          if (Limits.isSelected(pattern, run.selection())
              && run.contests().stream()
                  .filter(contest -> contest.runtime().equals(runtime))
                  .noneMatch(contest -> ids.matcher(contest.id()).matches())) {
            notJudged(
                pattern + " on " + runtime, "the run, of profile " + run.profile() + ", has none");
          }
        }
      }
    }
  }

  /** Returns the JDKs that measured. */
  private Set<String> runtimes() {
    return Stream.concat(
            run.contests().stream().map(Contest::runtime),
            run.footprints().stream().map(Footprint::runtime))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void bytes(Contest contest, Limits.OfContests limit) {
    if (limit.bytes() == null && limit.bytesOf() == null) {
      return;
    }
    Double bytes = contest.ours().bytesPerOperation();
    if (bytes == null) {
      notJudged(subject(contest), "what it allocates was not measured");
      return;
    }
    if (limit.bytes() != null) {
      gate(
          bytes <= limit.bytes() + BYTES_OF_JMH,
          subject(contest),
          String.format(Locale.ROOT, "%.1f B/op, at most %.0f", bytes, limit.bytes()));
    }
    if (limit.bytesOf() != null) {
      bytesOf(limit.bytesOf(), bytes, contest);
    }
  }

  private void bytesOf(String name, double bytes, Contest contest) {
    for (Contestant other : contest.contestants()) {
      if (other.name().equals(name) && other.bytesPerOperation() != null) {
        gate(
            bytes <= other.bytesPerOperation() + BYTES_OF_JMH,
            subject(contest),
            String.format(
                Locale.ROOT,
                "%.1f B/op, at most the %.1f of %s",
                bytes,
                other.bytesPerOperation(),
                Names.in(contest).of(other)));
        return;
      }
    }
    notJudged(subject(contest), "what " + name + " allocates was not measured");
  }

  private void fairness(Contest contest, Limits.OfContests limit) {
    if (limit.fairness() == null) {
      return;
    }
    List<Double> fairness = contest.ours().fairness().stream().sorted().toList();
    if (fairness.isEmpty()) {
      notJudged(subject(contest), "how its threads are served was not measured");
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
      notJudged(subject(contest), String.join(" or ", target.peer()) + " was not measured");
      return;
    }
    Contestant other = found.get();
    double noiseOfContest = Noise.of(contest, noise);
    Ratio ratio = Ratio.of(contest.ours(), other);
    Outcome outcome = outcome(ratio, target.least(), noiseOfContest);
    String forbidden = "";
    if (outcome == Outcome.TRIPPED && target.floor() != null) {
      // A floor that was not measured excuses nothing.
      Optional<Contestant> floor = contest.named(target.floor());
      if (floor.isPresent()) {
        Ratio ofFloor = Ratio.of(floor.get(), other);
        if (outcome(ofFloor, target.least(), noiseOfContest) == Outcome.TRIPPED) {
          outcome = Outcome.OUT_OF_REACH;
          forbidden = "; the floor, " + Names.in(contest).of(floor.get()) + ", is " + text(ofFloor);
        }
      }
    }
    judgements.add(
        new Judgement(
            outcome,
            subject(contest),
            String.format(
                Locale.ROOT,
                "%s times as fast as %s, due %s; noise %s%s%s",
                text(ratio),
                Names.in(contest).of(other),
                Text.ratio(target.least()),
                Text.percent(noiseOfContest),
                ratio.settled() ? "" : "; not settled",
                forbidden)));
  }

  private static Outcome outcome(Ratio ratio, double least, double noise) {
    if (!ratio.settled()) {
      return Outcome.UNDECIDED;
    }
    if (ratio.low() >= least) {
      return Outcome.KEPT;
    }
    if (ratio.value() >= least) {
      return Outcome.NOT_CERTAIN;
    }
    return ratio.high() < least && ratio.value() * noise < least
        ? Outcome.TRIPPED
        : Outcome.UNDECIDED;
  }

  private static String text(Ratio ratio) {
    return String.format(
        Locale.ROOT,
        "%s (%s to %s)",
        Text.ratio(ratio.value()),
        Text.ratio(ratio.low()),
        Text.ratio(ratio.high()));
  }

  private void footprints() {
    for (Limits.OfFootprint limit : limits.footprints()) {
      for (String runtime : runtimes()) {
        String subject = limit.primitive() + ", " + limit.state() + ", on " + runtime;
        run.footprints().stream()
            .filter(footprint -> footprint.runtime().equals(runtime) && limit.matches(footprint))
            .findFirst()
            .ifPresentOrElse(
                footprint ->
                    gate(
                        footprint.bytes() <= limit.most(),
                        subject,
                        footprint.bytes() + " B, at most " + limit.most()),
                () -> {
                  if (isAskedFor(limit.primitive())) {
                    notJudged(subject, "the run has no such object");
                  }
                });
      }
    }
  }

  /** A run of some contests has the objects of their primitives. */
  private boolean isAskedFor(String primitive) {
    return run.selection().isEmpty()
        || run.contests().stream().anyMatch(contest -> contest.primitive().equals(primitive));
  }

  private void notJudged(String subject, String text) {
    judgements.add(new Judgement(Outcome.NOT_JUDGED, subject, text));
  }

  private void gate(boolean kept, String subject, String text) {
    judgements.add(new Judgement(kept ? Outcome.KEPT : Outcome.BROKEN, subject, text));
  }

  private static String subject(Contest contest) {
    return contest.id() + " on " + contest.runtime();
  }
}
