package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Memory;
import dev.lockstep.atomics.memory.Words;
import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.waiting.BargingAcquisition;
import java.util.concurrent.CompletionStage;

/**
 * JavaScript's {@code Atomics}: operations on elements of views that no other agent can come
 * between, and waiting for another agent's notification. The rules ATM-01 to ATM-16 are in {@code
 * docs/rules/atomics.md}, WAI-01 to WAI-24 in {@code docs/rules/wait.md}.
 *
 * <p>Operations work on views of integers of 8, 16, 32 and 64 bits, shared or not, and are a {@link
 * TypeError} on a {@link Uint8ClampedArray} and on floats. Values wrap modulo 2 to the number of
 * bits; an element of a {@link BigUint64Array} is a {@code long} with the same bits. The kind of
 * the view is checked before the index, and that before anything else (ATM-02).
 *
 * <p>Memory effects: all of them are sequentially consistent, in one order with each other,
 * whatever the widths; what a thread did before it wrote a value happens-before what a thread does
 * that reads it. What a thread did before a notify happens-before what a waiter does that it wakes
 * (ATM-08, WAI-08).
 *
 * <p>Fairness: waiters at an address are notified first in, first out (WAI-09).
 *
 * <p>Interruption: a thread that blocks in {@code wait} gets a {@link KeyboardInterrupt} (WAI-12).
 *
 * <pre>{@code
 * // one thread
 * while (Atomics.load(words, 0) == 0) {
 *   Atomics.wait(words, 0, 0);
 * }
 * // another
 * Atomics.store(words, 0, 1);
 * Atomics.notify(words, 0);
 * }</pre>
 */
public final class Atomics {
  private static final double NANOS_PER_MILLI = 1e6;

  private Atomics() {}

  /**
   * Reads an element (ATM-03).
   *
   * @param view a view of integers
   * @param index which element
   * @throws TypeError if it is another kind of view
   * @throws RangeError if there is no such element
   */
  public static long load(TypedArray view, long index) {
    return view.load(index);
  }

  /**
   * Reads an element (ATM-03).
   *
   * @param view the view
   * @param index which element
   * @throws RangeError if there is no such element
   */
  public static int load(Int32Array view, int index) {
    return (int) Words.INT.getVolatile(view.chunk(index), view.offset(index));
  }

  /**
   * Writes an element (ATM-04).
   *
   * @param view a view of integers
   * @param index which element
   * @param value what to write
   * @return the value as it was given, not as it is stored
   * @throws TypeError if it is another kind of view
   * @throws RangeError if there is no such element
   */
  public static long store(TypedArray view, long index, long value) {
    view.store(index, value);
    return value;
  }

  /**
   * Writes an element (ATM-04).
   *
   * @param view the view
   * @param index which element
   * @param value what to write
   * @return the value
   * @throws RangeError if there is no such element
   */
  public static int store(Int32Array view, int index, int value) {
    Words.INT.setVolatile(view.chunk(index), view.offset(index), value);
    return value;
  }

  /**
   * Writes a number that JavaScript would first make an integer (ATM-04, ATM-05).
   *
   * @param view a view of integers of at most 32 bits
   * @param index which element
   * @param value what to write, without its fraction and modulo 2 to the number of bits; what is
   *     not finite is written as 0
   * @return the value without its fraction; 0 for NaN and −0, and an infinity for itself
   * @throws TypeError if it is another kind of view
   * @throws RangeError if there is no such element
   */
  public static double store(TypedArray view, long index, double value) {
    if (view instanceof IntegerArray64) {
      // The index is checked before the value.
      view.load(index);
      throw new TypeError("A number is no BigInt");
    }
    double integer = value < 0 ? Math.ceil(value) : Math.floor(value);
    // The remainder is exact, and fits a long.
    view.store(index, (long) (integer % 0x1p32));
    // Adding makes −0 a 0.
    return Double.isNaN(integer) ? 0 : integer + 0.0;
  }

  /**
   * Adds to an element (ATM-06).
   *
   * @param view a view of integers
   * @param index which element
   * @param value what to add
   * @return what was there before
   * @throws TypeError if it is another kind of view
   * @throws RangeError if there is no such element
   */
  public static long add(TypedArray view, long index, long value) {
    return view.getAndAdd(index, value);
  }

  /**
   * Adds to an element (ATM-06).
   *
   * @param view the view
   * @param index which element
   * @param value what to add
   * @return what was there before
   * @throws RangeError if there is no such element
   */
  public static int add(Int32Array view, int index, int value) {
    return (int) Words.INT.getAndAdd(view.chunk(index), view.offset(index), value);
  }

  /**
   * Subtracts from an element (ATM-06).
   *
   * @param view a view of integers
   * @param index which element
   * @param value what to subtract
   * @return what was there before
   * @throws TypeError if it is another kind of view
   * @throws RangeError if there is no such element
   */
  public static long sub(TypedArray view, long index, long value) {
    return view.getAndAdd(index, -value);
  }

  /**
   * Subtracts from an element (ATM-06).
   *
   * @param view the view
   * @param index which element
   * @param value what to subtract
   * @return what was there before
   * @throws RangeError if there is no such element
   */
  public static int sub(Int32Array view, int index, int value) {
    return add(view, index, -value);
  }

  /**
   * Keeps those bits of an element that are set in a value (ATM-06).
   *
   * @param view a view of integers
   * @param index which element
   * @param value which bits to keep
   * @return what was there before
   * @throws TypeError if it is another kind of view
   * @throws RangeError if there is no such element
   */
  public static long and(TypedArray view, long index, long value) {
    return view.getAndAnd(index, value);
  }

  /**
   * Keeps those bits of an element that are set in a value (ATM-06).
   *
   * @param view the view
   * @param index which element
   * @param value which bits to keep
   * @return what was there before
   * @throws RangeError if there is no such element
   */
  public static int and(Int32Array view, int index, int value) {
    return (int) Words.INT.getAndBitwiseAnd(view.chunk(index), view.offset(index), value);
  }

  /**
   * Sets those bits of an element that are set in a value (ATM-06).
   *
   * @param view a view of integers
   * @param index which element
   * @param value which bits to set
   * @return what was there before
   * @throws TypeError if it is another kind of view
   * @throws RangeError if there is no such element
   */
  public static long or(TypedArray view, long index, long value) {
    return view.getAndOr(index, value);
  }

  /**
   * Sets those bits of an element that are set in a value (ATM-06).
   *
   * @param view the view
   * @param index which element
   * @param value which bits to set
   * @return what was there before
   * @throws RangeError if there is no such element
   */
  public static int or(Int32Array view, int index, int value) {
    return (int) Words.INT.getAndBitwiseOr(view.chunk(index), view.offset(index), value);
  }

  /**
   * Flips those bits of an element that are set in a value (ATM-06).
   *
   * @param view a view of integers
   * @param index which element
   * @param value which bits to flip
   * @return what was there before
   * @throws TypeError if it is another kind of view
   * @throws RangeError if there is no such element
   */
  public static long xor(TypedArray view, long index, long value) {
    return view.getAndXor(index, value);
  }

  /**
   * Flips those bits of an element that are set in a value (ATM-06).
   *
   * @param view the view
   * @param index which element
   * @param value which bits to flip
   * @return what was there before
   * @throws RangeError if there is no such element
   */
  public static int xor(Int32Array view, int index, int value) {
    return (int) Words.INT.getAndBitwiseXor(view.chunk(index), view.offset(index), value);
  }

  /**
   * Writes an element (ATM-06).
   *
   * @param view a view of integers
   * @param index which element
   * @param value what to write
   * @return what was there before
   * @throws TypeError if it is another kind of view
   * @throws RangeError if there is no such element
   */
  public static long exchange(TypedArray view, long index, long value) {
    return view.exchange(index, value);
  }

  /**
   * Writes an element (ATM-06).
   *
   * @param view the view
   * @param index which element
   * @param value what to write
   * @return what was there before
   * @throws RangeError if there is no such element
   */
  public static int exchange(Int32Array view, int index, int value) {
    return (int) Words.INT.getAndSet(view.chunk(index), view.offset(index), value);
  }

  /**
   * Writes an element if it has the value that is expected (ATM-07).
   *
   * @param view a view of integers
   * @param index which element
   * @param expected what has to be there; it wraps as what is written does
   * @param replacement what to write
   * @return what was there before
   * @throws TypeError if it is another kind of view
   * @throws RangeError if there is no such element
   */
  public static long compareExchange(TypedArray view, long index, long expected, long replacement) {
    return view.compareExchange(index, expected, replacement);
  }

  /**
   * Writes an element if it has the value that is expected (ATM-07).
   *
   * @param view the view
   * @param index which element
   * @param expected what has to be there
   * @param replacement what to write
   * @return what was there before
   * @throws RangeError if there is no such element
   */
  public static int compareExchange(Int32Array view, int index, int expected, int replacement) {
    return (int)
        Words.INT.compareAndExchange(view.chunk(index), view.offset(index), expected, replacement);
  }

  /**
   * Tells whether operations on elements of a size take no lock (ATM-12).
   *
   * @param size in bytes
   */
  public static boolean isLockFree(long size) {
    return size == 1 || size == 2 || size == 4 || size == 8;
  }

  /** Tells the processor that the thread spins (ATM-13). */
  public static void pause() {
    Thread.onSpinWait();
  }

  /**
   * Blocks, if an element has the value that is expected, until the thread is notified (WAI-01).
   *
   * @param view an {@link Int32Array} or {@link BigInt64Array}, shared
   * @param index which element
   * @param value what has to be there; it wraps to the element's width
   * @return {@link WaitResult#OK} if it was notified, {@link WaitResult#NOT_EQUAL} if there is
   *     another value
   * @throws TypeError if the view is of another kind or not shared, or the thread may not block: in
   *     this order, and that of the index before the last
   * @throws RangeError if there is no such element
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to block
   */
  public static WaitResult wait(TypedArray view, long index, long value) {
    return wait(view, index, value, Double.POSITIVE_INFINITY);
  }

  /**
   * Blocks, if an element has the value that is expected, until the thread is notified, for a
   * limited time (WAI-01, WAI-11).
   *
   * @param view an {@link Int32Array} or {@link BigInt64Array}, shared
   * @param index which element
   * @param value what has to be there; it wraps to the element's width
   * @param timeout how long to wait at most, in milliseconds: zero or less is one look; NaN, and
   *     what does not fit 2⁶³−1 nanoseconds, is for ever
   * @return {@link WaitResult#OK} if it was notified, {@link WaitResult#NOT_EQUAL} if there is
   *     another value, {@link WaitResult#TIMED_OUT} if the time was over first, never before it was
   * @throws TypeError if the view is of another kind or not shared, or the thread may not block: in
   *     this order, and that of the index before the last
   * @throws RangeError if there is no such element
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to block
   */
  public static WaitResult wait(TypedArray view, long index, long value, double timeout) {
    long address = addressToWaitAt(view, index);
    if (!Agent.canBlock()) {
      throw new TypeError("This agent may not block");
    }
    return view.memory.await(address, isWide(view), value, nanos(timeout));
  }

  /**
   * Waits as {@link #wait(TypedArray, long, long)} does, without blocking; every agent may
   * (WAI-18).
   *
   * @param view an {@link Int32Array} or {@link BigInt64Array}, shared
   * @param index which element
   * @param value what has to be there; it wraps to the element's width
   * @throws TypeError if the view is of another kind or not shared
   * @throws RangeError if there is no such element
   */
  public static WaitAsyncResult waitAsync(TypedArray view, long index, long value) {
    return waitAsync(view, index, value, Double.POSITIVE_INFINITY);
  }

  /**
   * Waits as {@link #wait(TypedArray, long, long, double)} does, without blocking; every agent may
   * (WAI-18, WAI-19).
   *
   * @param view an {@link Int32Array} or {@link BigInt64Array}, shared
   * @param index which element
   * @param value what has to be there; it wraps to the element's width
   * @param timeout how long to wait at most, in milliseconds: zero or less is one look; NaN, and
   *     what is longer than some 146 years, is for ever
   * @throws TypeError if the view is of another kind or not shared
   * @throws RangeError if there is no such element
   */
  public static WaitAsyncResult waitAsync(TypedArray view, long index, long value, double timeout) {
    long address = addressToWaitAt(view, index);
    Memory memory = view.memory;
    boolean wide = isWide(view);
    long nanos = nanos(timeout);
    WaitResult atOnce = memory.resultAtOnce(address, wide, value, nanos);
    if (atOnce != null) {
      return new WaitAsyncResult(atOnce);
    }
    CompletionStage<WaitResult> stage = memory.awaitAsync(address, wide, value, nanos);
    return stage == null ? new WaitAsyncResult(WaitResult.NOT_EQUAL) : new WaitAsyncResult(stage);
  }

  /**
   * Notifies all that wait at an element (WAI-07).
   *
   * @param view an {@link Int32Array} or {@link BigInt64Array}
   * @param index which element
   * @return how many there were; 0 if the view is not shared
   * @throws TypeError if the view is of another kind
   * @throws RangeError if there is no such element
   */
  public static int notify(TypedArray view, long index) {
    return notify(view, index, Integer.MAX_VALUE);
  }

  /**
   * Notifies the first that wait at an element (WAI-07, WAI-09).
   *
   * @param view an {@link Int32Array} or {@link BigInt64Array}
   * @param index which element
   * @param count how many at most; less than 0 counts as 0
   * @return how many there were; 0 if the view is not shared
   * @throws TypeError if the view is of another kind
   * @throws RangeError if there is no such element
   */
  public static int notify(TypedArray view, long index, int count) {
    long address = waitableAddress(view, index);
    return view.memory.notify(address, Math.max(0, count));
  }

  /**
   * Notifies the first that wait at an element (WAI-07, WAI-09).
   *
   * @param view an {@link Int32Array} or {@link BigInt64Array}
   * @param index which element
   * @param count how many at most, without its fraction; NaN, and less than 0, counts as 0
   * @return how many there were; 0 if the view is not shared
   * @throws TypeError if the view is of another kind
   * @throws RangeError if there is no such element
   */
  public static int notify(TypedArray view, long index, double count) {
    // The conversion saturates, and takes NaN for 0.
    return notify(view, index, (int) count);
  }

  private static long addressToWaitAt(TypedArray view, long index) {
    if (isWaitable(view) && !view.memory.isShared()) {
      throw new TypeError("Nobody can wait in memory that is not shared");
    }
    return waitableAddress(view, index);
  }

  private static long waitableAddress(TypedArray view, long index) {
    if (!isWaitable(view)) {
      throw new TypeError("Nobody can wait on " + view.getClass().getSimpleName());
    }
    return view.address(index, view.shift());
  }

  private static boolean isWaitable(TypedArray view) {
    return view instanceof Int32Array || isWide(view);
  }

  private static boolean isWide(TypedArray view) {
    return view instanceof BigInt64Array;
  }

  /** A timeout in nanoseconds, rounded up: it is a lower bound. */
  private static long nanos(double millis) {
    if (millis <= 0) {
      return 0;
    }
    double nanos = Math.ceil(millis * NANOS_PER_MILLI);
    return nanos < 0x1p63 ? (long) nanos : BargingAcquisition.FOREVER;
  }
}
