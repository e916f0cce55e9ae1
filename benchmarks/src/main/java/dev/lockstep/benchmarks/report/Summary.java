package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.run.BreakEven;
import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Contestant;
import dev.lockstep.benchmarks.run.Environment;
import dev.lockstep.benchmarks.run.Footprint;
import dev.lockstep.benchmarks.run.Judgement;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.Noise;
import dev.lockstep.benchmarks.run.Ratio;
import dev.lockstep.benchmarks.run.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Tells a run in Markdown: for the README, for release notes, and whole. */
public final class Summary {
  /* Of the jobs of DataParallelBenchmark. */
  private static final String ITEM_MICROS = "itemMicros";
  private static final String ALONE = "sequential";

  private final Measurements run;
  private final double noise;

  private Summary(Measurements run) {
    this.run = run;
    noise = Noise.of(run.contests());
  }

  /**
   * Returns a dated table with a line for each work: beside its best peer of java.util.concurrent
   * and beside the floor. A difference that is not larger than noise is "same".
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

  private String summary() {
    Overview overview = new Overview(run);
    StringBuilder text = new StringBuilder();
    text.append("Measured ")
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
    Map<String, List<Overview.Line>> byRuntime =
        overview.rows().stream()
            .collect(
                Collectors.groupingBy(
                    Overview.Line::runtime, LinkedHashMap::new, Collectors.toList()));
    byRuntime.forEach(
        (runtime, lines) -> {
          text.append('\n').append(runtime).append(":\n\n");
          text.append("| primitive | work | settings | beside the best of java.util.concurrent |")
              .append(" beside the floor |\n|---|---|---:|---|---|\n");
          for (Overview.Line line : lines) {
            row(
                text,
                line.primitive(),
                line.work() + ": " + line.unit(),
                Integer.toString(line.settings()),
                line.juc(),
                line.floor());
          }
        });
    breakEven(text);
    return text.toString();
  }

  /** Says how small the parts of a job may be, for jobs that were done sequentially too. */
  private void breakEven(StringBuilder text) {
    Map<String, List<Contest>> jobs =
        run.contests().stream()
            .filter(contest -> contest.parameters().containsKey(ITEM_MICROS))
            .filter(contest -> contest.contestants().stream().anyMatch(c -> c.name().equals(ALONE)))
            .collect(
                Collectors.groupingBy(
                    contest ->
                        contest.primitive() + "." + contest.work() + " on " + contest.runtime(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    if (!jobs.isEmpty()) {
      text.append("\nThe smallest item of a job for which workers are faster than one thread:\n\n");
    }
    jobs.forEach(
        (job, contests) -> {
          OptionalDouble micros = BreakEven.of(contests, ITEM_MICROS, ALONE);
          text.append("- ")
              .append(job)
              .append(": ")
              .append(
                  micros.isPresent()
                      ? String.format(Locale.ROOT, "%.2g µs", micros.getAsDouble())
                      : "none of those measured")
              .append('\n');
        });
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
        contestant.label() + role(contestant),
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
