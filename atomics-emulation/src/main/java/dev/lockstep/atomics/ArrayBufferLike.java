package dev.lockstep.atomics;

import dev.lockstep.atomics.memory.Memory;
import java.nio.ByteBuffer;

/** What views are made over: an {@link ArrayBuffer} or a {@link SharedArrayBuffer}. */
public abstract sealed class ArrayBufferLike permits ArrayBuffer, SharedArrayBuffer {
  /* JavaScript's largest integer that is safe: no index is larger. */
  private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  final Memory memory;

  ArrayBufferLike(Memory memory) {
    this.memory = memory;
  }

  /** Returns the length in bytes. */
  public abstract long byteLength();

  /** Tells whether the length may change. */
  abstract boolean isGrowable();

  /**
   * Returns some of the bytes as a {@code ByteBuffer} of little-endian order that shares them. Its
   * accesses are plain ones, as those of {@code get} and {@code set} are (SAB-19).
   *
   * @param byteOffset where they begin
   * @param length how many
   * @throws RangeError if they are not all within the buffer, or not all in one chunk of it: a
   *     buffer of fixed length that is at most 1 GiB long is one chunk; others have chunks of a
   *     power of two of at least 64 KiB each
   */
  public final ByteBuffer asByteBuffer(long byteOffset, int length) {
    if (byteOffset < 0 || length < 0 || byteOffset > byteLength() - length) {
      throw new RangeError(
          length + " bytes from " + byteOffset + " are not within " + byteLength() + " bytes");
    }
    ByteBuffer slice = memory.slice(byteOffset, length);
    if (slice == null) {
      throw new RangeError(length + " bytes from " + byteOffset + " are not in one chunk");
    }
    return slice;
  }

  /** The bytes of a slice, for a buffer of its length. */
  final void copyTo(ArrayBufferLike target, long from) {
    memory.copy(from, target.memory, 0, target.byteLength());
  }

  /** Where a slice begins or ends that is given relative to the end if it is negative. */
  static long relative(long position, long length) {
    return position < 0 ? Math.max(0, length + position) : Math.min(position, length);
  }

  static Memory allocate(long byteLength, long maxByteLength, boolean shared) {
    if (byteLength < 0 || byteLength > MAX_SAFE_INTEGER) {
      throw new RangeError(byteLength + " is no length");
    }
    if (maxByteLength < byteLength || maxByteLength > MAX_SAFE_INTEGER) {
      throw new RangeError(maxByteLength + " is no maximum for a length of " + byteLength);
    }
    Memory memory = Memory.allocate(byteLength, maxByteLength, shared);
    if (memory == null) {
      throw new RangeError("There is no memory for " + byteLength + " bytes of " + maxByteLength);
    }
    return memory;
  }
}
