package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Memory;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * JavaScript's {@code TypedArray}: a view of a buffer's bytes as elements of one type, in
 * little-endian order. {@code get} and {@code set} of the views are JavaScript's unordered accesses
 * (SAB-14 to SAB-16); for all others see {@link Atomics}. The rules are in {@code
 * docs/rules/sharedarraybuffer.md}.
 *
 * <p>A view without a length over a buffer that can grow tracks its length (SAB-05, SAB-11).
 *
 * <p>A view is safely published however a thread comes by it.
 */
public abstract sealed class TypedArray
    permits NarrowIntegerArray,
        IntegerArray32,
        IntegerArray64,
        Uint8ClampedArray,
        Float32Array,
        Float64Array {
  /*
   * Idea       – If the length is fixed and one chunk has all bytes, which is the rule, the view has a
   *              slice of exactly these: its limit is all that has to be looked at, and an index is
   *              an offset. Classes that are views are final, so an operation is bound, and inlined,
   *              wherever the class is known.
   * Invariants – V1 all bytes of the elements below `lengthAtFirst` are below the memory's length,
   *                 for it never shrinks.
   *              V2 an element is at a multiple of its size, so it is in one chunk.
   * Ordering   – All fields are final: a view is usable however a thread gets hold of it (SAB-18).
   * Checked by – SharedArrayBufferContract, AtomicsStress.
   */

  private final ArrayBufferLike buffer;
  final Memory memory;
  final @Nullable ByteBuffer elements;
  private final long byteOffset;
  private final long lengthAtFirst;
  private final boolean tracking;

  /** A view of all bytes from an offset on. */
  TypedArray(ArrayBufferLike buffer, long byteOffset, int shift) {
    this(buffer, byteOffset, lengthOfRest(buffer, byteOffset, shift), shift, buffer.isGrowable());
  }

  /** A view of some elements. */
  TypedArray(ArrayBufferLike buffer, long byteOffset, long length, int shift) {
    this(buffer, byteOffset, checkLength(buffer, byteOffset, length, shift), shift, false);
  }

  TypedArray(ArrayBufferLike buffer, long byteOffset, long length, int shift, boolean tracking) {
    this.buffer = buffer;
    this.byteOffset = byteOffset;
    this.lengthAtFirst = length;
    this.tracking = tracking;
    memory = buffer.memory;
    elements = tracking ? null : memory.slice(byteOffset, length << shift);
  }

  static long lengthOfRest(ArrayBufferLike buffer, long byteOffset, int shift) {
    checkOffset(byteOffset, shift);
    long byteLength = buffer.byteLength();
    if (byteOffset > byteLength) {
      throw new RangeError("The offset " + byteOffset + " is beyond " + byteLength + " bytes");
    }
    if (!buffer.isGrowable() && (byteLength & (1L << shift) - 1) != 0) {
      throw new RangeError(byteLength + " bytes are no whole number of elements");
    }
    return (byteLength - byteOffset) >>> shift;
  }

  static long checkLength(ArrayBufferLike buffer, long byteOffset, long length, int shift) {
    checkOffset(byteOffset, shift);
    long byteLength = buffer.byteLength();
    if (length < 0 || byteOffset > byteLength || length > (byteLength - byteOffset) >>> shift) {
      throw new RangeError(
          length + " elements from " + byteOffset + " are not within " + byteLength + " bytes");
    }
    return length;
  }

  private static void checkOffset(long byteOffset, int shift) {
    if (byteOffset < 0 || (byteOffset & (1L << shift) - 1) != 0) {
      throw new RangeError("The offset " + byteOffset + " is no multiple of the element's size");
    }
  }

  /** Returns the buffer (SAB-06). */
  public final ArrayBufferLike buffer() {
    return buffer;
  }

  /** Returns where the view begins in its buffer, in bytes (SAB-06). */
  public final long byteOffset() {
    return byteOffset;
  }

  /** Returns how many elements it has (SAB-06). A volatile read if it tracks the length. */
  public final long length() {
    return tracking ? (buffer.byteLength() - byteOffset) >>> shift() : lengthAtFirst;
  }

  /** Returns how many bytes its elements have (SAB-06). */
  public final long byteLength() {
    return length() << shift();
  }

  /** The binary logarithm of an element's size in bytes. */
  abstract int shift();

  /**
   * Returns an element's address in the memory.
   *
   * @throws RangeError if there is no such element
   */
  final long address(long index, int shift) {
    if (index < 0 || index >= lengthAtFirst) {
      checkIndex(index);
    }
    return byteOffset + (index << shift);
  }

  /**
   * Returns the bytes that an element is among.
   *
   * @throws RangeError if there is no such element
   */
  final ByteBuffer chunk(long index, int shift) {
    ByteBuffer slice = elements;
    return slice != null && index >= 0 && index < slice.limit() >> shift
        ? slice
        : memory.chunk(address(index, shift));
  }

  /** Returns where an element is among the bytes that {@link #chunk} returned. */
  final int offset(long index, int shift) {
    return elements != null ? (int) (index << shift) : memory.offset(byteOffset + (index << shift));
  }

  private void checkIndex(long index) {
    long length = length();
    if (index < 0 || index >= length) {
      throw new RangeError("There is no index " + index + " in a length of " + length);
    }
  }

  /* What Atomics do, on the integers; see there. */

  long load(long index) {
    throw noInteger();
  }

  void store(long index, long value) {
    throw noInteger();
  }

  long exchange(long index, long value) {
    throw noInteger();
  }

  long getAndAdd(long index, long value) {
    throw noInteger();
  }

  long getAndAnd(long index, long value) {
    throw noInteger();
  }

  long getAndOr(long index, long value) {
    throw noInteger();
  }

  long getAndXor(long index, long value) {
    throw noInteger();
  }

  long compareExchange(long index, long expected, long replacement) {
    throw noInteger();
  }

  private TypeError noInteger() {
    return new TypeError("Atomics do not work on " + getClass().getSimpleName());
  }
}
