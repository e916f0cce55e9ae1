package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Words;
import java.nio.ByteBuffer;

/** JavaScript's {@code Int32Array}: signed integers of 32 bits. {@link Atomics} can wait on it. */
public final class Int32Array extends IntegerArray32 {
  /**
   * Makes a view of a whole buffer (SAB-04, SAB-05).
   *
   * @param buffer the buffer
   * @throws RangeError if its length is fixed and no whole number of elements
   */
  public Int32Array(ArrayBufferLike buffer) {
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
  public Int32Array(ArrayBufferLike buffer, long byteOffset) {
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
  public Int32Array(ArrayBufferLike buffer, long byteOffset, long length) {
    super(buffer, byteOffset, length);
  }

  /**
   * Reads an element, unordered (SAB-14).
   *
   * @param index which
   * @throws RangeError if there is no such element
   */
  public int get(long index) {
    return (int) Words.PLAIN_INT.get(chunk(index, SHIFT), offset(index, SHIFT));
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
    return bits;
  }

  /**
   * Returns the bytes that an element is among: {@link #chunk(long, int)} with one comparison less
   * to make, for a view is rarely longer.
   *
   * @throws RangeError if there is no such element
   */
  ByteBuffer chunk(int index) {
    ByteBuffer slice = elements;
    return slice != null && index >= 0 && index < slice.limit() >> SHIFT
        ? slice
        : memory.chunk(address(index, SHIFT));
  }

  /** Returns where an element is among the bytes that {@link #chunk(int)} returned. */
  int offset(int index) {
    return elements != null
        ? index << SHIFT
        : memory.offset(byteOffset() + ((long) index << SHIFT));
  }
}
