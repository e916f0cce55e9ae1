package dev.lockstep.gate;

import dev.lockstep.benchmarks.report.CompareReport;
import dev.lockstep.benchmarks.report.HtmlReport;
import dev.lockstep.benchmarks.report.Publication;
import dev.lockstep.benchmarks.report.Summary;
import dev.lockstep.benchmarks.run.Floors;
import dev.lockstep.benchmarks.run.Jdk;
import dev.lockstep.benchmarks.run.Judge;
import dev.lockstep.benchmarks.run.Judgement;
import dev.lockstep.benchmarks.run.Judgement.Outcome;
import dev.lockstep.benchmarks.run.Limits;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.MeasurementsFile;
import dev.lockstep.benchmarks.run.Output;
import dev.lockstep.benchmarks.run.Outside;
import dev.lockstep.benchmarks.run.Plan;
import dev.lockstep.benchmarks.run.Run;
import dev.lockstep.benchmarks.run.Watcher;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jline.utils.Levenshtein;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the primitives beside their peers. */
@Command(
    name = "bench",
    description =
        "Measures the primitives beside their peers, in turns, and says which is faster outside"
            + " the noise.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Lockstep.Version.class)
final class BenchCommand implements Callable<Integer> {
  private static final int NEAREST = 3;

  /** How much; without one of these the profile is standard. */
  static final class Amounts {
    @Option(
        names = "--quick",
        description = "one round of the base configurations: some 20 minutes")
    private boolean quick;

    @Option(names = "--full", description = "three longer rounds of all configurations: a night")
    private boolean full;
  }

  @Option(
      names = "--only",
      split = ",",
      arity = "1..*",
      paramLabel = "WORD",
      description =
          "only these primitives (Lock), works (HandOff) or works of a primitive (Lock.HandOff)")
  private List<String> only = new ArrayList<>();

  @ArgGroup private @Nullable Amounts amounts;

  @Option(
      names = "--jdk",
      split = ",",
      arity = "1..*",
      paramLabel = "PATH",
      description = "the JDKs to measure on, in turns; without it the one that runs this")
  private List<Path> jdks = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where the measurements go; without it target/lockstep-bench")
  private @Nullable Path out;

  @Option(
      names = "--continue",
      description =
          "goes on with the run that ended early there: measures what is missing or has failed")
  private boolean goOn;

  @Option(names = "--list", description = "only says what would be measured, and how long it takes")
  private boolean list;

  @Option(
      names = "--report",
      description = "measures nothing: writes the report and the summary of a run that was kept")
  private boolean report;

  @Option(
      names = "--publish",
      description =
          "measures nothing: writes docs/benchmarks.md and the README's quote of a run that was"
              + " kept")
  private boolean publish;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "which run --report and --publish take; without it that in --out")
  private @Nullable Path from;

  @Option(
      names = "--compare",
      arity = "2",
      paramLabel = "FILE",
      description = "measures nothing: lays two runs side by side on one page")
  private List<Path> compare = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    Project project = Project.here();
    Path directory = out == null ? project.top().resolve("target").resolve("lockstep-bench") : out;
    if (report || publish || !compare.isEmpty()) {
      return write(project, directory);
    }
    if (from != null) {
      throw new BadUse("--from goes with --report or --publish");
    }
    requireKnown(only, Plan.names());
    Measurements before = goOn ? before(directory) : null;
    Plan plan =
        before == null ? Plan.of(profile(), only) : Plan.of(before.profile(), before.selection());
    List<Jdk> chosen = chosenJdks();
    if (list) {
      plan.lines(chosen).forEach(System.out::println);
      return Exit.PASSED;
    }
    try (Output output = open(directory, goOn)) {
      return measure(plan, chosen, outside(plan.name(), project, output), output, project, before);
    } catch (IOException e) {
      throw new CouldNotRun(
          "can't go on: " + Reason.of(e) + "; what was measured is in " + directory, e);
    }
  }

  /** Writes what there is to say of runs that were kept. */
  private int write(Project project, Path directory) {
    if (amounts != null || !only.isEmpty() || !jdks.isEmpty() || list || goOn) {
      throw new BadUse(
          "--report, --publish and --compare measure nothing: --only, --quick, --full,"
              + " --jdk, --continue and --list do not go with them");
    }
    try {
      if (!compare.isEmpty()) {
        if (report || publish || from != null) {
          throw new BadUse("--compare goes alone: it has its own page");
        }
        Files.createDirectories(directory);
        Path page = directory.resolve("compare.html");
        CompareReport.write(
            MeasurementsFile.read(compare.get(0)), MeasurementsFile.read(compare.get(1)), page);
        System.out.println("Written: " + page);
        return Exit.PASSED;
      }
      Path file = from == null ? directory.resolve("measurements.json") : from;
      Measurements run = MeasurementsFile.read(file);
      if (report) {
        Files.createDirectories(directory);
        writeReport(run, Judge.judge(run, Limits.load()), directory);
      }
      if (publish) {
        Publication.publish(run, Judge.judge(run, Limits.load()), project.top());
        System.out.println("Written: docs/benchmarks.md and the quote in README.md");
      }
      return Exit.PASSED;
    } catch (IllegalArgumentException e) {
      throw new BadUse(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new CouldNotRun(Reason.of(e), e);
    }
  }

  private static void writeReport(Measurements run, List<Judgement> judgements, Path directory)
      throws IOException {
    Path page = directory.resolve("report.html");
    Path summary = directory.resolve("summary.md");
    HtmlReport.write(run, judgements, page);
    Files.writeString(summary, Summary.of(run));
    System.out.println("Written: " + page + " and " + summary);
  }

  private String profile() {
    if (amounts != null && amounts.quick) {
      return "quick";
    }
    return amounts != null && amounts.full ? "full" : "standard";
  }

  /** Throws if a word names nothing, and tells those names that are most like it. */
  static void requireKnown(List<String> words, Collection<String> names) {
    for (String word : words) {
      if (names.stream().noneMatch(word::equalsIgnoreCase)) {
        List<String> nearest =
            names.stream()
                .sorted(Comparator.comparingInt(name -> distance(word, name)))
                .limit(NEAREST)
                .toList();
        throw new BadUse(
            "--only: there is no \"" + word + "\"; the nearest are: " + String.join(", ", nearest));
      }
    }
  }

  private static int distance(String word, String name) {
    return Levenshtein.distance(word.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
  }

  private List<Jdk> chosenJdks() throws InterruptedException {
    if (jdks.isEmpty()) {
      return List.of(Jdk.here());
    }
    List<Jdk> chosen = new ArrayList<>();
    for (Path each : jdks) {
      Jdk jdk;
      try {
        jdk = Jdk.at(each);
      } catch (IllegalArgumentException e) {
        throw new BadUse("--jdk: " + e.getMessage());
      }
      if (chosen.stream().anyMatch(other -> other.id().equals(jdk.id()))) {
        throw new BadUse("--jdk: " + each + " is " + jdk.id() + ", which is there already");
      }
      chosen.add(jdk);
    }
    return chosen;
  }

  /** Returns the run that is to go on. */
  private Measurements before(Path directory) {
    if (amounts != null || !only.isEmpty()) {
      throw new BadUse(
          "--continue measures what the run before was to measure: --only, --quick and --full do"
              + " not go with it");
    }
    try {
      return MeasurementsFile.read(directory.resolve("measurements.json"));
    } catch (IOException e) {
      throw new CouldNotRun(Reason.of(e), e);
    }
  }

  private static Output open(Path directory, boolean again) {
    try {
      return again ? Output.reopen(directory) : Output.open(directory);
    } catch (IOException e) {
      throw new CouldNotRun("can't write to " + directory + ": " + Reason.of(e), e);
    }
  }

  /** Interpreters take longer than a first look is to take. */
  private static Outside outside(String profile, Project project, Output output) {
    if (profile.equals("quick")) {
      return Outside.nobody();
    }
    Jdk here = Jdk.here();
    return BenchInterpreters.of(
        project,
        output.path().resolve("interpreters"),
        here.home().resolve("bin").resolve("java"),
        here.feature());
  }

  private static int measure(
      Plan plan,
      List<Jdk> jdks,
      Outside outside,
      Output output,
      Project project,
      @Nullable Measurements before)
      throws IOException, InterruptedException {
    String version =
        Tools.lockstep() + project.git().commit().map(commit -> " (" + commit + ")").orElse("");
    PrintStream to = System.out;
    Progress progress =
        new Progress("measuring", to, System.err, Boolean.getBoolean("lockstep.terminal"));
    Run run;
    try {
      run = new Run(plan, jdks, outside, output, version, before, watcher(progress));
    } catch (IllegalArgumentException e) {
      throw new BadUse(String.valueOf(e.getMessage()));
    }
    Thread interruption =
        new Thread(
            () -> {
              run.stop();
              progress.close();
              System.err.println(
                  "Interrupted; what was measured until then is in " + output.measurements());
            });
    Runtime.getRuntime().addShutdownHook(interruption);
    Run.Result result;
    try (progress) {
      result = run.measure();
    } catch (InterruptedException e) {
      return Exit.INTERRUPTED; // the hook has said so
    } finally {
      remove(interruption);
    }
    List<Judgement> judgements = Judge.judge(result.measurements(), Limits.load());
    summary(result, judgements).forEach(to::println);
    writeReport(result.measurements(), judgements, output.path());
    to.println("Everything is in " + output.path() + ".");
    return exitCode(result, judgements);
  }

  private static void remove(Thread interruption) {
    try {
      Runtime.getRuntime().removeShutdownHook(interruption);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook is at work.
    }
  }

  private static Watcher watcher(Progress progress) {
    return new Watcher() {
      @Override
      public void begin(double seconds) {
        progress.begin(seconds, 1);
      }

      @Override
      public void advance(double seconds) {
        progress.advance(seconds);
      }

      @Override
      public void say(String line) {
        progress.say(line);
      }

      @Override
      public void ended(String line) {
        progress.ended(line);
      }
    };
  }

  /** Returns what has to be looked at, and how many limits are kept. */
  static List<String> summary(Run.Result result, List<Judgement> judgements) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    result.measurements().notMeasured().forEach(each -> lines.add("NOT MEASURED " + each));
    Floors.beaten(result.measurements()).forEach(each -> lines.add("WARNING " + each));
    judgements.stream()
        .filter(each -> each.outcome() != Outcome.KEPT && each.outcome() != Outcome.NOT_CERTAIN)
        .sorted(Comparator.comparing(Judgement::outcome))
        .forEach(each -> lines.add(each.line()));
    lines.add(
        String.format(
            Locale.ROOT,
            "Limits: %d kept, %d kept but not certain, %d out of reach, %d undecided, %d not judged,"
                + " %d tripped, %d broken.",
            count(judgements, Outcome.KEPT),
            count(judgements, Outcome.NOT_CERTAIN),
            count(judgements, Outcome.OUT_OF_REACH),
            count(judgements, Outcome.UNDECIDED),
            count(judgements, Outcome.NOT_JUDGED),
            count(judgements, Outcome.TRIPPED),
            count(judgements, Outcome.BROKEN)));
    return lines;
  }

  private static long count(List<Judgement> judgements, Outcome outcome) {
    return judgements.stream().filter(each -> each.outcome() == outcome).count();
  }

  /** A time never fails a run: who measures beside other work would see it fail by chance. */
  static int exitCode(Run.Result result, List<Judgement> judgements) {
    return result.failures().isEmpty() && count(judgements, Outcome.BROKEN) == 0
        ? Exit.PASSED
        : Exit.FAILED;
  }
}
