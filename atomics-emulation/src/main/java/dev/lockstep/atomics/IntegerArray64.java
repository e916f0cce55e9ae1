package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Words;

/** The views of 64-bit integers. */
abstract sealed class IntegerArray64 extends TypedArray permits BigInt64Array, BigUint64Array {
  static final int SHIFT = 3;

  IntegerArray64(ArrayBufferLike buffer, long byteOffset) {
    super(buffer, byteOffset, SHIFT);
  }

  IntegerArray64(ArrayBufferLike buffer, long byteOffset, long length) {
    super(buffer, byteOffset, length, SHIFT);
  }

  @Override
  final int shift() {
    return SHIFT;
  }

  @Override
  final long load(long index) {
    long address = address(index, SHIFT);
    return (long) Words.LONG.getVolatile(chunk(address), offset(address));
  }

  @Override
  final void store(long index, long value) {
    long address = address(index, SHIFT);
    Words.LONG.setVolatile(chunk(address), offset(address), value);
  }

  @Override
  final long exchange(long index, long value) {
    long address = address(index, SHIFT);
    return (long) Words.LONG.getAndSet(chunk(address), offset(address), value);
  }

  @Override
  final long getAndAdd(long index, long value) {
    long address = address(index, SHIFT);
    return (long) Words.LONG.getAndAdd(chunk(address), offset(address), value);
  }

  @Override
  final long getAndAnd(long index, long value) {
    long address = address(index, SHIFT);
    return (long) Words.LONG.getAndBitwiseAnd(chunk(address), offset(address), value);
  }

  @Override
  final long getAndOr(long index, long value) {
    long address = address(index, SHIFT);
    return (long) Words.LONG.getAndBitwiseOr(chunk(address), offset(address), value);
  }

  @Override
  final long getAndXor(long index, long value) {
    long address = address(index, SHIFT);
    return (long) Words.LONG.getAndBitwiseXor(chunk(address), offset(address), value);
  }

  @Override
  final long compareExchange(long index, long expected, long replacement) {
    long address = address(index, SHIFT);
    return (long) Words.LONG.compareAndExchange(chunk(address), offset(address), expected, replacement);
  }
}
