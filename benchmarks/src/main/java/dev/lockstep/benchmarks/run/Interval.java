package dev.lockstep.benchmarks.run;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean with its confidence interval of 95 %, by Student's distribution.
 *
 * @param mean the mean
 * @param half half of the interval's width
 */
record Interval(double mean, double half) {
  private static final double CONFIDENCE = 0.95;

  /** Returns that of two values or more. */
  static Interval of(List<Double> values) {
    return of(mean(values), variance(values) / values.size(), values.size() - 1);
  }

  /**
   * Returns it.
   *
   * @param variance that of the mean
   */
  static Interval of(double mean, double variance, int degreesOfFreedom) {
    double quantile =
        new TDistribution(degreesOfFreedom).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    return new Interval(mean, variance == 0 ? 0 : quantile * Math.sqrt(variance));
  }

  static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Returns the variance of the values themselves. */
  static double variance(List<Double> values) {
    double mean = mean(values);
    return values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum()
        / (values.size() - 1);
  }

  double low() {
    return mean - half;
  }

  double high() {
    return mean + half;
  }
}
