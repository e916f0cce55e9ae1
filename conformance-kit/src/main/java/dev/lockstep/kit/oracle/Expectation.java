package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ModelTimeouts;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SequentialModel;
import dev.lockstep.kit.model.Verdict;
import dev.lockstep.kit.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is due for a step of a sequence.
 *
 * @param step the step
 * @param verdict the model's
 * @param rules the rules that the step is evidence for: the verdict's, and those that speak of it
 *     indirectly
 * @param reliesOn as {@link SequentialModel#reliesOn} returns them
 * @param circumstance as {@link Kind#circumstance} returns it
 */
public record Expectation(
    Sequence.Step step,
    Verdict verdict,
    Set<String> rules,
    List<String> reliesOn,
    Optional<String> circumstance) {
  /** Copies the rules. */
  public Expectation {
    rules = Set.copyOf(rules);
    reliesOn = List.copyOf(reliesOn);
  }

  /**
   * Plays a sequence on the model, up to its end or the first step that ends it.
   *
   * @param sequence the sequence
   */
  public static List<Expectation> of(Sequence sequence) {
    List<Expectation> expectations = new ArrayList<>();
    Run run = new Run(sequence.kind());
    for (Sequence.Step step : sequence.steps()) {
      if (run.hasEnded()) {
        break;
      }
      expectations.add(run.play(step));
    }
    return expectations;
  }

  /** Tells whether a subject offers all that decides it. */
  boolean isOffered(Subject subject) {
    return Stream.concat(rules.stream(), reliesOn.stream()).allMatch(subject::offers);
  }

  /** Tells whether Python never comes back from the call. */
  boolean blocks() {
    return verdict.reference().equals(Outcome.BLOCKED);
  }

  /** Tells whether nothing can follow the step: the object is gone, stuck, or not as in Python. */
  boolean ends() {
    return blocks()
        || verdict.outcome().equals(Outcome.BLOCKED)
        || verdict.deviates()
        || circumstance.isPresent()
        || (isNew(step.call()) && verdict.outcome() instanceof Outcome.Raised);
  }

  private static boolean isNew(Call call) {
    return call.method().equals("new");
  }

  /** A sequence on the model, step by step. */
  static final class Run {
    private final Kind kind;
    private @Nullable Call created;
    private @Nullable SequentialModel<?> model;
    private final List<Expectation> before = new ArrayList<>();
    private @Nullable Expectation last;

    Run(Kind kind) {
      this.kind = kind;
    }

    boolean hasEnded() {
      return last != null && isLast(last);
    }

    /** Tells whether nothing can follow a step. */
    boolean isLast(Expectation expectation) {
      return expectation.ends() || kind.isSpoilt(expectation.verdict());
    }

    /** Returns the call that created the object. */
    Call created() {
      Call call = created;
      if (call == null) {
        throw new OracleException("A sequence begins with new");
      }
      return call;
    }

    Expectation play(Sequence.Step step) {
      if (isNew(step.call())) {
        created = step.call();
      }
      Expectation expectation = judge(step);
      model = after(step);
      last = expectation;
      before.add(expectation);
      return expectation;
    }

    /** Judges a step without making it. */
    Expectation judge(Sequence.Step step) {
      Verdict verdict = verdict(step);
      List<String> reliesOn = isNew(step.call()) ? List.of() : model().reliesOn(step.call());
      return new Expectation(
          step,
          verdict,
          rules(step, verdict),
          reliesOn,
          kind.circumstance(isNew(step.call()) ? null : model, step.call()));
    }

    private Verdict verdict(Sequence.Step step) {
      return isNew(step.call())
          ? kind.create(step.call()).verdict()
          : model().apply(step.call(), step.interrupted()).verdict();
    }

    private SequentialModel<?> after(Sequence.Step step) {
      return isNew(step.call())
          ? kind.create(step.call()).model()
          : model().apply(step.call(), step.interrupted()).next();
    }

    /** Returns the object. */
    SequentialModel<?> model() {
      SequentialModel<?> current = model;
      if (current == null) {
        throw new OracleException("A sequence begins with new");
      }
      return current;
    }

    private Set<String> rules(Sequence.Step step, Verdict verdict) {
      Set<String> rules = new TreeSet<>();
      rules.add(verdict.rule());
      if (namesForEver(step.call())) {
        kind.forEverRule().ifPresent(rules::add);
      }
      if (followsAnError() && !(verdict.outcome() instanceof Outcome.Raised)) {
        rules.add(kind.errorsRule());
      }
      if (!(verdict.outcome() instanceof Outcome.Raised)) {
        rules.addAll(kind.alsoShown(before, step.call()));
      }
      return rules;
    }

    private boolean followsAnError() {
      return last != null
          && last.verdict().outcome() instanceof Outcome.Raised raised
          && raised.error().isRefusal();
    }

    private static boolean namesForEver(Call call) {
      return call.timeout().isPresent() && ModelTimeouts.isForEver(call.timeout().getAsDouble());
    }
  }
}
