package dev.lockstep.gate;

import dev.lockstep.gate.Failure.Kind;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.twins.Twin;
import dev.lockstep.kit.twins.TwinBuild;
import dev.lockstep.kit.twins.TwinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Builds one twin and lets the checkers loose on it. */
final class TwinRun {
  private final Twin twin;
  private final Catalogue catalogue;
  private final ForkPlans plans;
  private final Forks forks;
  private final TwinBuild build;
  private final Path directory;
  private final Set<String> killers;
  private final boolean everyCheck;
  private final String replay;

  /**
   * Creates it.
   *
   * @param build makes it
   * @param directory where the twin's classes go, for as long as it runs
   * @param killers the checks that have killed a twin so far; those of this one are added
   * @param everyCheck whether no check of its rule is spared
   */
  TwinRun(
      Twin twin,
      Catalogue catalogue,
      ForkPlans plans,
      Forks forks,
      TwinBuild build,
      Path directory,
      Set<String> killers,
      boolean everyCheck,
      String replay) {
    this.twin = twin;
    this.catalogue = catalogue;
    this.plans = plans;
    this.forks = forks;
    this.build = build;
    this.directory = directory;
    this.killers = killers;
    this.everyCheck = everyCheck;
    this.replay = replay;
  }

  /**
   * Runs it.
   *
   * @param failingWithoutIt the checks that fail on the shipped source
   * @param withSightings whether the stochastic checkers look too
   */
  TwinOutcome run(Set<String> failingWithoutIt, boolean withSightings)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Deletion.recursively(directory);
    Files.createDirectories(directory);
    try {
      build.compile(twin, directory);
    } catch (TwinException e) {
      String message = String.valueOf(e.getMessage());
      Failure failure =
          new Failure(Kind.NOT_APPLICABLE, twin.name(), List.of(twin.rule()), message, replay);
      return outcome(Map.of(), Map.of(), List.of(failure), begin);
    }
    TwinJudge judge = new TwinJudge(twin, failingWithoutIt, replay);
    List<ForkPlan> due = new ArrayList<>(plans.ofTwin(twin, catalogue, directory));
    due.addAll(plans.ofUnrelatedChecks(twin, catalogue, directory));
    List<ForkOutcome> outcomes = new ArrayList<>();
    for (ForkPlan plan : due) {
      outcomes.add(forks.run(plan, finished -> {}));
    }
    for (ForkPlan plan : plans.ofOwnChecks(twin, catalogue, directory)) {
      Entry entry = plan.entries().get(0);
      if (isWanted(entry, judge.killers(results(outcomes)))) {
        due.add(plan);
        outcomes.add(forks.run(plan, finished -> {}));
      }
    }
    judge.killers(results(outcomes)).values().forEach(killers::addAll);
    Map<String, Boolean> sightings = withSightings ? sightings() : Map.of();
    Deletion.recursively(directory);
    Map<String, List<String>> killedBy = judge.killers(results(outcomes));
    return outcome(killedBy, sightings, judge.failures(due, outcomes), begin);
  }

  /**
   * Once a checker has killed the twin, its other checks have nothing to add but the proof that
   * they can kill at all: those that have given it with another twin, or that say why they can't,
   * are spared, save in tier nightly.
   */
  private boolean isWanted(Entry entry, Map<String, List<String>> killedBy) {
    return everyCheck
        || twin.killers().contains(entry.check())
        || !killedBy.containsKey(entry.checker().id())
        || (entry.noTwin().isEmpty() && !killers.contains(entry.check()));
  }

  private static List<CheckResult> results(List<ForkOutcome> outcomes) {
    return outcomes.stream().flatMap(outcome -> outcome.results().stream()).toList();
  }

  private Map<String, Boolean> sightings() throws IOException, InterruptedException {
    Map<String, Boolean> sightings = new TreeMap<>();
    for (ForkPlan plan : plans.ofSightings(twin, catalogue, directory)) {
      List<CheckResult> results = forks.run(plan, finished -> {}).results();
      plan.entries().forEach(entry -> sightings.putIfAbsent(entry.checker().id(), false));
      results.stream()
          .filter(result -> result.status() == Status.FAILED)
          .filter(result -> result.rules().contains(twin.rule()))
          .forEach(result -> sightings.put(result.checker(), true));
    }
    return sightings;
  }

  private TwinOutcome outcome(
      Map<String, List<String>> killedBy,
      Map<String, Boolean> seenBy,
      List<Failure> failures,
      long begin) {
    return new TwinOutcome(
        twin.name(),
        twin.subject(),
        Primitive.ofRule(twin.rule()).id(),
        twin.rule(),
        twin.breaks(),
        twin.reEnacts().orElse(null),
        twin.visible().name(),
        killedBy,
        seenBy,
        failures,
        (System.nanoTime() - begin) / 1e9);
  }
}
