package dev.lockstep.kit.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.InconsistencyException;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.subject.Subjects;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the checks of some classes in this JVM, through the JUnit Platform, and appends what they
 * found to a file of JSON lines. Exits with 0 if all ran to their ends, whatever they found.
 */
@Command(
    name = "check-runner",
    description = "Runs checks and appends their results to a file of JSON lines.",
    mixinStandardHelpOptions = true)
public final class CheckRunner implements Callable<Integer> {
  @Option(
      names = "--checks",
      required = true,
      split = ",",
      description = "the classes of checks, by full or simple name, or checks: Class.member")
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

  private List<Entry> inventory;

  private CheckRunner(List<Entry> inventory) {
    this.inventory = inventory;
  }

  /** Runs the command and ends this JVM, also if a check has left threads behind. */
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
    int code = run(List.of(), err, arguments);
    err.flush();
    return code;
  }

  /**
   * Runs the command.
   *
   * @param inventory all checks; if it is empty, what the arguments say, or what is found
   */
  static int run(List<Entry> inventory, PrintWriter err, String... arguments) {
    return new CommandLine(new CheckRunner(inventory))
        .setErr(err)
        .setParameterExceptionHandler(
            (exception, args) -> {
              err.println(exception.getMessage());
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              err.println(describe(exception));
              return CommandLine.ExitCode.SOFTWARE;
            })
        .execute(arguments);
  }

  private static String describe(Exception exception) {
    return exception instanceof RunException || exception instanceof InconsistencyException
        ? String.valueOf(exception.getMessage())
        : "The runner itself failed:\n" + FailureText.of(exception);
  }

  @Override
  public Integer call() throws IOException {
    Subjects.ACTIVE.name(); // an unknown subject fails here, not inside of a check
    if (inventory.isEmpty()) {
      inventory = inventoryFile == null ? Inventory.scan() : Inventory.read(inventoryFile);
    }
    List<Entry> selected = select();
    try (ResultFile file = new ResultFile(out)) {
      List<Entry> offered = writeNotOffered(selected, file);
      if (!offered.isEmpty()) {
        launch(offered, file);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private List<Entry> select() {
    for (String name : classes) {
      if (inventory.stream().noneMatch(entry -> isOf(entry, name))) {
        throw new RunException("--checks: there is no check or class of checks called " + name);
      }
    }
    for (String rule : rules) {
      if (inventory.stream().noneMatch(entry -> entry.rules().contains(rule))) {
        throw new RunException("--rules: no check names the rule " + rule);
      }
    }
    List<Entry> selected =
        inventory.stream()
            .filter(entry -> classes.stream().anyMatch(name -> isOf(entry, name)))
            .filter(entry -> rules.isEmpty() || entry.rules().stream().anyMatch(rules::contains))
            .toList();
    if (selected.isEmpty()) {
      throw new RunException(
          "No check of " + String.join(", ", classes) + " names " + String.join(", ", rules));
    }
    Optional<Entry> stress =
        selected.stream().filter(entry -> entry.checker() == Checker.JCSTRESS).findFirst();
    if (stress.isPresent()) {
      throw new RunException(stress.get().className() + " is run by jcstress, not by this runner");
    }
    return selected;
  }

  private static boolean isOf(Entry entry, String name) {
    return entry.className().equals(name)
        || entry.check().equals(name)
        || entry.className().substring(entry.className().lastIndexOf('.') + 1).equals(name);
  }

  private static List<Entry> writeNotOffered(List<Entry> selected, ResultFile file) {
    List<Entry> offered = new ArrayList<>();
    for (Entry entry : selected) {
      Optional<String> reason = NotOffered.reason(entry.rules());
      if (reason.isEmpty()) {
        offered.add(entry);
        continue;
      }
      file.started(entry.check());
      file.finished(
          new CheckResult(
              entry.primitive().id(),
              entry.checker().id(),
              entry.check(),
              entry.rules(),
              CheckResult.Status.NOT_OFFERED,
              0,
              0,
              reason.get()));
    }
    return offered;
  }

  private static void launch(List<Entry> entries, ResultFile file) {
    CheckListener listener = new CheckListener(entries, file);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(entries.stream().map(CheckRunner::selector).toList())
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .configurationParameter("jqwik.database", "")
            .configurationParameter("jqwik.reporting.onlyfailures", "true")
            .configurationParameter("jqwik.reporting.usejunitplatform", "true")
            .configurationParameter("jqwik.tries.default", String.valueOf(Cost.CONTRACT_TRIES))
            .build();
    LauncherFactory.create().execute(request, listener);
    listener.verifyComplete();
  }

  private static DiscoverySelector selector(Entry entry) {
    Class<?> type = load(entry.className());
    List<Method> methods = methods(type, entry.member());
    if (methods.size() != 1) {
      throw new RunException(
          entry.check()
              + " was not found as one method of "
              + entry.className()
              + "; found: "
              + methods.size());
    }
    return DiscoverySelectors.selectMethod(type, methods.get(0));
  }

  /** Of the class itself or, if it has none, of the nearest class above that has. */
  private static List<Method> methods(Class<?> type, String name) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      List<Method> found =
          Arrays.stream(at.getDeclaredMethods())
              .filter(method -> method.getName().equals(name) && !method.isSynthetic())
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, CheckRunner.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new RunException("The class " + name + " of the inventory can't be loaded: " + e);
    }
  }
}
