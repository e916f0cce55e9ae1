package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Memory;
import dev.lockstep.atomics.memory.Words;
import java.nio.ByteBuffer;

/** The views of integers of 8 and 16 bits, which are accessed through the words around them. */
abstract sealed class NarrowIntegerArray extends TypedArray
    permits Int8Array, Uint8Array, Int16Array, Uint16Array {
  /* The whole words that have the elements, if the length is fixed and one chunk has them. */
  private final ByteBuffer words;

  /* How many elements are there: all or none. */
  private final int lengthInWords;

  /* Where in the first word the view begins. */
  private final int skew;

  NarrowIntegerArray(ArrayBufferLike buffer, long byteOffset, int shift) {
    this(buffer, byteOffset, lengthOfRest(buffer, byteOffset, shift), shift, buffer.isGrowable());
  }

  NarrowIntegerArray(ArrayBufferLike buffer, long byteOffset, long length, int shift) {
    this(buffer, byteOffset, checkLength(buffer, byteOffset, length, shift), shift, false);
  }

  private NarrowIntegerArray(
      ArrayBufferLike buffer, long byteOffset, long length, int shift, boolean tracking) {
    super(buffer, byteOffset, length, shift, tracking);
    skew = (int) byteOffset & (Integer.BYTES - 1);
    long end = byteOffset + (length << shift);
    long endOfWords = (end + Integer.BYTES - 1) & -Integer.BYTES;
    ByteBuffer slice = memory.slice(byteOffset - skew, endOfWords - byteOffset + skew);
    lengthInWords = slice == null || tracking ? 0 : (int) length;
    words = slice == null ? Memory.noBytes() : slice;
  }

  /** An element's value, given its bits. */
  abstract int value(int bits);

  private int bits() {
    return shift() == 0 ? Words.BYTE : Words.HALF;
  }

  /**
   * Returns the words that an element is among.
   *
   * @throws RangeError if there is no such element
   */
  private ByteBuffer words(long index) {
    return index >= 0 && index < lengthInWords ? words : memory.chunk(address(index, shift()));
  }

  /** Returns where an element is among the words that {@link #words(long)} returned. */
  private int offsetInWords(long index) {
    return index < lengthInWords
        ? ((int) index << shift()) + skew
        : memory.offset(byteOffset() + (index << shift()));
  }

  @Override
  final long load(long index) {
    return value(Words.load(words(index), offsetInWords(index), bits()));
  }

  @Override
  final void store(long index, long value) {
    exchange(index, value);
  }

  @Override
  final long exchange(long index, long value) {
    return value(Words.exchange(words(index), offsetInWords(index), bits(), (int) value));
  }

  @Override
  final long getAndAdd(long index, long value) {
    return value(Words.getAndAdd(words(index), offsetInWords(index), bits(), (int) value));
  }

  @Override
  final long getAndAnd(long index, long value) {
    return value(Words.getAndAnd(words(index), offsetInWords(index), bits(), (int) value));
  }

  @Override
  final long getAndOr(long index, long value) {
    return value(Words.getAndOr(words(index), offsetInWords(index), bits(), (int) value));
  }

  @Override
  final long getAndXor(long index, long value) {
    return value(Words.getAndXor(words(index), offsetInWords(index), bits(), (int) value));
  }

  @Override
  final long compareExchange(long index, long expected, long replacement) {
    return value(
        Words.compareExchange(
            words(index), offsetInWords(index), bits(), (int) expected, (int) replacement));
  }
}
