package dev.lockstep.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

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
 */
public record Ratio(double value, double low, double high) {
  private static final double CONFIDENCE = 0.95;

  /** Returns how many times as fast the first one is as the second. */
  public static Ratio of(Contestant first, Contestant second) {
    List<Double> ours = first.means();
    List<Double> theirs = second.means();
    int rounds = Math.min(ours.size(), theirs.size());
    if (rounds == 0) {
      throw new IllegalArgumentException(first.name() + " and " + second.name() + ": no rounds");
    }
    if (rounds == 1) {
      return ofOneRound(first.rounds().get(0), second.rounds().get(0));
    }
    List<Double> logarithms = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      logarithms.add(Math.log(theirs.get(i) / ours.get(i)));
    }
    return around(mean(logarithms), variance(logarithms) / rounds, rounds - 1);
  }

  /** Without a second fork the iterations have to tell how much the ratio may be off. */
  private static Ratio ofOneRound(List<Double> first, List<Double> second) {
    List<Double> ours = first.stream().map(Math::log).toList();
    List<Double> theirs = second.stream().map(Math::log).toList();
    int least = Math.min(ours.size(), theirs.size());
    double variance =
        least < 2
            ? Double.POSITIVE_INFINITY
            : variance(ours) / ours.size() + variance(theirs) / theirs.size();
    return around(mean(theirs) - mean(ours), variance, Math.max(1, least - 1));
  }

  private static Ratio around(double logarithm, double variance, int degreesOfFreedom) {
    double quantile =
        new TDistribution(degreesOfFreedom).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    double half = variance == 0 ? 0 : quantile * Math.sqrt(variance);
    return new Ratio(Math.exp(logarithm), Math.exp(logarithm - half), Math.exp(logarithm + half));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static double variance(List<Double> values) {
    double mean = mean(values);
    return values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum()
        / (values.size() - 1);
  }

  /** Says which is faster, if the difference is larger than what noise makes. */
  public Verdict verdict(double noise) {
    if (Math.abs(Math.log(value)) <= Math.log(noise) || (low <= 1 && high >= 1)) {
      return Verdict.SAME;
    }
    return value > 1 ? Verdict.FASTER : Verdict.SLOWER;
  }
}
