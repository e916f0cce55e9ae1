package dev.lockstep.benchmarks.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * @param latencies nanoseconds of a single operation, by percentile ({@code 50}, {@code 99}, {@code
 *     99.9}): a map for each fork that timed single operations, in the order in which they ran;
 *     empty where single operations were not timed
 * @param bytesPerOperation what is allocated for each operation; null where it was not measured
 * @param fairness how often the most served thread was served for each time that the least served
 *     one was, for each measured iteration; empty where threads do not compete
 */
@JsonIgnoreProperties(value = "settled", allowGetters = true)
public record Contestant(
    String name,
    String label,
    String family,
    Role role,
    List<List<Double>> rounds,
    List<Map<String, Double>> latencies,
    @Nullable Double bytesPerOperation,
    List<Double> fairness) {
  private static final double FALL = 1.2;

  /**
   * A number that each fork has told.
   *
   * @param median the middle one, the upper of two
   * @param low the smallest
   * @param high the largest
   */
  public record Spread(double median, double low, double high) {
    static Spread of(List<Double> numbers) {
      List<Double> sorted = numbers.stream().sorted().toList();
      return new Spread(
          sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
    }
  }

  /** Returns the mean of each fork, in nanoseconds for each operation. */
  public List<Double> means() {
    return rounds.stream()
        .map(round -> round.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
        .toList();
  }

  /**
   * Tells whether its forks were warm when they were measured. One is not settled if in most of its
   * forks the first iteration took more than 1.2 times as long as the others of the fork did, and
   * if that is more than its noise: the interval of 95 % of that factor, over all forks, does not
   * reach down to 1. Its mean is then one of warming up, in each fork alike, which no interval over
   * the forks tells. With a single fork it counts as settled: there the interval of its times is
   * that of its iterations, and has the fall in it. The file of a run says it for other readers.
   */
  public boolean isSettled() {
    List<Double> falls = new ArrayList<>();
    for (List<Double> round : rounds) {
      if (round.size() > 1) {
        List<Double> others = round.subList(1, round.size()).stream().map(Math::log).toList();
        falls.add(Math.log(round.get(0)) - Interval.mean(others));
      }
    }
    long fallen = falls.stream().filter(fall -> fall > Math.log(FALL)).count();
    return falls.size() < 2 || 2 * fallen <= falls.size() || Interval.of(falls).low() <= 0;
  }

  /** Returns the median over the forks of each percentile. */
  public Map<String, Double> percentiles() {
    Map<String, Double> medians = new TreeMap<>();
    spreads().forEach((percentile, spread) -> medians.put(percentile, spread.median()));
    return medians;
  }

  /** Returns the median and the range over the forks of each percentile. */
  public Map<String, Spread> spreads() {
    Map<String, List<Double>> all = new TreeMap<>();
    for (Map<String, Double> fork : latencies) {
      fork.forEach(
          (percentile, time) ->
              all.computeIfAbsent(percentile, each -> new ArrayList<>()).add(time));
    }
    Map<String, Spread> spreads = new TreeMap<>();
    all.forEach((percentile, times) -> spreads.put(percentile, Spread.of(times)));
    return spreads;
  }

  /** Returns the mean over all forks, in nanoseconds for each operation. */
  public double mean() {
    return means().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
