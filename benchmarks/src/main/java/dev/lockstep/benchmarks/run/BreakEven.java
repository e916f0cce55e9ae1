package dev.lockstep.benchmarks.run;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where on a curve over a parameter ours begins to be faster than another: above the one value, and
 * not above the other. Only a difference outside the noise counts, on both sides.
 *
 * @param slower the largest value below the other at which ours is slower; null if it is slower at
 *     none
 * @param faster the smallest value from which on ours is faster at all that were measured; null if
 *     it is not faster at the largest
 * @param smallest the smallest value that was measured
 */
public record BreakEven(@Nullable Double slower, @Nullable Double faster, double smallest) {
  /**
   * Finds it.
   *
   * @param contests the same work with several values of the parameter, in one runtime
   * @param parameter its name, such as {@code itemMicros}
   * @param other the contestant that ours is compared with, such as {@code sequential}
   * @param noise the noise floor of the run
   * @throws IllegalArgumentException if there is no contest, or one lacks the parameter or the
   *     contestant
   */
  public static BreakEven of(
      Collection<Contest> contests, String parameter, String other, double noise) {
    TreeMap<Double, Verdict> verdicts = new TreeMap<>();
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
      verdicts.put(
          Double.valueOf(value), Ratio.of(contest.ours(), peer).verdict(Noise.of(contest, noise)));
    }
    if (verdicts.isEmpty()) {
      throw new IllegalArgumentException("there is no contest");
    }
    return of(verdicts);
  }

  private static BreakEven of(TreeMap<Double, Verdict> verdicts) {
    Double faster = null;
    for (Map.Entry<Double, Verdict> each : verdicts.descendingMap().entrySet()) {
      if (each.getValue() != Verdict.FASTER) {
        break;
      }
      faster = each.getKey();
    }
    Double slower = null;
    for (Map.Entry<Double, Verdict> each : verdicts.entrySet()) {
      if (each.getValue() == Verdict.SLOWER && (faster == null || each.getKey() < faster)) {
        slower = each.getKey();
      }
    }
    return new BreakEven(slower, faster, verdicts.firstKey());
  }
}
