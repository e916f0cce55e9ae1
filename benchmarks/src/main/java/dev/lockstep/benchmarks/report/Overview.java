package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.report.Figure.Data;
import dev.lockstep.benchmarks.report.Figure.Form;
import dev.lockstep.benchmarks.report.Figure.Mark;
import dev.lockstep.benchmarks.report.Figure.Panel;
import dev.lockstep.benchmarks.report.Figure.Row;
import dev.lockstep.benchmarks.report.Figure.Series;
import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.Noise;
import dev.lockstep.benchmarks.run.Ratio;
import dev.lockstep.benchmarks.run.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The whole run at a glance: one line for each work of each primitive, over all its settings. */
final class Overview {
  /**
   * What is told of one work.
   *
   * @param primitive the primitive
   * @param work the work, in words
   * @param unit what one operation is
   * @param runtime the runtime's id
   * @param settings with how many settings it was measured
   * @param juc beside the best of java.util.concurrent
   * @param others beside the best of all other peers
   * @param yardstick beside the fastest yardstick
   * @param floor beside the floor
   * @param find the words that a filter finds it by
   */
  record Line(
      String primitive,
      String work,
      String unit,
      String runtime,
      int settings,
      String juc,
      String others,
      String yardstick,
      String floor,
      String find) {}

  private final Measurements run;
  private final Map<List<String>, List<List<Standing>>> works = new LinkedHashMap<>();

  Overview(Measurements run) {
    this.run = run;
    double noise = Noise.of(run.contests());
    for (Contest contest : run.contests()) {
      works
          .computeIfAbsent(
              List.of(contest.runtime(), contest.primitive(), contest.work(), contest.unit()),
              any -> new ArrayList<>())
          .add(Standing.of(contest, noise));
    }
  }

  List<Line> rows() {
    return works.entrySet().stream()
        .map(
            entry -> {
              List<String> work = entry.getKey();
              List<List<Standing>> contests = entry.getValue();
              return new Line(
                  work.get(1),
                  Words.words(work.get(2)),
                  work.get(3),
                  work.get(0),
                  contests.size(),
                  text(best(contests, Standing::besideBestOfJuc)),
                  text(best(contests, Standing::besideBestOfOthers)),
                  text(best(contests, Standing::besideYardstick)),
                  text(best(contests, Standing::besideFloor)),
                  String.join(" ", work).toLowerCase(Locale.ROOT));
            })
        .toList();
  }

  /** Returns one sentence on java.util.concurrent. */
  String verdict() {
    List<Standing> standings = besideJuc();
    if (standings.isEmpty()) {
      return "Nothing was measured beside java.util.concurrent.";
    }
    Map<Verdict, Long> counts =
        standings.stream().collect(Collectors.groupingBy(Standing::verdict, Collectors.counting()));
    long told =
        counts.getOrDefault(Verdict.FASTER, 0L)
            + counts.getOrDefault(Verdict.SAME, 0L)
            + counts.getOrDefault(Verdict.SLOWER, 0L);
    return "Beside the best of java.util.concurrent, Lockstep is faster in "
        + counts.getOrDefault(Verdict.FASTER, 0L)
        + ", the same in "
        + counts.getOrDefault(Verdict.SAME, 0L)
        + " and slower in "
        + counts.getOrDefault(Verdict.SLOWER, 0L)
        + " of "
        + Words.count(standings.size(), "contest")
        + (told == standings.size()
            ? "."
            : "; of the other " + (standings.size() - told) + " nothing can be said.");
  }

  /** Returns where ours is slower than the best of java.util.concurrent, the worst first. */
  List<String> slower() {
    return besideJuc().stream()
        .filter(standing -> standing.verdict() == Verdict.SLOWER)
        .sorted(Comparator.comparingDouble(standing -> standing.ratio().value()))
        .map(
            standing ->
                standing.contest().primitive()
                    + ", "
                    + Words.title(standing.contest())
                    + " ("
                    + standing.contest().runtime()
                    + "): "
                    + Words.times(standing.ratio().value())
                    + " "
                    + standing.name())
        .toList();
  }

  /** Returns the chart of all works, a panel for each runtime. */
  Optional<Figure> figure() {
    List<Series> series =
        List.of(
            new Series("the best of java.util.concurrent", "ours"),
            new Series("the best of all other peers", "0"),
            new Series("a yardstick", "yardstick"),
            new Series("the floor", "floor"));
    Map<String, List<Row>> panels = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    works.forEach(
        (work, contests) -> {
          List<Mark> marks = new ArrayList<>();
          addMark(marks, 0, series, best(contests, Standing::besideBestOfJuc));
          addMark(marks, 1, series, best(contests, Standing::besideBestOfOthers));
          addMark(marks, 2, series, best(contests, Standing::besideYardstick));
          addMark(marks, 3, series, best(contests, Standing::besideFloor));
          if (marks.isEmpty()) {
            return;
          }
          String label = work.get(1) + ", " + Words.words(work.get(2)).toLowerCase(Locale.ROOT);
          List<Row> rows = panels.computeIfAbsent(work.get(0), any -> new ArrayList<>());
          rows.add(new Row(label, false, null, marks, ""));
          marks.forEach(mark -> words.add(label + ", beside " + mark.text()));
        });
    if (panels.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "overview-ratio",
            Form.DOTS,
            "All works at a glance",
            "How many times as fast Lockstep is: to the right of 1 it is faster. The mark is the"
                + " median over all settings, the bar goes from the least to the greatest; with a"
                + " single setting it is the 95 % interval. A hollow mark says that no difference"
                + " is larger than noise.",
            String.join("; ", words) + ".",
            "times as fast as the other",
            series,
            panels.entrySet().stream()
                .map(
                    entry ->
                        Panel.ofRows(panels.size() == 1 ? "" : entry.getKey(), entry.getValue()))
                .toList(),
            List.of(
                new Data(0, IntStream.range(0, run.contests().size()).boxed().toList(), List.of())),
            run.contests().stream().map(Contest::source).distinct().toList(),
            "",
            null));
  }

  private static void addMark(
      List<Mark> marks, int index, List<Series> series, List<Standing> standings) {
    if (standings.isEmpty()) {
      return;
    }
    Ratio ratio = over(standings);
    marks.add(
        new Mark(
            index,
            ratio.value(),
            ratio.low() > 0 ? ratio.low() : null,
            Double.isFinite(ratio.high()) ? ratio.high() : null,
            standings.stream().noneMatch(Standing::differs),
            series.get(index).name() + ": " + text(standings)));
  }

  /** The median and the ends, or the interval if there is only one. */
  private static Ratio over(List<Standing> standings) {
    if (standings.size() == 1) {
      return standings.get(0).ratio();
    }
    List<Double> values =
        standings.stream().map(standing -> standing.ratio().value()).sorted().toList();
    return new Ratio(median(values), values.get(0), values.get(values.size() - 1));
  }

  /** Returns, of several, the median, the ends and how often which; what is noise is "same". */
  static String text(List<Standing> standings) {
    if (standings.isEmpty()) {
      return Words.NONE;
    }
    String rivals = rivals(standings);
    if (standings.stream().allMatch(standing -> standing.verdict() == Verdict.SAME)) {
      return "same as " + rivals;
    }
    Ratio ratio = over(standings);
    if (standings.size() == 1) {
      return Words.times(ratio.value()) + " " + rivals + " (" + Words.interval(ratio) + ")";
    }
    return Words.times(ratio.value())
        + " "
        + rivals
        + " ("
        + Words.range(ratio.low(), ratio.high())
        + "; "
        + counts(standings)
        + ")";
  }

  private static String rivals(List<Standing> standings) {
    List<String> labels = standings.stream().map(standing -> standing.name()).distinct().toList();
    return labels.size() > 2 ? "the best of " + labels.size() : String.join(" or ", labels);
  }

  private static String counts(List<Standing> standings) {
    Map<Verdict, Long> counts =
        standings.stream().collect(Collectors.groupingBy(Standing::verdict, Collectors.counting()));
    List<String> parts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      Long count = counts.get(verdict);
      if (count != null) {
        parts.add((verdict == Verdict.SAME ? "the same" : Words.verdict(verdict)) + " in " + count);
      }
    }
    return String.join(", ", parts);
  }

  private List<Standing> besideJuc() {
    return works.values().stream()
        .flatMap(contests -> best(contests, Standing::besideBestOfJuc).stream())
        .toList();
  }

  private static List<Standing> best(
      List<List<Standing>> contests, Function<List<Standing>, Optional<Standing>> which) {
    return contests.stream().flatMap(standings -> which.apply(standings).stream()).toList();
  }

  private static double median(List<Double> sorted) {
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : Math.sqrt(sorted.get(half - 1) * sorted.get(half));
  }
}
