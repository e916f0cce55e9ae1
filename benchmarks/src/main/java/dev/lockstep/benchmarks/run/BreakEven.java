package dev.lockstep.benchmarks.run;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Finds where on a curve over a parameter ours begins to be faster than another. */
public final class BreakEven {
  private BreakEven() {}

  /**
   * Returns the smallest value of the parameter from which on ours is faster: where the ratio is 1
   * between the last value measured at which it pays and the next smaller one, on a straight line
   * through their logarithms; the smallest value measured if it pays there too; nothing if it does
   * not pay at the largest.
   *
   * @param contests the same work with several values of the parameter, in one runtime
   * @param parameter its name, such as {@code itemMicros}
   * @param other the contestant that ours is compared with, such as {@code sequential}
   * @throws IllegalArgumentException if a contest lacks the parameter or the contestant
   */
  public static OptionalDouble of(Collection<Contest> contests, String parameter, String other) {
    TreeMap<Double, Double> ratios = new TreeMap<>();
    for (Contest contest : contests) {
      String value = contest.parameters().get(parameter);
      if (value == null) {
        throw new IllegalArgumentException(contest.id() + " has no " + parameter);
      }
      Contestant peer =
          contest.contestants().stream()
              .filter(contestant -> contestant.name().equals(other))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(contest.id() + " has no " + other));
      ratios.put(Double.valueOf(value), Ratio.of(contest.ours(), peer).value());
    }
    return of(ratios);
  }

  private static OptionalDouble of(TreeMap<Double, Double> ratios) {
    Map.Entry<Double, Double> pays = null;
    for (Map.Entry<Double, Double> each : ratios.descendingMap().entrySet()) {
      if (each.getValue() <= 1) {
        return pays == null ? OptionalDouble.empty() : OptionalDouble.of(crossing(each, pays));
      }
      pays = each;
    }
    return pays == null ? OptionalDouble.empty() : OptionalDouble.of(pays.getKey());
  }

  /** Returns where the ratio is 1 between a value that does not pay and one that does. */
  private static double crossing(Map.Entry<Double, Double> below, Map.Entry<Double, Double> above) {
    double slower = Math.log(below.getValue());
    double part = -slower / (Math.log(above.getValue()) - slower);
    return below.getKey() * Math.pow(above.getKey() / below.getKey(), part);
  }
}
