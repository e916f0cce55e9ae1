package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Words;

/** JavaScript's {@code Float64Array}: floating-point numbers of 64 bits. */
public final class Float64Array extends TypedArray {
  private static final int SHIFT = 3;

  /**
   * Makes a view of a whole buffer (SAB-04, SAB-05).
   *
   * @param buffer the buffer
   * @throws RangeError if its length is fixed and no whole number of elements
   */
  public Float64Array(ArrayBufferLike buffer) {
    super(buffer, 0, SHIFT);
  }

  /**
   * Makes a view of a buffer from an offset on (SAB-04, SAB-05).
   *
   * @param buffer the buffer
   * @param byteOffset where to begin, in bytes
   * @throws RangeError if the offset is beyond the end or does not fit the element's size, or the
   *     length is fixed and no whole number of elements
   */
  public Float64Array(ArrayBufferLike buffer, long byteOffset) {
    super(buffer, byteOffset, SHIFT);
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
  public Float64Array(ArrayBufferLike buffer, long byteOffset, long length) {
    super(buffer, byteOffset, length, SHIFT);
  }

  /**
   * Reads an element, unordered (SAB-14).
   *
   * @param index which
   * @throws RangeError if there is no such element
   */
  public double get(long index) {
    return (double) Words.PLAIN_DOUBLE.get(chunk(index, SHIFT), offset(index, SHIFT));
  }

  /**
   * Writes an element, unordered (SAB-14).
   *
   * @param index which
   * @param value the value
   * @throws RangeError if there is no such element
   */
  public void set(long index, double value) {
    Words.PLAIN_DOUBLE.set(chunk(index, SHIFT), offset(index, SHIFT), value);
  }

  @Override
  int shift() {
    return SHIFT;
  }
}
