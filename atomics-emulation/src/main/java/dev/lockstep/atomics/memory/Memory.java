package dev.lockstep.atomics.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A block of bytes that may grow and never shrinks, and the waiters at its addresses: what
 * ECMAScript calls a (Shared) Data Block and WebAssembly a linear memory.
 */
public final class Memory {
  /*
   * Idea       – Direct memory: heap buffers refuse atomic access. A block whose length is fixed is
   *              one chunk up to 1 GiB. One that may grow has chunks of a power of two, at most
   *              1,024, each allocated when the length first reaches it: it commits as it grows, and
   *              no byte ever moves. An address is a chunk's number and an offset; nothing that is
   *              aligned spans two chunks.
   * Invariants – M1 all chunks below the length are there before the length says so; a chunk that is
   *                 there stays (SAB-09).
   *              M2 nobody writes at or above the length, so what grows in is zero (SAB-10).
   *              M3 the length only grows (SAB-09).
   *              M4 a chunk begins at a multiple of 8 and has whole words, so each byte has a word
   *                 of 32 bits that contains it.
   * Linearized – growing: the compareAndSet of the length.
   * Ordering   – byteLength: read volatile, written by compareAndSet; publishes the chunks.
   *              chunks: an element is written by compareAndSet, before the length; read plain after
   *              the length, or through the final fields of a view that was made after it.
   *              waiters: volatile, so that it orders with the accesses to the bytes, see WaiterLists.
   *              unorderedStores: plain; whoever stored without order, or has synchronized with
   *              who did, reads true.
   * Progress   – Growing is lock-free, save for the allocation; of two threads that allocate the
   *              same chunk one drops its own.
   */

  /** The longest block, in bytes. */
  public static final long LONGEST = 1L << 40;

  private static final int MOST_CHUNKS = 1 << 10;
  private static final int SMALLEST_CHUNK = 1 << 16;
  private static final int LARGEST_CHUNK = 1 << 30;
  private static final int ALIGNMENT = 8;

  private static final VarHandle BYTE_LENGTH;
  private static final VarHandle WAITERS;
  private static final VarHandle CHUNKS = MethodHandles.arrayElementVarHandle(ByteBuffer[].class);

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      BYTE_LENGTH = lookup.findVarHandle(Memory.class, "byteLength", long.class);
      WAITERS = lookup.findVarHandle(Memory.class, "waiters", WaiterLists.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final boolean shared;
  private final long maxByteLength;
  private final int shift;
  private final long mask;
  private final @Nullable ByteBuffer[] chunks;
  private volatile long byteLength;
  private volatile @Nullable WaiterLists waiters;
  private boolean unorderedStores;

  private Memory(boolean shared, long maxByteLength, int chunkSize) {
    this.shared = shared;
    this.maxByteLength = maxByteLength;
    if (maxByteLength <= chunkSize) {
      // One chunk: the offset is the address.
      shift = Long.SIZE - 1;
      mask = -1;
      chunks = new ByteBuffer[1];
    } else {
      shift = Integer.numberOfTrailingZeros(chunkSize);
      mask = chunkSize - 1;
      chunks = new ByteBuffer[(int) ((maxByteLength + mask) >>> shift)];
    }
  }

  /**
   * Allocates a block of zeros.
   *
   * @param byteLength its length, not negative
   * @param maxByteLength how far it may grow, at least its length
   * @param shared whether agents share it
   * @return null if there is no memory for that, or it would be longer than {@link #LONGEST}
   */
  public static @Nullable Memory allocate(long byteLength, long maxByteLength, boolean shared) {
    if (maxByteLength > LONGEST) {
      return null;
    }
    int chunkSize = byteLength == maxByteLength ? LARGEST_CHUNK : chunkSize(maxByteLength);
    Memory memory = new Memory(shared, maxByteLength, chunkSize);
    if (!memory.commit(byteLength)) {
      return null;
    }
    memory.byteLength = byteLength;
    return memory;
  }

  /**
   * Makes a shared block of fixed length out of memory that is there.
   *
   * @param buffer a direct buffer, writable, that begins at a multiple of 8, of whole 32-bit words
   */
  public static Memory of(ByteBuffer buffer) {
    ByteBuffer chunk = buffer.slice();
    Memory memory = new Memory(true, chunk.capacity(), LARGEST_CHUNK);
    memory.chunks[0] = chunk;
    memory.byteLength = chunk.capacity();
    memory.unorderedStores = true;
    return memory;
  }

  /* So small that a block commits little more than it needs, so large that there are few. */
  private static int chunkSize(long maxByteLength) {
    long due = Math.max(SMALLEST_CHUNK, (maxByteLength + MOST_CHUNKS - 1) / MOST_CHUNKS);
    return (int) Long.highestOneBit(2 * due - 1);
  }

  /** Tells whether agents share it. */
  public boolean isShared() {
    return shared;
  }

  /** Returns the length in bytes. A volatile read. */
  public long byteLength() {
    return byteLength;
  }

  /** Returns how long it may become, in bytes. */
  public long maxByteLength() {
    return maxByteLength;
  }

  /**
   * Makes it longer, if nobody else has done so meanwhile.
   *
   * @param before its length
   * @param after the new one, at most the maximum, for which {@link #commit} has been true
   */
  public boolean casByteLength(long before, long after) {
    return BYTE_LENGTH.compareAndSet(this, before, after);
  }

  /**
   * Allocates what a length needs. What is there for a length that is not reached stays for a later
   * attempt.
   *
   * @param length at most the maximum
   * @return false if there is no memory for that
   */
  public boolean commit(long length) {
    long chunkSize = chunks.length == 1 ? maxByteLength : mask + 1;
    for (int i = 0; i < chunks.length && i * chunkSize < length || i == 0; i++) {
      if ((ByteBuffer) CHUNKS.getVolatile(chunks, i) == null) {
        ByteBuffer chunk = allocateChunk(Math.min(chunkSize, maxByteLength - i * chunkSize));
        if (chunk == null) {
          return false;
        }
        CHUNKS.compareAndSet(chunks, i, (ByteBuffer) null, chunk);
      }
    }
    return true;
  }

  private static @Nullable ByteBuffer allocateChunk(long size) {
    // LARGEST_CHUNK and the surplus fit an int.
    int capacity = (int) (size + ALIGNMENT - 1) & -ALIGNMENT;
    try {
      return ByteBuffer.allocateDirect(capacity + ALIGNMENT - 1).alignedSlice(ALIGNMENT);
    } catch (OutOfMemoryError e) {
      return null;
    }
  }

  /**
   * Returns the chunk of an address.
   *
   * @param address below the length
   */
  @SuppressWarnings("NullAway") // M1
  public ByteBuffer chunk(long address) {
    return chunks[(int) (address >>> shift)];
  }

  /**
   * Returns the one chunk that has all bytes of a range.
   *
   * @param from where the range begins, below the length or at it
   * @param length of the range, in bytes; nothing but what is below the length is looked at
   * @return null if there are several
   */
  public @Nullable ByteBuffer chunk(long from, long length) {
    long last = length == 0 ? from : from + length - 1;
    return from >>> shift == last >>> shift && from >>> shift < chunks.length ? chunks[(int) (from >>> shift)] : null;
  }

  /** Tells whether it is one chunk, however long it grows. */
  public boolean isOneChunk() {
    return chunks.length == 1;
  }

  /** Returns what is to be masked out of an address to get its offset in its chunk. */
  public long mask() {
    return mask;
  }

  /**
   * Returns an address's offset in its chunk.
   *
   * @param address below the length
   */
  public int offset(long address) {
    return (int) (address & mask);
  }

  /** To be called before a store that is not sequentially consistent: {@link #notify} minds it. */
  public void storesUnordered() {
    if (!unorderedStores) {
      unorderedStores = true;
    }
  }

  /**
   * Copies bytes, in no order.
   *
   * @param from where they begin
   * @param to where they go
   * @param target of which memory
   * @param length how many bytes; all are below the lengths
   */
  public void copy(long from, Memory target, long to, long length) {
    target.storesUnordered();
    long done = 0;
    while (done < length) {
      ByteBuffer source = chunk(from + done);
      ByteBuffer sink = target.chunk(to + done);
      int sourceOffset = offset(from + done);
      int sinkOffset = target.offset(to + done);
      int part =
          (int)
              Math.min(
                  length - done,
                  Math.min(source.capacity() - sourceOffset, sink.capacity() - sinkOffset));
      sink.put(sinkOffset, source, sourceOffset, part);
      done += part;
    }
  }

  /**
   * Returns bytes as a buffer of little-endian order, which shares them.
   *
   * @param from where they begin
   * @param length how many; all are below the length
   * @return null if they are not in one chunk
   */
  public @Nullable ByteBuffer slice(long from, long length) {
    ByteBuffer chunk = chunk(from, length);
    if (chunk == null) {
      return null;
    }
    storesUnordered();
    return chunk.slice(offset(from), (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
