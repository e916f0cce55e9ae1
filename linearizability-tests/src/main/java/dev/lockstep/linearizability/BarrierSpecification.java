package dev.lockstep.linearizability;

import dev.lockstep.kit.model.BarrierModel;
import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SequentialModel.Step;
import dev.lockstep.kit.subject.Subjects;
import org.jspecify.annotations.Nullable;

/** The operations of {@link BarrierOperations} on the kit's model. */
public class BarrierSpecification {
  private BarrierModel single = BarrierModel.of(Call.of("new", 1L, "counts"));
  private BarrierModel pair = BarrierModel.of(Call.of("new", 2L));

  /** Creates the barriers. */
  public BarrierSpecification() {}

  /** What {@code wait(0)} comes to. */
  public Outcome pass() {
    return applyToSingle(Call.of("wait", 0.0));
  }

  /** How often the action was called. */
  public Outcome calls() {
    return applyToSingle(Call.of("calls"));
  }

  /** What {@code reset()} comes to. */
  public Outcome resetSingle() {
    return applyToSingle(Call.of("reset"));
  }

  /** What {@code abort()} comes to. */
  public Outcome abortSingle() {
    return Subjects.ACTIVE.offers("BAR-15") ? applyToSingle(Call.of("abort")) : Outcome.NOTHING;
  }

  /** What {@code broken} is. */
  public Outcome isSingleBroken() {
    return applyToSingle(Call.of("broken"));
  }

  /** What {@code wait(0)} comes to. */
  public Outcome breakPair() {
    return applyToPair(Call.of("wait", 0.0));
  }

  /** What {@code reset()} comes to. */
  public Outcome resetPair() {
    return applyToPair(Call.of("reset"));
  }

  /** What {@code abort()} comes to. */
  public Outcome abortPair() {
    return Subjects.ACTIVE.offers("BAR-15") ? applyToPair(Call.of("abort")) : Outcome.NOTHING;
  }

  /** What {@code broken} is. */
  public Outcome isPairBroken() {
    return applyToPair(Call.of("broken"));
  }

  /** What {@code n_waiting} is. */
  public Outcome waitingOfPair() {
    return applyToPair(Call.of("n_waiting"));
  }

  /** What {@code wait()} comes to, if it does not block. */
  public Outcome awaitPair() {
    return applyToPair(Call.of("wait"));
  }

  private Outcome applyToSingle(Call call) {
    Step<BarrierModel> step = single.apply(call);
    single = step.next();
    return step.verdict().outcome();
  }

  private Outcome applyToPair(Call call) {
    Step<BarrierModel> step = pair.apply(call);
    if (step.verdict().outcome().equals(Outcome.BLOCKED)) {
      throw new Histories.WouldBlock();
    }
    pair = step.next();
    return step.verdict().outcome();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BarrierSpecification specification
        && specification.single.equals(single)
        && specification.pair.equals(pair);
  }

  @Override
  public int hashCode() {
    return 31 * single.hashCode() + pair.hashCode();
  }
}
