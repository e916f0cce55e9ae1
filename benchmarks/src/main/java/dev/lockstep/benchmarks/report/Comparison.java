package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Environment;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.Noise;
import dev.lockstep.benchmarks.run.Ratio;
import dev.lockstep.benchmarks.run.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Two runs side by side. A time means something only beside another of the same run, so what is
 * compared is how many times as fast ours was as somebody else: in the first run and in the second.
 */
public final class Comparison {
  /**
   * Ours beside somebody else, in both runs.
   *
   * @param first in the first run
   * @param second in the second run
   * @param change the second ratio divided by the first: above 1, ours has become faster
   * @param noise the factor that noise of both runs together may make
   */
  record Change(Standing first, Standing second, Ratio change, double noise) {
    static Change of(Standing first, Standing second) {
      double logarithm = Math.log(second.ratio().value() / first.ratio().value());
      double half = Math.hypot(halfInterval(first.ratio()), halfInterval(second.ratio()));
      return new Change(
          first,
          second,
          new Ratio(
              Math.exp(logarithm),
              Math.exp(logarithm - half),
              Math.exp(logarithm + half),
              first.ratio().settled() && second.ratio().settled()),
          Math.exp(Math.hypot(Math.log(first.noise()), Math.log(second.noise()))));
    }

    private static double halfInterval(Ratio ratio) {
      return Math.log(ratio.high() / ratio.value());
    }

    /** Returns whether ours has become faster or slower, or neither outside the noise of both. */
    Verdict verdict() {
      return change.verdict(noise);
    }

    /** Returns whether it has changed by more than the noise of both. */
    boolean differs() {
      return verdict() == Verdict.FASTER || verdict() == Verdict.SLOWER;
    }
  }

  private final Measurements first;
  private final Measurements second;
  private final List<Change> changes = new ArrayList<>();
  private final List<String> onlyFirst = new ArrayList<>();
  private final List<String> onlySecond = new ArrayList<>();

  private Comparison(Measurements first, Measurements second) {
    this.first = first;
    this.second = second;
    Map<String, Standing> before = standings(first);
    Map<String, Standing> after = standings(second);
    before.forEach(
        (key, standing) -> {
          Standing later = after.get(key);
          if (later == null) {
            onlyFirst.add(said(standing));
          } else {
            changes.add(Change.of(standing, later));
          }
        });
    after.forEach(
        (key, standing) -> {
          if (!before.containsKey(key)) {
            onlySecond.add(said(standing));
          }
        });
  }

  /** Returns how the second run differs from the first. */
  public static Comparison of(Measurements first, Measurements second) {
    return new Comparison(first, second);
  }

  private static Map<String, Standing> standings(Measurements run) {
    double noise = Noise.of(run.contests());
    Map<String, Standing> standings = new LinkedHashMap<>();
    for (Contest contest : run.contests()) {
      for (Standing standing : Standing.of(contest, noise)) {
        standings.put(key(standing), standing);
      }
    }
    return standings;
  }

  /**
   * Returns what a rival of a contest is found by in another run; its label may be another's too.
   */
  private static String key(Standing standing) {
    return contest(standing) + ", beside " + standing.rival().name();
  }

  private static String said(Standing standing) {
    return contest(standing) + ", beside " + standing.name();
  }

  private static String contest(Standing standing) {
    return standing.contest().id() + " on " + standing.contest().runtime();
  }

  /** Returns the changes of all that both runs measured. */
  List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Returns what only the first run measured. */
  List<String> onlyFirst() {
    return List.copyOf(onlyFirst);
  }

  /** Returns what only the second run measured. */
  List<String> onlySecond() {
    return List.copyOf(onlySecond);
  }

  /**
   * Returns what differs of how the two were measured: the profile, the machine, the flags of the
   * runtimes that both have; such as {@code processor: A, B}.
   */
  List<String> differencesOfMachines() {
    Environment before = first.environment();
    Environment after = second.environment();
    Map<String, List<Object>> properties = new LinkedHashMap<>();
    properties.put("profile", List.of(first.profile(), second.profile()));
    properties.put("processor", List.of(before.cpu(), after.cpu()));
    properties.put("cores", List.of(before.cores(), after.cores()));
    properties.put(
        "memory", List.of(Words.memory(before.memoryBytes()), Words.memory(after.memoryBytes())));
    properties.put("frequency governor", List.of(before.governor(), after.governor()));
    properties.put("system", List.of(before.kernel(), after.kernel()));
    for (Environment.Runtime runtime : before.runtimes()) {
      after.runtimes().stream()
          .filter(other -> other.id().equals(runtime.id()))
          .forEach(
              other ->
                  properties.put(
                      "flags of " + runtime.id(), List.of(flags(runtime), flags(other))));
    }
    return properties.entrySet().stream()
        .filter(entry -> !entry.getValue().get(0).equals(entry.getValue().get(1)))
        .map(
            entry ->
                entry.getKey() + ": " + entry.getValue().get(0) + ", " + entry.getValue().get(1))
        .toList();
  }

  private static String flags(Environment.Runtime runtime) {
    return runtime.flags().isEmpty() ? "none" : String.join(" ", runtime.flags());
  }

  /** Returns one sentence: how many ratios became better, worse, or neither outside the noise. */
  public String verdict() {
    if (changes.isEmpty()) {
      return "The two runs have no contest in common.";
    }
    Map<Verdict, Long> counts =
        changes.stream().collect(Collectors.groupingBy(Change::verdict, Collectors.counting()));
    long told =
        counts.getOrDefault(Verdict.FASTER, 0L)
            + counts.getOrDefault(Verdict.SLOWER, 0L)
            + counts.getOrDefault(Verdict.SAME, 0L);
    return "Of "
        + Words.count(changes.size(), "ratio")
        + ", "
        + counts.getOrDefault(Verdict.FASTER, 0L)
        + " became faster, "
        + counts.getOrDefault(Verdict.SLOWER, 0L)
        + " slower, and "
        + counts.getOrDefault(Verdict.SAME, 0L)
        + " did not change by more than noise"
        + (told == changes.size()
            ? "."
            : "; of the other " + (changes.size() - told) + " nothing can be said.");
  }
}
