package dev.lockstep.benchmarks.run;

import java.util.Collection;
import java.util.List;

/** The factor by which two measurements of the same code differ: the A/A pairs tell. */
public final class Noise {
  private Noise() {}

  /**
   * Returns the noise floor of one contest: what its own A/A pair differs by, but at least what
   * those of the run mostly do, since one pair may agree by luck.
   *
   * @param contest the contest
   * @param run the noise floor of its run
   * @return a factor, 1 or more
   */
  public static double of(Contest contest, double run) {
    return contest
        .again()
        .map(again -> Math.max(run, difference(contest.ours(), again)))
        .orElse(run);
  }

  /**
   * Returns the noise floor of a run: the median of what its A/A pairs differ by.
   *
   * @return a factor, 1 or more; infinite if there is no pair
   */
  public static double of(Collection<Contest> contests) {
    List<Double> differences =
        contests.stream()
            .flatMap(contest -> contest.again().map(a -> difference(contest.ours(), a)).stream())
            .sorted()
            .toList();
    return differences.isEmpty()
        ? Double.POSITIVE_INFINITY
        : differences.get(differences.size() / 2);
  }

  private static double difference(Contestant first, Contestant second) {
    return Math.exp(Math.abs(Math.log(Ratio.of(first, second).value())));
  }
}
