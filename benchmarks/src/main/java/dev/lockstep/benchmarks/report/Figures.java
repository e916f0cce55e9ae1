package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.report.Figure.Data;
import dev.lockstep.benchmarks.report.Figure.Form;
import dev.lockstep.benchmarks.report.Figure.Line;
import dev.lockstep.benchmarks.report.Figure.Mark;
import dev.lockstep.benchmarks.report.Figure.Panel;
import dev.lockstep.benchmarks.report.Figure.Row;
import dev.lockstep.benchmarks.report.Figure.Series;
import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Footprint;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.Noise;
import dev.lockstep.benchmarks.run.Ratio;
import dev.lockstep.benchmarks.run.Role;
import dev.lockstep.benchmarks.run.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the figures of one primitive. */
final class Figures {
  /* A work of more settings has a chart of its own, whose rows are settings. */
  private static final int FEW_SETTINGS = 3;

  /* What JMH itself allocates in an iteration is shared by its operations. */
  private static final double NO_BYTE = 0.5;

  private static final String RATIO_AXIS = "times as fast as the other";
  private static final String RATIO_NOTE =
      "How many times as fast Lockstep is: to the right of 1 it is faster. Bars are 95 % intervals;"
          + " the shaded band is the noise of the contest, and a hollow mark says that the"
          + " difference is not larger than noise.";

  private final Measurements run;
  private final String primitive;
  private final double noise;
  private final Map<String, String> styles = new LinkedHashMap<>();

  Figures(Measurements run, String primitive) {
    this.run = run;
    this.primitive = primitive;
    noise = Noise.of(run.contests());
    int peers = 0;
    for (Contest contest : contests()) {
      for (Contestant contestant : contest.contestants()) {
        if (contestant.role() == Role.PEER && !styles.containsKey(contestant.label())) {
          styles.put(contestant.label(), Integer.toString(peers++));
        }
      }
    }
    for (Footprint footprint : footprints()) {
      if (footprint.role() == Role.PEER && !styles.containsKey(footprint.label())) {
        styles.put(footprint.label(), Integer.toString(peers++));
      }
    }
  }

  /** Returns all of them, runtime by runtime. */
  List<Figure> all() {
    List<Figure> figures = new ArrayList<>();
    for (String runtime : runtimes()) {
      Map<String, List<Contest>> works =
          contests().stream()
              .filter(contest -> contest.runtime().equals(runtime))
              .collect(
                  Collectors.groupingBy(Contest::work, LinkedHashMap::new, Collectors.toList()));
      forest(runtime, works).ifPresent(figures::add);
      works.forEach(
          (work, contests) -> {
            if (contests.size() > FEW_SETTINGS) {
              settings(runtime, work, contests).ifPresent(figures::add);
            }
            scaling(runtime, work, contests).ifPresent(figures::add);
            percentiles(runtime, work, contests).ifPresent(figures::add);
            fairness(runtime, work, contests).ifPresent(figures::add);
          });
      allocation(runtime, works).ifPresent(figures::add);
      footprint(runtime).ifPresent(figures::add);
    }
    return figures;
  }

  private List<Contest> contests() {
    return run.contests().stream().filter(c -> c.primitive().equals(primitive)).toList();
  }

  private List<Footprint> footprints() {
    return run.footprints().stream().filter(f -> f.primitive().equals(primitive)).toList();
  }

  private Set<String> runtimes() {
    return Stream.concat(
            contests().stream().map(Contest::runtime),
            footprints().stream().map(Footprint::runtime))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** A row for each rival, under a heading for each contest. */
  private Optional<Figure> forest(String runtime, Map<String, List<Contest>> works) {
    Palette palette = new Palette();
    List<Row> rows = new ArrayList<>();
    List<Contest> shown = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (List<Contest> contests : works.values()) {
      if (contests.size() > FEW_SETTINGS) {
        continue;
      }
      for (Contest contest : contests) {
        List<Standing> standings = Standing.of(contest, noise);
        if (standings.isEmpty()) {
          continue;
        }
        shown.add(contest);
        rows.add(Row.heading(Words.title(contest)));
        for (Standing standing : standings) {
          rows.add(
              new Row(
                  standing.rival().label(),
                  false,
                  finite(standing.noise()),
                  List.of(mark(palette, standing)),
                  said(standing)));
          words.add(
              Words.title(contest)
                  + ", beside "
                  + standing.rival().label()
                  + ": "
                  + said(standing));
        }
      }
    }
    return figure(
        "ratio",
        runtime,
        Form.DOTS,
        "Ratio to each peer, yardstick and floor",
        RATIO_NOTE,
        RATIO_AXIS,
        words,
        palette,
        List.of(Panel.ofRows("", rows)),
        shown);
  }

  /** A row for each setting, with a mark for each rival. */
  private Optional<Figure> settings(String runtime, String work, List<Contest> contests) {
    Palette palette = new Palette();
    List<Contest> shown = new ArrayList<>();
    List<String> words = new ArrayList<>();
    List<Panel> panels =
        panels(
            contests,
            contest -> {
              List<Standing> standings = Standing.of(contest, noise);
              if (standings.isEmpty()) {
                return Optional.empty();
              }
              shown.add(contest);
              standings.forEach(
                  standing ->
                      words.add(
                          Words.settings(contest)
                              + ", beside "
                              + standing.rival().label()
                              + ": "
                              + said(standing)));
              return Optional.of(
                  new Row(
                      "",
                      false,
                      finite(standings.get(0).noise()),
                      standings.stream().map(standing -> mark(palette, standing)).toList(),
                      ""));
            });
    return figure(
        "ratio-" + work,
        runtime,
        Form.DOTS,
        Words.words(work) + ": ratio to each peer, yardstick and floor",
        RATIO_NOTE,
        RATIO_AXIS,
        words,
        palette,
        panels,
        shown);
  }

  /** A chart for each setting but the number of threads, which is its scale across. */
  private Optional<Figure> scaling(String runtime, String work, List<Contest> contests) {
    Palette palette = new Palette();
    Map<Map<String, String>, List<Contest>> curves =
        contests.stream()
            .filter(contest -> contest.parameters().containsKey("threads"))
            .collect(
                Collectors.groupingBy(
                    Figures::otherThanThreads, LinkedHashMap::new, Collectors.toList()));
    curves.values().removeIf(curve -> threads(curve).size() < 2);
    Set<String> varying =
        Words.varying(curves.values().stream().flatMap(Collection::stream).toList());
    varying.remove("threads");
    List<Panel> panels = new ArrayList<>();
    List<Contest> shown = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (List<Contest> curve : curves.values()) {
      List<Integer> threads = threads(curve);
      Map<Contestant, Map<Integer, Double>> values = new LinkedHashMap<>();
      Map<String, Contestant> byName = new LinkedHashMap<>();
      for (Contest contest : curve) {
        for (Contestant contestant : drawn(contest)) {
          Contestant first = byName.computeIfAbsent(contestant.name(), name -> contestant);
          values
              .computeIfAbsent(first, any -> new LinkedHashMap<>())
              .put(threadsOf(contest), contestant.mean());
        }
      }
      String title = Words.settings(curve.get(0), varying);
      values.forEach(
          (contestant, at) ->
              words.add(
                  (title.isEmpty() ? "" : title + ", ")
                      + contestant.label()
                      + ": "
                      + threads.stream()
                          .filter(at::containsKey)
                          .map(n -> Words.time(at.getOrDefault(n, 0.0)) + " with " + n)
                          .collect(Collectors.joining(", "))));
      panels.add(
          new Panel(
              title,
              List.of(),
              threads.stream().map(String::valueOf).toList(),
              values.entrySet().stream()
                  .map(
                      entry ->
                          new Line(
                              palette.of(entry.getKey()), nullable(threads, entry.getValue()::get)))
                  .toList()));
      shown.addAll(curve);
    }
    return figure(
        "scaling-" + work,
        runtime,
        Form.LINES,
        Words.words(work) + ": over the number of threads",
        "Time of one operation of one thread, by the number of threads; lower is faster.",
        "time of one operation, by the number of threads",
        words,
        palette,
        panels,
        shown);
  }

  private Optional<Figure> percentiles(String runtime, String work, List<Contest> contests) {
    Palette palette = new Palette();
    Set<String> varying = Words.varying(contests);
    List<Panel> panels = new ArrayList<>();
    List<Contest> shown = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Contest contest : contests) {
      List<Contestant> timed =
          drawn(contest).stream().filter(c -> !c.percentiles().isEmpty()).toList();
      if (timed.isEmpty()) {
        continue;
      }
      List<String> percentiles =
          timed.stream()
              .flatMap(contestant -> contestant.percentiles().keySet().stream())
              .distinct()
              .sorted((a, b) -> Double.compare(Double.parseDouble(a), Double.parseDouble(b)))
              .toList();
      String title = Words.settings(contest, varying);
      for (Contestant contestant : timed) {
        words.add(
            (title.isEmpty() ? "" : title + ", ")
                + contestant.label()
                + ": "
                + percentiles.stream()
                    .filter(contestant.percentiles()::containsKey)
                    .map(
                        p ->
                            "p"
                                + p
                                + " "
                                + Words.time(contestant.percentiles().getOrDefault(p, 0.0)))
                    .collect(Collectors.joining(", ")));
      }
      panels.add(
          new Panel(
              title,
              List.of(),
              percentiles.stream().map(p -> "p" + p).toList(),
              timed.stream()
                  .map(
                      contestant ->
                          new Line(
                              palette.of(contestant),
                              nullable(percentiles, contestant.percentiles()::get)))
                  .toList()));
      shown.add(contest);
    }
    return figure(
        "percentiles-" + work,
        runtime,
        Form.LINES,
        Words.words(work) + ": percentiles",
        "Time of single operations: half of them took no longer than p50, all but one in a"
            + " thousand no longer than p99.9; lower is faster.",
        "time of one operation, by percentile",
        words,
        palette,
        panels,
        shown);
  }

  private Optional<Figure> fairness(String runtime, String work, List<Contest> contests) {
    Palette palette = new Palette();
    List<Contest> shown = new ArrayList<>();
    List<String> words = new ArrayList<>();
    List<Panel> panels =
        panels(
            contests,
            contest -> {
              List<Mark> marks =
                  drawn(contest).stream()
                      .filter(contestant -> !contestant.fairness().isEmpty())
                      .map(contestant -> share(palette, contestant))
                      .toList();
              if (marks.isEmpty()) {
                return Optional.empty();
              }
              shown.add(contest);
              marks.forEach(mark -> words.add(Words.settings(contest) + ", " + mark.text()));
              return Optional.of(new Row("", false, null, marks, ""));
            });
    return figure(
        "fairness-" + work,
        runtime,
        Form.DOTS,
        Words.words(work) + ": fairness",
        "How often the most served thread was served for each time that the least served one was:"
            + " the median of all iterations, from the least to the most; 1 is fair.",
        "most served to least served",
        words,
        palette,
        panels,
        shown);
  }

  /** A row for each contestant of each work: its most over the settings. */
  private Optional<Figure> allocation(String runtime, Map<String, List<Contest>> works) {
    Palette palette = new Palette();
    List<Row> rows = new ArrayList<>();
    List<Contest> shown = new ArrayList<>();
    List<String> words = new ArrayList<>();
    works.forEach(
        (work, contests) -> {
          Map<String, Contestant> most = new LinkedHashMap<>();
          for (Contest contest : contests) {
            for (Contestant contestant : drawn(contest)) {
              if (contestant.bytesPerOperation() != null) {
                most.merge(contestant.name(), contestant, (a, b) -> bytes(a) >= bytes(b) ? a : b);
              }
            }
          }
          if (most.values().stream().noneMatch(contestant -> bytes(contestant) >= NO_BYTE)) {
            return;
          }
          shown.addAll(contests);
          rows.add(Row.heading(Words.words(work)));
          for (Contestant contestant : most.values()) {
            String text = Words.bytes(bytes(contestant)) + " B";
            rows.add(bar(palette.of(contestant), contestant.label(), bytes(contestant), text));
            words.add(Words.words(work) + ", " + contestant.label() + ": " + text);
          }
        });
    return figure(
        "allocation",
        runtime,
        Form.BARS,
        "Allocation",
        "Bytes for each operation, the most over all settings. Where nobody allocates, there is no"
            + " bar.",
        "bytes for each operation",
        words,
        palette,
        List.of(Panel.ofRows("", rows)),
        shown);
  }

  private Optional<Figure> footprint(String runtime) {
    Palette palette = new Palette();
    Map<String, List<Footprint>> states =
        footprints().stream()
            .filter(footprint -> footprint.runtime().equals(runtime))
            .collect(
                Collectors.groupingBy(Footprint::state, LinkedHashMap::new, Collectors.toList()));
    List<Row> rows = new ArrayList<>();
    List<Integer> shown = new ArrayList<>();
    List<String> words = new ArrayList<>();
    states.forEach(
        (state, footprints) -> {
          rows.add(Row.heading(state));
          for (Footprint footprint : footprints) {
            String text = Words.bytes(footprint.bytes()) + " B";
            rows.add(
                bar(
                    palette.of(footprint.label(), footprint.role()),
                    footprint.label(),
                    (double) footprint.bytes(),
                    text));
            words.add(state + ", " + footprint.label() + ": " + text);
            shown.add(run.footprints().indexOf(footprint));
          }
        });
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            id("footprint", runtime),
            Form.BARS,
            "Footprint",
            "Bytes of an object with all that belongs to it alone.",
            sentence(words),
            "bytes",
            palette.series,
            List.of(Panel.ofRows("", rows)),
            List.of(new Data(0, List.of(), shown)),
            List.of(),
            find(runtime, "footprint", sentence(words)),
            runtime));
  }

  private Optional<Figure> figure(
      String key,
      String runtime,
      Form form,
      String title,
      String note,
      String axis,
      List<String> words,
      Palette palette,
      List<Panel> panels,
      List<Contest> shown) {
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            id(key, runtime),
            form,
            title,
            note,
            sentence(words),
            axis,
            palette.series,
            panels,
            List.of(
                new Data(
                    0, shown.stream().map(run.contests()::indexOf).distinct().toList(), List.of())),
            shown.stream().map(Contest::source).distinct().toList(),
            find(
                runtime,
                title,
                shown.stream().map(Contest::id).collect(Collectors.joining(" ")),
                palette.series.stream().map(Series::name).collect(Collectors.joining(" "))),
            runtime));
  }

  /** Panels for platform and for virtual threads, if there are both. */
  private static List<Panel> panels(
      List<Contest> contests, Function<Contest, Optional<Row>> toRow) {
    Set<String> varying = Words.varying(contests);
    boolean byKind = varying.remove("kind");
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    for (Contest contest : contests) {
      String panel = byKind ? contest.parameters().getOrDefault("kind", "") + " threads" : "";
      toRow
          .apply(contest)
          .ifPresent(
              row ->
                  rows.computeIfAbsent(panel, any -> new ArrayList<>())
                      .add(
                          new Row(
                              Words.settings(contest, varying),
                              false,
                              row.noise(),
                              row.marks(),
                              row.text())));
    }
    return rows.entrySet().stream()
        .map(entry -> Panel.ofRows(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Mark mark(Palette palette, Standing standing) {
    Ratio ratio = standing.ratio();
    return new Mark(
        palette.of(standing.rival()),
        ratio.value(),
        ratio.low() > 0 ? finite(ratio.low()) : null,
        finite(ratio.high()),
        standing.verdict() == Verdict.SAME,
        standing.rival().label()
            + ": "
            + said(standing)
            + " (95 %: "
            + Words.interval(ratio)
            + "); "
            + Words.time(standing.contest().ours().mean())
            + " against "
            + Words.time(standing.rival().mean()));
  }

  private static Mark share(Palette palette, Contestant contestant) {
    List<Double> sorted = contestant.fairness().stream().sorted().toList();
    double median = sorted.get(sorted.size() / 2);
    double least = sorted.get(0);
    double most = sorted.get(sorted.size() - 1);
    return new Mark(
        palette.of(contestant),
        median,
        least,
        most,
        false,
        contestant.label() + ": " + Words.times(median) + " (" + Words.range(least, most) + ")");
  }

  private static Row bar(int series, String label, double bytes, String text) {
    return new Row(
        label,
        false,
        null,
        List.of(new Mark(series, bytes, null, null, false, label + ": " + text)),
        text);
  }

  /** Returns {@code 1.35×, faster}, or {@code same}. */
  static String said(Standing standing) {
    Verdict verdict = standing.verdict();
    return verdict == Verdict.SAME
        ? Words.verdict(verdict)
        : Words.times(standing.ratio().value()) + ", " + Words.verdict(verdict);
  }

  /** Returns those that have a mark of their own: the second of the A/A pair only makes noise. */
  private static List<Contestant> drawn(Contest contest) {
    return contest.contestants().stream()
        .filter(contestant -> contestant.role() != Role.AGAIN)
        .filter(Standing::isMeasured)
        .toList();
  }

  private static Map<String, String> otherThanThreads(Contest contest) {
    Map<String, String> others = new LinkedHashMap<>(contest.parameters());
    others.remove("threads");
    return others;
  }

  private static List<Integer> threads(List<Contest> contests) {
    return contests.stream().map(Figures::threadsOf).distinct().sorted().toList();
  }

  private static int threadsOf(Contest contest) {
    return Integer.parseInt(contest.parameters().getOrDefault("threads", "1"));
  }

  private static double bytes(Contestant contestant) {
    Double bytes = contestant.bytesPerOperation();
    return bytes == null ? 0 : Math.max(0, bytes);
  }

  private static <T> List<@Nullable Double> nullable(
      List<T> places, Function<T, @Nullable Double> value) {
    List<@Nullable Double> values = new ArrayList<>();
    places.forEach(place -> values.add(value.apply(place)));
    return Collections.unmodifiableList(values);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static String sentence(List<String> words) {
    return words.isEmpty() ? "" : String.join("; ", words) + ".";
  }

  private String id(String key, String runtime) {
    return Page.anchor(primitive + "-" + key + "-" + runtime);
  }

  private String find(String... words) {
    return (primitive + " " + String.join(" ", words)).toLowerCase(Locale.ROOT);
  }

  /** The series of one figure; a peer has the same colour in all figures of its primitive. */
  private final class Palette {
    private final List<Series> series = new ArrayList<>();

    int of(Contestant contestant) {
      return of(contestant.label(), contestant.role());
    }

    int of(String label, Role role) {
      Series wanted =
          new Series(
              label,
              switch (role) {
                case OURS, AGAIN -> "ours";
                case YARDSTICK -> "yardstick";
                case FLOOR -> "floor";
                case PEER -> styles.getOrDefault(label, "0");
              });
      if (!series.contains(wanted)) {
        series.add(wanted);
      }
      return series.indexOf(wanted);
    }
  }
}
