package dev.lockstep.linearizability;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.kit.model.Outcome;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * The calls of a buffer that grows, as Lincheck makes them: each returns what the call came to.
 * They call Lockstep's classes.
 */
public class SharedArrayBufferOperations {
  private final SharedArrayBuffer buffer =
      new SharedArrayBuffer(
          SharedArrayBufferSpecification.SMALL, SharedArrayBufferSpecification.LARGE);
  private final Int32Array words = new Int32Array(buffer);

  /** Creates a small buffer: once for each execution. */
  public SharedArrayBufferOperations() {
    Executions.one();
  }

  /** Grows it. */
  @Operation
  public Outcome growToMiddle() {
    return grow(SharedArrayBufferSpecification.MIDDLE);
  }

  /** Grows it as far as it can. */
  @Operation
  public Outcome growToLarge() {
    return grow(SharedArrayBufferSpecification.LARGE);
  }

  private Outcome grow(long length) {
    return Actor.outcomeOf(
        () -> {
          buffer.grow(length);
          return null;
        });
  }

  /** Returns its length. */
  @Operation
  public Outcome byteLength() {
    return Actor.outcomeOf(buffer::byteLength);
  }

  /** Adds 1 to a word that is there once it has grown. */
  @Operation
  public Outcome addInNew() {
    return Actor.outcomeOf(() -> Atomics.add(words, SharedArrayBufferSpecification.NEW_WORD, 1));
  }
}
