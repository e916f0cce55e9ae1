package dev.lockstep.gate;

import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subjects;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Runs what was selected, writes what was found and says the verdict. */
final class Gate {
  private final Selection selection;
  private final Catalogue catalogue;
  private final Budgets budgets;
  private final Project project;
  private final Map<String, Gaps> gaps;
  private final OutputDirectory output;
  private final PrintStream out = System.out;

  /**
   * Creates it.
   *
   * @param gaps what each subject declares not to offer, by its name
   */
  Gate(
      Selection selection,
      Catalogue catalogue,
      Budgets budgets,
      Project project,
      Map<String, Gaps> gaps,
      OutputDirectory output) {
    this.selection = selection;
    this.catalogue = catalogue;
    this.budgets = budgets;
    this.project = project;
    this.gaps = Map.copyOf(gaps);
    this.output = output;
  }

  /**
   * Runs it.
   *
   * @return the exit code
   */
  int run() throws IOException, InterruptedException {
    Setting setting = setting();
    Ledger ledger = new Ledger(setting);
    Forks forks = new Forks(output.forks(), classPath(), catalogue.checks());
    Keeper keeper =
        new Keeper(output, catalogue, Objects.requireNonNull(gaps.get(selection.subject())));
    Progress progress =
        new Progress("checking", out, System.err, Boolean.getBoolean("lockstep.terminal"));
    Thread hook =
        new Thread(
            new Interruption(ledger, forks, progress, keeper, output, System.err), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    out.println(header(setting));
    Findings findings;
    try (progress) {
      new GateRun(
              selection, catalogue, budgets, gaps, project, output.twins(), forks, ledger, progress)
          .run();
      findings = ledger.close(true);
    } catch (IOException | InterruptedException | RuntimeException e) {
      List<String> left = forks.endAll();
      if (!salvage(ledger, keeper, left)) {
        return Exit.INTERRUPTED; // whose JVMs were killed under it; that has been said
      }
      throw e;
    }
    List<String> left = forks.endAll();
    return findings == null ? Exit.INTERRUPTED : conclude(findings, keeper, left);
  }

  /**
   * The gate can't go on, and whoever called is told why; what it has found so far is kept.
   *
   * @param left what else went wrong, a line each
   * @return false if an interruption has done so already
   */
  private boolean salvage(Ledger ledger, Keeper keeper, List<String> left) {
    Findings findings = ledger.close(false);
    if (findings == null) {
      return false;
    }
    List<String> problems = new ArrayList<>(left);
    problems.addAll(keeper.keep(findings));
    new EndTable(findings).lines().forEach(out::println);
    out.println(
        "Not all was run; nothing was passed. What was found so far is in " + output.path());
    problems.forEach(problem -> System.err.println("lockstep: " + problem));
    return true;
  }

  private int conclude(Findings findings, Keeper keeper, List<String> left) {
    List<String> problems = new ArrayList<>(left);
    problems.addAll(keeper.keep(findings));
    EndTable table = new EndTable(findings);
    table.lines().forEach(out::println);
    out.println();
    try {
      out.println(matrix().write(selection, findings, catalogue));
    } catch (IOException e) {
      problems.add("can't write " + Reason.of(e));
    }
    if (!selection.subject().equals(Subjects.OURS)) {
      out.println("What " + selection.subject() + " offers: " + output.matrix());
    }
    out.println("Evidence, JUnit XML and report: " + output.path());
    out.println(table.verdict());
    out.flush();
    problems.forEach(problem -> System.err.println("lockstep: " + problem));
    if (!findings.passed()) {
      return Exit.FAILED;
    }
    return problems.isEmpty() ? Exit.PASSED : Exit.COULD_NOT_RUN;
  }

  private MatrixFile matrix() {
    return new MatrixFile(project.matrix(), gaps.get(Subjects.SHARED_MEMORY));
  }

  private Setting setting() {
    return new Setting(
        Tools.lockstep(),
        selection.tier().id(),
        selection.subject(),
        selection.seed(),
        filters(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        project.git().commit().orElse(null),
        Machine.here(),
        Tools.versions(),
        budgets.costs(selection.tier()),
        budgets.twinCosts());
  }

  private List<String> filters() {
    List<String> filters = new ArrayList<>();
    selection.only().forEach(primitive -> filters.add("--only " + primitive.id()));
    selection.checkers().forEach(checker -> filters.add("--checker " + checker.id()));
    selection.rules().forEach(rule -> filters.add("--rule " + rule));
    selection.twins().forEach(twin -> filters.add("--twin " + twin));
    return filters;
  }

  private static String header(Setting setting) {
    Machine machine = setting.machine();
    String commit = setting.commit();
    String sources =
        commit == null
            ? "unknown commit"
            : "commit "
                + commit.substring(0, Math.min(12, commit.length()))
                + (commit.endsWith("+") ? " with changes" : "");
    return String.join(
        " · ",
        "Lockstep " + setting.version(),
        "tier " + setting.tier(),
        "seed " + setting.seed(),
        "subject " + setting.subject(),
        "JDK " + machine.jdk(),
        machine.cores() + " cores",
        sources);
  }

  private List<String> classPath() {
    Stream<String> ours =
        Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toAbsolutePath().toString());
    return Stream.concat(ours, selection.subjectPath().stream().map(Path::toString)).toList();
  }
}
