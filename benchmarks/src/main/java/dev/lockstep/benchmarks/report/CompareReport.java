package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.report.Comparison.Change;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes two runs side by side as a page for people, with charts, that needs no network. */
public final class CompareReport {
  /** What is told of a run at the top. */
  private record Head(
      String name,
      String version,
      String started,
      String profile,
      int rounds,
      String machine,
      String noise) {}

  /** A ratio in both runs, as text. */
  private record Line(
      String contest,
      String unit,
      String runtime,
      String rival,
      String first,
      String firstInterval,
      String second,
      String secondInterval,
      String change,
      String noise,
      String verdict,
      String find) {}

  private final Measurements first;
  private final Measurements second;
  private final Path file;
  private final Sources sources;
  private final Comparison comparison;

  private CompareReport(Measurements first, Measurements second, Path file) {
    this.first = first;
    this.second = second;
    this.file = file;
    sources = Sources.of(file, second, System.getenv());
    comparison = Comparison.of(first, second);
  }

  /**
   * Writes the page, over what was there.
   *
   * @param first the run before
   * @param second the run after
   * @param file where to; links to sources may be relative to it
   * @throws IOException if it can't be written
   */
  public static void write(Measurements first, Measurements second, Path file) throws IOException {
    new CompareReport(first, second, file).write();
  }

  private void write() throws IOException {
    Map<String, List<Change>> primitives =
        comparison.changes().stream()
            .collect(
                Collectors.groupingBy(
                    change -> change.first().contest().primitive(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Figure> figures = new ArrayList<>();
    List<Map<String, Object>> sections = new ArrayList<>();
    primitives.forEach(
        (primitive, changes) -> {
          Figure figure = figure(primitive, changes);
          figures.add(figure);
          sections.add(section(primitive, changes, figure));
        });
    Map<String, Object> model = new HashMap<>();
    model.put("verdict", comparison.verdict());
    model.put("heads", Page.plain(List.of(head("A", first), head("B", second))));
    Amounts amounts = Amounts.of(first, second);
    model.put("amounts", Page.plain(amounts.lines()));
    model.put("amountCounts", amounts.counts().orElse(""));
    model.put("machines", comparison.differencesOfMachines());
    model.put("sections", sections);
    model.put(
        "runtimes",
        comparison.changes().stream()
            .map(change -> change.first().contest().runtime())
            .distinct()
            .toList());
    model.put("onlyFirst", comparison.onlyFirst());
    model.put("onlySecond", comparison.onlySecond());
    model.put("figuresJson", Page.json(figures));
    model.put("runsJson", Page.json(List.of(first, second)));
    Page.write("compare.ftlh", model, file);
  }

  private static Head head(String name, Measurements run) {
    return new Head(
        name,
        run.version(),
        run.started(),
        run.profile(),
        Words.rounds(run),
        Words.machine(run),
        Words.noise(Noise.of(run.contests())));
  }

  private Map<String, Object> section(String primitive, List<Change> changes, Figure figure) {
    Map<String, Object> section = new HashMap<>();
    section.put("name", primitive);
    section.put("anchor", Page.anchor(primitive));
    section.put("figure", Page.figure(figure, sources));
    section.put("lines", Page.plain(changes.stream().map(CompareReport::line).toList()));
    section.put(
        "counts",
        changes.stream()
            .collect(
                Collectors.groupingBy(
                    change -> Words.verdict(change.verdict()), Collectors.counting())));
    return section;
  }

  private static Line line(Change change) {
    Contest contest = change.first().contest();
    return new Line(
        Words.title(contest),
        contest.unit(),
        contest.runtime(),
        change.first().name(),
        Words.times(change.first().ratio().value()),
        Words.interval(change.first().ratio()),
        Words.times(change.second().ratio().value()),
        Words.interval(change.second().ratio()),
        Words.times(change.change().value()),
        Words.noise(change.noise()),
        Words.verdict(change.verdict()),
        find(contest, change.first().name()));
  }

  private Figure figure(String primitive, List<Change> changes) {
    List<Series> series = List.of(new Series("A", "0"), new Series("B", "ours"));
    Map<Contest, List<Change>> contests =
        changes.stream()
            .collect(
                Collectors.groupingBy(
                    change -> change.first().contest(), LinkedHashMap::new, Collectors.toList()));
    boolean several = contests.keySet().stream().map(Contest::runtime).distinct().count() > 1;
    List<Row> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    contests.forEach(
        (contest, those) -> {
          String title = Words.title(contest) + (several ? " (" + contest.runtime() + ")" : "");
          rows.add(Row.heading(title));
          for (Change change : those) {
            boolean same = !change.differs();
            String label = change.first().name();
            String text =
                same
                    ? Words.verdict(change.verdict())
                    : Words.times(change.change().value()) + ", " + Words.verdict(change.verdict());
            rows.add(
                new Row(
                    label,
                    false,
                    Double.isFinite(change.noise()) ? change.noise() : null,
                    List.of(
                        mark(0, "A", change.first(), same), mark(1, "B", change.second(), same)),
                    text));
            words.add(
                title
                    + ", beside "
                    + label
                    + ": "
                    + Words.times(change.first().ratio().value())
                    + " then "
                    + Words.times(change.second().ratio().value())
                    + ", "
                    + text);
          }
        });
    return new Figure(
        Page.anchor(primitive) + "-changes",
        Form.DOTS,
        "Ratio to each peer, yardstick and floor in both runs",
        "How many times as fast Lockstep was, in A and in B: to the right of 1 it was faster. Bars"
            + " are 95 % intervals; marks are filled where the change from A to B is outside the"
            + " noise of both, whose width the shaded band shows around 1.",
        String.join("; ", words) + ".",
        "times as fast as the other",
        series,
        List.of(Panel.ofRows("", rows)),
        List.of(
            data(0, first, changes.stream().map(change -> change.first().contest()).toList()),
            data(1, second, changes.stream().map(change -> change.second().contest()).toList())),
        contests.keySet().stream().map(Contest::source).distinct().toList(),
        contests.keySet().stream()
            .map(contest -> find(contest, ""))
            .collect(Collectors.joining(" ")),
        null);
  }

  private static Data data(int index, Measurements run, List<Contest> contests) {
    return new Data(
        index, contests.stream().map(run.contests()::indexOf).distinct().toList(), List.of());
  }

  private static Mark mark(int series, String name, Standing standing, boolean open) {
    Ratio ratio = standing.ratio();
    return new Mark(
        series,
        ratio.value(),
        ratio.low() > 0 ? ratio.low() : null,
        Double.isFinite(ratio.high()) ? ratio.high() : null,
        open,
        name + ": " + Words.times(ratio.value()) + " (95 %: " + Words.interval(ratio) + ")");
  }

  private static String find(Contest contest, String rival) {
    return String.join(
            " ", contest.id(), Words.title(contest), contest.unit(), contest.runtime(), rival)
        .toLowerCase(Locale.ROOT);
  }
}
