package dev.lockstep.linearizability;

import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operations of {@link SharedArrayBufferOperations}, of a length and a word. */
public class SharedArrayBufferSpecification {
  static final long SMALL = 8;
  static final long MIDDLE = 16;
  static final long LARGE = 24;
  static final int NEW_WORD = 3;

  private long byteLength = SMALL;
  private int word;

  /** Creates a buffer that is small. */
  public SharedArrayBufferSpecification() {}

  /** What growing comes to. */
  public Outcome growToMiddle() {
    return grow(MIDDLE);
  }

  /** What growing as far as it can comes to. */
  public Outcome growToLarge() {
    return grow(LARGE);
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

  /** What adding 1 to a word that is there once it has grown comes to. */
  public Outcome addInNew() {
    if (byteLength == SMALL) {
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
