package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.RLockModel;
import dev.lockstep.kit.model.SequentialModel.Step;
import org.jspecify.annotations.Nullable;

/** The operations of {@link RLockOperations} on the kit's model. */
public class RLockSpecification {
  private RLockModel model = new RLockModel();

  /** Creates a lock that nobody owns. */
  public RLockSpecification() {}

  /** What {@code acquire(False)} comes to. */
  public Outcome acquireNonBlocking(int thread) {
    return apply(thread, Call.of("acquire", false));
  }

  /** What {@code acquire(True, 0)} comes to. */
  public Outcome acquireTimeoutZero(int thread) {
    return apply(thread, Call.of("acquire", true, 0.0));
  }

  /** What {@code release()} comes to. */
  public Outcome release(int thread) {
    return apply(thread, Call.of("release"));
  }

  /** What {@code locked()} comes to. */
  public Outcome locked(int thread) {
    return apply(thread, Call.of("locked"));
  }

  /** What {@code _is_owned()} comes to. */
  public Outcome isOwned(int thread) {
    return apply(thread, Call.of("_is_owned"));
  }

  /** What {@code _recursion_count()} comes to. */
  public Outcome recursionCount(int thread) {
    return apply(thread, Call.of("_recursion_count"));
  }

  /** What {@code acquire()} comes to, if it does not block. */
  public Outcome acquire(int thread) {
    return apply(thread, Call.of("acquire"));
  }

  private Outcome apply(int thread, Call call) {
    Step<RLockModel> step = model.apply("thread " + thread, call, false);
    if (step.verdict().outcome().equals(Outcome.BLOCKED)) {
      throw new Histories.WouldBlock();
    }
    model = step.next();
    return step.verdict().outcome();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RLockSpecification specification && specification.model.equals(model);
  }

  @Override
  public int hashCode() {
    return model.hashCode();
  }
}
