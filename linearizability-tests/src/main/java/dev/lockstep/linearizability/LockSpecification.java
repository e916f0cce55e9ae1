package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.LockModel;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SequentialModel.Step;
import org.jspecify.annotations.Nullable;

/** The operations of {@link LockOperations} on the kit's model. */
public class LockSpecification {
  private LockModel model = new LockModel();

  /** Creates an unlocked lock. */
  public LockSpecification() {}

  /** What {@code acquire(False)} comes to. */
  public Outcome acquireNonBlocking() {
    return apply(Call.of("acquire", false));
  }

  /** What {@code acquire(True, 0)} comes to. */
  public Outcome acquireTimeoutZero() {
    return apply(Call.of("acquire", true, 0.0));
  }

  /** What {@code release()} comes to. */
  public Outcome release() {
    return apply(Call.of("release"));
  }

  /** What {@code locked()} comes to. */
  public Outcome locked() {
    return apply(Call.of("locked"));
  }

  /** What {@code acquire()} comes to, if it does not block. */
  public Outcome acquire() {
    return apply(Call.of("acquire"));
  }

  private Outcome apply(Call call) {
    Step<LockModel> step = model.apply(call);
    if (step.verdict().outcome().equals(Outcome.BLOCKED)) {
      throw new Histories.WouldBlock();
    }
    model = step.next();
    return step.verdict().outcome();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LockSpecification specification && specification.model.equals(model);
  }

  @Override
  public int hashCode() {
    return model.hashCode();
  }
}
