package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Words;

/** The views of 32-bit integers. */
abstract sealed class IntegerArray32 extends TypedArray permits Int32Array, Uint32Array {
  static final int SHIFT = 2;

  IntegerArray32(ArrayBufferLike buffer, long byteOffset) {
    super(buffer, byteOffset, SHIFT);
  }

  IntegerArray32(ArrayBufferLike buffer, long byteOffset, long length) {
    super(buffer, byteOffset, length, SHIFT);
  }

  /** An element's value, given its bits. */
  abstract long value(int bits);

  @Override
  final int shift() {
    return SHIFT;
  }

  @Override
  final long load(long index) {
    return value((int) Words.INT.getVolatile(chunk(index, SHIFT), offset(index, SHIFT)));
  }

  @Override
  final void store(long index, long value) {
    Words.INT.setVolatile(chunk(index, SHIFT), offset(index, SHIFT), (int) value);
  }

  @Override
  final long exchange(long index, long value) {
    return value((int) Words.INT.getAndSet(chunk(index, SHIFT), offset(index, SHIFT), (int) value));
  }

  @Override
  final long getAndAdd(long index, long value) {
    return value((int) Words.INT.getAndAdd(chunk(index, SHIFT), offset(index, SHIFT), (int) value));
  }

  @Override
  final long getAndAnd(long index, long value) {
    return value(
        (int) Words.INT.getAndBitwiseAnd(chunk(index, SHIFT), offset(index, SHIFT), (int) value));
  }

  @Override
  final long getAndOr(long index, long value) {
    return value(
        (int) Words.INT.getAndBitwiseOr(chunk(index, SHIFT), offset(index, SHIFT), (int) value));
  }

  @Override
  final long getAndXor(long index, long value) {
    return value(
        (int) Words.INT.getAndBitwiseXor(chunk(index, SHIFT), offset(index, SHIFT), (int) value));
  }

  @Override
  final long compareExchange(long index, long expected, long replacement) {
    return value(
        (int)
            Words.INT.compareAndExchange(
                chunk(index, SHIFT), offset(index, SHIFT), (int) expected, (int) replacement));
  }
}
