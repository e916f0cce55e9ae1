package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import dev.lockstep.kit.model.Verdict;
import dev.lockstep.kit.rules.RuleViolation;
import dev.lockstep.kit.subject.Player;
import dev.lockstep.kit.subject.Subject;
import dev.lockstep.kit.subject.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plays sequences on a subject. What is due is the model's; a difference is put down to the rule
 * without which it vanishes: the call is left out that the rule is about, and all is played again.
 */
final class SubjectReplay {
  private final Subject subject;

  SubjectReplay(Subject subject) {
    this.subject = subject;
  }

  /**
   * Plays the sequences.
   *
   * @param sequences the sequences
   * @param origin where they come from
   * @throws RuleViolation if a step differs; those of further rules are suppressed in it
   */
  void check(List<Sequence> sequences, String origin) {
    Violations violations = new Violations();
    try (Worker worker = new Worker(subject)) {
      for (Sequence sequence : sequences) {
        if (!isOffered(sequence)) {
          continue;
        }
        Sequence offered = offered(sequence);
        Optional<Difference> difference = play(worker, offered);
        if (difference.isPresent()) {
          violations.add(violation(worker, offered, difference.get(), origin));
          if (difference.get().seen() instanceof Outcome.Hung) {
            break;
          }
        }
      }
    }
    violations.throwIfAny();
  }

  private record Difference(int index, Expectation expectation, Outcome seen) {}

  private static Optional<Difference> play(Worker worker, Sequence sequence) {
    Player player = sequence.kind().player(worker);
    List<Expectation> expectations = Expectation.of(sequence);
    for (int i = 0; i < expectations.size(); i++) {
      Expectation expectation = expectations.get(i);
      Sequence.Step step = expectation.step();
      Outcome seen = player.play(step.call(), step.interrupted());
      if (!seen.equals(expectation.verdict().outcome())) {
        return Optional.of(new Difference(i, expectation, seen));
      }
    }
    return Optional.empty();
  }

  /* Where the subject creates an object that is due to be refused, nothing can be compared. */
  private boolean isOffered(Sequence sequence) {
    Expectation creation = Expectation.of(sequence).get(0);
    boolean refused = creation.verdict().outcome() instanceof Outcome.Raised;
    return sequence.kind().isOffered(subject) && (!refused || creation.isOffered(subject));
  }

  /* Calls that the subject does not offer are left out; what would need their effect, too. */
  private Sequence offered(Sequence sequence) {
    List<Sequence.Step> steps = new ArrayList<>();
    for (Expectation expectation : Expectation.of(sequence)) {
      if (expectation.isOffered(subject)) {
        steps.add(expectation.step());
      } else if (hasEffect(expectation.verdict()) && !steps.isEmpty()) {
        break;
      } else if (steps.isEmpty()) {
        steps.add(expectation.step());
      }
    }
    return new Sequence(sequence.kind(), steps);
  }

  private static boolean hasEffect(Verdict verdict) {
    return verdict.outcome().equals(Outcome.TRUE)
        || verdict.outcome().equals(Outcome.NOTHING)
        || verdict.outcome().equals(Outcome.BLOCKED);
  }

  private RuleViolation violation(
      Worker worker, Sequence sequence, Difference difference, String origin) {
    return new RuleViolation(
        blame(worker, sequence, difference),
        Counterexample.of(
            subject.name() + " does not do what is due",
            sequence,
            difference.index(),
            difference.expectation().verdict().outcome().toString(),
            difference.seen().toString(),
            origin));
  }

  private static String blame(Worker worker, Sequence sequence, Difference difference) {
    Expectation expectation = difference.expectation();
    String rule = expectation.verdict().rule();
    if (difference.seen() instanceof Outcome.Hung || difference.index() == 0) {
      return rule;
    }
    List<Sequence.Step> steps = sequence.steps().subList(0, difference.index() + 1);
    Optional<String> forEver = sequence.kind().forEverRule().filter(expectation.rules()::contains);
    if (forEver.isPresent() && play(worker, withoutTimeout(sequence.kind(), steps)).isEmpty()) {
      return forEver.get();
    }
    Verdict before = Expectation.of(sequence).get(difference.index() - 1).verdict();
    if (before.outcome() instanceof Outcome.Raised raised
        && play(worker, withoutLastButOne(sequence.kind(), steps)).isEmpty()) {
      return raised.error() == PyError.KEYBOARD_INTERRUPT
          ? before.rule()
          : sequence.kind().errorsRule();
    }
    return rule;
  }

  private static Sequence withoutTimeout(Kind kind, List<Sequence.Step> steps) {
    List<Sequence.Step> changed = new ArrayList<>(steps);
    Sequence.Step last = changed.remove(changed.size() - 1);
    Object blocking = last.call().arguments().get(0);
    changed.add(new Sequence.Step(Call.of("acquire", blocking), last.interrupted()));
    return new Sequence(kind, changed);
  }

  private static Sequence withoutLastButOne(Kind kind, List<Sequence.Step> steps) {
    List<Sequence.Step> changed = new ArrayList<>(steps);
    changed.remove(changed.size() - 2);
    return new Sequence(kind, changed);
  }
}
