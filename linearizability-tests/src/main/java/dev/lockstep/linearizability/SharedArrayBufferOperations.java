package dev.lockstep.linearizability;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.kit.model.Outcome;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * The calls of a buffer that grows into chunks that are not there yet, as Lincheck makes them: each
 * returns what the call came to. They call Lockstep's classes.
 */
public class SharedArrayBufferOperations {
  private final SharedArrayBuffer buffer =
      new SharedArrayBuffer(
          SharedArrayBufferSpecification.CHUNK, 3L * SharedArrayBufferSpecification.CHUNK);
  private final Int32Array words = new Int32Array(buffer);

  /** Creates a buffer of one chunk: once for each execution. */
  public SharedArrayBufferOperations() {
    Executions.one();
  }

  /** Grows it to two chunks. */
  @Operation
  public Outcome growToTwo() {
    return grow(2L * SharedArrayBufferSpecification.CHUNK);
  }

  /** Grows it to three chunks. */
  @Operation
  public Outcome growToThree() {
    return grow(3L * SharedArrayBufferSpecification.CHUNK);
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

  /** Adds 1 to the last word of the second chunk. */
  @Operation
  public Outcome addInSecond() {
    return Actor.outcomeOf(() -> Atomics.add(words, SharedArrayBufferSpecification.LAST, 1));
  }
}
