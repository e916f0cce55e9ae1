package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Words;

/** JavaScript's {@code Uint32Array}: unsigned integers of 32 bits. */
public final class Uint32Array extends IntegerArray32 {
  /**
   * Makes a view of a whole buffer (SAB-04, SAB-05).
   *
   * @param buffer the buffer
   * @throws RangeError if its length is fixed and no whole number of elements
   */
  public Uint32Array(ArrayBufferLike buffer) {
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
  public Uint32Array(ArrayBufferLike buffer, long byteOffset) {
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
  public Uint32Array(ArrayBufferLike buffer, long byteOffset, long length) {
    super(buffer, byteOffset, length);
  }

  /**
   * Reads an element, unordered (SAB-14).
   *
   * @param index which
   * @throws RangeError if there is no such element
   */
  public long get(long index) {
    return Integer.toUnsignedLong(
        (int) Words.PLAIN_INT.get(chunk(index, SHIFT), offset(index, SHIFT)));
  }

  /**
   * Writes an element, unordered (SAB-14).
   *
   * @param index which
   * @param value the value; it wraps modulo 2 to the number of its bits
   * @throws RangeError if there is no such element
   */
  public void set(long index, long value) {
    Words.PLAIN_INT.set(chunk(index, SHIFT), offset(index, SHIFT), (int) value);
  }

  @Override
  long value(int bits) {
    return Integer.toUnsignedLong(bits);
  }
}
