package dev.lockstep.atomics;

/**
 * JavaScript's {@code ArrayBuffer}: bytes that belong to one agent. {@link Atomics} work on it,
 * save that nobody can wait there. The rules SAB-01 to SAB-22 are in {@code
 * docs/rules/sharedarraybuffer.md}.
 *
 * <p>Deviations from JavaScript: it cannot be resized, transferred or detached.
 */
public final class ArrayBuffer extends ArrayBufferLike {
  /**
   * Allocates a buffer of zeros (SAB-01).
   *
   * @param byteLength its length in bytes
   * @throws RangeError if that is negative, or nobody can allocate so much
   */
  public ArrayBuffer(long byteLength) {
    super(allocate(byteLength, byteLength, false));
  }

  @Override
  public long byteLength() {
    return memory.byteLength();
  }

  @Override
  boolean isGrowable() {
    return false;
  }

  /** Copies all bytes (SAB-13). */
  public ArrayBuffer slice() {
    return slice(0);
  }

  /**
   * Copies the bytes from a position on (SAB-13).
   *
   * @param begin where to begin; counted from the end if negative
   */
  public ArrayBuffer slice(long begin) {
    return slice(begin, byteLength());
  }

  /**
   * Copies bytes (SAB-13).
   *
   * @param begin where to begin; counted from the end if negative
   * @param end before which to end; counted from the end if negative
   */
  public ArrayBuffer slice(long begin, long end) {
    long from = relative(begin, byteLength());
    ArrayBuffer slice = new ArrayBuffer(Math.max(0, relative(end, byteLength()) - from));
    copyTo(slice, from);
    return slice;
  }
}
