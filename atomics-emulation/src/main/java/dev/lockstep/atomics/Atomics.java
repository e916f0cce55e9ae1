package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Words;

/** JavaScript's {@code Atomics}. */
public final class Atomics {
  private Atomics() {}

  public static long load(TypedArray view, long index) {
    return view.load(index);
  }

  public static int load(Int32Array view, long index) {
    long address = view.address(index, Int32Array.SHIFT);
    return (int) Words.INT.getVolatile(view.chunk(address), view.offset(address));
  }

  public static long store(TypedArray view, long index, long value) {
    view.store(index, value);
    return value;
  }

  public static int store(Int32Array view, long index, int value) {
    long address = view.address(index, Int32Array.SHIFT);
    Words.INT.setVolatile(view.chunk(address), view.offset(address), value);
    return value;
  }

  public static long add(TypedArray view, long index, long value) {
    return view.getAndAdd(index, value);
  }

  public static int add(Int32Array view, long index, int value) {
    long address = view.address(index, Int32Array.SHIFT);
    return (int) Words.INT.getAndAdd(view.chunk(address), view.offset(address), value);
  }

  public static long sub(TypedArray view, long index, long value) {
    return view.getAndAdd(index, -value);
  }

  public static int sub(Int32Array view, long index, int value) {
    return add(view, index, -value);
  }

  public static long and(TypedArray view, long index, long value) {
    return view.getAndAnd(index, value);
  }

  public static int and(Int32Array view, long index, int value) {
    return (int) view.getAndAnd(index, value);
  }

  public static long or(TypedArray view, long index, long value) {
    return view.getAndOr(index, value);
  }

  public static int or(Int32Array view, long index, int value) {
    return (int) view.getAndOr(index, value);
  }

  public static long xor(TypedArray view, long index, long value) {
    return view.getAndXor(index, value);
  }

  public static int xor(Int32Array view, long index, int value) {
    return (int) view.getAndXor(index, value);
  }

  public static long exchange(TypedArray view, long index, long value) {
    return view.exchange(index, value);
  }

  public static int exchange(Int32Array view, long index, int value) {
    long address = view.address(index, Int32Array.SHIFT);
    return (int) Words.INT.getAndSet(view.chunk(address), view.offset(address), value);
  }

  public static long compareExchange(
      TypedArray view, long index, long expected, long replacement) {
    return view.compareExchange(index, expected, replacement);
  }

  public static int compareExchange(Int32Array view, long index, int expected, int replacement) {
    long address = view.address(index, Int32Array.SHIFT);
    return (int)
        Words.INT.compareAndExchange(
            view.chunk(address), view.offset(address), expected, replacement);
  }

  public static boolean isLockFree(long size) {
    return size == 1 || size == 2 || size == 4 || size == 8;
  }

  public static void pause() {
    Thread.onSpinWait();
  }

  public static WaitResult wait(TypedArray view, long index, long value) {
    return wait(view, index, value, Double.POSITIVE_INFINITY);
  }

  public static WaitResult wait(TypedArray view, long index, long value, double timeout) {
    throw new UnsupportedOperationException();
  }

  public static WaitAsyncResult waitAsync(TypedArray view, long index, long value) {
    return waitAsync(view, index, value, Double.POSITIVE_INFINITY);
  }

  public static WaitAsyncResult waitAsync(
      TypedArray view, long index, long value, double timeout) {
    throw new UnsupportedOperationException();
  }

  public static int notify(TypedArray view, long index) {
    return notify(view, index, Integer.MAX_VALUE);
  }

  public static int notify(TypedArray view, long index, int count) {
    throw new UnsupportedOperationException();
  }

  public static int notify(TypedArray view, long index, double count) {
    return notify(view, index, (int) count);
  }
}
