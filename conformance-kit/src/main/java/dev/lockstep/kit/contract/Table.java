package dev.lockstep.kit.contract;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SequentialModel;
import dev.lockstep.kit.model.Verdict;
import dev.lockstep.kit.run.Evidence;
import dev.lockstep.kit.run.NotOffered;
import dev.lockstep.kit.run.Threads.Kind;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.opentest4j.TestAbortedException;

/**
 * Every call × prior state × interrupt status. What is due comes from the model; the number of
 * cases is asserted by whoever uses them, so that none can silently vanish.
 */
final class Table<M extends SequentialModel<M>> {
  /**
   * One case.
   *
   * @param specimen the new object
   * @param before the calls that bring about the prior state
   * @param step the call that is looked at
   */
  record Row<M extends SequentialModel<M>>(Specimen<M> specimen, List<Step> before, Step step) {
    Verdict due() {
      return model().apply(step.call(), step.interrupted()).verdict();
    }

    private M model() {
      M model = specimen.model();
      for (Step each : before) {
        model = model.apply(each.call(), each.interrupted()).next();
      }
      return model;
    }

    /** A new object in the prior state, which must itself be right. */
    Trial<M> begin(Worker worker) {
      Trial<M> trial = new Trial<>(specimen, worker);
      for (Step each : before) {
        trial.require(trial.play(each));
      }
      return trial;
    }

    boolean isOffered() {
      return specimen.isOffered()
          && isPriorStateOffered()
          && Subjects.ACTIVE.offers(due().rule())
          && model().reliesOn(step.call()).stream().allMatch(Subjects.ACTIVE::offers)
          && Subjects.ACTIVE.offers(uninterrupted().due().rule());
    }

    private boolean isPriorStateOffered() {
      M model = specimen.model();
      for (Step each : before) {
        SequentialModel.Step<M> next = model.apply(each.call(), each.interrupted());
        if (!Subjects.ACTIVE.offers(next.verdict().rule())
            || !model.reliesOn(each.call()).stream().allMatch(Subjects.ACTIVE::offers)) {
          return false;
        }
        model = next.next();
      }
      return true;
    }

    /** The same without the interrupt. */
    Row<M> uninterrupted() {
      return new Row<>(specimen, before, new Step(step.call(), false));
    }
  }

  private final List<Row<M>> rows = new ArrayList<>();
  private final int cases;

  /**
   * Creates a table.
   *
   * @param cases how many cases there must be
   */
  Table(int cases) {
    this.cases = cases;
  }

  /** Adds each call, without and with an interrupt, in a prior state. */
  Table<M> add(Specimen<M> specimen, List<Step> before, List<Step> calls) {
    for (Step step : calls) {
      for (boolean interrupted : new boolean[] {false, true}) {
        rows.add(new Row<>(specimen, before, new Step(step.call(), interrupted)));
      }
    }
    return this;
  }

  /** Adds each call in a prior state, without an interrupt. */
  Table<M> addUninterrupted(Specimen<M> specimen, List<Step> before, List<Step> calls) {
    calls.forEach(step -> rows.add(new Row<>(specimen, before, step)));
    return this;
  }

  /** Checks the outcomes of the cases that a rule decides, and the state after them. */
  void checkDecidedBy(String rule, int count) {
    Worker worker = Workers.of(Kind.PLATFORM);
    each(
        rule,
        count,
        row -> !row.step().interrupted() && row.due().rule().equals(rule),
        row -> {
          Trial<M> trial = row.begin(worker);
          Outcome seen = trial.see(row.step()).outcome();
          Outcome due = row.due().outcome();
          if (!seen.equals(due)) {
            throw trial.violation(new Finding(rule, "due: " + due + "; seen: " + seen));
          }
          if (!isError(due) && !due.equals(Outcome.BLOCKED)) {
            requireState(row, trial, worker, rule);
          }
        });
  }

  /** Checks that the cases that raise an error leave the state as it was. */
  void checkErrorsHaveNoEffect(String rule, int count) {
    Worker worker = Workers.of(Kind.PLATFORM);
    each(
        rule,
        count,
        row -> isError(row.due().outcome()),
        row -> {
          Trial<M> trial = row.begin(worker);
          if (isError(trial.see(row.step()).outcome())) {
            requireState(row, trial, worker, rule);
          }
        });
  }

  /**
   * Checks what interrupts do. A call that has to wait is stopped by them; any other is as it would
   * have been, and leaves the interrupt status set.
   */
  void checkInterrupts(String rule, int count) {
    Worker worker = Workers.of(Kind.PLATFORM);
    each(
        rule,
        count,
        row -> row.step().interrupted() || row.due().outcome().equals(Outcome.BLOCKED),
        row -> {
          Outcome plain =
              row.uninterrupted().begin(worker).see(row.uninterrupted().step()).outcome();
          Outcome due = row.due().outcome().equals(Trial.INTERRUPTED) ? Trial.INTERRUPTED : plain;
          Trial<M> trial = row.begin(worker);
          Worker.Report seen = trial.see(row.step());
          if (!seen.outcome().equals(due)) {
            throw trial.violation(new Finding(rule, "due: " + due + "; seen: " + seen.outcome()));
          }
          trial.require(trial.interruptDifference(row.step(), seen));
          if (due.equals(Trial.INTERRUPTED) || seen.interruption() != null) {
            requireState(row, trial, worker, rule);
          }
        });
  }

  /**
   * Checks that virtual threads see exactly what platform threads see, be it due or not: that is
   * for the checks of other rules. Where these wait and it is not due it is skipped, and says so,
   * since each such call takes as long as a wait is watched.
   */
  void checkVirtualThreads(String rule) {
    each(
        rule,
        rows.size(),
        row -> true,
        row -> {
          Worker.Report due = row.begin(Workers.of(Kind.PLATFORM)).see(row.step());
          if (due.outcome().equals(Outcome.BLOCKED)
              && !row.due().outcome().equals(Outcome.BLOCKED)) {
            throw new TestAbortedException(
                "not compared: platform threads themselves wait where " + row.due() + " is due");
          }
          Trial<M> trial = row.begin(Workers.of(Kind.VIRTUAL));
          Worker.Report seen = trial.see(row.step());
          boolean same =
              seen.outcome().equals(due.outcome())
                  && seen.interruptStatus() == due.interruptStatus()
                  && String.valueOf(seen.interruption()).equals(String.valueOf(due.interruption()));
          if (!same) {
            throw trial.violation(
                new Finding(rule, "on a platform thread: " + due + "; on a virtual one: " + seen));
          }
        });
  }

  private interface Judgement<M extends SequentialModel<M>> {
    void judge(Row<M> row);
  }

  private void each(String rule, int count, Predicate<Row<M>> selection, Judgement<M> judgement) {
    if (rows.size() != cases) {
      throw new AssertionError("The table is due to have " + cases + " cases, not " + rows.size());
    }
    if (!Subjects.ACTIVE.offers(rule)) {
      NotOffered.skip(rule);
    }
    List<Row<M>> selected = rows.stream().filter(selection).toList();
    if (selected.size() != count) {
      throw new AssertionError(
          rule + " is due to have " + count + " cases in the table, not " + selected.size());
    }
    List<Row<M>> offered = selected.stream().filter(Row::isOffered).toList();
    offered.forEach(judgement::judge);
    Evidence.executed(offered.size());
  }

  /* A state that already differs before the call is the fault of what looks at it. */
  private void requireState(Row<M> row, Trial<M> trial, Worker worker, String rule) {
    Finding after = trial.probe();
    if (after == null) {
      return;
    }
    Trial<M> untouched = row.begin(worker);
    Finding before = row.specimen().difference(untouched.player(), untouched.model());
    throw before == null
        ? trial.violation(new Finding(rule, after.text()))
        : untouched.violation(before);
  }

  private static boolean isError(Outcome outcome) {
    return outcome instanceof Outcome.Raised raised && raised.error().isRefusal();
  }
}
