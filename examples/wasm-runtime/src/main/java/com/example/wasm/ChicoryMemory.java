package com.example.wasm;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.PassiveDataSegment;
import dev.lockstep.atomics.wasm.SharedMemory;

/**
 * Lockstep's {@link SharedMemory} as Chicory wants a memory. Each instance has one of its own, with
 * its data segments; those over the same shared memory share all bytes, and who waits at them.
 *
 * <p>Traps are Lockstep's ({@link dev.lockstep.atomics.wasm.Trap}), and come out of the call of the
 * function that was exported.
 */
final class ChicoryMemory implements Memory {
  private static final DataSegment[] NONE = {};

  private final SharedMemory memory;
  private final int initialPages;
  private final int maximumPages;
  private DataSegment[] segments = NONE;

  ChicoryMemory(SharedMemory memory, int initialPages, int maximumPages) {
    this.memory = memory;
    this.initialPages = initialPages;
    this.maximumPages = maximumPages;
  }

  private static long address(int address) {
    return Integer.toUnsignedLong(address);
  }

  // What it is.

  @Override
  public int pages() {
    return memory.size();
  }

  @Override
  public int grow(int pages) {
    return memory.grow(pages);
  }

  @Override
  public int initialPages() {
    return initialPages;
  }

  @Override
  public int maximumPages() {
    return maximumPages;
  }

  @Override
  public boolean shared() {
    return true;
  }

  // Data segments.

  @Override
  public void initialize(Instance instance, DataSegment[] dataSegments) {
    initialize(instance, dataSegments, 0);
  }

  @Override
  public void initialize(Instance instance, DataSegment[] dataSegments, int memoryIndex) {
    segments = dataSegments.clone();
    for (int i = 0; i < segments.length; i++) {
      if (segments[i] instanceof ActiveDataSegment active && active.index() == memoryIndex) {
        long target =
            ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
        write((int) target, active.data());
        drop(i);
      }
    }
  }

  @Override
  public void initPassiveSegment(int segment, int target, int offset, int size) {
    write(target, segments[segment].data(), offset, size);
  }

  @Override
  public void drop(int segment) {
    segments[segment] = PassiveDataSegment.EMPTY;
  }

  // Waiting.

  @Override
  public int atomicWait(int address, int expected, long timeout) {
    return memory.wait32(address(address), expected, timeout);
  }

  @Override
  public int atomicWait(int address, long expected, long timeout) {
    return memory.wait64(address(address), expected, timeout);
  }

  @Override
  public int atomicNotify(int address, int count) {
    return memory.notify(address(address), count);
  }

  @Override
  public void atomicFence() {
    SharedMemory.fence();
  }

  // Atomic accesses of 8 bits.

  @Override
  public byte atomicReadByte(int address) {
    return (byte) memory.atomicLoad8(address(address));
  }

  @Override
  public void atomicWriteByte(int address, byte value) {
    memory.atomicStore8(address(address), value);
  }

  @Override
  public byte atomicAddByte(int address, byte value) {
    return (byte) memory.rmwAdd8(address(address), value);
  }

  @Override
  public byte atomicAndByte(int address, byte value) {
    return (byte) memory.rmwAnd8(address(address), value);
  }

  @Override
  public byte atomicOrByte(int address, byte value) {
    return (byte) memory.rmwOr8(address(address), value);
  }

  @Override
  public byte atomicXorByte(int address, byte value) {
    return (byte) memory.rmwXor8(address(address), value);
  }

  @Override
  public byte atomicXchgByte(int address, byte value) {
    return (byte) memory.rmwExchange8(address(address), value);
  }

  @Override
  public byte atomicCmpxchgByte(int address, byte expected, byte replacement) {
    return (byte) memory.rmwCompareExchange8(address(address), expected, replacement);
  }

  // Atomic accesses of 16 bits.

  @Override
  public short atomicReadShort(int address) {
    return (short) memory.atomicLoad16(address(address));
  }

  @Override
  public void atomicWriteShort(int address, short value) {
    memory.atomicStore16(address(address), value);
  }

  @Override
  public short atomicAddShort(int address, short value) {
    return (short) memory.rmwAdd16(address(address), value);
  }

  @Override
  public short atomicAndShort(int address, short value) {
    return (short) memory.rmwAnd16(address(address), value);
  }

  @Override
  public short atomicOrShort(int address, short value) {
    return (short) memory.rmwOr16(address(address), value);
  }

  @Override
  public short atomicXorShort(int address, short value) {
    return (short) memory.rmwXor16(address(address), value);
  }

  @Override
  public short atomicXchgShort(int address, short value) {
    return (short) memory.rmwExchange16(address(address), value);
  }

  @Override
  public short atomicCmpxchgShort(int address, short expected, short replacement) {
    return (short) memory.rmwCompareExchange16(address(address), expected, replacement);
  }

  // Atomic accesses of 32 bits.

  @Override
  public int atomicReadInt(int address) {
    return memory.atomicLoad32(address(address));
  }

  @Override
  public void atomicWriteInt(int address, int value) {
    memory.atomicStore32(address(address), value);
  }

  @Override
  public int atomicAddInt(int address, int value) {
    return memory.rmwAdd32(address(address), value);
  }

  @Override
  public int atomicAndInt(int address, int value) {
    return memory.rmwAnd32(address(address), value);
  }

  @Override
  public int atomicOrInt(int address, int value) {
    return memory.rmwOr32(address(address), value);
  }

  @Override
  public int atomicXorInt(int address, int value) {
    return memory.rmwXor32(address(address), value);
  }

  @Override
  public int atomicXchgInt(int address, int value) {
    return memory.rmwExchange32(address(address), value);
  }

  @Override
  public int atomicCmpxchgInt(int address, int expected, int replacement) {
    return memory.rmwCompareExchange32(address(address), expected, replacement);
  }

  // Atomic accesses of 64 bits.

  @Override
  public long atomicReadLong(int address) {
    return memory.atomicLoad64(address(address));
  }

  @Override
  public void atomicWriteLong(int address, long value) {
    memory.atomicStore64(address(address), value);
  }

  @Override
  public long atomicAddLong(int address, long value) {
    return memory.rmwAdd64(address(address), value);
  }

  @Override
  public long atomicAndLong(int address, long value) {
    return memory.rmwAnd64(address(address), value);
  }

  @Override
  public long atomicOrLong(int address, long value) {
    return memory.rmwOr64(address(address), value);
  }

  @Override
  public long atomicXorLong(int address, long value) {
    return memory.rmwXor64(address(address), value);
  }

  @Override
  public long atomicXchgLong(int address, long value) {
    return memory.rmwExchange64(address(address), value);
  }

  @Override
  public long atomicCmpxchgLong(int address, long expected, long replacement) {
    return memory.rmwCompareExchange64(address(address), expected, replacement);
  }

  // Accesses that are not atomic.

  @Override
  public void write(int address, byte[] data, int offset, int size) {
    memory.write(address(address), data, offset, size);
  }

  @Override
  public byte read(int address) {
    return (byte) memory.load8(address(address));
  }

  @Override
  public byte[] readBytes(int address, int length) {
    byte[] bytes = new byte[length];
    memory.read(address(address), bytes, 0, length);
    return bytes;
  }

  @Override
  public void writeByte(int address, byte value) {
    memory.store8(address(address), value);
  }

  @Override
  public void writeShort(int address, short value) {
    memory.store16(address(address), value);
  }

  @Override
  public short readShort(int address) {
    return (short) memory.load16(address(address));
  }

  @Override
  public long readU16(int address) {
    return memory.load16(address(address));
  }

  @Override
  public void writeI32(int address, int value) {
    memory.store32(address(address), value);
  }

  @Override
  public int readInt(int address) {
    return memory.load32(address(address));
  }

  @Override
  public void writeLong(int address, long value) {
    memory.store64(address(address), value);
  }

  @Override
  public long readLong(int address) {
    return memory.load64(address(address));
  }

  @Override
  public void writeF32(int address, float value) {
    memory.store32(address(address), Float.floatToRawIntBits(value));
  }

  @Override
  public long readF32(int address) {
    return memory.load32(address(address));
  }

  @Override
  public float readFloat(int address) {
    return Float.intBitsToFloat(memory.load32(address(address)));
  }

  @Override
  public void writeF64(int address, double value) {
    memory.store64(address(address), Double.doubleToRawLongBits(value));
  }

  @Override
  public double readDouble(int address) {
    return Double.longBitsToDouble(memory.load64(address(address)));
  }

  @Override
  public long readF64(int address) {
    return memory.load64(address(address));
  }

  @Override
  public void zero() {
    memory.fill(0, 0, (long) memory.size() * SharedMemory.PAGE_SIZE);
  }

  @Override
  public void fill(byte value, int from, int to) {
    memory.fill(address(from), value, (long) to - from);
  }

  @Override
  public void copy(int target, int source, int size) {
    memory.copy(address(target), address(source), address(size));
  }

  // What Chicory is about to remove.

  @Override
  @SuppressWarnings("removal")
  public int waitOn(int address, int expected, long timeout) {
    return atomicWait(address, expected, timeout);
  }

  @Override
  @SuppressWarnings("removal")
  public int waitOn(int address, long expected, long timeout) {
    return atomicWait(address, expected, timeout);
  }

  @Override
  @SuppressWarnings("removal")
  public int notify(int address, int count) {
    return atomicNotify(address, count);
  }

  @Override
  @SuppressWarnings("removal")
  public Object lock(int address) {
    throw new UnsupportedOperationException("All operations are atomic without a lock");
  }
}
