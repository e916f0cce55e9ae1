package dev.lockstep.linearizability;

import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.subject.BufferSubject;
import dev.lockstep.kit.subject.Subjects;
import org.jetbrains.lincheck.datastructures.Operation;

/** The calls of a buffer that can grow, as Lincheck makes them. */
public class SharedArrayBufferOperations {
  static final long LENGTH = 8;
  static final long MAXIMUM = 24;

  private final BufferSubject buffer;
  private final BufferSubject.View view;

  /** Creates a buffer and a view that tracks its length: once for each execution. */
  public SharedArrayBufferOperations() {
    Executions.one();
    buffer = Subjects.ACTIVE.newSharedArrayBuffer(LENGTH, MAXIMUM);
    view = buffer.view(ElementType.INT32, 0);
  }

  /** Calls {@code byteLength}. */
  @Operation
  public Outcome byteLength() {
    return Actor.outcomeOf(buffer::byteLength);
  }

  /** Calls {@code maxByteLength}. */
  @Operation
  public Outcome maxByteLength() {
    return Actor.outcomeOf(buffer::maxByteLength);
  }

  /** Calls {@code length} of the view. */
  @Operation
  public Outcome elements() {
    return Actor.outcomeOf(() -> Long.toString(view.length()));
  }

  /** Grows to its first length, which is refused once it is longer. */
  @Operation
  public Outcome growTo8() {
    return grow(LENGTH);
  }

  /** Grows by a step. */
  @Operation
  public Outcome growTo12() {
    return grow(12);
  }

  /** Grows by another. */
  @Operation
  public Outcome growTo16() {
    return grow(16);
  }

  /** Grows to the maximum. */
  @Operation
  public Outcome growTo24() {
    return grow(MAXIMUM);
  }

  private Outcome grow(long byteLength) {
    Outcome seen =
        Actor.outcomeOf(
            () -> {
              buffer.grow(byteLength);
              return null;
            });
    // JavaScript leaves the texts open.
    return seen instanceof Outcome.Raised raised && raised.error().isTextOpen()
        ? Outcome.raises(raised.error(), "")
        : seen;
  }
}
