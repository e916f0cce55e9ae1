package dev.lockstep.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Footprint;
import dev.lockstep.benchmarks.run.Judgement;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.Names;
import dev.lockstep.benchmarks.run.Noise;
import dev.lockstep.benchmarks.run.Ratio;
import dev.lockstep.benchmarks.run.Role;
import dev.lockstep.benchmarks.run.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes one run as a page for people, with charts, that needs no network. */
public final class HtmlReport {
  /**
   * One contestant's numbers, as text.
   *
   * @param role ours, again, peer, yardstick or floor
   * @param verdict faster, same or slower; null where nothing is compared
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      String label,
      String family,
      String role,
      String nanos,
      String forks,
      String ratio,
      String interval,
      @Nullable String verdict,
      String bytes,
      String fairness,
      List<String> percentiles) {}

  /** A contest's lines. */
  private record Group(
      String title,
      String settings,
      String unit,
      String runtime,
      String noise,
      String find,
      List<Line> lines) {}

  private record FootprintLine(
      String state, String label, String runtime, String bytes, boolean ours, String find) {}

  private final Measurements run;
  private final Targets targets;
  private final Path file;
  private final Sources sources;
  private final double noise;

  private HtmlReport(Measurements run, List<Judgement> judgements, Path file) {
    this.run = run;
    targets = new Targets(judgements);
    this.file = file;
    sources = Sources.of(file, run, System.getenv());
    noise = Noise.of(run.contests());
  }

  /**
   * Writes the page, over what was there.
   *
   * @param run what was measured
   * @param judgements what the limits say of it
   * @param file where to; links to sources may be relative to it
   * @throws IOException if it can't be written
   */
  public static void write(Measurements run, List<Judgement> judgements, Path file)
      throws IOException {
    new HtmlReport(run, judgements, file).write();
  }

  private void write() throws IOException {
    List<Figure> figures = new ArrayList<>();
    List<Map<String, Object>> sections = new ArrayList<>();
    Overview overview = new Overview(run);
    overview.figure().ifPresent(figures::add);
    List<Map<String, Object>> first =
        figures.stream().map(figure -> Page.figure(figure, sources)).toList();
    for (String primitive : primitives()) {
      List<Figure> own = new Figures(run, primitive).all();
      figures.addAll(own);
      sections.add(section(primitive, own));
    }
    Map<String, Object> model = new HashMap<>();
    model.put("run", Page.plain(List.of(run)).get(0));
    model.put("verdict", overview.verdict());
    model.put("slower", overview.slower());
    model.put("targets", Page.plain(targets.lines()));
    model.put("targetCounts", targets.counts());
    model.put("overview", Page.plain(overview.rows()));
    model.put("overviewFigures", first);
    model.put("callers", Callers.of(run));
    model.put("jobs", Page.plain(Jobs.of(run)));
    model.put("sections", sections);
    model.put("runtimes", runtimes());
    model.put("machine", Words.machine(run));
    model.put("noise", Words.noise(noise));
    model.put("rounds", Words.rounds(run));
    model.put("duration", Words.duration(run.seconds()));
    model.put("figuresJson", Page.json(figures));
    model.put("runsJson", Page.json(List.of(run)));
    Page.write("report.ftlh", model, file);
  }

  private Set<String> primitives() {
    return Stream.concat(
            run.contests().stream().map(Contest::primitive),
            run.footprints().stream().map(Footprint::primitive))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Set<String> runtimes() {
    return Stream.concat(
            run.contests().stream().map(Contest::runtime),
            run.footprints().stream().map(Footprint::runtime))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Map<String, Object> section(String primitive, List<Figure> figures) {
    List<Contest> contests =
        run.contests().stream().filter(c -> c.primitive().equals(primitive)).toList();
    Map<String, Object> section = new HashMap<>();
    section.put("name", primitive);
    section.put("anchor", Page.anchor(primitive));
    section.put("counts", counts(contests));
    section.put("figures", figures.stream().map(figure -> Page.figure(figure, sources)).toList());
    section.put("groups", Page.plain(contests.stream().map(this::group).toList()));
    section.put(
        "percentiles",
        contests.stream()
            .flatMap(contest -> contest.contestants().stream())
            .anyMatch(contestant -> !contestant.percentiles().isEmpty()));
    section.put(
        "footprints",
        Page.plain(
            run.footprints().stream()
                .filter(footprint -> footprint.primitive().equals(primitive))
                .map(HtmlReport::footprint)
                .toList()));
    return section;
  }

  /** How often it is faster, the same and slower than the best of java.util.concurrent. */
  private Map<String, Long> counts(List<Contest> contests) {
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    for (Contest contest : contests) {
      Standing.besideBestOfJuc(Standing.of(contest, noise))
          .ifPresent(standing -> counts.merge(standing.verdict(), 1L, Long::sum));
    }
    return counts.entrySet().stream()
        .collect(Collectors.toMap(entry -> Words.verdict(entry.getKey()), Map.Entry::getValue));
  }

  private Group group(Contest contest) {
    return new Group(
        Words.words(contest.work()),
        Words.settings(contest),
        contest.unit(),
        contest.runtime(),
        Words.noise(Noise.of(contest, noise)),
        String.join(
                " ",
                contest.id(),
                Words.words(contest.work()),
                Words.settings(contest),
                contest.runtime(),
                contest.contestants().stream()
                    .map(Contestant::label)
                    .collect(Collectors.joining(" ")))
            .toLowerCase(Locale.ROOT),
        contest.contestants().stream().map(contestant -> line(contest, contestant)).toList());
  }

  private Line line(Contest contest, Contestant contestant) {
    boolean measured = Standing.isMeasured(contestant);
    boolean compared =
        measured && contestant.role() != Role.OURS && Standing.isMeasured(contest.ours());
    Ratio ratio = compared ? Ratio.of(contest.ours(), contestant) : null;
    Double bytes = contestant.bytesPerOperation();
    return new Line(
        Names.in(contest).of(contestant),
        contestant.family(),
        contestant.role().name().toLowerCase(Locale.ROOT),
        measured ? Words.nanos(contestant.mean()) : "not measured",
        measured ? forks(contestant) : Words.NONE,
        ratio == null ? Words.NONE : Words.times(ratio.value()),
        ratio == null ? Words.NONE : Words.interval(ratio),
        ratio == null || contestant.role() == Role.AGAIN
            ? null
            : Words.verdict(ratio.verdict(Noise.of(contest, noise))),
        bytes == null ? Words.NONE : Words.bytes(bytes),
        Words.fairness(contestant),
        Words.PERCENTILES.stream()
            .map(contestant.percentiles()::get)
            .map(value -> value == null ? Words.NONE : Words.nanos(value))
            .toList());
  }

  private static String forks(Contestant contestant) {
    List<Double> means = contestant.means().stream().sorted().toList();
    return means.size() == 1
        ? "one"
        : Words.nanos(means.get(0)) + " to " + Words.nanos(means.get(means.size() - 1));
  }

  private static FootprintLine footprint(Footprint footprint) {
    return new FootprintLine(
        footprint.state(),
        footprint.label(),
        footprint.runtime(),
        Words.bytes(footprint.bytes()),
        footprint.role() == Role.OURS,
        String.join(
                " ",
                footprint.primitive(),
                "footprint",
                footprint.state(),
                footprint.label(),
                footprint.runtime())
            .toLowerCase(Locale.ROOT));
  }
}
