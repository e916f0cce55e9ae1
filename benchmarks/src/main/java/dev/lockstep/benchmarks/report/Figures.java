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
import dev.lockstep.benchmarks.run.Names;
import dev.lockstep.benchmarks.run.Noise;
import dev.lockstep.benchmarks.run.Ratio;
import dev.lockstep.benchmarks.run.Role;
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
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
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

  private static final String WORDS_NOTE =
      " Of a primitive in shared memory these are only its words in the buffer, without the objects"
          + " that each agent has for them; beside it stands a whole object.";

  private static final String RATIO_AXIS = "times as fast as the other";
  private static final String RATIO_NOTE =
      "How many times as fast Lockstep is: to the right of 1 it is faster. Bars are 95 % intervals;"
          + " the shaded band is the noise of the contest, and a hollow mark says that the"
          + " difference is not larger than noise.";

  private final Measurements run;
  private final String primitive;
  private final double noise;
  private final Names names;
  private final Map<String, String> styles = new LinkedHashMap<>();

  Figures(Measurements run, String primitive) {
    this.run = run;
    this.primitive = primitive;
    noise = Noise.of(run.contests());
    names = Names.in(contests());
    int peers = 0;
    for (Contest contest : contests()) {
      for (Contestant contestant : contest.contestants()) {
        if (contestant.role() == Role.PEER && !styles.containsKey(names.of(contestant))) {
          styles.put(names.of(contestant), Integer.toString(peers++));
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
            waking(runtime, work, contests).ifPresent(figures::add);
            paying(runtime, work, contests).ifPresent(figures::add);
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
                  names.of(standing.rival()),
                  false,
                  finite(standing.noise()),
                  List.of(mark(palette, standing)),
                  said(standing)));
          words.add(
              Words.title(contest)
                  + ", beside "
                  + names.of(standing.rival())
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
                              + names.of(standing.rival())
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

  private Optional<Figure> scaling(String runtime, String work, List<Contest> contests) {
    return curves(
        new Axis(
            "scaling", "threads", "the number of threads", "Time of one operation of one thread"),
        runtime,
        work,
        contests);
  }

  private Optional<Figure> waking(String runtime, String work, List<Contest> contests) {
    return curves(
        new Axis("waiters", "waiters", "the number of waiters", "Time of one operation"),
        runtime,
        work,
        contests);
  }

  /**
   * What goes across.
   *
   * @param key of the figure's id
   * @param parameter whose values they are
   * @param text what it is
   * @param time which time goes upwards
   */
  private record Axis(String key, String parameter, String text, String time) {}

  /** Times over a parameter, in a chart for each setting of the others. */
  private Optional<Figure> curves(Axis axis, String runtime, String work, List<Contest> contests) {
    Palette palette = new Palette();
    List<String> words = new ArrayList<>();
    List<List<Contest>> curves = contests.stream().collect(Curves.over(axis.parameter()));
    List<Panel> panels =
        curves(
            axis.parameter(), "", curves, palette, words, Words::time, (contest, it) -> it.mean());
    return figure(
        axis.key() + "-" + work,
        runtime,
        Form.LINES,
        Words.words(work) + ": over " + axis.text(),
        axis.time() + ", by " + axis.text() + "; lower is faster.",
        "time of one operation, by " + axis.text(),
        words,
        palette,
        panels,
        curves.stream().flatMap(Collection::stream).toList());
  }

  /** How many times as fast as by one thread a job is done, over the size of its items. */
  private Optional<Figure> paying(String runtime, String work, List<Contest> contests) {
    Palette palette = new Palette();
    List<String> words = new ArrayList<>();
    List<List<Contest>> curves = Jobs.curves(contests);
    List<Panel> panels =
        curves(
            Jobs.ITEM_MICROS,
            " µs",
            curves,
            palette,
            words,
            Words::times,
            (contest, it) ->
                Jobs.alone(contest)
                    .filter(alone -> !alone.equals(it))
                    .map(alone -> Ratio.of(it, alone).value())
                    .orElse(null));
    return figure(
        "paying-" + work,
        runtime,
        Form.FACTORS,
        Words.words(work) + ": how small items may be",
        "How many times as fast as by one thread the job is done, by the time that an item takes:"
            + " above 1, workers pay. Lockstep's do "
            + curves.stream()
                .map(curve -> Jobs.said(curve, noise))
                .collect(Collectors.joining("; "))
            + ".",
        "times as fast as one thread, by the time of an item",
        words,
        palette,
        panels,
        curves.stream().flatMap(Collection::stream).toList());
  }

  /**
   * Makes a chart of each curve.
   *
   * @param unit what stands behind the parameter's values
   * @param words is told what the charts show
   * @param said writes a value
   * @param valueOf the value of a contestant; null if it has none
   */
  private List<Panel> curves(
      String parameter,
      String unit,
      List<List<Contest>> curves,
      Palette palette,
      List<String> words,
      DoubleFunction<String> said,
      BiFunction<Contest, Contestant, @Nullable Double> valueOf) {
    Set<String> varying = Words.varying(curves.stream().flatMap(Collection::stream).toList());
    varying.remove(parameter);
    List<Panel> panels = new ArrayList<>();
    for (List<Contest> curve : curves) {
      List<String> places =
          curve.stream()
              .map(contest -> contest.parameters().getOrDefault(parameter, "") + unit)
              .toList();
      Map<String, List<@Nullable Double>> values = new LinkedHashMap<>();
      Map<String, Contestant> firsts = new LinkedHashMap<>();
      for (int i = 0; i < curve.size(); i++) {
        for (Contestant contestant : drawn(curve.get(i))) {
          Double value = valueOf.apply(curve.get(i), contestant);
          if (value != null) {
            firsts.putIfAbsent(contestant.name(), contestant);
            values
                .computeIfAbsent(
                    contestant.name(),
                    any -> new ArrayList<>(Collections.nCopies(curve.size(), null)))
                .set(i, value);
          }
        }
      }
      String title = Words.settings(curve.get(0), varying);
      List<Line> lines = new ArrayList<>();
      firsts.forEach(
          (name, contestant) -> {
            List<@Nullable Double> line = values.getOrDefault(name, List.of());
            lines.add(new Line(palette.of(contestant), Collections.unmodifiableList(line)));
            List<String> points = new ArrayList<>();
            for (int i = 0; i < line.size(); i++) {
              Double value = line.get(i);
              if (value != null) {
                points.add(said.apply(value) + " with " + places.get(i));
              }
            }
            words.add(
                (title.isEmpty() ? "" : title + ", ")
                    + names.of(contestant)
                    + ": "
                    + String.join(", ", points));
          });
      panels.add(new Panel(title, List.of(), places, lines));
    }
    return panels;
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
                + names.of(contestant)
                + ": "
                + contestant.spreads().entrySet().stream()
                    .map(each -> "p" + each.getKey() + " " + Words.spread(each.getValue()))
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
            rows.add(bar(palette.of(contestant), names.of(contestant), bytes(contestant), text));
            words.add(Words.words(work) + ", " + names.of(contestant) + ": " + text);
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
            "Bytes of an object with all that belongs to it alone."
                + (states.containsKey("words") ? WORDS_NOTE : ""),
            sentence(words),
            "bytes",
            palette.series,
            List.of(Panel.ofRows("", rows)),
            List.of(new Data(0, List.of(), shown)),
            List.of(Sources.FOOTPRINTS),
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

  private Mark mark(Palette palette, Standing standing) {
    Ratio ratio = standing.ratio();
    return new Mark(
        palette.of(standing.rival()),
        ratio.value(),
        ratio.low() > 0 ? finite(ratio.low()) : null,
        finite(ratio.high()),
        !standing.differs(),
        names.of(standing.rival())
            + ": "
            + said(standing)
            + " (95 %: "
            + Words.interval(ratio)
            + "); "
            + Words.time(standing.contest().ours().mean())
            + " against "
            + Words.time(standing.rival().mean()));
  }

  private Mark share(Palette palette, Contestant contestant) {
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
        names.of(contestant) + ": " + Words.times(median) + " (" + Words.range(least, most) + ")");
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
    return standing.differs()
        ? Words.times(standing.ratio().value()) + ", " + Words.verdict(standing.verdict())
        : Words.verdict(standing.verdict());
  }

  /** Returns those that have a mark of their own: the second of the A/A pair only makes noise. */
  private static List<Contestant> drawn(Contest contest) {
    return contest.contestants().stream()
        .filter(contestant -> contestant.role() != Role.AGAIN)
        .filter(Standing::isMeasured)
        .toList();
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
      return of(names.of(contestant), contestant.role());
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
