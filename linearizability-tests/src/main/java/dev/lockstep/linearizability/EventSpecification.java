package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.EventModel;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SequentialModel.Step;
import org.jspecify.annotations.Nullable;

/** The operations of {@link EventOperations} on the kit's model. */
public class EventSpecification {
  private EventModel model = new EventModel();

  /** Creates an event whose flag is clear. */
  public EventSpecification() {}

  /** What {@code is_set()} comes to. */
  public Outcome isSet() {
    return apply(Call.of("is_set"));
  }

  /** What {@code set()} comes to. */
  public Outcome set() {
    return apply(Call.of("set"));
  }

  /** What {@code clear()} comes to. */
  public Outcome clear() {
    return apply(Call.of("clear"));
  }

  /** What {@code wait(0)} comes to. */
  public Outcome look() {
    return apply(Call.of("wait", 0.0));
  }

  /** What {@code wait} with a short timeout comes to: false if the flag is clear at its end. */
  public Outcome awaitATick() {
    return apply(Call.of("wait", Executions.ONE_TICK));
  }

  /** What {@code wait()} comes to, if it does not block. */
  public Outcome await() {
    return apply(Call.of("wait"));
  }

  private Outcome apply(Call call) {
    Step<EventModel> step = model.apply(call);
    if (step.verdict().outcome().equals(Outcome.BLOCKED)) {
      throw new Histories.WouldBlock();
    }
    model = step.next();
    return step.verdict().outcome();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventSpecification specification && specification.model.equals(model);
  }

  @Override
  public int hashCode() {
    return model.hashCode();
  }
}
