package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.run.Contest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Contests that differ in nothing but one parameter. */
final class Curves {
  private Curves() {}

  /** Puts together those that differ in that parameter only, in its order, if there are several. */
  static Collector<Contest, ?, List<List<Contest>>> over(String parameter) {
    return Collectors.filtering(
        contest -> contest.parameters().containsKey(parameter),
        Collectors.collectingAndThen(
            Collectors.groupingBy(
                contest -> others(contest, parameter), LinkedHashMap::new, Collectors.toList()),
            groups ->
                groups.values().stream()
                    .filter(group -> group.size() > 1)
                    .map(
                        group ->
                            group.stream()
                                .sorted(Comparator.comparingDouble(c -> value(c, parameter)))
                                .toList())
                    .toList()));
  }

  private static Map<String, String> others(Contest contest, String parameter) {
    Map<String, String> others = new LinkedHashMap<>(contest.parameters());
    others.remove(parameter);
    return others;
  }

  private static double value(Contest contest, String parameter) {
    return Double.parseDouble(contest.parameters().getOrDefault(parameter, "0"));
  }
}
