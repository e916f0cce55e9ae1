package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.FutureModel;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SequentialModel.Step;
import org.jspecify.annotations.Nullable;

/** The operations of {@link FutureOperations} on the kit's model. */
public class FutureSpecification {
  private FutureModel model = new FutureModel();

  /** Creates a future that is pending. */
  public FutureSpecification() {}

  /** What {@code cancelled()} comes to. */
  public Outcome cancelled() {
    return apply(Call.of("cancelled"));
  }

  /** What {@code running()} comes to. */
  public Outcome running() {
    return apply(Call.of("running"));
  }

  /** What {@code done()} comes to. */
  public Outcome done() {
    return apply(Call.of("done"));
  }

  /** What {@code cancel()} comes to. */
  public Outcome cancel() {
    return apply(Call.of("cancel"));
  }

  /** What {@code set_running_or_notify_cancel()} comes to. */
  public Outcome begin() {
    return apply(Call.of("set_running_or_notify_cancel"));
  }

  /** What {@code set_result(7)} comes to. */
  public Outcome setResult() {
    return apply(Call.of("set_result", 7L));
  }

  /** What {@code set_exception} with the eighth comes to. */
  public Outcome setException() {
    return apply(Call.of("set_exception", 8L));
  }

  /** What {@code result(0)} comes to. */
  public Outcome look() {
    return apply(Call.of("result", 0.0));
  }

  /** What {@code exception} with a short timeout comes to. */
  public Outcome exceptionInATick() {
    return apply(Call.of("exception", Executions.ONE_TICK));
  }

  /** What {@code result()} comes to, if it does not block. */
  public Outcome result() {
    return apply(Call.of("result"));
  }

  /** What {@code exception()} comes to, if it does not block. */
  public Outcome exception() {
    return apply(Call.of("exception"));
  }

  private Outcome apply(Call call) {
    Step<FutureModel> step = model.apply(call);
    if (step.verdict().outcome().equals(Outcome.BLOCKED)) {
      throw new Histories.WouldBlock();
    }
    model = step.next();
    return FutureOperations.withoutText(step.verdict().outcome());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FutureSpecification specification && specification.model.equals(model);
  }

  @Override
  public int hashCode() {
    return model.hashCode();
  }
}
