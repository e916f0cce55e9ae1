package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SemaphoreModel;
import dev.lockstep.kit.model.SequentialModel.Step;
import org.jspecify.annotations.Nullable;

/** The operations of {@link SemaphoreOperations} on the kit's model. */
public abstract class SemaphoreSpecification {
  private SemaphoreModel model;

  /** Begins with a new semaphore. */
  SemaphoreSpecification(SemaphoreModel model) {
    this.model = model;
  }

  /** {@code Semaphore(1)}. */
  public static final class Unbounded extends SemaphoreSpecification {
    /** Creates the model. */
    public Unbounded() {
      super(SemaphoreModel.semaphore(1));
    }
  }

  /** {@code BoundedSemaphore(2)}. */
  public static final class Bounded extends SemaphoreSpecification {
    /** Creates the model. */
    public Bounded() {
      super(SemaphoreModel.bounded(2));
    }
  }

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

  /** What {@code release(2)} comes to. */
  public Outcome releaseTwo() {
    return apply(Call.of("release", 2L));
  }

  /** What {@code acquire()} comes to, if it does not block. */
  public Outcome acquire() {
    return apply(Call.of("acquire"));
  }

  private Outcome apply(Call call) {
    Step<SemaphoreModel> step = model.apply(call);
    if (step.verdict().outcome().equals(Outcome.BLOCKED)) {
      throw new Histories.WouldBlock();
    }
    model = step.next();
    return step.verdict().outcome();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SemaphoreSpecification specification
        && specification.model.equals(model);
  }

  @Override
  public int hashCode() {
    return model.hashCode();
  }
}
