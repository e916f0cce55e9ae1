package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Words;

/** The views of 8-bit integers. */
abstract sealed class IntegerArray8 extends TypedArray permits Int8Array, Uint8Array {
  static final int SHIFT = 0;

  IntegerArray8(ArrayBufferLike buffer, long byteOffset) {
    super(buffer, byteOffset, SHIFT);
  }

  IntegerArray8(ArrayBufferLike buffer, long byteOffset, long length) {
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
    return value(Words.load(chunk(address), offset(address), Words.BYTE));
  }

  @Override
  final void store(long index, long value) {
    exchange(index, value);
  }

  @Override
  final long exchange(long index, long value) {
    long address = address(index, SHIFT);
    return value(Words.exchange(chunk(address), offset(address), Words.BYTE, (int) value));
  }

  @Override
  final long getAndAdd(long index, long value) {
    long address = address(index, SHIFT);
    return value(Words.getAndAdd(chunk(address), offset(address), Words.BYTE, (int) value));
  }

  @Override
  final long getAndAnd(long index, long value) {
    long address = address(index, SHIFT);
    return value(Words.getAndAnd(chunk(address), offset(address), Words.BYTE, (int) value));
  }

  @Override
  final long getAndOr(long index, long value) {
    long address = address(index, SHIFT);
    return value(Words.getAndOr(chunk(address), offset(address), Words.BYTE, (int) value));
  }

  @Override
  final long getAndXor(long index, long value) {
    long address = address(index, SHIFT);
    return value(Words.getAndXor(chunk(address), offset(address), Words.BYTE, (int) value));
  }

  @Override
  final long compareExchange(long index, long expected, long replacement) {
    long address = address(index, SHIFT);
    return value(
        Words.compareExchange(
            chunk(address), offset(address), Words.BYTE, (int) expected, (int) replacement));
  }
}
