package dev.lockstep.kit.contract;

import static dev.lockstep.kit.model.PyError.KEYBOARD_INTERRUPT;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SequentialModel;
import dev.lockstep.kit.model.Verdict;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.run.Cost;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Subjects;
import dev.lockstep.kit.subject.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One new object of the subject beside its model: plays steps on both, compares what they come to,
 * and puts a difference down to one rule.
 */
final class Trial<M extends SequentialModel<M>> {
  static final Outcome INTERRUPTED = Outcome.raises(KEYBOARD_INTERRUPT, "");

  private final Specimen<M> specimen;
  private final Worker worker;
  private final Player player;
  private final List<String> history = new ArrayList<>();
  private M model;
  private @Nullable Verdict last;

  Trial(Specimen<M> specimen, Worker worker) {
    this.specimen = specimen;
    this.worker = worker;
    player = specimen.player(worker);
    model = specimen.model();
  }

  /**
   * Plays steps on a new object and compares everything: each outcome, the interrupt status after
   * it, and at the end the state. Calls whose rule the subject does not offer are left out.
   *
   * @return how many steps were played
   * @throws RuleViolation with the rule that was broken first, and all that was played
   */
  static <M extends SequentialModel<M>> int judge(
      Specimen<M> specimen, Worker worker, List<Step> steps) {
    Trial<M> trial = new Trial<>(specimen, worker);
    int played = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (!trial.offers(steps.get(i))) {
        continue;
      }
      Finding finding = trial.play(steps.get(i));
      played++;
      if (finding != null) {
        throw trial.violation(firstCause(specimen, worker, steps.subList(0, i), finding));
      }
    }
    Finding finding = trial.probe();
    if (finding != null) {
      throw trial.violation(firstCause(specimen, worker, steps, finding));
    }
    return played;
  }

  /* A wrong state shows in a later outcome: blames the first step after which the state differs. */
  private static <M extends SequentialModel<M>> Finding firstCause(
      Specimen<M> specimen, Worker worker, List<Step> steps, Finding otherwise) {
    for (int length = 0; length <= steps.size(); length++) {
      Trial<M> trial = new Trial<>(specimen, worker);
      Finding finding = null;
      for (Step step : steps.subList(0, length)) {
        if (finding == null && trial.offers(step)) {
          finding = trial.play(step);
        }
      }
      finding = finding == null ? trial.probe() : finding;
      if (finding != null) {
        return finding;
      }
    }
    return otherwise;
  }

  M model() {
    return model;
  }

  Player player() {
    return player;
  }

  /** Returns what is due next. */
  Verdict due(Step step) {
    return model.apply(step.call(), step.interrupted()).verdict();
  }

  boolean offers(Step step) {
    return Subjects.ACTIVE.offers(due(step).rule())
        && model.reliesOn(step.call()).stream().allMatch(Subjects.ACTIVE::offers)
        && Subjects.ACTIVE.offers(due(new Step(step.call(), false)).rule());
  }

  /** Plays a step on both, and says what came. */
  Worker.Report see(Step step) {
    SequentialModel.Step<M> due = model.apply(step.call(), step.interrupted());
    player.play(step.call(), step.interrupted());
    Worker.Report report = worker.report();
    model = due.next();
    last = due.verdict();
    history.add(step + " -> " + report.outcome() + afterwards(report));
    return report;
  }

  private static String afterwards(Worker.Report report) {
    String status = report.interruptStatus() ? ", interrupt status set" : "";
    return report.interruption() == null
        ? status
        : ", and when interrupted " + report.interruption() + status;
  }

  /** Plays a step on both, and compares. */
  @Nullable Finding play(Step step) {
    Verdict due = due(step);
    Worker.Report seen = see(step);
    if (!seen.outcome().equals(due.outcome())) {
      boolean interrupt = seen.outcome().equals(INTERRUPTED);
      return new Finding(
          interrupt ? specimen.interruptsRule() : due.rule(),
          step + " was due: " + due.outcome() + "; seen: " + seen.outcome());
    }
    return interruptDifference(step, seen);
  }

  /** Judges by what came, not by what was due, what the call has made of interrupts. */
  @Nullable Finding interruptDifference(Step step, Worker.Report seen) {
    Outcome interruption = seen.interruption();
    if (interruption != null && !interruption.equals(INTERRUPTED)) {
      return new Finding(
          specimen.interruptsRule(), step + " was blocked, then interrupted, and " + interruption);
    }
    boolean consumed = interruption != null || seen.outcome().equals(INTERRUPTED);
    boolean due = step.interrupted() && !consumed;
    if (seen.interruptStatus() != due) {
      return new Finding(
          specimen.interruptsRule(),
          step
              + " "
              + seen.outcome()
              + ": the interrupt status was due to be "
              + (due ? "set" : "clear")
              + " afterwards, and was not");
    }
    return null;
  }

  /** Compares the states, which uses up the object. */
  @Nullable Finding probe() {
    Finding difference = specimen.difference(player, model);
    if (difference == null || last == null) {
      return difference;
    }
    return new Finding(
        stateRule(last), "after " + history.get(history.size() - 1) + ": " + difference.text());
  }

  /* Whose business it is that the state is wrong after a call with this verdict. */
  private String stateRule(Verdict verdict) {
    if (verdict.outcome().equals(Outcome.BLOCKED) || verdict.outcome().equals(INTERRUPTED)) {
      return specimen.interruptsRule();
    }
    return verdict.outcome() instanceof Outcome.Raised raised && raised.error().isRefusal()
        ? specimen.errorsRule()
        : verdict.rule();
  }

  RuleViolation violation(Finding finding) {
    return new RuleViolation(
        finding.rule(),
        finding.text()
            + "\nplayed on "
            + specimen
            + " of subject "
            + worker.subject().name()
            + " with lockstep.seed="
            + Cost.SEED
            + history.stream().collect(Collectors.joining("\n  ", ":\n  ", "")));
  }

  /** Fails unless there is no finding. */
  void require(@Nullable Finding finding) {
    if (finding != null) {
      throw violation(Objects.requireNonNull(finding));
    }
  }
}
