package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operations of {@link SharedArrayBufferOperations}, of a length and a word. */
public class SharedArrayBufferSpecification {
  static final int CHUNK = 1 << 16;
  static final int LAST = 2 * CHUNK / Integer.BYTES - 1;

  private long byteLength = CHUNK;
  private int word;

  /** Creates a buffer of one chunk. */
  public SharedArrayBufferSpecification() {}

  /** What growing to two chunks comes to. */
  public Outcome growToTwo() {
    return grow(2L * CHUNK);
  }

  /** What growing to three chunks comes to. */
  public Outcome growToThree() {
    return grow(3L * CHUNK);
  }

  private Outcome grow(long length) {
    if (length < byteLength) {
      return new Outcome.Raised(PyError.RANGE_ERROR, "");
    }
    byteLength = length;
    return Outcome.NOTHING;
  }

  /** What its length is. */
  public Outcome byteLength() {
    return new Outcome.Returned(byteLength);
  }

  /** What adding 1 to the last word of the second chunk comes to. */
  public Outcome addInSecond() {
    if (byteLength == CHUNK) {
      return new Outcome.Raised(PyError.RANGE_ERROR, "");
    }
    return new Outcome.Returned(word++);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SharedArrayBufferSpecification specification
        && specification.byteLength == byteLength
        && specification.word == word;
  }

  @Override
  public int hashCode() {
    return Objects.hash(byteLength, word);
  }
}
