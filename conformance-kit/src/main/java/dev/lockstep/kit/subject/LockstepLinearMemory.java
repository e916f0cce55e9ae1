package dev.lockstep.kit.subject;

import dev.lockstep.atomics.Agent;
import dev.lockstep.atomics.wasm.SharedMemory;

/** Our WebAssembly memory. */
final class LockstepLinearMemory implements LinearMemorySubject {
  private final SharedMemory memory;

  LockstepLinearMemory(SharedMemory memory) {
    this.memory = memory;
  }

  private static IllegalArgumentException noWidth(int width) {
    return new IllegalArgumentException("No access has " + width + " bits");
  }

  @Override
  public int size() {
    return memory.size();
  }

  @Override
  public int grow(int delta) {
    return memory.grow(delta);
  }

  @Override
  public BufferSubject buffer() {
    return new LockstepBuffer(memory.buffer());
  }

  @Override
  public WaitSubject javaScript() {
    return new LockstepWait(memory.buffer());
  }

  @Override
  public long atomicLoad(int width, long address) {
    return switch (width) {
      case 8 -> memory.atomicLoad8(address);
      case 16 -> memory.atomicLoad16(address);
      case 32 -> Integer.toUnsignedLong(memory.atomicLoad32(address));
      case 64 -> memory.atomicLoad64(address);
      default -> throw noWidth(width);
    };
  }

  @Override
  public void atomicStore(int width, long address, long value) {
    switch (width) {
      case 8 -> memory.atomicStore8(address, (int) value);
      case 16 -> memory.atomicStore16(address, (int) value);
      case 32 -> memory.atomicStore32(address, (int) value);
      case 64 -> memory.atomicStore64(address, value);
      default -> throw noWidth(width);
    }
  }

  @Override
  public long modify(Modification modification, int width, long address, long value) {
    return switch (width) {
      case 8 -> modify8(modification, address, (int) value);
      case 16 -> modify16(modification, address, (int) value);
      case 32 -> Integer.toUnsignedLong(modify32(modification, address, (int) value));
      case 64 -> modify64(modification, address, value);
      default -> throw noWidth(width);
    };
  }

  private int modify8(Modification modification, long address, int value) {
    return switch (modification) {
      case ADD -> memory.rmwAdd8(address, value);
      case SUB -> memory.rmwSub8(address, value);
      case AND -> memory.rmwAnd8(address, value);
      case OR -> memory.rmwOr8(address, value);
      case XOR -> memory.rmwXor8(address, value);
      case EXCHANGE -> memory.rmwExchange8(address, value);
    };
  }

  private int modify16(Modification modification, long address, int value) {
    return switch (modification) {
      case ADD -> memory.rmwAdd16(address, value);
      case SUB -> memory.rmwSub16(address, value);
      case AND -> memory.rmwAnd16(address, value);
      case OR -> memory.rmwOr16(address, value);
      case XOR -> memory.rmwXor16(address, value);
      case EXCHANGE -> memory.rmwExchange16(address, value);
    };
  }

  private int modify32(Modification modification, long address, int value) {
    return switch (modification) {
      case ADD -> memory.rmwAdd32(address, value);
      case SUB -> memory.rmwSub32(address, value);
      case AND -> memory.rmwAnd32(address, value);
      case OR -> memory.rmwOr32(address, value);
      case XOR -> memory.rmwXor32(address, value);
      case EXCHANGE -> memory.rmwExchange32(address, value);
    };
  }

  private long modify64(Modification modification, long address, long value) {
    return switch (modification) {
      case ADD -> memory.rmwAdd64(address, value);
      case SUB -> memory.rmwSub64(address, value);
      case AND -> memory.rmwAnd64(address, value);
      case OR -> memory.rmwOr64(address, value);
      case XOR -> memory.rmwXor64(address, value);
      case EXCHANGE -> memory.rmwExchange64(address, value);
    };
  }

  @Override
  public long compareExchange(int width, long address, long expected, long replacement) {
    return switch (width) {
      case 8 -> memory.rmwCompareExchange8(address, (int) expected, (int) replacement);
      case 16 -> memory.rmwCompareExchange16(address, (int) expected, (int) replacement);
      case 32 ->
          Integer.toUnsignedLong(
              memory.rmwCompareExchange32(address, (int) expected, (int) replacement));
      case 64 -> memory.rmwCompareExchange64(address, expected, replacement);
      default -> throw noWidth(width);
    };
  }

  @Override
  public long load(int width, long address) {
    return switch (width) {
      case 8 -> memory.load8(address);
      case 16 -> memory.load16(address);
      case 32 -> Integer.toUnsignedLong(memory.load32(address));
      case 64 -> memory.load64(address);
      default -> throw noWidth(width);
    };
  }

  @Override
  public void store(int width, long address, long value) {
    switch (width) {
      case 8 -> memory.store8(address, (int) value);
      case 16 -> memory.store16(address, (int) value);
      case 32 -> memory.store32(address, (int) value);
      case 64 -> memory.store64(address, value);
      default -> throw noWidth(width);
    }
  }

  @Override
  public void copy(long target, long source, long length) {
    memory.copy(target, source, length);
  }

  @Override
  public void fill(long address, int value, long length) {
    memory.fill(address, value, length);
  }

  @Override
  public void read(long address, byte[] target, int offset, int length) {
    memory.read(address, target, offset, length);
  }

  @Override
  public void write(long address, byte[] source, int offset, int length) {
    memory.write(address, source, offset, length);
  }

  @Override
  public int await32(long address, int expected, long timeout) {
    return memory.wait32(address, expected, timeout);
  }

  @Override
  public int await64(long address, long expected, long timeout) {
    return memory.wait64(address, expected, timeout);
  }

  @Override
  public int signal(long address, int count) {
    return memory.notify(address, count);
  }

  @Override
  public void fence() {
    SharedMemory.fence();
  }

  @Override
  public void setCanBlock(boolean canBlock) {
    Agent.setCanBlock(canBlock);
  }
}
