package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Words;

/** The views of 16-bit integers. */
abstract sealed class IntegerArray16 extends TypedArray permits Int16Array, Uint16Array {
  static final int SHIFT = 1;

  IntegerArray16(ArrayBufferLike buffer, long byteOffset) {
    super(buffer, byteOffset, SHIFT);
  }

  IntegerArray16(ArrayBufferLike buffer, long byteOffset, long length) {
    super(buffer, byteOffset, length, SHIFT);
  }

  /** An element's value, given its bits. */
  abstract int value(int bits);

  @Override
  final int shift() {
    return SHIFT;
  }

  @Override
  final long load(long index) {
    long address = address(index, SHIFT);
    return value(Words.load(chunk(address), offset(address), Words.HALF));
  }

  @Override
  final void store(long index, long value) {
    exchange(index, value);
  }

  @Override
  final long exchange(long index, long value) {
    long address = address(index, SHIFT);
    return value(Words.exchange(chunk(address), offset(address), Words.HALF, (int) value));
  }

  @Override
  final long getAndAdd(long index, long value) {
    long address = address(index, SHIFT);
    return value(Words.getAndAdd(chunk(address), offset(address), Words.HALF, (int) value));
  }

  @Override
  final long getAndAnd(long index, long value) {
    long address = address(index, SHIFT);
    return value(Words.getAndAnd(chunk(address), offset(address), Words.HALF, (int) value));
  }

  @Override
  final long getAndOr(long index, long value) {
    long address = address(index, SHIFT);
    return value(Words.getAndOr(chunk(address), offset(address), Words.HALF, (int) value));
  }

  @Override
  final long getAndXor(long index, long value) {
    long address = address(index, SHIFT);
    return value(Words.getAndXor(chunk(address), offset(address), Words.HALF, (int) value));
  }

  @Override
  final long compareExchange(long index, long expected, long replacement) {
    long address = address(index, SHIFT);
    return value(
        Words.compareExchange(
            chunk(address), offset(address), Words.HALF, (int) expected, (int) replacement));
  }
}
