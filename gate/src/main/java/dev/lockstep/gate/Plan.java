package dev.lockstep.gate;

import dev.lockstep.kit.matrix.SecondBackend;
import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.subject.Gaps;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.twins.Twin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one round runs. */
final class Plan {
  /**
   * A checker for a primitive.
   *
   * @param subject whose primitive it is
   * @param primitive the primitive
   * @param checker the checker
   * @param fork its JVM
   * @param budget how many seconds it may take
   */
  record CheckerJob(
      String subject, Primitive primitive, Checker checker, ForkPlan fork, int budget) {
    /** Tells whether it measures, and so must have the machine to itself. */
    boolean measures() {
      return checker == Checker.JCSTRESS;
    }
  }

  private final Selection selection;
  private final Catalogue catalogue;
  private final Budgets budgets;
  private final Map<String, Gaps> gaps;
  private final ForkPlans forks;

  /**
   * Creates it.
   *
   * @param gaps what each subject declares not to offer; a second one is run too if it is there
   */
  Plan(Selection selection, Catalogue catalogue, Budgets budgets, Map<String, Gaps> gaps) {
    this.selection = selection;
    this.catalogue = catalogue;
    this.budgets = budgets;
    this.gaps = Map.copyOf(gaps);
    this.forks = new ForkPlans(selection, budgets);
  }

  /** Returns how the JVMs are started. */
  ForkPlans forks() {
    return forks;
  }

  /** Returns the checkers to run, the longest first, those that measure last. */
  List<CheckerJob> checkers(int round) {
    List<CheckerJob> jobs = new ArrayList<>();
    if (!selection.twins().isEmpty()) {
      return jobs;
    }
    for (Primitive primitive : primitives()) {
      for (Checker checker : checkers()) {
        List<Entry> entries =
            catalogue.checks(primitive, checker).stream().filter(this::isAskedFor).toList();
        // Without a choice of rules a checker that is due and lists no check must be seen to be
        // red.
        boolean due = selection.rules().isEmpty() && catalogue.isDue(primitive, checker);
        if (due || !entries.isEmpty()) {
          String name = primitive.id() + "-" + checker.id() + (round > 1 ? "-" + round : "");
          jobs.add(
              new CheckerJob(
                  selection.subject(),
                  primitive,
                  checker,
                  forks.ofChecker(name, primitive, checker, entries),
                  budgets.seconds(selection.tier(), primitive, checker)));
        }
      }
    }
    jobs.addAll(inSharedMemory(round));
    jobs.sort(
        Comparator.comparing(CheckerJob::measures)
            .thenComparing(Comparator.comparingInt(CheckerJob::budget).reversed()));
    return jobs;
  }

  /** Some checkers of our primitives that are there in shared memory too, as far as they are. */
  private List<CheckerJob> inSharedMemory(int round) {
    String subject = Subjects.SHARED_MEMORY;
    Gaps lacking = gaps.get(subject);
    if (lacking == null || selection.subject().equals(subject)) {
      return List.of();
    }
    List<CheckerJob> jobs = new ArrayList<>();
    SecondBackend shared = new SecondBackend(lacking, catalogue.twins());
    Map<Checker, Integer> seconds = budgets.sharedMemory(selection.tier());
    for (Primitive primitive : primitives()) {
      for (Checker checker : checkers()) {
        List<Entry> entries =
            catalogue.checks(primitive, checker).stream()
                .filter(this::isAskedFor)
                .filter(shared::meets)
                .toList();
        Integer budget = seconds.get(checker);
        if (budget != null && !entries.isEmpty()) {
          String name = String.join("-", subject, primitive.id(), checker.id());
          ForkPlan fork =
              forks.ofSecond(
                  name + (round > 1 ? "-" + round : ""), subject, checker, entries, budget);
          jobs.add(new CheckerJob(subject, primitive, checker, fork, budget));
        }
      }
    }
    return jobs;
  }

  /**
   * Returns the twins to run.
   *
   * @param changes tells what changed
   */
  TwinChoice twins(Changes changes) {
    int all = catalogue.twins().size();
    if (!selection.subject().equals(Subjects.OURS)) {
      return TwinChoice.none(all, "they are patches of Lockstep's own source");
    }
    if (selection.twins().isEmpty() && !selection.checkers().isEmpty()) {
      return TwinChoice.none(all, "only checkers were asked for");
    }
    List<Twin> due = catalogue.twins().stream().filter(this::isAskedFor).toList();
    List<Twin> visible = due.stream().filter(Plan::isVisible).toList();
    TwinChoice choice =
        !selection.twins().isEmpty() || selection.tier().runsAllTwins()
            ? TwinChoice.all(visible, all)
            : TwinChoice.quick(visible, changes.twins(visible), budgets.twins(), selection.seed());
    return choice.leavingOut(due.size() - visible.size(), Skips.NO_VIRTUAL_THREADS);
  }

  private boolean isAskedFor(Twin twin) {
    if (!selection.twins().isEmpty()) {
      return selection.twins().contains(twin.name());
    }
    return primitives().contains(Primitive.ofRule(twin.rule()))
        && (selection.rules().isEmpty() || selection.rules().contains(twin.rule()));
  }

  private static boolean isVisible(Twin twin) {
    return twin.visible() != Twin.Visibility.VIRTUAL_THREADS || Skips.hasVirtualThreads();
  }

  private boolean isAskedFor(Entry entry) {
    return selection.rules().isEmpty()
        || entry.rules().stream().anyMatch(selection.rules()::contains);
  }

  private Set<Primitive> primitives() {
    return selection.only().isEmpty() ? EnumSet.allOf(Primitive.class) : selection.only();
  }

  private List<Checker> checkers() {
    Set<Checker> chosen =
        selection.checkers().isEmpty() ? selection.tier().checkers() : selection.checkers();
    return Arrays.stream(Checker.values())
        .filter(chosen::contains)
        // The bytecode checks look at Lockstep's own class files.
        .filter(c -> c != Checker.BYTECODE || Subjects.isOfLockstep(selection.subject()))
        .toList();
  }
}
