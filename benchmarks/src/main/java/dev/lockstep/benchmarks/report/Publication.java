package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.run.Judgement;
import dev.lockstep.benchmarks.run.Measurements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes what a run found into the documentation: docs/benchmarks.md, and README.md quotes it. */
public final class Publication {
  private static final String BEGIN = "<!-- benchmarks: begin -->";
  private static final String END = "<!-- benchmarks: end -->";
  private static final int LEAST_ROUNDS = 3;

  private Publication() {}

  /**
   * Writes both.
   *
   * @param run what was measured
   * @param judgements what the limits say of it
   * @param projectTop the folder of README.md
   * @throws IllegalArgumentException if the run is not fit for it: not complete, only a part,
   *     quick, of fewer than three rounds, or of sources that are in no commit; nothing is written
   *     then
   * @throws IOException if README.md has no place for it, in which case nothing is written, or if
   *     something can't be read or written
   */
  public static void publish(Measurements run, List<Judgement> judgements, Path projectTop)
      throws IOException {
    refuseUnfit(run);
    Path readme = projectTop.resolve("README.md");
    String quoting =
        quote(Files.readString(readme, StandardCharsets.UTF_8), readme, run, judgements);
    Path whole = projectTop.resolve("docs").resolve("benchmarks.md");
    Files.createDirectories(projectTop.resolve("docs"));
    Files.writeString(whole, document(run, judgements), StandardCharsets.UTF_8);
    Files.writeString(readme, quoting, StandardCharsets.UTF_8);
  }

  private static void refuseUnfit(Measurements run) {
    String reason =
        !run.complete()
            ? "not all that was planned was measured"
            : !run.selection().isEmpty()
                ? "only a part was measured: " + String.join(" ", run.selection())
                : run.profile().equals("quick")
                    ? "its profile is quick"
                    : Words.rounds(run) < LEAST_ROUNDS
                        ? "it has fewer than " + LEAST_ROUNDS + " rounds of everything"
                        : roundsOfSingleOperations(run) < LEAST_ROUNDS
                            ? "it has fewer than " + LEAST_ROUNDS + " rounds of single operations"
                            : run.version().contains("+")
                                ? "its sources were those of no commit: " + run.version()
                                : "";
    if (!reason.isEmpty()) {
      throw new IllegalArgumentException("This run can't be published: " + reason + ".");
    }
  }

  /** Returns how many everybody has whose single operations were timed. */
  private static int roundsOfSingleOperations(Measurements run) {
    return run.contests().stream()
        .flatMap(contest -> contest.contestants().stream())
        .mapToInt(contestant -> contestant.latencies().size())
        .filter(rounds -> rounds > 0)
        .min()
        .orElse(LEAST_ROUNDS);
  }

  private static String document(Measurements run, List<Judgement> judgements) {
    return "<!-- Written by ./lockstep bench --publish, from the measurements.json of the run that"
        + " began "
        + run.started()
        + ". -->\n\n"
        + "# Benchmarks\n\n"
        + "Every ratio is between two that ran in turn on the same machine: above 1, Lockstep is"
        + " faster. Ours ran twice; what the two differ by is the noise floor, and a difference"
        + " that is not larger is called \"same\". With several settings, the ratio is their"
        + " median. `./lockstep bench"
        + (run.profile().equals("full") ? " --full" : "")
        + "` measures it again and writes an HTML report beside"
        + " its data; `--publish` writes this page from them.\n\n"
        + "The raw data, measurements.json and JMH's own results, with the HTML report, are the"
        + " artifact `lockstep-benchmarks` that the workflow"
        + " [benchmarks](../.github/workflows/benchmarks.yml) leaves, and are attached to each"
        + " release as lockstep-benchmarks.tar.gz.\n\n"
        + Summary.whole(run, judgements);
  }

  private static String quote(
      String readme, Path file, Measurements run, List<Judgement> judgements) throws IOException {
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(
          file + ": there must be two lines, " + BEGIN + " and " + END + ", for the quote");
    }
    return readme.substring(0, begin + BEGIN.length())
        + "\n"
        + Summary.quote(run, judgements)
        + "\nAll numbers: [docs/benchmarks.md](docs/benchmarks.md).\n"
        + readme.substring(end);
  }
}
