package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Words;

/** JavaScript's {@code Float32Array}: floating-point numbers of 32 bits. */
public final class Float32Array extends TypedArray {
  private static final int SHIFT = 2;

  /**
   * Makes a view of a whole buffer (SAB-04, SAB-05).
   *
   * @param buffer the buffer
   * @throws RangeError if its length is fixed and no whole number of elements
   */
  public Float32Array(ArrayBufferLike buffer) {
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
  public Float32Array(ArrayBufferLike buffer, long byteOffset) {
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
  public Float32Array(ArrayBufferLike buffer, long byteOffset, long length) {
    super(buffer, byteOffset, length, SHIFT);
  }

  /**
   * Reads an element, unordered (SAB-14).
   *
   * @param index which
   * @throws RangeError if there is no such element
   */
  public float get(long index) {
    return (float) Words.PLAIN_FLOAT.get(chunk(index, SHIFT), offset(index, SHIFT));
  }

  /**
   * Writes an element, unordered (SAB-14).
   *
   * @param index which
   * @param value the value; it is rounded to a float
   * @throws RangeError if there is no such element
   */
  public void set(long index, double value) {
    Words.PLAIN_FLOAT.set(chunk(index, SHIFT), offset(index, SHIFT), (float) value);
  }

  @Override
  int shift() {
    return SHIFT;
  }
}
