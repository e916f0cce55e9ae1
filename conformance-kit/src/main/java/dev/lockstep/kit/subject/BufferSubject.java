package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.ElementType;
import java.nio.ByteBuffer;

/**
 * A buffer, shared or not; the contract is that of {@code docs/rules/sharedarraybuffer.md}. Of one
 * that is not shared only its length and bytes, slices and views are looked at.
 */
public interface BufferSubject {
  /** A view of a buffer. */
  interface View {
    /** JavaScript's {@code length}. */
    long length();

    /** JavaScript's {@code byteLength}. */
    long byteLength();

    /** JavaScript's {@code byteOffset}. */
    long byteOffset();

    /** Tells whether JavaScript's {@code buffer} is the very buffer that it was made over. */
    boolean hasItsBuffer();

    /** Reads an element of an integer view. */
    long get(long index);

    /** Writes an element of an integer view. */
    void set(long index, long value);

    /** Reads an element of a view of floats. */
    double getNumber(long index);

    /** Writes an element of a view of floats, or of one that clamps. */
    void setNumber(long index, double value);
  }

  /** JavaScript's {@code byteLength}. */
  long byteLength();

  /** JavaScript's {@code maxByteLength}. */
  long maxByteLength();

  /** JavaScript's {@code growable}. */
  boolean growable();

  /** Tells whether agents share it. */
  boolean shared();

  /** JavaScript's {@code grow}. */
  void grow(long byteLength);

  /** JavaScript's {@code slice}. */
  BufferSubject slice(long begin, long end);

  /** Makes a view from an offset on. */
  View view(ElementType type, long byteOffset);

  /** Makes a view of some elements. */
  View view(ElementType type, long byteOffset, long length);

  /** Returns bytes as a {@code ByteBuffer} that shares them. */
  ByteBuffer asByteBuffer(long byteOffset, int length);
}
