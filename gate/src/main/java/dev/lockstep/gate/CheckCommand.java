package dev.lockstep.gate;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subjects;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job: reads the options, runs the gate and tells its verdict. */
@Command(
    name = "check",
    description = "Runs the checkers and their broken twins, and writes the evidence.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Lockstep.Version.class)
final class CheckCommand implements Callable<Integer> {
  @Option(
      names = "--tier",
      paramLabel = "TIER",
      description =
          "quick (default): the deterministic checks, the twins of what changed and a sample of the"
              + " others; ci: everything; nightly: everything in rounds, at greater cost")
  private String tier = "quick";

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PRIMITIVE",
      description = "only these primitives, such as lock,semaphore")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--checker",
      split = ",",
      paramLabel = "CHECKER",
      description =
          "only these checkers, in any tier and without twins: contract, oracle, lincheck,"
              + " interleavings, virtual, jcstress, bytecode")
  private List<String> checkers = new ArrayList<>();

  @Option(
      names = "--rule",
      split = ",",
      paramLabel = "RULE",
      description = "only the checks and twins of these rules, such as LCK-12")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--twin",
      split = ",",
      paramLabel = "TWIN",
      description = "only these broken twins, and no checks beside")
  private List<String> twins = new ArrayList<>();

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description =
          "whose primitives are checked: lockstep (default), shared-memory, java.util.concurrent,"
              + " or a provider's name")
  private String subject = Subjects.OURS;

  @Option(
      names = "--subject-path",
      paramLabel = "PATH",
      description = "the jars and directories of the subject's classes")
  private @Nullable String subjectPath;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "what everything random is derived from; without it a new one is drawn")
  private @Nullable Long seed;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      description =
          "with tier nightly: how long to go on with new rounds, such as 3600, 90s, 30m or 8h;"
              + " without it one round is run")
  private @Nullable String budget;

  @Option(
      names = "--require-oracles",
      description = "a live interpreter that is missing is a failure")
  private boolean requireOracles;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where the evidence goes; without it target/lockstep")
  private @Nullable Path out;

  @Override
  public Integer call() throws InterruptedException {
    Project project = Project.here();
    Selection selection = selection(project);
    Budgets budgets = Budgets.load();
    Catalogue catalogue = Catalogues.load();
    requireKnown(selection, catalogue);
    Map<String, Gaps> gaps = new TreeMap<>();
    for (String each : subjects(selection)) {
      gaps.put(each, SubjectLoader.gaps(each, selection.subjectPath(), budgets.subjectLimit()));
    }
    try (OutputDirectory output = OutputDirectory.open(selection.out())) {
      return new Gate(selection, catalogue, budgets, project, gaps, output).run();
    } catch (IOException e) {
      throw new CouldNotRun("can't go on: " + Reason.of(e), e);
    }
  }

  /** With ours also its second backend. */
  private static Set<String> subjects(Selection selection) {
    return selection.subject().equals(Subjects.OURS)
        ? Set.of(Subjects.OURS, Subjects.SHARED_MEMORY)
        : Set.of(selection.subject());
  }

  private Selection selection(Project project) {
    Tier chosen =
        Arrays.stream(Tier.values())
            .filter(each -> each.id().equals(tier))
            .findFirst()
            .orElseThrow(() -> unknown("tier", tier, names(Tier.values(), Tier::id)));
    long chosenSeed = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
    return new Selection(
        chosen,
        chosen(only, "primitive", Primitive.values(), Primitive::id),
        chosen(checkers, "checker", Checker.values(), Checker::id),
        new LinkedHashSet<>(rules),
        new LinkedHashSet<>(twins),
        subject,
        subjectPaths(),
        chosenSeed,
        budget(chosen),
        requireOracles,
        out == null ? project.top().resolve("target").resolve("lockstep") : out);
  }

  private static <T> Set<T> chosen(
      List<String> names, String kind, T[] all, Function<T, String> id) {
    Set<T> chosen = new LinkedHashSet<>();
    for (String name : names) {
      chosen.add(
          Arrays.stream(all)
              .filter(each -> id.apply(each).equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(kind, name, names(all, id))));
    }
    return chosen;
  }

  private static <T> String names(T[] all, Function<T, String> id) {
    return Arrays.stream(all).map(id).collect(Collectors.joining(", "));
  }

  private static BadUse unknown(String kind, String name, String names) {
    return new BadUse("there is no " + kind + " \"" + name + "\"; there are: " + names);
  }

  private @Nullable Duration budget(Tier chosen) {
    if (budget == null) {
      return null;
    }
    if (chosen != Tier.NIGHTLY) {
      throw new BadUse("--budget goes with --tier nightly, not with " + chosen.id());
    }
    Duration time = Amount.parse(budget);
    if (time == null) {
      throw new BadUse("--budget \"" + budget + "\" is no time; write 3600, 90s, 30m or 8h");
    }
    return time;
  }

  private List<Path> subjectPaths() {
    List<Path> paths = new ArrayList<>();
    for (String entry :
        subjectPath == null ? new String[0] : subjectPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (entry.isEmpty() || !Files.exists(path)) {
        throw new BadUse("--subject-path: there is no \"" + entry + "\"");
      }
      paths.add(path);
    }
    return paths;
  }

  private static void requireKnown(Selection selection, Catalogue catalogue) {
    for (String rule : selection.rules()) {
      if (catalogue.rule(rule).isEmpty()) {
        throw new BadUse("there is no rule \"" + rule + "\"; docs/rules lists them all");
      }
    }
    for (String twin : selection.twins()) {
      // What could not be read is reported as such by the run.
      if (catalogue.twin(twin).isEmpty() && catalogue.inconsistencies().isEmpty()) {
        throw new BadUse("there is no twin \"" + twin + "\"; the patches are in conformance-kit");
      }
    }
    boolean nothing =
        !selection.rules().isEmpty()
            && new Plan(selection, catalogue, Budgets.load(), Map.of()).checkers(1).isEmpty()
            && !selection.checkers().isEmpty();
    if (nothing) {
      throw new BadUse("no check of these checkers and primitives names these rules");
    }
  }
}
