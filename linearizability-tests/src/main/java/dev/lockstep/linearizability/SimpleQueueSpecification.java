package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SequentialModel.Step;
import dev.lockstep.kit.model.SimpleQueueModel;
import org.jspecify.annotations.Nullable;

/** The operations of {@link SimpleQueueOperations} on the kit's model. */
public class SimpleQueueSpecification {
  private SimpleQueueModel model = new SimpleQueueModel();

  /** Creates an empty queue. */
  public SimpleQueueSpecification() {}

  /** What {@code put_nowait(1)} comes to. */
  public Outcome putOne() {
    return apply(Call.of("put_nowait", 1L));
  }

  /** What {@code put_nowait(2)} comes to. */
  public Outcome putTwo() {
    return apply(Call.of("put_nowait", 2L));
  }

  /** What {@code get_nowait()} comes to. */
  public Outcome get() {
    return apply(Call.of("get_nowait"));
  }

  /** What {@code get(True, a tick)} comes to. */
  public Outcome getATick() {
    return apply(Call.of("get", true, Executions.ONE_TICK));
  }

  /** What {@code qsize()} comes to. */
  public Outcome qsize() {
    return apply(Call.of("qsize"));
  }

  /** What {@code get()} comes to. */
  public Outcome getAwaiting() {
    return apply(Call.of("get"));
  }

  private Outcome apply(Call call) {
    Step<SimpleQueueModel> step = model.apply(call);
    if (step.verdict().outcome().equals(Outcome.BLOCKED)) {
      throw new Histories.WouldBlock();
    }
    model = step.next();
    return step.verdict().outcome();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SimpleQueueSpecification specification
        && specification.model.equals(model);
  }

  @Override
  public int hashCode() {
    return model.hashCode();
  }
}
