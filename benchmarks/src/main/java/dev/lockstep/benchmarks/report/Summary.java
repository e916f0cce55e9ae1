package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Environment;
import dev.lockstep.benchmarks.run.Footprint;
import dev.lockstep.benchmarks.run.Judgement;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.Names;
import dev.lockstep.benchmarks.run.Noise;
import dev.lockstep.benchmarks.run.Ratio;
import dev.lockstep.benchmarks.run.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells a run in Markdown: for the README, for release notes, and whole. */
public final class Summary {
  /*
   * Of each primitive the README quotes one work that one thread does alone and one between
   * threads: the first of these that it has.
   */
  private static final List<List<String>> QUOTED =
      List.of(
          List.of(
              "Uncontended", "CreateCompleteResult", "SubmitAndResult", "Add", "RmwAdd32", "Alone"),
          List.of("Contended", "Unbounded", "HandOff", "PingPong", "DataParallel"));

  private final Measurements run;
  private final double noise;

  private Summary(Measurements run) {
    this.run = run;
    noise = Noise.of(run.contests());
  }

  /**
   * Returns a dated table with a line for each work: beside its best peer of java.util.concurrent,
   * the best of all others, and the floor. A difference that is not larger than noise is "same".
   *
   * @param run what was measured
   * @return Markdown, each line ended
   */
  public static String of(Measurements run) {
    return new Summary(run).summary();
  }

  /** Returns that, what the limits say, and everything that was measured. */
  static String whole(Measurements run, List<Judgement> judgements) {
    return new Summary(run).everything(new Targets(judgements));
  }

  /**
   * Returns the short form that the README quotes: the verdict, what the limits say, and of each
   * primitive the works that matter most.
   */
  static String quote(Measurements run, List<Judgement> judgements) {
    return new Summary(run).quote(new Targets(judgements));
  }

  private String summary() {
    Overview overview = new Overview(run);
    StringBuilder text = head(overview);
    tables(text, overview.rows());
    jobs(text);
    return text.toString();
  }

  private String quote(Targets targets) {
    Overview overview = new Overview(run);
    StringBuilder text = head(overview);
    if (!targets.lines().isEmpty()) {
      text.append("\nTargets: ").append(targets.counts()).append(".\n");
    }
    tables(text, quoted(overview.rows()));
    return text.toString();
  }

  private StringBuilder head(Overview overview) {
    return new StringBuilder()
        .append("Measured ")
        .append(run.started(), 0, "2026-01-01".length())
        .append(" on ")
        .append(Words.machine(run))
        .append("; Lockstep ")
        .append(run.version())
        .append(", profile ")
        .append(run.profile())
        .append(", ")
        .append(Words.count(Words.rounds(run), "round"))
        .append(". Noise floor: ")
        .append(Words.noise(noise))
        .append(".\n\n")
        .append(overview.verdict())
        .append('\n');
  }

  private static List<Overview.Line> quoted(List<Overview.Line> lines) {
    Map<List<String>, List<Overview.Line>> primitives =
        lines.stream()
            .collect(
                Collectors.groupingBy(
                    line -> List.of(line.runtime(), line.primitive()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return primitives.values().stream().flatMap(own -> main(own).stream()).toList();
  }

  private static List<Overview.Line> main(List<Overview.Line> ofPrimitive) {
    List<Overview.Line> main =
        QUOTED.stream()
            .flatMap(
                works ->
                    works.stream()
                        .flatMap(
                            work ->
                                ofPrimitive.stream()
                                    .filter(line -> line.work().equals(Words.words(work))))
                        .limit(1))
            .toList();
    return main.isEmpty() ? ofPrimitive.subList(0, 1) : main;
  }

  private static void tables(StringBuilder text, List<Overview.Line> lines) {
    Map<String, List<Overview.Line>> byRuntime =
        lines.stream()
            .collect(
                Collectors.groupingBy(
                    Overview.Line::runtime, LinkedHashMap::new, Collectors.toList()));
    byRuntime.forEach(
        (runtime, those) -> {
          text.append('\n').append(runtime).append(":\n\n");
          row(
              text,
              "primitive",
              "work",
              "settings",
              "beside the best of java.util.concurrent",
              "beside the best of all others",
              "beside the floor");
          text.append("|---|---|---:|---|---|---|\n");
          for (Overview.Line line : those) {
            row(
                text,
                line.primitive(),
                line.work() + ": " + line.unit(),
                Integer.toString(line.settings()),
                line.juc(),
                line.others(),
                line.floor());
          }
        });
  }

  /** Says how small the parts of a job may be. */
  private void jobs(StringBuilder text) {
    List<Jobs.Job> jobs = Jobs.of(run);
    if (!jobs.isEmpty()) {
      text.append("\nHow large an item of a job has to be for workers to beat one thread:\n\n");
    }
    for (Jobs.Job job : jobs) {
      text.append("- ")
          .append(job.title())
          .append(", on ")
          .append(job.runtime())
          .append(": ")
          .append(job.said())
          .append('\n');
    }
  }

  private String everything(Targets targets) {
    StringBuilder text = new StringBuilder(summary());
    targets(text, targets);
    text.append("\n## With what\n\n");
    row(text, "", "");
    text.append("|---|---|\n");
    row(
        text,
        "started",
        run.started()
            + (run.continued().isEmpty()
                ? ""
                : ", went on " + String.join(" and ", run.continued()))
            + ", took "
            + Words.duration(run.seconds()));
    row(text, "frequency governor", run.environment().governor());
    for (Environment.Runtime runtime : run.environment().runtimes()) {
      String flags = runtime.flags().isEmpty() ? "" : "; " + String.join(" ", runtime.flags());
      row(text, runtime.id(), runtime.description() + flags);
    }
    List<String> callers = Callers.of(run);
    if (!callers.isEmpty()) {
      text.append("\nHow others take part:\n\n");
      callers.forEach(line -> text.append("- ").append(line).append('\n'));
    }
    if (!run.notMeasured().isEmpty()) {
      text.append("\nNot measured:\n\n");
      run.notMeasured().forEach(line -> text.append("- ").append(line).append('\n'));
    }
    Map<String, List<Contest>> primitives =
        run.contests().stream()
            .collect(
                Collectors.groupingBy(Contest::primitive, LinkedHashMap::new, Collectors.toList()));
    primitives.forEach((primitive, contests) -> contests(text, primitive, contests));
    if (!run.footprints().isEmpty()) {
      text.append("\n## Footprint\n\n");
      row(text, "primitive", "state", "object", "bytes", "runtime");
      text.append("|---|---|---|---:|---|\n");
      for (Footprint footprint : run.footprints()) {
        row(
            text,
            footprint.primitive(),
            footprint.state(),
            footprint.label(),
            Words.bytes(footprint.bytes()),
            footprint.runtime());
      }
    }
    return text.toString();
  }

  private static void targets(StringBuilder text, Targets targets) {
    if (targets.lines().isEmpty()) {
      return;
    }
    text.append("\n## Targets\n\n").append(targets.counts()).append(".\n\n");
    row(text, "target", "of", "measured, and due");
    text.append("|---|---|---|\n");
    targets.lines().forEach(each -> row(text, each.outcome(), each.subject(), each.text()));
  }

  private void contests(StringBuilder text, String primitive, List<Contest> contests) {
    text.append("\n## ").append(primitive).append("\n\n");
    row(
        text,
        "work",
        "runtime",
        "contestant",
        "ns/op",
        "ratio",
        "95 %",
        "Lockstep is",
        "B/op",
        "fairness",
        "p50 / p99 / p99.9");
    text.append("|---|---|---|---:|---:|---:|---|---:|---:|---:|\n");
    for (Contest contest : contests) {
      for (Contestant contestant : contest.contestants()) {
        contestant(text, contest, contestant);
      }
    }
  }

  private void contestant(StringBuilder text, Contest contest, Contestant contestant) {
    boolean first = contestant.equals(contest.contestants().get(0));
    boolean measured = Standing.isMeasured(contestant);
    boolean compared =
        measured && contestant.role() != Role.OURS && Standing.isMeasured(contest.ours());
    Ratio ratio = compared ? Ratio.of(contest.ours(), contestant) : null;
    Double bytes = contestant.bytesPerOperation();
    row(
        text,
        first ? Words.title(contest) + " (" + contest.unit() + ")" : "",
        first ? contest.runtime() : "",
        Names.in(contest).of(contestant) + role(contestant),
        measured ? Words.nanos(contestant.mean()) : "not measured",
        ratio == null ? "" : Words.times(ratio.value()),
        ratio == null ? "" : Words.interval(ratio),
        ratio == null || contestant.role() == Role.AGAIN
            ? ""
            : Words.verdict(ratio.verdict(Noise.of(contest, noise))),
        bytes == null ? "" : Words.bytes(bytes),
        contestant.fairness().isEmpty() ? "" : Words.fairness(contestant),
        Words.percentiles(contestant));
  }

  private static String role(Contestant contestant) {
    return contestant.role() == Role.FLOOR || contestant.role() == Role.YARDSTICK
        ? " (" + contestant.role().name().toLowerCase(Locale.ROOT) + ")"
        : "";
  }

  private static void row(StringBuilder text, String... cells) {
    text.append('|');
    for (String cell : cells) {
      text.append(' ').append(cell.replace("|", "\\|")).append(cell.isEmpty() ? "|" : " |");
    }
    text.append('\n');
  }
}
