package dev.lockstep.atomics;

/** JavaScript's {@code Int8Array}: signed integers of 8 bits. */
public final class Int8Array extends NarrowIntegerArray {
  private static final int SHIFT = 0;

  /**
   * Makes a view of a whole buffer (SAB-04, SAB-05).
   *
   * @param buffer the buffer
   * @throws RangeError if its length is fixed and no whole number of elements
   */
  public Int8Array(ArrayBufferLike buffer) {
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
  public Int8Array(ArrayBufferLike buffer, long byteOffset) {
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
  public Int8Array(ArrayBufferLike buffer, long byteOffset, long length) {
    super(buffer, byteOffset, length, SHIFT);
  }

  /**
   * Reads an element, unordered (SAB-14).
   *
   * @param index which
   * @throws RangeError if there is no such element
   */
  public byte get(long index) {
    return chunk(index, SHIFT).get(offset(index, SHIFT));
  }

  /**
   * Writes an element, unordered (SAB-14).
   *
   * @param index which
   * @param value the value; it wraps modulo 2 to the number of its bits
   * @throws RangeError if there is no such element
   */
  public void set(long index, long value) {
    chunk(index, SHIFT).put(offset(index, SHIFT), (byte) value);
  }

  @Override
  int value(int bits) {
    return (byte) bits;
  }

  @Override
  int shift() {
    return SHIFT;
  }
}
