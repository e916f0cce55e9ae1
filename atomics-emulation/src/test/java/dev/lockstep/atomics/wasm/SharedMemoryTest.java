package dev.lockstep.atomics.wasm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.atomics.Agent;
import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.WaitAsyncResult;
import dev.lockstep.atomics.WaitResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** WebAssembly's memory: its instructions against a heap buffer, its traps, waiting. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedMemoryTest {
  private static final int PAGE = SharedMemory.PAGE_SIZE;

  private final SharedMemory memory = new SharedMemory(2, 4);

  @Test
  void growsByPagesAndTellsWhatItWas() {
    assertEquals(2, memory.size());
    assertEquals(2, memory.grow(0));
    assertEquals(2, memory.grow(1));
    assertEquals(-1, memory.grow(2));
    assertEquals(-1, memory.grow(-1), "the delta is unsigned");
    assertEquals(3, memory.grow(1));
    assertEquals(4, memory.size());
    assertEquals(0, memory.load64(4 * PAGE - 8));
    assertThrows(IllegalArgumentException.class, () -> new SharedMemory(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> new SharedMemory(2, 1));
    assertThrows(IllegalArgumentException.class, () -> new SharedMemory(1, 65_537));
    assertEquals(0, new SharedMemory(0, 0).size());
    assertEquals(1, new SharedMemory(1, 65_536).size());
  }

  @Test
  void instructionsDoWhatTheyDoToBytes() {
    Random random = new Random(1);
    // On both sides of a border between chunks.
    int base = PAGE - 16;
    ByteBuffer due = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 50_000; i++) {
      int width = 1 << random.nextInt(4);
      int at = random.nextInt(32 / width) * width;
      long before = read(due, width, at);
      long value = random.nextLong();
      long expected = random.nextBoolean() ? value : before | (width < 4 ? -1L << (8 * width) : 0);
      int operation = random.nextInt(8);
      long result = perform(operation, width, base + at, value, expected);
      boolean equal = truncate(expected, width) == before;
      switch (operation) {
        case 1, 7 -> write(due, width, at, value);
        case 2 -> write(due, width, at, before + value);
        case 3 -> write(due, width, at, before - value);
        case 4 -> write(due, width, at, before & value);
        case 5 -> write(due, width, at, before | value);
        case 6 -> {
          if (equal) {
            write(due, width, at, value);
          }
        }
        default -> {}
      }
      assertEquals(operation == 1 ? 0 : before, result, "operation " + operation + " of " + width);
      int plain = random.nextInt(32 - width + 1);
      assertEquals(read(due, width, plain), load(width, base + plain));
      if (random.nextInt(4) == 0) {
        store(width, base + plain, value);
        write(due, width, plain, value);
      }
    }
    byte[] seen = new byte[34];
    memory.read(base, seen, 1, 32);
    byte[] whole = new byte[34];
    due.get(0, whole, 1, 32);
    assertArrayEquals(whole, seen);
  }

  private static long truncate(long value, int width) {
    return width == 8 ? value : value & ((1L << (8 * width)) - 1);
  }

  private static long read(ByteBuffer bytes, int width, int at) {
    return switch (width) {
      case 1 -> bytes.get(at) & 0xff;
      case 2 -> bytes.getShort(at) & 0xffff;
      case 4 -> bytes.getInt(at) & 0xffff_ffffL;
      default -> bytes.getLong(at);
    };
  }

  private static void write(ByteBuffer bytes, int width, int at, long value) {
    switch (width) {
      case 1 -> bytes.put(at, (byte) value);
      case 2 -> bytes.putShort(at, (short) value);
      case 4 -> bytes.putInt(at, (int) value);
      default -> bytes.putLong(at, value);
    }
  }

  private long load(int width, long address) {
    return switch (width) {
      case 1 -> memory.load8(address);
      case 2 -> memory.load16(address);
      case 4 -> Integer.toUnsignedLong(memory.load32(address));
      default -> memory.load64(address);
    };
  }

  private void store(int width, long address, long value) {
    switch (width) {
      case 1 -> memory.store8(address, (int) value);
      case 2 -> memory.store16(address, (int) value);
      case 4 -> memory.store32(address, (int) value);
      default -> memory.store64(address, value);
    }
  }

  private long perform(int operation, int width, long address, long value, long expected) {
    int narrow = (int) value;
    if (operation == 1) {
      switch (width) {
        case 1 -> memory.atomicStore8(address, narrow);
        case 2 -> memory.atomicStore16(address, narrow);
        case 4 -> memory.atomicStore32(address, narrow);
        default -> memory.atomicStore64(address, value);
      }
      return 0;
    }
    long result =
        switch (width) {
          case 1 ->
              switch (operation) {
                case 0 -> memory.atomicLoad8(address);
                case 2 -> memory.rmwAdd8(address, narrow);
                case 3 -> memory.rmwSub8(address, narrow);
                case 4 -> memory.rmwAnd8(address, narrow);
                case 5 -> memory.rmwOr8(address, narrow);
                case 6 -> memory.rmwCompareExchange8(address, (int) expected, narrow);
                default -> memory.rmwExchange8(address, narrow);
              };
          case 2 ->
              switch (operation) {
                case 0 -> memory.atomicLoad16(address);
                case 2 -> memory.rmwAdd16(address, narrow);
                case 3 -> memory.rmwSub16(address, narrow);
                case 4 -> memory.rmwAnd16(address, narrow);
                case 5 -> memory.rmwOr16(address, narrow);
                case 6 -> memory.rmwCompareExchange16(address, (int) expected, narrow);
                default -> memory.rmwExchange16(address, narrow);
              };
          case 4 ->
              switch (operation) {
                case 0 -> memory.atomicLoad32(address);
                case 2 -> memory.rmwAdd32(address, narrow);
                case 3 -> memory.rmwSub32(address, narrow);
                case 4 -> memory.rmwAnd32(address, narrow);
                case 5 -> memory.rmwOr32(address, narrow);
                case 6 -> memory.rmwCompareExchange32(address, (int) expected, narrow);
                default -> memory.rmwExchange32(address, narrow);
              };
          default ->
              switch (operation) {
                case 0 -> memory.atomicLoad64(address);
                case 2 -> memory.rmwAdd64(address, value);
                case 3 -> memory.rmwSub64(address, value);
                case 4 -> memory.rmwAnd64(address, value);
                case 5 -> memory.rmwOr64(address, value);
                case 6 -> memory.rmwCompareExchange64(address, expected, value);
                default -> memory.rmwExchange64(address, value);
              };
        };
    // The narrow ones must have zeros above; an int shows its sign.
    return width == 4 ? Integer.toUnsignedLong((int) result) : result;
  }

  @Test
  void exclusiveOrFlips() {
    assertEquals(0, memory.rmwXor8(1, 0xff));
    assertEquals(0xff00, memory.rmwXor16(0, 0x0ff0));
    assertEquals(0xf0f0, memory.rmwXor32(0, -1));
    assertEquals(0xffff_0f0fL, memory.rmwXor64(0, 1));
    assertEquals(0xffff_0f0eL, memory.atomicLoad64(0));
  }

  @Test
  void fillsAndCopiesAcrossChunks() {
    memory.fill(PAGE - 2, 0x1ff, 4);
    assertEquals(0xffff_ffff, memory.load32(PAGE - 2));
    assertEquals(0, memory.load8(PAGE + 2));
    memory.store32(PAGE - 2, 0x04030201);
    memory.copy(PAGE - 1, PAGE - 2, 4);
    assertEquals(0x04030201, memory.load32(PAGE - 1));
    assertEquals(1, memory.load8(PAGE - 2));
    memory.write(PAGE - 1, new byte[] {9, 8, 7, 6}, 1, 3);
    assertEquals(0x060708, memory.load32(PAGE - 1) & 0xff_ffff);
    assertThrows(IndexOutOfBoundsException.class, () -> memory.write(0, new byte[1], 1, 1));
    assertThrows(Trap.class, () -> memory.read(2 * PAGE - 1, new byte[2], 0, 2));
  }

  private static void assertTraps(String message, Executable instruction) {
    assertEquals(message, assertThrows(Trap.class, instruction).getMessage());
  }

  @Test
  void trapsOutOfBounds() {
    String outOfBounds = "out of bounds memory access";
    for (long address : new long[] {-8, 2 * PAGE, Long.MAX_VALUE - 7, Long.MIN_VALUE}) {
      assertTraps(outOfBounds, () -> memory.load8(address));
      assertTraps(outOfBounds, () -> memory.store64(address, 1));
      assertTraps(outOfBounds, () -> memory.atomicLoad8(address));
      assertTraps(outOfBounds, () -> memory.atomicStore16(address, 1));
      assertTraps(outOfBounds, () -> memory.rmwAdd32(address, 1));
      assertTraps(outOfBounds, () -> memory.rmwCompareExchange64(address, 1, 1));
      assertTraps(outOfBounds, () -> memory.wait32(address, 0, 0));
      assertTraps(outOfBounds, () -> memory.wait64(address, 0, 0));
      assertTraps(outOfBounds, () -> memory.notify(address, 0));
      assertTraps(outOfBounds, () -> memory.fill(address, 0, 1));
      assertTraps(outOfBounds, () -> memory.copy(0, address, 1));
      assertTraps(outOfBounds, () -> memory.copy(address, 0, 1));
    }
    assertTraps(outOfBounds, () -> memory.load64(2 * PAGE - 7));
    assertTraps(outOfBounds, () -> memory.fill(0, 0, -1));
    memory.fill(2 * PAGE, 0, 0);
  }

  @Test
  void trapsOnWhatIsMisaligned() {
    String unaligned = "unaligned atomic";
    assertTraps(unaligned, () -> memory.atomicLoad16(1));
    assertTraps(unaligned, () -> memory.atomicStore32(2, 1));
    assertTraps(unaligned, () -> memory.rmwXor64(4, 1));
    assertTraps(unaligned, () -> memory.wait32(2, 0, 0));
    assertTraps(unaligned, () -> memory.wait64(4, 0, 0));
    assertTraps(unaligned, () -> memory.notify(2, 0));
    SharedMemory unshared = SharedMemory.unshared(1, 1);
    assertTraps(unaligned, () -> unshared.notify(2, 0));
    assertEquals(0, memory.load64(1), "what is not atomic may be anywhere");
    SharedMemory.fence();
  }

  @Test
  void waitsOnlyInSharedMemoryAndWhereItMay() {
    SharedMemory unshared = SharedMemory.unshared(1, 1);
    assertTraps("expected shared memory", () -> unshared.wait32(0, 1, 0));
    assertTraps("expected shared memory", () -> unshared.wait64(0, 1, 0));
    assertEquals(0, unshared.notify(0, 1));
    assertThrows(IllegalStateException.class, unshared::buffer);
    Agent.setCanBlock(false);
    try {
      assertThrows(Trap.class, () -> memory.wait32(0, 1, 0));
    } finally {
      Agent.setCanBlock(true);
    }
  }

  @Test
  void waitsAndNotifiesWithJavaScript() throws Exception {
    assertEquals(1, memory.wait32(0, 1, -1));
    assertEquals(2, memory.wait32(0, 0, 0));
    long start = System.nanoTime();
    assertEquals(2, memory.wait64(0, 0, 2_000_000));
    assertTrue(System.nanoTime() - start >= 2_000_000);
    SharedArrayBuffer buffer = memory.buffer();
    assertEquals(2 * PAGE, buffer.byteLength());
    assertFalse(buffer.growable());
    Int32Array words = new Int32Array(buffer);
    WaitAsyncResult first = Atomics.waitAsync(words, 4, 0);
    WaitAsyncResult second = Atomics.waitAsync(words, 4, 0);
    assertEquals(1, memory.notify(16, 1));
    assertEquals(WaitResult.OK, first.value().toCompletableFuture().get());
    assertEquals(1, memory.notify(16, -1), "the count is unsigned");
    assertEquals(WaitResult.OK, second.value().toCompletableFuture().get());
    FutureTask<Integer> waiting = new FutureTask<>(() -> memory.wait64(24, 0, -1));
    Thread thread = new Thread(waiting);
    thread.start();
    int woken = 0;
    while (woken == 0) {
      woken = Atomics.notify(words, 6);
      Thread.onSpinWait();
    }
    assertEquals(1, woken);
    assertEquals(0, waiting.get());
    thread.join();
    memory.grow(1);
    assertEquals(2 * PAGE, buffer.byteLength());
    assertEquals(3 * PAGE, memory.buffer().byteLength());
  }
}
