package dev.lockstep.benchmarks;

import dev.lockstep.atomics.SharedArrayBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A word of shared memory, and the ordered accesses that primitives there cannot do without. */
final class SharedWord {
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  private final ByteBuffer memory =
      new SharedArrayBuffer(Integer.BYTES).asByteBuffer(0, Integer.BYTES);

  void compareAndSet(int expected, int next) {
    if (!(boolean) INT.compareAndSet(memory, 0, expected, next)) {
      throw new AssertionError("changed by nobody else");
    }
  }

  int load() {
    return (int) INT.getVolatile(memory, 0);
  }

  void store(int value) {
    INT.setVolatile(memory, 0, value);
  }
}
