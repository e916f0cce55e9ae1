package dev.lockstep.gate;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.CheckRunner;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.twins.Twin;
import dev.lockstep.stress.StressRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Knows how the JVM of a checker is started. */
final class ForkPlans {
  /* Checkers whose checks each run under a scheduler. */
  private static final Set<Checker> SCHEDULED = EnumSet.of(Checker.LINCHECK, Checker.INTERLEAVINGS);

  /* Of how many rules that a twin does not break it meets the checks of such a checker. */
  private static final int UNRELATED_RULES = 1;

  private final Selection selection;
  private final Budgets budgets;

  /** What checkers must have in common to share a JVM. */
  private record Kind(String mainClass, Map<String, String> properties) {}

  ForkPlans(Selection selection, Budgets budgets) {
    this.selection = selection;
    this.budgets = budgets;
  }

  /**
   * Of a checker, against the subject.
   *
   * @param name what its files are called
   * @param entries its checks for a primitive
   */
  ForkPlan ofChecker(String name, Primitive primitive, Checker checker, List<Entry> entries) {
    int seconds = budgets.seconds(selection.tier(), primitive, checker);
    return new ForkPlan(
        name,
        mainClass(checker),
        entries,
        rulesOf(entries, selection.rules()),
        properties(checker, budgets.costs(selection.tier())),
        JvmOptions.quiet(),
        List.of(),
        budgets.watchdog(seconds));
  }

  /**
   * Of the checkers that must kill a twin, and of those that must stay green on it: a JVM for all
   * that can share one.
   *
   * @param twin the twin
   * @param catalogue what there is
   * @param classes the directory of the twin's classes
   */
  List<ForkPlan> ofTwin(Twin twin, Catalogue catalogue, Path classes) {
    Set<Checker> checkers = EnumSet.of(Checker.CONTRACT, Checker.BYTECODE);
    checkers.addAll(twin.killedBy());
    return ofTwin(twin, catalogue, classes, checkers, List.of(), "");
  }

  /** Of the stochastic checkers that may see a twin: only the checks of its rule. */
  List<ForkPlan> ofSightings(Twin twin, Catalogue catalogue, Path classes) {
    Set<Checker> checkers = EnumSet.noneOf(Checker.class);
    checkers.addAll(twin.seenBy());
    return ofTwin(twin, catalogue, classes, checkers, List.of(twin.rule()), "-seen");
  }

  private List<ForkPlan> ofTwin(
      Twin twin,
      Catalogue catalogue,
      Path classes,
      Set<Checker> checkers,
      List<String> rules,
      String suffix) {
    Map<Kind, List<Entry>> kinds = new LinkedHashMap<>();
    Map<Kind, Set<String>> keptTo = new LinkedHashMap<>();
    for (Checker checker : checkers) {
      Kind kind = new Kind(mainClass(checker), properties(checker, budgets.twinCosts()));
      List<Entry> entries = catalogue.checks(Primitive.ofRule(twin.rule()), checker);
      kinds.computeIfAbsent(kind, key -> new ArrayList<>()).addAll(entries);
      keptTo
          .computeIfAbsent(kind, key -> new TreeSet<>(rules))
          .addAll(SCHEDULED.contains(checker) ? brokenAndSample(twin, entries) : Set.of());
    }
    List<ForkPlan> plans = new ArrayList<>();
    kinds.forEach(
        (kind, all) -> {
          Set<String> kept = keptTo.getOrDefault(kind, Set.of());
          List<Entry> entries =
              all.stream()
                  .filter(
                      entry -> kept.isEmpty() || entry.rules().stream().anyMatch(kept::contains))
                  .toList();
          if (!entries.isEmpty()) {
            plans.add(
                new ForkPlan(
                    "twin-" + twin.name() + suffix + "-" + (plans.size() + 1),
                    kind.mainClass(),
                    entries,
                    rulesOf(entries, kept),
                    kind.properties(),
                    JvmOptions.shortLived(),
                    List.of(classes),
                    budgets.watchdog(budgets.twins().seconds())));
          }
        });
    return plans;
  }

  /**
   * Under a scheduler each check costs about a second, so that a twin meets only those of the rules
   * that it breaks, and a sample of the others, which have to stay green; the sample rotates with
   * the seed.
   */
  private Set<String> brokenAndSample(Twin twin, List<Entry> entries) {
    Set<String> broken = new TreeSet<>(twin.also());
    broken.add(twin.rule());
    List<String> others =
        new ArrayList<>(
            entries.stream()
                .filter(entry -> entry.rules().size() == 1)
                .flatMap(entry -> entry.rules().stream())
                .filter(rule -> !broken.contains(rule))
                .distinct()
                .sorted()
                .toList());
    Collections.shuffle(others, new Random(selection.seed() ^ twin.name().hashCode()));
    broken.addAll(others.subList(0, Math.min(UNRELATED_RULES, others.size())));
    return broken;
  }

  private static String mainClass(Checker checker) {
    return (checker == Checker.JCSTRESS ? StressRunner.class : CheckRunner.class).getName();
  }

  private Map<String, String> properties(Checker checker, Map<String, String> costs) {
    Map<String, String> properties = new TreeMap<>(costs);
    properties.put(Subjects.PROPERTY, selection.subject());
    properties.put("lockstep.seed", Long.toString(selection.seed()));
    properties.put("java.awt.headless", "true");
    properties.put("lockstep.oracles.required", Boolean.toString(selection.requireOracles()));
    properties.putAll(budgets.properties(checker));
    return properties;
  }

  /** A runner refuses a rule that none of its checks names. */
  private static List<String> rulesOf(List<Entry> entries, Set<String> asked) {
    return asked.stream()
        .filter(rule -> entries.stream().anyMatch(entry -> entry.rules().contains(rule)))
        .sorted()
        .toList();
  }
}
