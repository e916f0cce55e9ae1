package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.Family;
import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Names;
import dev.lockstep.benchmarks.run.Noise;
import dev.lockstep.benchmarks.run.Ratio;
import dev.lockstep.benchmarks.run.Role;
import dev.lockstep.benchmarks.run.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How ours does beside somebody else in one contest.
 *
 * @param contest the contest
 * @param rival a peer, a yardstick or a floor
 * @param ratio how many times as fast ours is
 * @param noise the factor below which a difference says nothing, see {@link Noise}
 */
record Standing(Contest contest, Contestant rival, Ratio ratio, double noise) {
  private static final Comparator<Standing> FASTEST_RIVAL =
      Comparator.comparingDouble(standing -> standing.rival().mean());

  Verdict verdict() {
    return ratio.verdict(noise);
  }

  /** Returns whether there is a difference outside the noise. */
  boolean differs() {
    return verdict() == Verdict.FASTER || verdict() == Verdict.SLOWER;
  }

  /** Returns what the rival is called in its contest. */
  String name() {
    return Names.in(contest).of(rival);
  }

  /** Returns ours beside each that was measured, in the contest's order. */
  static List<Standing> of(Contest contest, double noiseOfRun) {
    Contestant ours = contest.ours();
    if (!isMeasured(ours)) {
      return List.of();
    }
    double noise = Noise.of(contest, noiseOfRun);
    return contest.contestants().stream()
        .filter(rival -> rival.role() != Role.OURS && rival.role() != Role.AGAIN)
        .filter(Standing::isMeasured)
        .map(rival -> new Standing(contest, rival, Ratio.of(ours, rival), noise))
        .toList();
  }

  /** Returns the fastest of java.util.concurrent. */
  static Optional<Standing> besideBestOfJuc(List<Standing> standings) {
    return standings.stream()
        .filter(standing -> standing.rival().role() == Role.PEER)
        .filter(standing -> standing.isOfJuc())
        .min(FASTEST_RIVAL);
  }

  /** Returns the fastest peer that is not of java.util.concurrent. */
  static Optional<Standing> besideBestOfOthers(List<Standing> standings) {
    return standings.stream()
        .filter(standing -> standing.rival().role() == Role.PEER)
        .filter(standing -> !standing.isOfJuc())
        .min(FASTEST_RIVAL);
  }

  /** Returns the fastest yardstick. */
  static Optional<Standing> besideYardstick(List<Standing> standings) {
    return standings.stream()
        .filter(standing -> standing.rival().role() == Role.YARDSTICK)
        .min(FASTEST_RIVAL);
  }

  /** Returns the fastest floor. */
  static Optional<Standing> besideFloor(List<Standing> standings) {
    return standings.stream()
        .filter(standing -> standing.rival().role() == Role.FLOOR)
        .min(FASTEST_RIVAL);
  }

  static boolean isMeasured(Contestant contestant) {
    return !contestant.rounds().isEmpty()
        && contestant.rounds().stream().noneMatch(List::isEmpty)
        && contestant.means().stream().allMatch(mean -> mean > 0 && Double.isFinite(mean));
  }

  private boolean isOfJuc() {
    return rival.family().equals(Family.JUC.text());
  }
}
