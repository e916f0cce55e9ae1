package dev.lockstep.atomics.wasm;

import dev.lockstep.atomics.Agent;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.WaitResult;
import dev.lockstep.atomics.memory.Memory;
import dev.lockstep.atomics.memory.Words;
import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.waiting.BargingAcquisition;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * WebAssembly's linear memory with the instructions of the threads proposal. The rules SHM-01 to
 * SHM-16 are in {@code docs/rules/sharedmemory.md}.
 *
 * <p>An address is the effective one: base and offset added without wrapping. Any access that is
 * not within the memory is a {@link Trap}; so is an atomic one, a wait or a notify that is not at a
 * multiple of its width. What is narrower than 32 bits is returned zero-extended, and what is given
 * wraps.
 *
 * <p>Memory effects: those of {@link dev.lockstep.atomics.Atomics}. Loads and stores without {@code
 * atomic} in their name are unordered.
 *
 * <p>A memory commits as it grows: one of at most 4 GiB takes its size, and 1 MiB more at most
 * (SHM-15).
 */
public final class SharedMemory {
  /** The size of a page in bytes. */
  public static final int PAGE_SIZE = 1 << 16;

  /** How many pages there can be. */
  public static final int MAX_PAGES = 1 << 16;

  private static final int FAILED = -1;

  private final Memory memory;

  /**
   * Creates a shared memory of zeros (SHM-01).
   *
   * @param initialPages its size in pages
   * @param maximumPages how far it can grow, in pages
   * @throws IllegalArgumentException if the size is negative or above the maximum, or that above
   *     {@link #MAX_PAGES}
   * @throws Trap if there is no memory for it
   */
  public SharedMemory(int initialPages, int maximumPages) {
    this(initialPages, maximumPages, true);
  }

  private SharedMemory(int initialPages, int maximumPages, boolean shared) {
    if (initialPages < 0 || initialPages > maximumPages || maximumPages > MAX_PAGES) {
      throw new IllegalArgumentException(
          "No limits of a memory: " + initialPages + " to " + maximumPages + " pages");
    }
    Memory allocated = Memory.allocate(bytes(initialPages), bytes(maximumPages), shared);
    if (allocated == null) {
      throw new Trap("out of memory");
    }
    memory = allocated;
  }

  /**
   * Creates a memory of zeros that is not shared: a wait traps there (SHM-08).
   *
   * @param initialPages its size in pages
   * @param maximumPages how far it can grow, in pages
   * @throws IllegalArgumentException if the size is negative or above the maximum, or that above
   *     {@link #MAX_PAGES}
   * @throws Trap if there is no memory for it
   */
  public static SharedMemory unshared(int initialPages, int maximumPages) {
    return new SharedMemory(initialPages, maximumPages, false);
  }

  private static long bytes(long pages) {
    return pages * PAGE_SIZE;
  }

  /** Returns the size in pages: {@code memory.size} (SHM-02). */
  public int size() {
    return (int) (memory.byteLength() / PAGE_SIZE);
  }

  /**
   * Makes it larger, by pages of zeros: {@code memory.grow} (SHM-02, SHM-03).
   *
   * @param delta by how many pages, unsigned
   * @return its size before, in pages; −1 if it cannot grow so far
   */
  public int grow(int delta) {
    long more = bytes(Integer.toUnsignedLong(delta));
    while (true) {
      long before = memory.byteLength();
      long after = before + more;
      if (after > memory.maxByteLength() || !memory.commit(after)) {
        return FAILED;
      }
      if (memory.casByteLength(before, after)) {
        return (int) (before / PAGE_SIZE);
      }
    }
  }

  /**
   * Returns a buffer of fixed length over all bytes that there are now (SHM-04). Who waits in the
   * memory can be notified through it, and the other way round.
   *
   * @throws IllegalStateException if the memory is not shared
   */
  public SharedArrayBuffer buffer() {
    if (!memory.isShared()) {
      throw new IllegalStateException("The memory is not shared");
    }
    return new SharedArrayBuffer(memory, memory.byteLength());
  }

  /**
   * Blocks, if there is the value that is expected, until the thread is notified: {@code
   * memory.atomic.wait32} (SHM-07 to SHM-10).
   *
   * @param address where
   * @param expected what has to be there
   * @param timeout how long to wait at most, in nanoseconds; 0 is one look, and negative is for
   *     ever (SHM-10)
   * @return 0 if it was notified, 1 if there is another value, 2 if the time was over
   * @throws Trap if the memory is not shared, or this thread may not block
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to block
   */
  public int wait32(long address, int expected, long timeout) {
    checkAtomic(address, Integer.BYTES);
    return await(address, false, expected, timeout);
  }

  /**
   * Blocks, if there is the value that is expected, until the thread is notified: {@code
   * memory.atomic.wait64} (SHM-07 to SHM-10).
   *
   * @param address where
   * @param expected what has to be there
   * @param timeout how long to wait at most, in nanoseconds; 0 is one look, and negative is for
   *     ever (SHM-10)
   * @return 0 if it was notified, 1 if there is another value, 2 if the time was over
   * @throws Trap if the memory is not shared, or this thread may not block
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to block
   */
  public int wait64(long address, long expected, long timeout) {
    checkAtomic(address, Long.BYTES);
    return await(address, true, expected, timeout);
  }

  private int await(long address, boolean wide, long expected, long timeout) {
    if (!memory.isShared()) {
      throw new Trap("expected shared memory");
    }
    if (!Agent.canBlock()) {
      throw new Trap("this agent may not block");
    }
    WaitResult result =
        memory.await(address, wide, expected, timeout < 0 ? BargingAcquisition.FOREVER : timeout);
    return switch (result) {
      case OK -> 0;
      case NOT_EQUAL -> 1;
      case TIMED_OUT -> 2;
    };
  }

  /**
   * Notifies the first that wait at an address: {@code memory.atomic.notify} (SHM-11).
   *
   * @param address where
   * @param count how many at most, unsigned
   * @return how many there were, unsigned; 0 if the memory is not shared
   */
  public int notify(long address, int count) {
    checkAtomic(address, Integer.BYTES);
    return memory.notify(address, count < 0 ? Integer.MAX_VALUE : count);
  }

  /** Orders all accesses before it and all after it: {@code atomic.fence} (SHM-12). */
  public static void fence() {
    VarHandle.fullFence();
  }

  /**
   * Reads 8 bits: {@code i32.atomic.load8_u}, {@code i64.atomic.load8_u} (SHM-05).
   *
   * @param address where
   */
  public int atomicLoad8(long address) {
    checkAtomic(address, Byte.BYTES);
    return Words.load(memory.chunk(address), memory.offset(address), Words.BYTE);
  }

  /**
   * Writes 8 bits: {@code i32.atomic.store8}, {@code i64.atomic.store8} (SHM-05).
   *
   * @param address where
   * @param value what to write
   */
  public void atomicStore8(long address, int value) {
    checkAtomic(address, Byte.BYTES);
    Words.exchange(memory.chunk(address), memory.offset(address), Words.BYTE, value);
  }

  /**
   * Adds to 8 bits: {@code i32.atomic.rmw8.add_u}, {@code i64.atomic.rmw8.add_u} (SHM-05).
   *
   * @param address where
   * @param value what to add
   * @return what was there before
   */
  public int rmwAdd8(long address, int value) {
    checkAtomic(address, Byte.BYTES);
    return Words.getAndAdd(memory.chunk(address), memory.offset(address), Words.BYTE, value);
  }

  /**
   * Subtracts from 8 bits: {@code i32.atomic.rmw8.sub_u}, {@code i64.atomic.rmw8.sub_u} (SHM-05).
   *
   * @param address where
   * @param value what to subtract
   * @return what was there before
   */
  public int rmwSub8(long address, int value) {
    return rmwAdd8(address, -value);
  }

  /**
   * Keeps those bits that are set in a value, of 8 bits: {@code i32.atomic.rmw8.and_u}, {@code
   * i64.atomic.rmw8.and_u} (SHM-05).
   *
   * @param address where
   * @param value which bits to keep
   * @return what was there before
   */
  public int rmwAnd8(long address, int value) {
    checkAtomic(address, Byte.BYTES);
    return Words.getAndAnd(memory.chunk(address), memory.offset(address), Words.BYTE, value);
  }

  /**
   * Sets those bits that are set in a value, of 8 bits: {@code i32.atomic.rmw8.or_u}, {@code
   * i64.atomic.rmw8.or_u} (SHM-05).
   *
   * @param address where
   * @param value which bits to set
   * @return what was there before
   */
  public int rmwOr8(long address, int value) {
    checkAtomic(address, Byte.BYTES);
    return Words.getAndOr(memory.chunk(address), memory.offset(address), Words.BYTE, value);
  }

  /**
   * Flips those bits that are set in a value, of 8 bits: {@code i32.atomic.rmw8.xor_u}, {@code
   * i64.atomic.rmw8.xor_u} (SHM-05).
   *
   * @param address where
   * @param value which bits to flip
   * @return what was there before
   */
  public int rmwXor8(long address, int value) {
    checkAtomic(address, Byte.BYTES);
    return Words.getAndXor(memory.chunk(address), memory.offset(address), Words.BYTE, value);
  }

  /**
   * Writes 8 bits: {@code i32.atomic.rmw8.xchg_u}, {@code i64.atomic.rmw8.xchg_u} (SHM-05).
   *
   * @param address where
   * @param value what to write
   * @return what was there before
   */
  public int rmwExchange8(long address, int value) {
    checkAtomic(address, Byte.BYTES);
    return Words.exchange(memory.chunk(address), memory.offset(address), Words.BYTE, value);
  }

  /**
   * Writes 8 bits if they are as expected: {@code i32.atomic.rmw8.cmpxchg_u}, {@code
   * i64.atomic.rmw8.cmpxchg_u} (SHM-05).
   *
   * @param address where
   * @param expected what has to be there; it wraps
   * @param replacement what to write
   * @return what was there before
   */
  public int rmwCompareExchange8(long address, int expected, int replacement) {
    checkAtomic(address, Byte.BYTES);
    return Words.compareExchange(
        memory.chunk(address), memory.offset(address), Words.BYTE, expected, replacement);
  }

  /**
   * Reads 16 bits: {@code i32.atomic.load16_u}, {@code i64.atomic.load16_u} (SHM-05).
   *
   * @param address where
   */
  public int atomicLoad16(long address) {
    checkAtomic(address, Short.BYTES);
    return Words.load(memory.chunk(address), memory.offset(address), Words.HALF);
  }

  /**
   * Writes 16 bits: {@code i32.atomic.store16}, {@code i64.atomic.store16} (SHM-05).
   *
   * @param address where
   * @param value what to write
   */
  public void atomicStore16(long address, int value) {
    checkAtomic(address, Short.BYTES);
    Words.exchange(memory.chunk(address), memory.offset(address), Words.HALF, value);
  }

  /**
   * Adds to 16 bits: {@code i32.atomic.rmw16.add_u}, {@code i64.atomic.rmw16.add_u} (SHM-05).
   *
   * @param address where
   * @param value what to add
   * @return what was there before
   */
  public int rmwAdd16(long address, int value) {
    checkAtomic(address, Short.BYTES);
    return Words.getAndAdd(memory.chunk(address), memory.offset(address), Words.HALF, value);
  }

  /**
   * Subtracts from 16 bits: {@code i32.atomic.rmw16.sub_u}, {@code i64.atomic.rmw16.sub_u}
   * (SHM-05).
   *
   * @param address where
   * @param value what to subtract
   * @return what was there before
   */
  public int rmwSub16(long address, int value) {
    return rmwAdd16(address, -value);
  }

  /**
   * Keeps those bits that are set in a value, of 16 bits: {@code i32.atomic.rmw16.and_u}, {@code
   * i64.atomic.rmw16.and_u} (SHM-05).
   *
   * @param address where
   * @param value which bits to keep
   * @return what was there before
   */
  public int rmwAnd16(long address, int value) {
    checkAtomic(address, Short.BYTES);
    return Words.getAndAnd(memory.chunk(address), memory.offset(address), Words.HALF, value);
  }

  /**
   * Sets those bits that are set in a value, of 16 bits: {@code i32.atomic.rmw16.or_u}, {@code
   * i64.atomic.rmw16.or_u} (SHM-05).
   *
   * @param address where
   * @param value which bits to set
   * @return what was there before
   */
  public int rmwOr16(long address, int value) {
    checkAtomic(address, Short.BYTES);
    return Words.getAndOr(memory.chunk(address), memory.offset(address), Words.HALF, value);
  }

  /**
   * Flips those bits that are set in a value, of 16 bits: {@code i32.atomic.rmw16.xor_u}, {@code
   * i64.atomic.rmw16.xor_u} (SHM-05).
   *
   * @param address where
   * @param value which bits to flip
   * @return what was there before
   */
  public int rmwXor16(long address, int value) {
    checkAtomic(address, Short.BYTES);
    return Words.getAndXor(memory.chunk(address), memory.offset(address), Words.HALF, value);
  }

  /**
   * Writes 16 bits: {@code i32.atomic.rmw16.xchg_u}, {@code i64.atomic.rmw16.xchg_u} (SHM-05).
   *
   * @param address where
   * @param value what to write
   * @return what was there before
   */
  public int rmwExchange16(long address, int value) {
    checkAtomic(address, Short.BYTES);
    return Words.exchange(memory.chunk(address), memory.offset(address), Words.HALF, value);
  }

  /**
   * Writes 16 bits if they are as expected: {@code i32.atomic.rmw16.cmpxchg_u}, {@code
   * i64.atomic.rmw16.cmpxchg_u} (SHM-05).
   *
   * @param address where
   * @param expected what has to be there; it wraps
   * @param replacement what to write
   * @return what was there before
   */
  public int rmwCompareExchange16(long address, int expected, int replacement) {
    checkAtomic(address, Short.BYTES);
    return Words.compareExchange(
        memory.chunk(address), memory.offset(address), Words.HALF, expected, replacement);
  }

  /**
   * Reads 32 bits: {@code i32.atomic.load}, {@code i64.atomic.load32_u} (SHM-05).
   *
   * @param address where
   */
  public int atomicLoad32(long address) {
    checkAtomic(address, Integer.BYTES);
    return (int) Words.INT.getVolatile(memory.chunk(address), memory.offset(address));
  }

  /**
   * Writes 32 bits: {@code i32.atomic.store}, {@code i64.atomic.store32} (SHM-05).
   *
   * @param address where
   * @param value what to write
   */
  public void atomicStore32(long address, int value) {
    checkAtomic(address, Integer.BYTES);
    Words.INT.setVolatile(memory.chunk(address), memory.offset(address), value);
  }

  /**
   * Adds to 32 bits: {@code i32.atomic.rmw.add}, {@code i64.atomic.rmw32.add_u} (SHM-05).
   *
   * @param address where
   * @param value what to add
   * @return what was there before
   */
  public int rmwAdd32(long address, int value) {
    checkAtomic(address, Integer.BYTES);
    return (int) Words.INT.getAndAdd(memory.chunk(address), memory.offset(address), value);
  }

  /**
   * Subtracts from 32 bits: {@code i32.atomic.rmw.sub}, {@code i64.atomic.rmw32.sub_u} (SHM-05).
   *
   * @param address where
   * @param value what to subtract
   * @return what was there before
   */
  public int rmwSub32(long address, int value) {
    return rmwAdd32(address, -value);
  }

  /**
   * Keeps those bits that are set in a value, of 32 bits: {@code i32.atomic.rmw.and}, {@code
   * i64.atomic.rmw32.and_u} (SHM-05).
   *
   * @param address where
   * @param value which bits to keep
   * @return what was there before
   */
  public int rmwAnd32(long address, int value) {
    checkAtomic(address, Integer.BYTES);
    return (int) Words.INT.getAndBitwiseAnd(memory.chunk(address), memory.offset(address), value);
  }

  /**
   * Sets those bits that are set in a value, of 32 bits: {@code i32.atomic.rmw.or}, {@code
   * i64.atomic.rmw32.or_u} (SHM-05).
   *
   * @param address where
   * @param value which bits to set
   * @return what was there before
   */
  public int rmwOr32(long address, int value) {
    checkAtomic(address, Integer.BYTES);
    return (int) Words.INT.getAndBitwiseOr(memory.chunk(address), memory.offset(address), value);
  }

  /**
   * Flips those bits that are set in a value, of 32 bits: {@code i32.atomic.rmw.xor}, {@code
   * i64.atomic.rmw32.xor_u} (SHM-05).
   *
   * @param address where
   * @param value which bits to flip
   * @return what was there before
   */
  public int rmwXor32(long address, int value) {
    checkAtomic(address, Integer.BYTES);
    return (int) Words.INT.getAndBitwiseXor(memory.chunk(address), memory.offset(address), value);
  }

  /**
   * Writes 32 bits: {@code i32.atomic.rmw.xchg}, {@code i64.atomic.rmw32.xchg_u} (SHM-05).
   *
   * @param address where
   * @param value what to write
   * @return what was there before
   */
  public int rmwExchange32(long address, int value) {
    checkAtomic(address, Integer.BYTES);
    return (int) Words.INT.getAndSet(memory.chunk(address), memory.offset(address), value);
  }

  /**
   * Writes 32 bits if they are as expected: {@code i32.atomic.rmw.cmpxchg}, {@code
   * i64.atomic.rmw32.cmpxchg_u} (SHM-05).
   *
   * @param address where
   * @param expected what has to be there; it wraps
   * @param replacement what to write
   * @return what was there before
   */
  public int rmwCompareExchange32(long address, int expected, int replacement) {
    checkAtomic(address, Integer.BYTES);
    return (int)
        Words.INT.compareAndExchange(
            memory.chunk(address), memory.offset(address), expected, replacement);
  }

  /**
   * Reads 64 bits: {@code i64.atomic.load} (SHM-05).
   *
   * @param address where
   */
  public long atomicLoad64(long address) {
    checkAtomic(address, Long.BYTES);
    return (long) Words.LONG.getVolatile(memory.chunk(address), memory.offset(address));
  }

  /**
   * Writes 64 bits: {@code i64.atomic.store} (SHM-05).
   *
   * @param address where
   * @param value what to write
   */
  public void atomicStore64(long address, long value) {
    checkAtomic(address, Long.BYTES);
    Words.LONG.setVolatile(memory.chunk(address), memory.offset(address), value);
  }

  /**
   * Adds to 64 bits: {@code i64.atomic.rmw.add} (SHM-05).
   *
   * @param address where
   * @param value what to add
   * @return what was there before
   */
  public long rmwAdd64(long address, long value) {
    checkAtomic(address, Long.BYTES);
    return (long) Words.LONG.getAndAdd(memory.chunk(address), memory.offset(address), value);
  }

  /**
   * Subtracts from 64 bits: {@code i64.atomic.rmw.sub} (SHM-05).
   *
   * @param address where
   * @param value what to subtract
   * @return what was there before
   */
  public long rmwSub64(long address, long value) {
    return rmwAdd64(address, -value);
  }

  /**
   * Keeps those bits that are set in a value, of 64 bits: {@code i64.atomic.rmw.and} (SHM-05).
   *
   * @param address where
   * @param value which bits to keep
   * @return what was there before
   */
  public long rmwAnd64(long address, long value) {
    checkAtomic(address, Long.BYTES);
    return (long) Words.LONG.getAndBitwiseAnd(memory.chunk(address), memory.offset(address), value);
  }

  /**
   * Sets those bits that are set in a value, of 64 bits: {@code i64.atomic.rmw.or} (SHM-05).
   *
   * @param address where
   * @param value which bits to set
   * @return what was there before
   */
  public long rmwOr64(long address, long value) {
    checkAtomic(address, Long.BYTES);
    return (long) Words.LONG.getAndBitwiseOr(memory.chunk(address), memory.offset(address), value);
  }

  /**
   * Flips those bits that are set in a value, of 64 bits: {@code i64.atomic.rmw.xor} (SHM-05).
   *
   * @param address where
   * @param value which bits to flip
   * @return what was there before
   */
  public long rmwXor64(long address, long value) {
    checkAtomic(address, Long.BYTES);
    return (long) Words.LONG.getAndBitwiseXor(memory.chunk(address), memory.offset(address), value);
  }

  /**
   * Writes 64 bits: {@code i64.atomic.rmw.xchg} (SHM-05).
   *
   * @param address where
   * @param value what to write
   * @return what was there before
   */
  public long rmwExchange64(long address, long value) {
    checkAtomic(address, Long.BYTES);
    return (long) Words.LONG.getAndSet(memory.chunk(address), memory.offset(address), value);
  }

  /**
   * Writes 64 bits if they are as expected: {@code i64.atomic.rmw.cmpxchg} (SHM-05).
   *
   * @param address where
   * @param expected what has to be there; it wraps
   * @param replacement what to write
   * @return what was there before
   */
  public long rmwCompareExchange64(long address, long expected, long replacement) {
    checkAtomic(address, Long.BYTES);
    return (long)
        Words.LONG.compareAndExchange(
            memory.chunk(address), memory.offset(address), expected, replacement);
  }

  /**
   * Reads 8 bits, unordered (SHM-06).
   *
   * @param address where
   * @return the bits, zero-extended
   */
  public int load8(long address) {
    check(address, Byte.BYTES);
    ByteBuffer chunk = memory.chunk(address);
    int offset = memory.offset(address);
    return chunk.get(offset) & Words.BYTE;
  }

  /**
   * Writes 8 bits, unordered (SHM-06).
   *
   * @param address where
   * @param value what to write
   */
  public void store8(long address, int value) {
    check(address, Byte.BYTES);
    ByteBuffer chunk = memory.chunk(address);
    int offset = memory.offset(address);
    chunk.put(offset, (byte) value);
  }

  /**
   * Reads 16 bits, unordered, at any address (SHM-06).
   *
   * @param address where
   * @return the bits, zero-extended
   */
  public int load16(long address) {
    check(address, Short.BYTES);
    ByteBuffer chunk = memory.chunk(address);
    int offset = memory.offset(address);
    if (offset <= chunk.capacity() - Short.BYTES) {
      return (short) Words.PLAIN_SHORT.get(chunk, offset) & Words.HALF;
    }
    return (int) loadAcrossChunks(address, Short.BYTES);
  }

  /**
   * Writes 16 bits, unordered, at any address (SHM-06).
   *
   * @param address where
   * @param value what to write
   */
  public void store16(long address, int value) {
    check(address, Short.BYTES);
    ByteBuffer chunk = memory.chunk(address);
    int offset = memory.offset(address);
    if (offset <= chunk.capacity() - Short.BYTES) {
      Words.PLAIN_SHORT.set(chunk, offset, (short) value);
    } else {
      storeAcrossChunks(address, Short.BYTES, value);
    }
  }

  /**
   * Reads 32 bits, unordered, at any address (SHM-06).
   *
   * @param address where
   * @return the bits
   */
  public int load32(long address) {
    check(address, Integer.BYTES);
    ByteBuffer chunk = memory.chunk(address);
    int offset = memory.offset(address);
    if (offset <= chunk.capacity() - Integer.BYTES) {
      return (int) Words.PLAIN_INT.get(chunk, offset);
    }
    return (int) loadAcrossChunks(address, Integer.BYTES);
  }

  /**
   * Writes 32 bits, unordered, at any address (SHM-06).
   *
   * @param address where
   * @param value what to write
   */
  public void store32(long address, int value) {
    check(address, Integer.BYTES);
    ByteBuffer chunk = memory.chunk(address);
    int offset = memory.offset(address);
    if (offset <= chunk.capacity() - Integer.BYTES) {
      Words.PLAIN_INT.set(chunk, offset, value);
    } else {
      storeAcrossChunks(address, Integer.BYTES, value);
    }
  }

  /**
   * Reads 64 bits, unordered, at any address (SHM-06).
   *
   * @param address where
   * @return the bits
   */
  public long load64(long address) {
    check(address, Long.BYTES);
    ByteBuffer chunk = memory.chunk(address);
    int offset = memory.offset(address);
    if (offset <= chunk.capacity() - Long.BYTES) {
      return (long) Words.PLAIN_LONG.get(chunk, offset);
    }
    return loadAcrossChunks(address, Long.BYTES);
  }

  /**
   * Writes 64 bits, unordered, at any address (SHM-06).
   *
   * @param address where
   * @param value what to write
   */
  public void store64(long address, long value) {
    check(address, Long.BYTES);
    ByteBuffer chunk = memory.chunk(address);
    int offset = memory.offset(address);
    if (offset <= chunk.capacity() - Long.BYTES) {
      Words.PLAIN_LONG.set(chunk, offset, value);
    } else {
      storeAcrossChunks(address, Long.BYTES, value);
    }
  }

  private long loadAcrossChunks(long address, int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) load8(address + i) << (i * Byte.SIZE);
    }
    return value;
  }

  private void storeAcrossChunks(long address, int size, long value) {
    for (int i = 0; i < size; i++) {
      store8(address + i, (int) (value >>> (i * Byte.SIZE)));
    }
  }

  /**
   * Copies bytes within the memory, also where source and target overlap: {@code memory.copy}
   * (SHM-06).
   *
   * @param target where they go
   * @param source where they are
   * @param length how many, not negative
   */
  public void copy(long target, long source, long length) {
    check(target, length);
    check(source, length);
    memory.copy(source, memory, target, length);
  }

  /**
   * Writes the same byte several times: {@code memory.fill} (SHM-06).
   *
   * @param address where
   * @param value what to write, its lowest 8 bits
   * @param length how often, not negative
   */
  public void fill(long address, int value, long length) {
    check(address, length);
    for (long i = 0; i < length; i++) {
      store8(address + i, value);
    }
  }

  /**
   * Reads bytes, unordered (SHM-06).
   *
   * @param address where
   * @param target where they go
   * @param offset the first index there
   * @param length how many, not negative
   * @throws IndexOutOfBoundsException if the target does not have room
   */
  public void read(long address, byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    check(address, length);
    int done = 0;
    while (done < length) {
      ByteBuffer chunk = memory.chunk(address + done);
      int from = memory.offset(address + done);
      int part = Math.min(length - done, chunk.capacity() - from);
      chunk.get(from, target, offset + done, part);
      done += part;
    }
  }

  /**
   * Writes bytes, unordered (SHM-06).
   *
   * @param address where
   * @param source where they are
   * @param offset the first index there
   * @param length how many, not negative
   * @throws IndexOutOfBoundsException if the source does not have them
   */
  public void write(long address, byte[] source, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, source.length);
    check(address, length);
    int done = 0;
    while (done < length) {
      ByteBuffer chunk = memory.chunk(address + done);
      int to = memory.offset(address + done);
      int part = Math.min(length - done, chunk.capacity() - to);
      chunk.put(to, source, offset + done, part);
      done += part;
    }
  }

  private void check(long address, long size) {
    if (address < 0 || size < 0 || address > memory.byteLength() - size) {
      throw new Trap("out of bounds memory access");
    }
  }

  private void checkAtomic(long address, int size) {
    check(address, size);
    if ((address & size - 1) != 0) {
      throw new Trap("unaligned atomic");
    }
  }
}
