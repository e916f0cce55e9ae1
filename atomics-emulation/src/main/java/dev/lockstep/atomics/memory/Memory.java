package dev.lockstep.atomics.memory;

import dev.lockstep.atomics.WaitResult;
import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.waiting.BargingAcquisition;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A block of bytes that may grow and never shrinks, and the waiters at its addresses: what
 * ECMAScript calls a (Shared) Data Block and WebAssembly a linear memory.
 */
public final class Memory {
  /*
   * Idea       – Direct memory: heap buffers refuse atomic access. A block whose length is fixed is
   *              one chunk up to 1 GiB. One that may grow has chunks of a power of two, at most
   *              4,096, each allocated when the length first reaches it: it commits as it grows, and
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
   * Progress   – Growing is lock-free, save for the allocation; of two threads that allocate the
   *              same chunk one drops its own.
   */

  /** The longest block, in bytes. */
  public static final long LONGEST = 1L << 40;

  private static final int MOST_CHUNKS = 1 << 12;
  private static final int SMALLEST_CHUNK = 1 << 16;
  private static final int LARGEST_CHUNK = 1 << 30;
  private static final int ALIGNMENT = 8;

  private static final VarHandle BYTE_LENGTH;
  private static final VarHandle WAITERS;
  private static final VarHandle CHUNKS = MethodHandles.arrayElementVarHandle(ByteBuffer[].class);
  private static final ByteBuffer NO_BYTES = ByteBuffer.allocateDirect(0);

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
  volatile @Nullable WaiterLists waiters;

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
      mask = chunkSize - 1L;
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
    ByteBuffer chunk = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    Memory memory = new Memory(true, chunk.capacity(), LARGEST_CHUNK);
    memory.chunks[0] = chunk;
    memory.byteLength = chunk.capacity();
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
   * Allocates what a length needs, or nothing.
   *
   * @param length at most the maximum
   * @return false if there is no memory for that
   */
  public boolean commit(long length) {
    int needed = chunks.length == 1 ? 1 : (int) ((length + mask) >>> shift);
    @Nullable ByteBuffer[] missing = new ByteBuffer[needed];
    for (int i = 0; i < needed; i++) {
      if ((ByteBuffer) CHUNKS.getVolatile(chunks, i) == null) {
        missing[i] = allocateChunk(Math.min(chunkSize(), maxByteLength - i * chunkSize()));
        if (missing[i] == null) {
          return false;
        }
      }
    }
    for (int i = 0; i < needed; i++) {
      if (missing[i] != null) {
        CHUNKS.compareAndSet(chunks, i, (ByteBuffer) null, missing[i]);
      }
    }
    return true;
  }

  private long chunkSize() {
    return chunks.length == 1 ? maxByteLength : mask + 1;
  }

  private static @Nullable ByteBuffer allocateChunk(long size) {
    // LARGEST_CHUNK and the surplus fit an int.
    int capacity = (int) (size + ALIGNMENT - 1) & -ALIGNMENT;
    try {
      return ByteBuffer.allocateDirect(capacity + ALIGNMENT - 1)
          .alignedSlice(ALIGNMENT)
          .order(ByteOrder.LITTLE_ENDIAN);
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
   * Returns an address's offset in its chunk.
   *
   * @param address below the length
   */
  public int offset(long address) {
    return (int) (address & mask);
  }

  /**
   * Returns the result of a wait that does not have to wait.
   *
   * @param address where to look, a multiple of the width
   * @param wide whether 64 bits are compared, and not 32
   * @param expected what has to be there
   * @param nanos how long to wait at most, in nanoseconds; 0 is one look
   * @return null if it has to wait
   */
  public @Nullable WaitResult resultAtOnce(long address, boolean wide, long expected, long nanos) {
    if (!AddressWaiter.isThere(chunk(address), offset(address), wide, expected)) {
      return WaitResult.NOT_EQUAL;
    }
    return nanos == 0 ? WaitResult.TIMED_OUT : null;
  }

  /**
   * Blocks the current thread until it is notified at an address.
   *
   * @param address where to wait, a multiple of the width
   * @param wide whether 64 bits are compared, and not 32
   * @param expected what has to be there
   * @param nanos how long to wait at most, in nanoseconds: 0 is one look; {@link
   *     BargingAcquisition#FOREVER} is for ever
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to block
   */
  public WaitResult await(long address, boolean wide, long expected, long nanos) {
    WaitResult atOnce = resultAtOnce(address, wide, expected, nanos);
    return atOnce != null ? atOnce : createWaiters().await(this, address, wide, expected, nanos);
  }

  /**
   * Waits at an address without blocking, after there was no {@link #resultAtOnce}.
   *
   * @param address where to wait, a multiple of the width
   * @param wide whether 64 bits are compared, and not 32
   * @param expected what has to be there
   * @param nanos how long to wait at most, in nanoseconds, positive; {@link
   *     BargingAcquisition#FOREVER}, or some 146 years, is for ever
   * @return what is completed with the result; null if something else is there
   */
  public @Nullable CompletionStage<WaitResult> awaitAsync(
      long address, boolean wide, long expected, long nanos) {
    return createWaiters()
        .awaitAsync(
            this,
            address,
            wide,
            expected,
            nanos > Deadlines.LONGEST ? BargingAcquisition.FOREVER : nanos);
  }

  /**
   * Notifies the first waiters of an address.
   *
   * @param address the address
   * @param limit how many at most, at least 0
   * @return how many
   */
  public int notify(long address, int limit) {
    // Or an unordered store before this call could pass the look at who waits (WAI-08).
    VarHandle.fullFence();
    WaiterLists lists = waiters;
    return lists == null || limit == 0 ? 0 : lists.notify(address, limit);
  }

  private WaiterLists createWaiters() {
    WaiterLists lists = waiters;
    if (lists != null) {
      return lists;
    }
    WaiterLists created = new WaiterLists();
    WaiterLists before =
        (WaiterLists) WAITERS.compareAndExchange(this, (WaiterLists) null, created);
    return before == null ? created : before;
  }

  /**
   * Copies bytes, in no order of their own. Where source and target overlap it is as if the source
   * had been copied away first.
   *
   * @param from where they begin
   * @param target of which memory
   * @param to where they go
   * @param length how many bytes; all are below the lengths
   */
  public void copy(long from, Memory target, long to, long length) {
    if (from < to) {
      copyBackwards(from, target, to, length);
    } else {
      copyForwards(from, target, to, length);
    }
  }

  private void copyForwards(long from, Memory target, long to, long length) {
    long done = 0;
    while (done < length) {
      ByteBuffer source = chunk(from + done);
      ByteBuffer sink = target.chunk(to + done);
      int sourceOffset = offset(from + done);
      int sinkOffset = target.offset(to + done);
      int room = Math.min(source.capacity() - sourceOffset, sink.capacity() - sinkOffset);
      int part = (int) Math.min(length - done, room);
      sink.put(sinkOffset, source, sourceOffset, part);
      done += part;
    }
  }

  private void copyBackwards(long from, Memory target, long to, long length) {
    long left = length;
    while (left > 0) {
      ByteBuffer source = chunk(from + left - 1);
      ByteBuffer sink = target.chunk(to + left - 1);
      int sourceEnd = offset(from + left - 1) + 1;
      int sinkEnd = target.offset(to + left - 1) + 1;
      int part = (int) Math.min(left, Math.min(sourceEnd, sinkEnd));
      sink.put(sinkEnd - part, source, sourceEnd - part, part);
      left -= part;
    }
  }

  /**
   * Returns bytes as a buffer of little-endian order, which shares them.
   *
   * @param from where they begin
   * @param length how many; all are below the length, or in words that are
   * @return null if they are not in one chunk
   */
  public @Nullable ByteBuffer slice(long from, long length) {
    if (length == 0) {
      return noBytes();
    }
    boolean one = from >>> shift == (from + length - 1) >>> shift;
    return one ? slice(chunk(from), offset(from), (int) length) : null;
  }

  /** Returns a buffer of no bytes. */
  public static ByteBuffer noBytes() {
    return slice(NO_BYTES, 0, 0);
  }

  private static ByteBuffer slice(ByteBuffer chunk, int offset, int length) {
    return chunk.slice(offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
