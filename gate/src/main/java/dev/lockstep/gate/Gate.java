package dev.lockstep.gate;

import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Runs what was selected, writes what was found and says the verdict. */
final class Gate {
  private final Selection selection;
  private final Catalogue catalogue;
  private final Budgets budgets;
  private final Project project;
  private final OutputDirectory output;
  private final PrintStream out = System.out;

  Gate(
      Selection selection,
      Catalogue catalogue,
      Budgets budgets,
      Project project,
      OutputDirectory output) {
    this.selection = selection;
    this.catalogue = catalogue;
    this.budgets = budgets;
    this.project = project;
    this.output = output;
  }

  /**
   * Runs it.
   *
   * @param subject whose primitives are checked
   * @return the exit code
   */
  int run(Subject subject) throws IOException, InterruptedException {
    Setting setting = setting();
    Ledger ledger = new Ledger(setting);
    Forks forks = new Forks(output.forks(), classPath());
    Progress progress = new Progress(out, System.err, Boolean.getBoolean("lockstep.terminal"));
    Thread hook =
        new Thread(
            new Interruption(ledger, forks, progress, output.evidence(), System.err),
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    out.println(header(setting));
    Findings findings;
    try (progress) {
      new GateRun(
              selection,
              catalogue,
              budgets,
              new Gaps(subject.notOffered()),
              project,
              output.twins(),
              forks,
              ledger,
              progress)
          .run();
      findings = Objects.requireNonNull(ledger.close(true), "interrupted");
    } finally {
      forks.killAll();
    }
    return conclude(findings);
  }

  private int conclude(Findings findings) throws IOException {
    EvidenceFile.write(findings, output.evidence());
    JUnitXml.write(findings, output.junit());
    HtmlReport.write(findings, catalogue, output.report());
    EndTable table = new EndTable(findings);
    table.lines().forEach(out::println);
    out.println();
    out.println(new MatrixFile(project.matrix()).write(selection, findings, catalogue));
    out.println("Evidence, JUnit XML and report: " + output.path());
    out.println(table.verdict());
    return findings.passed() ? Exit.PASSED : Exit.FAILED;
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
