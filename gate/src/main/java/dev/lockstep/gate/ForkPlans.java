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
import java.util.function.Function;

/** Knows how the JVM of a checker is started. */
final class ForkPlans {
  /*
   * Checkers each of whose checks takes long: with interpreters, under a scheduler, or with very
   * many threads.
   */
  private static final Set<Checker> COSTLY =
      EnumSet.of(Checker.ORACLE, Checker.LINCHECK, Checker.INTERLEAVINGS, Checker.VIRTUAL);

  /* Checkers that need what the optimizing compiler makes of the subject. */
  private static final Set<Checker> RUN_HOT = EnumSet.of(Checker.CONTRACT, Checker.JCSTRESS);

  /* How many checks of the contract for rules that it does not break a twin meets. */
  private static final int UNRELATED = 1;

  /*
   * One of so many twins meets such checks of bytecode, and one of each costly checker that kills it,
   * too: those that stay green take longer than those that kill.
   */
  private static final int TWINS_PER_MORE_UNRELATED = 8;

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
        false,
        properties(selection.subject(), checker, budgets.costs(selection.tier())),
        RUN_HOT.contains(checker) ? JvmOptions.checking() : JvmOptions.shortLived(),
        List.of(),
        budgets.watchdog(seconds),
        budgets.startLimit(),
        checker != Checker.CONTRACT);
  }

  /**
   * Of a checker, against a second subject: all its primitives share a JVM as far as they can.
   *
   * @param name what its files are called
   * @param subject the subject
   * @param entries its checks for a primitive
   * @param seconds how long they may take
   */
  ForkPlan ofSecond(
      String name, String subject, Checker checker, List<Entry> entries, int seconds) {
    boolean byCheckRunner = mainClass(checker).equals(CheckRunner.class.getName());
    return new ForkPlan(
        name,
        mainClass(checker),
        entries,
        rulesOf(entries, selection.rules()),
        byCheckRunner,
        properties(subject, checker, budgets.sharedMemoryCosts(selection.tier())),
        JvmOptions.shortLived(),
        List.of(),
        budgets.watchdog(seconds),
        budgets.startLimit(),
        byCheckRunner);
  }

  /**
   * Of the checkers that must kill a twin, and of those that must stay green on it, save the costly
   * ones: a JVM for all that can share one.
   *
   * @param twin the twin
   * @param catalogue what there is
   * @param classes the directory of the twin's classes
   */
  List<ForkPlan> ofTwin(Twin twin, Catalogue catalogue, Path classes) {
    Set<Checker> checkers = EnumSet.of(Checker.CONTRACT);
    if (meetsMoreUnrelated(twin) && twin.subject().equals(Subjects.OURS)) {
      checkers.add(Checker.BYTECODE);
    }
    checkers.addAll(twin.killedBy());
    checkers.removeAll(COSTLY);
    return ofTwin(
        twin, classes, checkers, checker -> related(twin, catalogue, checker, UNRELATED), "");
  }

  /**
   * Of the costly checkers that must kill a twin: a plan for each check that may kill it. These are
   * the checks that the twin names; without that those whose first rule it breaks, which is their
   * main claim, or those that name its rule if it is the first of none; and in tier nightly all
   * that name its rule.
   */
  List<ForkPlan> ofOwnChecks(Twin twin, Catalogue catalogue, Path classes) {
    List<ForkPlan> plans = new ArrayList<>();
    for (Checker checker : costly(twin)) {
      for (Entry entry : own(twin, catalogue.checks(Primitive.ofRule(twin.rule()), checker))) {
        String suffix = "-" + checker.id() + "-" + (plans.size() + 1);
        plans.add(plan(twin, classes, suffix, kind(twin, checker), List.of(entry), List.of()));
      }
    }
    return plans;
  }

  private List<Entry> own(Twin twin, List<Entry> entries) {
    List<Entry> naming =
        entries.stream().filter(entry -> entry.rules().contains(twin.rule())).toList();
    List<Entry> killers =
        naming.stream().filter(entry -> twin.killers().contains(entry.check())).toList();
    List<Entry> first =
        naming.stream().filter(entry -> entry.rules().get(0).equals(twin.rule())).toList();
    return selection.tier() == Tier.NIGHTLY
        ? naming
        : !killers.isEmpty() ? killers : !first.isEmpty() ? first : naming;
  }

  /** Of the same checkers the checks that have to stay green. */
  List<ForkPlan> ofUnrelatedChecks(Twin twin, Catalogue catalogue, Path classes) {
    List<ForkPlan> plans = new ArrayList<>();
    for (Checker checker : costly(twin)) {
      List<Entry> all = catalogue.checks(Primitive.ofRule(twin.rule()), checker);
      List<Entry> entries = unrelated(twin, all, meetsMoreUnrelated(twin) ? 1 : 0);
      if (!entries.isEmpty()) {
        String suffix = "-" + checker.id() + "-others";
        plans.add(plan(twin, classes, suffix, kind(twin, checker), entries, List.of()));
      }
    }
    return plans;
  }

  private boolean meetsMoreUnrelated(Twin twin) {
    return selection.tier() == Tier.NIGHTLY
        || twin.name().hashCode() % TWINS_PER_MORE_UNRELATED == 0;
  }

  /**
   * Returns some of the checks that name none of the rules that the twin breaks, and so have to
   * stay green: each twin has a sample of its own, which does not change; in tier nightly it is
   * all.
   */
  private List<Entry> unrelated(Twin twin, List<Entry> entries, int atMost) {
    Set<String> broken = new TreeSet<>(twin.also());
    broken.add(twin.rule());
    List<Entry> others =
        new ArrayList<>(
            entries.stream()
                .filter(entry -> entry.rules().stream().noneMatch(broken::contains))
                .filter(entry -> !isOfInterpretersAlone(entry))
                .toList());
    Collections.shuffle(others, new Random(twin.name().hashCode()));
    int due = selection.tier() == Tier.NIGHTLY ? others.size() : atMost;
    return others.subList(0, Math.min(due, others.size()));
  }

  /* What compares interpreters with the model is green on any twin. */
  private static boolean isOfInterpretersAlone(Entry entry) {
    return entry.checker() == Checker.ORACLE && !entry.noTwin().isEmpty();
  }

  private List<Entry> related(Twin twin, Catalogue catalogue, Checker checker, int others) {
    List<Entry> all = catalogue.checks(Primitive.ofRule(twin.rule()), checker);
    if (checker != Checker.CONTRACT) {
      return all;
    }
    List<Entry> due =
        new ArrayList<>(all.stream().filter(entry -> entry.rules().contains(twin.rule())).toList());
    due.addAll(unrelated(twin, all, others));
    return due;
  }

  private static Set<Checker> costly(Twin twin) {
    Set<Checker> checkers = EnumSet.copyOf(COSTLY);
    checkers.retainAll(twin.killedBy());
    return checkers;
  }

  /** Of the stochastic checkers that may see a twin: only the checks of its rule. */
  List<ForkPlan> ofSightings(Twin twin, Catalogue catalogue, Path classes) {
    Set<Checker> checkers = EnumSet.noneOf(Checker.class);
    checkers.addAll(twin.seenBy());
    return ofTwin(
        twin,
        classes,
        checkers,
        checker ->
            catalogue.checks(Primitive.ofRule(twin.rule()), checker).stream()
                .filter(entry -> entry.rules().contains(twin.rule()))
                .toList(),
        "-seen");
  }

  private List<ForkPlan> ofTwin(
      Twin twin,
      Path classes,
      Set<Checker> checkers,
      Function<Checker, List<Entry>> checks,
      String suffix) {
    Map<Kind, List<Entry>> kinds = new LinkedHashMap<>();
    for (Checker checker : checkers) {
      kinds
          .computeIfAbsent(kind(twin, checker), kind -> new ArrayList<>())
          .addAll(checks.apply(checker));
    }
    List<ForkPlan> plans = new ArrayList<>();
    kinds.forEach(
        (kind, entries) -> {
          if (!entries.isEmpty()) {
            String name = suffix + "-" + (plans.size() + 1);
            List<String> rules =
                kind.mainClass().equals(StressRunner.class.getName())
                    ? List.of(twin.rule())
                    : List.of();
            plans.add(plan(twin, classes, name, kind, entries, rules));
          }
        });
    return plans;
  }

  private Kind kind(Twin twin, Checker checker) {
    return new Kind(mainClass(checker), properties(twin.subject(), checker, budgets.twinCosts()));
  }

  private ForkPlan plan(
      Twin twin, Path classes, String suffix, Kind kind, List<Entry> entries, List<String> rules) {
    boolean byCheckRunner = kind.mainClass().equals(CheckRunner.class.getName());
    return new ForkPlan(
        "twin-" + twin.name() + suffix,
        kind.mainClass(),
        entries,
        rulesOf(entries, Set.copyOf(rules)),
        byCheckRunner,
        kind.properties(),
        JvmOptions.shortLived(),
        List.of(classes),
        budgets.watchdog(budgets.twins().seconds()),
        budgets.startLimit(),
        byCheckRunner);
  }

  private static String mainClass(Checker checker) {
    return (checker == Checker.JCSTRESS ? StressRunner.class : CheckRunner.class).getName();
  }

  private Map<String, String> properties(
      String subject, Checker checker, Map<String, String> costs) {
    Map<String, String> properties = new TreeMap<>(costs);
    properties.put(Subjects.PROPERTY, subject);
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
