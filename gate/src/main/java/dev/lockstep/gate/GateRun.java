package dev.lockstep.gate;

import dev.lockstep.gate.Failure.Kind;
import dev.lockstep.gate.Plan.CheckerJob;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.twins.Twin;
import dev.lockstep.kit.twins.TwinBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** One run of {@code check}: all rounds, with everything that they find going into the ledger. */
final class GateRun {
  /* Two more than there are cores for: many checks wait, and leave theirs idle. */
  private static final int JOBS_AT_ONCE =
      Math.min(2, Runtime.getRuntime().availableProcessors()) + 2;

  /* Of what cannot kill a twin deterministically, it is not asked. */
  private static final Set<Checker> KILLERS =
      EnumSet.complementOf(EnumSet.of(Checker.ORACLE, Checker.JCSTRESS));

  private final Selection selection;
  private final Catalogue catalogue;
  private final Budgets budgets;
  private final Map<String, Gaps> gaps;
  private final Project project;
  private final Path twinsDirectory;
  private final Forks forks;
  private final Ledger ledger;
  private final Progress progress;

  /**
   * Creates it.
   *
   * @param gaps what each subject declares not to offer, by its name
   */
  GateRun(
      Selection selection,
      Catalogue catalogue,
      Budgets budgets,
      Map<String, Gaps> gaps,
      Project project,
      Path twinsDirectory,
      Forks forks,
      Ledger ledger,
      Progress progress) {
    this.selection = selection;
    this.catalogue = catalogue;
    this.budgets = budgets;
    this.gaps = Map.copyOf(gaps);
    this.project = project;
    this.twinsDirectory = twinsDirectory;
    this.forks = forks;
    this.ledger = ledger;
    this.progress = progress;
  }

  /** Runs all rounds. */
  void run() throws IOException, InterruptedException {
    if (!catalogue.inconsistencies().isEmpty()) {
      String all = String.join("\n", catalogue.inconsistencies());
      ledger.add(
          new Failure(Kind.INCONSISTENT, "the rules, checks and twins", List.of(), all, null));
    }
    gaps.forEach(this::refuseUnknown);
    Duration budget = selection.budget();
    int round = 1;
    double longest = 0;
    double begin = ledger.seconds();
    do {
      double before = ledger.seconds();
      round(round++);
      longest = Math.max(longest, ledger.seconds() - before);
    } while (budget != null && ledger.seconds() - begin + longest <= budget.toSeconds());
    Integer total = budgets.total(selection.tier());
    if (total != null && ledger.seconds() > total) {
      ledger.addOverrun("tier " + selection.tier().id() + " in all", ledger.seconds(), total);
    }
  }

  private void refuseUnknown(String subject, Gaps declared) {
    List<String> unknown = declared.unknown(catalogue.rules());
    if (!unknown.isEmpty()) {
      String message =
          "It declares not to offer "
              + String.join(", ", unknown)
              + ": there is no such rule, and no primitive whose rules begin so.";
      ledger.add(new Failure(Kind.INCONSISTENT, "subject " + subject, List.of(), message, null));
    }
  }

  private void round(int round) throws IOException, InterruptedException {
    Selection ofRound = selection.withSeed(seed(round));
    Plan plan = new Plan(ofRound, catalogue, budgets, gaps);
    List<CheckerJob> jobs = plan.checkers(round);
    TwinChoice choice = plan.twins(new Changes(project.git().changed(), catalogue.checks()));
    ledger.twinsChosen(choice.words());
    if (round > 1) {
      progress.say("Round " + round + ", seed " + ofRound.seed());
    }
    progress.say("Twins: " + choice.words());
    if (jobs.isEmpty() && choice.twins().isEmpty()) {
      String nothing = "Nothing of what was asked for runs here. Twins: " + choice.words();
      ledger.add(new Failure(Kind.MISSING, "what was asked for", List.of(), nothing, null));
    }
    int twinSeconds = budgets.twins().typical();
    progress.begin(
        jobs.stream().mapToDouble(job -> job.measures() ? job.budget() * 2 : job.budget()).sum()
            + (double) choice.twins().size() * twinSeconds,
        JOBS_AT_ONCE);
    Lanes.run(JOBS_AT_ONCE, calls(jobs.stream().filter(job -> !job.measures()), ofRound, round));
    Lanes.run(1, calls(jobs.stream().filter(CheckerJob::measures), ofRound, round));
    forks.endIdle();
    try (TwinBuild build = new TwinBuild(project.top())) {
      runTwins(plan, choice, ofRound, build);
    }
    forks.endIdle();
    progress.close();
  }

  private List<Callable<Void>> calls(
      java.util.stream.Stream<CheckerJob> jobs, Selection ofRound, int round) {
    List<Callable<Void>> calls = new ArrayList<>();
    jobs.forEach(
        job ->
            calls.add(
                () -> {
                  run(job, ofRound, round);
                  return null;
                }));
    return calls;
  }

  private void run(CheckerJob job, Selection ofRound, int round)
      throws IOException, InterruptedException {
    double expected = job.measures() ? job.budget() * 2 : job.budget();
    Steps steps = new Steps(job.fork().entries().size(), expected);
    ForkOutcome found =
        job.fork().entries().isEmpty()
            ? new ForkOutcome(ForkOutcome.End.DONE, 0, List.of(), null, "", null, 0)
            : forks.run(job.fork(), steps);
    steps.end();
    Judge judge =
        new Judge(
            new Replay(ofRound.withSubject(job.subject())),
            Objects.requireNonNull(gaps.get(job.subject())),
            selection.requireOracles());
    CheckerOutcome outcome =
        new CheckerOutcome(
            job.subject(),
            job.primitive().id(),
            job.checker().id(),
            round,
            ofRound.seed(),
            found.results(),
            judge.failures(job.primitive(), job.checker(), job.fork(), found),
            found.seconds(),
            job.budget());
    if (ledger.add(outcome)) {
      progress.ended(line(outcome));
    }
    if (found.hungAtItsStart()) {
      // So would all others, each for as long.
      throw new CouldNotRun(
          "the JVM of "
              + outcome.label()
              + " "
              + job.checker().id()
              + " had begun no check after "
              + Amount.rounded(found.seconds())
              + ", so no other was started; where it hangs: "
              + found.dump(),
          null);
    }
  }

  private static String line(CheckerOutcome outcome) {
    return String.format(
        "%-10s %-14s %-6s %3d passed, %d failed, %d skipped %,12d executions %6.1f s of %d%s",
        outcome.label(),
        outcome.checker(),
        outcome.passed() ? "ok" : "FAILED",
        outcome.count(Status.PASSED),
        outcome.count(Status.FAILED),
        outcome.count(Status.SKIPPED) + outcome.count(Status.NOT_OFFERED),
        outcome.executions(),
        outcome.seconds(),
        outcome.budget(),
        outcome.isOverBudget() ? " (over)" : "");
  }

  private void runTwins(Plan plan, TwinChoice choice, Selection ofRound, TwinBuild build)
      throws IOException, InterruptedException {
    List<Callable<Void>> calls = new ArrayList<>();
    boolean sightings = selection.tier() == Tier.NIGHTLY;
    Set<String> killers = ConcurrentHashMap.newKeySet();
    for (Twin twin : choice.twins()) {
      TwinRun run =
          new TwinRun(
              twin,
              catalogue,
              plan.forks(),
              forks,
              build,
              twinsDirectory.resolve(twin.name()),
              killers,
              selection.tier() == Tier.NIGHTLY,
              new Replay(ofRound).ofTwin(twin.name()));
      calls.add(
          () -> {
            TwinOutcome outcome = run.run(ledger.failing(twin.subject()), sightings);
            progress.advance(budgets.twins().typical());
            if (ledger.add(outcome, budgets.twins().seconds())) {
              progress.ended(line(outcome));
            }
            return null;
          });
    }
    // What sees a twin by chance measures, and so has the machine to itself.
    Lanes.run(sightings ? 1 : JOBS_AT_ONCE, calls);
    if (selection.isWhole() && choice.twins().size() == catalogue.twins().size()) {
      ledger.idle(idle());
    }
  }

  private static String line(TwinOutcome outcome) {
    return String.format(
        "%-10s %-14s %-6s %s: %s %6.1f s",
        outcome.label(),
        "twin",
        outcome.isDead() ? "dead" : "FAILED",
        outcome.name(),
        outcome.killedBy().isEmpty()
            ? "killed by nothing"
            : "killed by " + String.join(", ", outcome.killedBy().keySet()),
        outcome.seconds());
  }

  private Map<String, String> idle() {
    Set<String> killers = ledger.killers();
    Map<String, String> idle = new TreeMap<>();
    for (Entry entry : catalogue.checks()) {
      if (KILLERS.contains(entry.checker()) && !killers.contains(entry.check())) {
        idle.put(entry.check(), entry.noTwin());
      }
    }
    return idle;
  }

  /** The first round has the seed that was asked for; each later one its own. */
  private long seed(int round) {
    return round == 1
        ? selection.seed()
        : new SplittableRandom(selection.seed() + round).nextLong(Long.MAX_VALUE);
  }

  /** Tells the progress, check by check, how much of a checker's work is done. */
  private final class Steps implements IntConsumer {
    private final double each;
    private final double all;
    private final AtomicInteger finished = new AtomicInteger();

    Steps(int checks, double seconds) {
      this.each = seconds / Math.max(1, checks);
      this.all = seconds;
    }

    @Override
    public void accept(int now) {
      int before = finished.getAndSet(now);
      if (now > before) {
        progress.advance((now - before) * each);
      }
    }

    void end() {
      progress.advance(Math.max(0, all - finished.get() * each));
    }
  }
}
