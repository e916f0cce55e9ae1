package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Words;

/** JavaScript's {@code Uint16Array}: unsigned integers of 16 bits. */
public final class Uint16Array extends NarrowIntegerArray {
  private static final int SHIFT = 1;

  /**
   * Makes a view of a whole buffer (SAB-04, SAB-05).
   *
   * @param buffer the buffer
   * @throws RangeError if its length is fixed and no whole number of elements
   */
  public Uint16Array(ArrayBufferLike buffer) {
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
  public Uint16Array(ArrayBufferLike buffer, long byteOffset) {
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
  public Uint16Array(ArrayBufferLike buffer, long byteOffset, long length) {
    super(buffer, byteOffset, length, SHIFT);
  }

  /**
   * Reads an element, unordered (SAB-14).
   *
   * @param index which
   * @throws RangeError if there is no such element
   */
  public int get(long index) {
    return Short.toUnsignedInt(
        (short) Words.PLAIN_SHORT.get(chunk(index, SHIFT), offset(index, SHIFT)));
  }

  /**
   * Writes an element, unordered (SAB-14).
   *
   * @param index which
   * @param value the value; it wraps modulo 2 to the number of its bits
   * @throws RangeError if there is no such element
   */
  public void set(long index, long value) {
    Words.PLAIN_SHORT.set(chunk(index, SHIFT), offset(index, SHIFT), (short) value);
  }

  @Override
  int value(int bits) {
    return bits;
  }

  @Override
  int shift() {
    return SHIFT;
  }
}
