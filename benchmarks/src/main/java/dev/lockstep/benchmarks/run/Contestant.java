package dev.lockstep.benchmarks.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one of those that did the same work.
 *
 * @param name the benchmark's method, unique in its contest: {@code lockstep}, {@code
 *     reentrantLock}; {@code lockstep (again)} for the second of the A/A pair
 * @param label what people call it, such as {@code ReentrantLock}
 * @param family where it comes from, such as {@code java.util.concurrent}
 * @param role what it is here
 * @param rounds nanoseconds for each operation: a list for each fork, in the order in which the
 *     forks ran, of its measured iterations
 * @param percentiles nanoseconds of a single operation, by percentile ({@code 50}, {@code 99},
 *     {@code 99.9}); empty where single operations were not timed
 * @param bytesPerOperation what is allocated for each operation; null where it was not measured
 * @param fairness how often the most served thread was served for each time that the least served
 *     one was, for each measured iteration; empty where threads do not compete
 */
public record Contestant(
    String name,
    String label,
    String family,
    Role role,
    List<List<Double>> rounds,
    Map<String, Double> percentiles,
    @Nullable Double bytesPerOperation,
    List<Double> fairness) {

  /** Returns the mean of each fork, in nanoseconds for each operation. */
  public List<Double> means() {
    return rounds.stream()
        .map(round -> round.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
        .toList();
  }

  /** Returns the mean over all forks, in nanoseconds for each operation. */
  public double mean() {
    return means().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
