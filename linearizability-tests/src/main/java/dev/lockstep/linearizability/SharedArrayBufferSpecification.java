package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SequentialModel.Step;
import dev.lockstep.kit.model.SharedArrayBufferModel;
import org.jspecify.annotations.Nullable;

/** The operations of {@link SharedArrayBufferOperations} on the kit's model. */
public class SharedArrayBufferSpecification {
  private SharedArrayBufferModel model =
      new SharedArrayBufferModel(
          SharedArrayBufferOperations.LENGTH, SharedArrayBufferOperations.MAXIMUM);

  /** Creates a buffer and a view that tracks its length. */
  public SharedArrayBufferSpecification() {
    apply(Call.of("view", ElementType.INT32.array(), 0L));
  }

  /** What {@code byteLength} comes to. */
  public Outcome byteLength() {
    return apply(Call.of("byteLength"));
  }

  /** What {@code maxByteLength} comes to. */
  public Outcome maxByteLength() {
    return apply(Call.of("maxByteLength"));
  }

  /** What {@code length} of the view comes to. */
  public Outcome elements() {
    return apply(Call.of("lengths"));
  }

  /** What growing to the first length comes to. */
  public Outcome growTo8() {
    return apply(Call.of("grow", SharedArrayBufferOperations.LENGTH));
  }

  /** What growing to 12 bytes comes to. */
  public Outcome growTo12() {
    return apply(Call.of("grow", 12L));
  }

  /** What growing to 16 bytes comes to. */
  public Outcome growTo16() {
    return apply(Call.of("grow", 16L));
  }

  /** What growing to the maximum comes to. */
  public Outcome growTo24() {
    return apply(Call.of("grow", SharedArrayBufferOperations.MAXIMUM));
  }

  private Outcome apply(Call call) {
    Step<SharedArrayBufferModel> step = model.apply(call);
    model = step.next();
    return step.verdict().outcome();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SharedArrayBufferSpecification specification
        && specification.model.equals(model);
  }

  @Override
  public int hashCode() {
    return model.hashCode();
  }
}
