package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Words;

/**
 * JavaScript's {@code BigInt64Array}: signed integers of 64 bits. {@link Atomics} can wait on it.
 */
public final class BigInt64Array extends IntegerArray64 {
  /**
   * Makes a view of a whole buffer (SAB-04, SAB-05).
   *
   * @param buffer the buffer
   * @throws RangeError if its length is fixed and no whole number of elements
   */
  public BigInt64Array(ArrayBufferLike buffer) {
    super(buffer, 0);
  }

  /**
   * Makes a view of a buffer from an offset on (SAB-04, SAB-05).
   *
   * @param buffer the buffer
   * @param byteOffset where to begin, in bytes
   * @throws RangeError if the offset is beyond the end or does not fit the element's size, or the
   *     length is fixed and no whole number of elements
   */
  public BigInt64Array(ArrayBufferLike buffer, long byteOffset) {
    super(buffer, byteOffset);
  }

  /**
   * Makes a view of some elements of a buffer (SAB-04).
   *
   * @param buffer the buffer
   * @param byteOffset where to begin, in bytes
   * @param length how many elements
   * @throws RangeError if the buffer does not have them, or the offset does not fit the element's
   *     size
   */
  public BigInt64Array(ArrayBufferLike buffer, long byteOffset, long length) {
    super(buffer, byteOffset, length);
  }

  /**
   * Reads an element, unordered (SAB-14).
   *
   * @param index which
   * @throws RangeError if there is no such element
   */
  public long get(long index) {
    return (long) Words.PLAIN_LONG.get(chunk(index, SHIFT), offset(index, SHIFT));
  }

  /**
   * Writes an element, unordered (SAB-14).
   *
   * @param index which
   * @param value the value
   * @throws RangeError if there is no such element
   */
  public void set(long index, long value) {
    Words.PLAIN_LONG.set(chunk(index, SHIFT), offset(index, SHIFT), value);
  }
}
