package dev.lockstep.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.InconsistencyException;
import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.run.Inventory;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.run.Parent;
import dev.lockstep.kit.run.ResultFile;
import dev.lockstep.kit.subject.Subjects;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs jcstress tests, each in JVMs of its own, and appends what they found to a file of JSON
 * lines. Exits with 0 if all ran to their ends, whatever they found; a test that could not run is a
 * failed result, and the exit code says so too.
 */
@Command(
    name = "stress-runner",
    description = "Runs jcstress tests and appends their results to a file of JSON lines.",
    mixinStandardHelpOptions = true)
public final class StressRunner implements Callable<Integer> {
  @Spec private CommandLine.Model.@Nullable CommandSpec command;

  @Option(
      names = "--checks",
      required = true,
      split = ",",
      description = "the classes of checks, by full or simple name")
  private List<String> classes = new ArrayList<>();

  @Option(
      names = "--rules",
      split = ",",
      description = "only the checks that name one of these rules")
  private List<String> rules = new ArrayList<>();

  @Option(names = "--out", required = true, description = "the file that results are appended to")
  private Path out = Path.of("");

  @Option(
      names = "--inventory",
      description = "a file that lists all checks; without it the class path is searched for them")
  private @Nullable Path inventoryFile;

  @Option(names = "--report", description = "a directory for jcstress's own report in HTML")
  private @Nullable Path report;

  private List<Entry> inventory;

  private StressRunner(List<Entry> inventory) {
    this.inventory = inventory;
  }

  /** Runs the command and ends this JVM. */
  public static void main(String[] arguments) {
    Parent.endWithIt();
    System.exit(run(arguments));
  }

  /**
   * Runs the command.
   *
   * @return the exit code
   */
  public static int run(String... arguments) {
    PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, UTF_8), true);
    return run(List.of(), err, arguments);
  }

  /**
   * Runs the command.
   *
   * @param inventory all checks; if it is empty, what the arguments say, or what is found
   */
  static int run(List<Entry> inventory, PrintWriter err, String... arguments) {
    return new CommandLine(new StressRunner(inventory))
        .setErr(err)
        .setParameterExceptionHandler(
            (exception, args) -> {
              err.println(exception.getMessage());
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (exception, failed, parsed) -> {
              if (exception instanceof InconsistencyException) {
                err.println(exception.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
              }
              throw exception;
            })
        .execute(arguments);
  }

  @Override
  public Integer call() throws Exception {
    Subjects.ACTIVE.name(); // an unknown subject fails here, not inside of a test
    if (inventory.isEmpty()) {
      inventory = inventoryFile == null ? Inventory.scan() : Inventory.read(inventoryFile);
    }
    List<Entry> selected = select();
    List<String> notRun = new ArrayList<>();
    try (ResultFile file = new ResultFile(out);
        StressRun run = new StressRun()) {
      for (Entry entry : selected) {
        file.started(entry.check());
        CheckResult result = check(run, entry);
        file.finished(result);
        if (result.status() == Status.FAILED && result.executions() == 0) {
          notRun.add(entry.check());
        }
      }
      if (report != null) {
        run.writeReport(report);
      }
    }
    if (notRun.isEmpty()) {
      return CommandLine.ExitCode.OK;
    }
    System.err.println("Did not run to its end: " + String.join(", ", notRun));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static CheckResult check(StressRun run, Entry entry) throws Exception {
    Optional<String> notOffered = NotOffered.reason(entry.rules());
    if (notOffered.isPresent()) {
      return result(entry, new StressRun.Finding(Status.NOT_OFFERED, 0, 0, notOffered.get()));
    }
    return result(entry, run.run(entry.className() + "." + entry.member()));
  }

  private static CheckResult result(Entry entry, StressRun.Finding finding) {
    String message = finding.message();
    if (finding.status() == Status.FAILED) {
      message += "\n" + replay(entry);
    }
    return new CheckResult(
        entry.primitive().id(),
        entry.checker().id(),
        entry.check(),
        entry.rules(),
        finding.status(),
        finding.samples(),
        finding.seconds(),
        message);
  }

  private static String replay(Entry entry) {
    return "Replay: "
        + StressRunner.class.getName()
        + " --checks "
        + entry.className()
        + " --rules "
        + entry.rules().get(0)
        + " --out FILE, in a JVM with the same class path and the properties "
        + String.join(" ", StressRun.inheritedProperties())
        + "; schedules are the machine's, so there is no seed: raise"
        + " -Dlockstep.cost.jcstress.iterations to see it more surely.";
  }

  private List<Entry> select() {
    for (String name : classes) {
      if (inventory.stream().noneMatch(entry -> isOf(entry, name))) {
        throw badUse("--checks: no class of jcstress tests is called " + name);
      }
    }
    for (String rule : rules) {
      if (inventory.stream().noneMatch(entry -> entry.rules().contains(rule))) {
        throw badUse("--rules: no check names the rule " + rule);
      }
    }
    List<Entry> selected =
        inventory.stream()
            .filter(entry -> classes.stream().anyMatch(name -> isOf(entry, name)))
            .filter(entry -> rules.isEmpty() || entry.rules().stream().anyMatch(rules::contains))
            .toList();
    if (selected.isEmpty()) {
      throw badUse(
          "No test of " + String.join(", ", classes) + " names " + String.join(", ", rules));
    }
    return selected;
  }

  private static boolean isOf(Entry entry, String name) {
    return entry.checker() == Checker.JCSTRESS
        && (entry.className().equals(name) || entry.className().endsWith("." + name));
  }

  private ParameterException badUse(String message) {
    if (command == null) {
      throw new IllegalStateException("picocli sets the command before it calls: " + message);
    }
    return new ParameterException(command.commandLine(), message);
  }
}
