package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Words;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The views of integers of 8 and 16 bits, which are accessed through the words around them. */
abstract sealed class NarrowIntegerArray extends TypedArray
    permits Int8Array, Uint8Array, Int16Array, Uint16Array {
  /* The whole words that have the elements, if the length is fixed and one chunk has them. */
  private final @Nullable ByteBuffer words;

  /* Where in the first of them the view begins. */
  private final int skew;

  NarrowIntegerArray(ArrayBufferLike buffer, long byteOffset, int shift) {
    super(buffer, byteOffset, shift);
    words = wordsOfElements();
    skew = skew(byteOffset);
  }

  NarrowIntegerArray(ArrayBufferLike buffer, long byteOffset, long length, int shift) {
    super(buffer, byteOffset, length, shift);
    words = wordsOfElements();
    skew = skew(byteOffset);
  }

  private static int skew(long byteOffset) {
    return (int) byteOffset & (Integer.BYTES - 1);
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
    long address = address(index, shift());
    ByteBuffer slice = words;
    return slice != null ? slice : memory.chunk(address);
  }

  /** Returns where an element is among the words that {@link #words(long)} returned. */
  private int offsetInWords(long index) {
    return words != null
        ? (int) (index << shift()) + skew
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
