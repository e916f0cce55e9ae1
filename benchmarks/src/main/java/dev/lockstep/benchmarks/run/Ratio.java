package dev.lockstep.benchmarks.run;

import java.util.ArrayList;
import java.util.List;

/**
 * How many times as fast one contestant is as another in the same contest, with a confidence
 * interval of 95 %: a ratio above 1 says that the first is faster.
 *
 * <p>Forks are paired by the round in which both ran, since a machine that is slow for a minute is
 * slow for both. Ratios multiply, so it is their logarithms that have a mean and a deviation.
 *
 * @param value the geometric mean over the rounds
 * @param low the lower end of the interval
 * @param high its upper end
 * @param settled whether both were warm when they were measured, see {@link Contestant#isSettled}
 */
public record Ratio(double value, double low, double high, boolean settled) {
  /** Creates that of two that were warm. */
  public Ratio(double value, double low, double high) {
    this(value, low, high, true);
  }

  /** Returns how many times as fast the first one is as the second. */
  public static Ratio of(Contestant first, Contestant second) {
    List<Double> ours = first.means();
    List<Double> theirs = second.means();
    int rounds = Math.min(ours.size(), theirs.size());
    if (rounds == 0) {
      throw new IllegalArgumentException(first.name() + " and " + second.name() + ": no rounds");
    }
    boolean settled = first.isSettled() && second.isSettled();
    if (rounds == 1) {
      return of(ofOneRound(first.rounds().get(0), second.rounds().get(0)), settled);
    }
    List<Double> logarithms = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      logarithms.add(Math.log(theirs.get(i) / ours.get(i)));
    }
    return of(Interval.of(logarithms), settled);
  }

  /** Without a second fork the iterations have to tell how much the ratio may be off. */
  private static Interval ofOneRound(List<Double> first, List<Double> second) {
    List<Double> ours = first.stream().map(Math::log).toList();
    List<Double> theirs = second.stream().map(Math::log).toList();
    int least = Math.min(ours.size(), theirs.size());
    double variance =
        least < 2
            ? Double.POSITIVE_INFINITY
            : Interval.variance(ours) / ours.size() + Interval.variance(theirs) / theirs.size();
    return Interval.of(
        Interval.mean(theirs) - Interval.mean(ours), variance, Math.max(1, least - 1));
  }

  private static Ratio of(Interval logarithm, boolean settled) {
    return new Ratio(
        Math.exp(logarithm.mean()), Math.exp(logarithm.low()), Math.exp(logarithm.high()), settled);
  }

  /** Says which is faster, if both were warm and the difference is larger than what noise makes. */
  public Verdict verdict(double noise) {
    if (!settled) {
      return Verdict.NOT_SETTLED;
    }
    if (Math.abs(Math.log(value)) <= Math.log(noise) || (low <= 1 && high >= 1)) {
      return Verdict.SAME;
    }
    return value > 1 ? Verdict.FASTER : Verdict.SLOWER;
  }
}
