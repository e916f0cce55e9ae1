package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Memory;
import java.nio.ByteBuffer;

/**
 * JavaScript's {@code SharedArrayBuffer}: bytes that agents, here threads, share. They are read and
 * written through views, such as {@link Int32Array}, and {@link Atomics}. The rules SAB-01 to
 * SAB-22 are in {@code docs/rules/sharedarraybuffer.md}.
 *
 * <p>Memory effects: a buffer is safely published however a thread comes by it; who sees a length
 * sees what came before the {@link #grow} that made it so (SAB-12).
 *
 * <p>The bytes are direct memory, in one chunk if the length is fixed and at most 1 GiB; a buffer
 * that can grow commits memory as it grows.
 *
 * <pre>{@code
 * SharedArrayBuffer buffer = new SharedArrayBuffer(1024);
 * Int32Array words = new Int32Array(buffer);
 * Atomics.add(words, 0, 1);
 * }</pre>
 */
public final class SharedArrayBuffer extends ArrayBufferLike {
  private static final long GROWABLE = -1;
  private static final int WORD = 4;
  private static final int ALIGNMENT = 8;

  private final long fixedLength;

  /**
   * Allocates a buffer of zeros whose length is fixed (SAB-01).
   *
   * @param byteLength its length in bytes
   * @throws RangeError if that is negative, or nobody can allocate so much
   */
  public SharedArrayBuffer(long byteLength) {
    this(allocate(byteLength, byteLength, true), byteLength);
  }

  /**
   * Allocates a buffer of zeros that can grow (SAB-01, SAB-02).
   *
   * @param byteLength its length in bytes
   * @param maxByteLength how far it can grow, in bytes
   * @throws RangeError if the length is negative or above the maximum, or that above 2⁴⁰, or nobody
   *     can allocate so much (SAB-03)
   */
  public SharedArrayBuffer(long byteLength, long maxByteLength) {
    this(allocate(byteLength, maxByteLength, true), GROWABLE);
  }

  /**
   * For linear memories of WebAssembly; {@link Memory} is not exported.
   *
   * @param memory the bytes, shared
   * @param fixedLength how many of them
   */
  public SharedArrayBuffer(Memory memory, long fixedLength) {
    super(memory);
    this.fixedLength = fixedLength;
  }

  /**
   * Makes a buffer of fixed length over memory that is there, from the position of a {@code
   * ByteBuffer} to its limit (SAB-20). Two buffers over the same memory have nothing in common but
   * its bytes: who waits in one is not notified through the other.
   *
   * @param bytes direct and writable, beginning at a multiple of 8 in memory, its length a multiple
   *     of 4
   * @throws TypeError if it is not direct, or read-only
   * @throws RangeError if it begins elsewhere, or is no whole number of words
   */
  public static SharedArrayBuffer wrap(ByteBuffer bytes) {
    if (!bytes.isDirect() || bytes.isReadOnly()) {
      throw new TypeError("Only a direct buffer that is writable can be shared");
    }
    if (bytes.remaining() % WORD != 0 || bytes.alignmentOffset(bytes.position(), ALIGNMENT) != 0) {
      throw new RangeError("The bytes must begin at a multiple of 8 and be whole 32-bit words");
    }
    return new SharedArrayBuffer(Memory.of(bytes), bytes.remaining());
  }

  /** Returns the length in bytes (SAB-02). A volatile read if it can grow. */
  @Override
  public long byteLength() {
    return isGrowable() ? memory.byteLength() : fixedLength;
  }

  /** Returns how long it can become, in bytes; its length if it cannot grow (SAB-02). */
  public long maxByteLength() {
    return isGrowable() ? memory.maxByteLength() : fixedLength;
  }

  /** Tells whether it was made to grow (SAB-02). */
  public boolean growable() {
    return isGrowable();
  }

  @Override
  boolean isGrowable() {
    return fixedLength == GROWABLE;
  }

  /**
   * Makes it longer (SAB-08 to SAB-12). The new bytes are zero.
   *
   * @param newByteLength its new length in bytes; nothing happens if it has that
   * @throws TypeError if it cannot grow
   * @throws RangeError if it is longer already, or the maximum is less, or nobody can allocate so
   *     much
   */
  public void grow(long newByteLength) {
    if (!isGrowable()) {
      throw new TypeError("The length of this buffer is fixed");
    }
    long now = memory.byteLength();
    while (newByteLength != now) {
      if (newByteLength < now || newByteLength > memory.maxByteLength()) {
        throw new RangeError(
            "From "
                + now
                + " bytes it cannot grow to "
                + newByteLength
                + ", at most to "
                + memory.maxByteLength());
      }
      if (!memory.commit(newByteLength)) {
        throw new RangeError("There is no memory for " + newByteLength + " bytes");
      }
      if (memory.casByteLength(now, newByteLength)) {
        return;
      }
      now = memory.byteLength();
    }
  }

  /** Copies all bytes into a buffer of fixed length (SAB-13). */
  public SharedArrayBuffer slice() {
    return slice(0);
  }

  /**
   * Copies the bytes from a position on into a buffer of fixed length (SAB-13).
   *
   * @param begin where to begin; counted from the end if negative
   */
  public SharedArrayBuffer slice(long begin) {
    return slice(begin, Long.MAX_VALUE);
  }

  /**
   * Copies bytes into a buffer of fixed length (SAB-13).
   *
   * @param begin where to begin; counted from the end if negative
   * @param end before which to end; counted from the end if negative
   */
  public SharedArrayBuffer slice(long begin, long end) {
    long length = byteLength();
    long from = relative(begin, length);
    SharedArrayBuffer slice = new SharedArrayBuffer(Math.max(0, relative(end, length) - from));
    copyTo(slice, from);
    return slice;
  }
}
