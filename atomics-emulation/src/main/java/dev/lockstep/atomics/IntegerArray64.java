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
    return (long) Words.LONG.getVolatile(chunk(index, SHIFT), offset(index, SHIFT));
  }

  @Override
  final void store(long index, long value) {
    Words.LONG.setVolatile(chunk(index, SHIFT), offset(index, SHIFT), value);
  }

  @Override
  final long exchange(long index, long value) {
    return (long) Words.LONG.getAndSet(chunk(index, SHIFT), offset(index, SHIFT), value);
  }

  @Override
  final long getAndAdd(long index, long value) {
    return (long) Words.LONG.getAndAdd(chunk(index, SHIFT), offset(index, SHIFT), value);
  }

  @Override
  final long getAndAnd(long index, long value) {
    return (long) Words.LONG.getAndBitwiseAnd(chunk(index, SHIFT), offset(index, SHIFT), value);
  }

  @Override
  final long getAndOr(long index, long value) {
    return (long) Words.LONG.getAndBitwiseOr(chunk(index, SHIFT), offset(index, SHIFT), value);
  }

  @Override
  final long getAndXor(long index, long value) {
    return (long) Words.LONG.getAndBitwiseXor(chunk(index, SHIFT), offset(index, SHIFT), value);
  }

  @Override
  final long compareExchange(long index, long expected, long replacement) {
    return (long)
        Words.LONG.compareAndExchange(
            chunk(index, SHIFT), offset(index, SHIFT), expected, replacement);
  }
}
