package dev.lockstep.atomics.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Access to the elements of a chunk, little-endian. An offset is a multiple of the element's size;
 * what is narrower than 32 bits is given and returned as its bits, zero-extended, and what is given
 * may have any bits above.
 */
public final class Words {
  /*
   * Idea       – Buffers have no atomic access below 32 bits, so 8 and 16 bits are read, written and
   *              modified through the word that contains them: a compareAndSet that puts back the
   *              neighbours as they were (ATM-09). So they are atomic beside accesses of any width
   *              that overlap them.
   * Linearized – loads, and a compareExchange that finds another value: at the read of the word; the
   *              others: at the successful compareAndSet.
   * Ordering   – INT, LONG: volatile only, which is sequentially consistent (ATM-08). The others are
   *              for accesses without order: plain, which does not tear up to 32 bits (SAB-15). What a
   *              compareAndSet expects is read so, too: it does not succeed with what is stale.
   * Progress   – Lock-free: a compareAndSet fails only if another agent has changed the word, or
   *              spuriously.
   */

  /** Words of 32 bits, atomic. Calls have to be exact. */
  public static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  /** Words of 64 bits, atomic. Calls have to be exact. */
  public static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  /** Elements of 16 bits, without order. Calls have to be exact. */
  public static final VarHandle PLAIN_SHORT =
      MethodHandles.byteBufferViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  /** Elements of 32 bits, without order. Calls have to be exact. */
  public static final VarHandle PLAIN_INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  /** Elements of 64 bits, without order. Calls have to be exact. */
  public static final VarHandle PLAIN_LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  /** Floats of 32 bits, without order. Calls have to be exact. */
  public static final VarHandle PLAIN_FLOAT =
      MethodHandles.byteBufferViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  /** Floats of 64 bits, without order. Calls have to be exact. */
  public static final VarHandle PLAIN_DOUBLE =
      MethodHandles.byteBufferViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  /** The bits of 8-bit elements. */
  public static final int BYTE = 0xff;

  /** The bits of 16-bit elements. */
  public static final int HALF = 0xffff;

  private Words() {}

  /**
   * Reads an element.
   *
   * @param chunk the bytes
   * @param offset where it is
   * @param bits {@link #BYTE} or {@link #HALF}
   */
  public static int load(ByteBuffer chunk, int offset, int bits) {
    return (int) INT.getVolatile(chunk, word(offset)) >>> shift(offset) & bits;
  }

  /**
   * Writes an element, and returns what was there.
   *
   * @param chunk the bytes
   * @param offset where it is
   * @param bits {@link #BYTE} or {@link #HALF}
   * @param value what to write
   */
  public static int exchange(ByteBuffer chunk, int offset, int bits, int value) {
    int word = word(offset);
    int shift = shift(offset);
    int mask = bits << shift;
    int replacement = (value << shift) & mask;
    while (true) {
      int before = (int) PLAIN_INT.get(chunk, word);
      if (INT.weakCompareAndSet(chunk, word, before, (before & ~mask) | replacement)) {
        return before >>> shift & bits;
      }
    }
  }

  /**
   * Adds to an element, and returns what was there.
   *
   * @param chunk the bytes
   * @param offset where it is
   * @param bits {@link #BYTE} or {@link #HALF}
   * @param value what to add
   */
  public static int getAndAdd(ByteBuffer chunk, int offset, int bits, int value) {
    int word = word(offset);
    int shift = shift(offset);
    while (true) {
      int before = (int) PLAIN_INT.get(chunk, word);
      int element = before >>> shift & bits;
      // The other elements stay as they are: what is added to this one carries into none.
      int difference = (element + value & bits) - element;
      if (INT.weakCompareAndSet(chunk, word, before, before + (difference << shift))) {
        return element;
      }
    }
  }

  /**
   * Keeps those bits of an element that are set in a value, and returns what was there.
   *
   * @param chunk the bytes
   * @param offset where it is
   * @param bits {@link #BYTE} or {@link #HALF}
   * @param value which bits to keep
   */
  public static int getAndAnd(ByteBuffer chunk, int offset, int bits, int value) {
    int shift = shift(offset);
    int kept = ~((~value & bits) << shift);
    return (int) INT.getAndBitwiseAnd(chunk, word(offset), kept) >>> shift & bits;
  }

  /**
   * Sets those bits of an element that are set in a value, and returns what was there.
   *
   * @param chunk the bytes
   * @param offset where it is
   * @param bits {@link #BYTE} or {@link #HALF}
   * @param value which bits to set
   */
  public static int getAndOr(ByteBuffer chunk, int offset, int bits, int value) {
    int shift = shift(offset);
    return (int) INT.getAndBitwiseOr(chunk, word(offset), (value & bits) << shift) >>> shift & bits;
  }

  /**
   * Flips those bits of an element that are set in a value, and returns what was there.
   *
   * @param chunk the bytes
   * @param offset where it is
   * @param bits {@link #BYTE} or {@link #HALF}
   * @param value which bits to flip
   */
  public static int getAndXor(ByteBuffer chunk, int offset, int bits, int value) {
    int shift = shift(offset);
    return (int) INT.getAndBitwiseXor(chunk, word(offset), (value & bits) << shift) >>> shift
        & bits;
  }

  /**
   * Writes an element if it has the value that is expected, and returns what was there.
   *
   * @param chunk the bytes
   * @param offset where it is
   * @param bits {@link #BYTE} or {@link #HALF}
   * @param expected what has to be there
   * @param replacement what to write
   */
  public static int compareExchange(
      ByteBuffer chunk, int offset, int bits, int expected, int replacement) {
    int word = word(offset);
    int shift = shift(offset);
    int mask = bits << shift;
    int wanted = (expected << shift) & mask;
    int written = (replacement << shift) & mask;
    while (true) {
      int before = (int) INT.getVolatile(chunk, word);
      boolean equal = (before & mask) == wanted;
      if (!equal || INT.weakCompareAndSet(chunk, word, before, (before & ~mask) | written)) {
        return before >>> shift & bits;
      }
    }
  }

  private static int word(int offset) {
    return offset & -Integer.BYTES;
  }

  private static int shift(int offset) {
    // A shift by this goes by its lowest five bits: the offset in the word.
    return offset * Byte.SIZE;
  }
}
