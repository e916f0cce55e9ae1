package dev.lockstep.atomics.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Chunks: which there are, what is in which, and copying across them. */
class MemoryTest {
  private static final int CHUNK = 1 << 16;

  private static Memory allocate(long byteLength, long maxByteLength) {
    Memory memory = Memory.allocate(byteLength, maxByteLength, true);
    assertNotNull(memory);
    return memory;
  }

  @Test
  void fixedLengthsAndShortOnesAreOneChunk() {
    for (long length : new long[] {0, 1, 7, 8, 9, CHUNK + 1, 1 << 20}) {
      Memory memory = allocate(length, length);
      // Whole words, so that each byte has one.
      assertEquals((length + 7) / 8 * 8, memory.chunk(0).capacity());
      assertEquals(0, memory.chunk(0).alignmentOffset(0, 8));
    }
    assertEquals(CHUNK, allocate(5, CHUNK).chunk(0).capacity());
    assertEquals(CHUNK, allocate(5, CHUNK + 1).chunk(0).capacity());
  }

  @Test
  void chunksArePowersOfTwoOfWhichThereAreNotTooMany() {
    for (long max : new long[] {CHUNK + 1, 1 << 20, (1L << 28) + 1, 1L << 32, 1L << 36}) {
      Memory memory = allocate(1, max);
      long size = memory.chunk(0).capacity();
      assertEquals(1, Long.bitCount(size));
      assertTrue(size >= CHUNK);
      assertTrue((max + size - 1) / size <= 1 << 12, () -> max + " has chunks of " + size);
    }
    assertNull(Memory.allocate(1, (1L << 40) + 1, true));
  }

  @Test
  void noBytesTakeNoChunk() {
    Memory memory = allocate(0, 1L << 40);
    assertNull(memory.chunk(0), "nothing is committed for nothing");
    assertEquals(0, Memory.noBytes().capacity());
  }

  @Test
  void chunksComeWithTheLengthAndStay() {
    Memory memory = allocate(10, 4 * CHUNK + 4);
    ByteBuffer first = memory.chunk(0);
    assertTrue(memory.commit(CHUNK + 1));
    ByteBuffer second = memory.chunk(CHUNK);
    assertNotNull(second);
    assertNull(memory.chunk(2 * CHUNK));
    assertTrue(memory.casByteLength(10, CHUNK + 1));
    assertFalse(memory.casByteLength(10, CHUNK + 2));
    assertTrue(memory.commit(4 * CHUNK + 4));
    assertSame(first, memory.chunk(0));
    assertSame(second, memory.chunk(CHUNK));
    assertEquals(8, memory.chunk(4 * CHUNK).capacity(), "the last one is as long as it has to be");
    assertEquals(3, memory.offset(4 * CHUNK + 3));
  }

  @Test
  void rangesAreInOneChunkOrNot() {
    Memory memory = allocate(3 * CHUNK, 4 * CHUNK);
    ByteBuffer second = memory.slice(CHUNK, CHUNK);
    assertNotNull(second);
    second.put(7, (byte) 3);
    assertEquals(3, memory.chunk(CHUNK + 7).get(memory.offset(CHUNK + 7)));
    assertNull(memory.slice(CHUNK, CHUNK + 1));
    assertNull(memory.slice(CHUNK - 1, 2));
    assertNotNull(memory.slice(3 * CHUNK, 0));
  }

  @Test
  void copiesAcrossChunksAndOverItself() {
    Random random = new Random(1);
    Memory memory = allocate(4 * CHUNK, 5 * CHUNK);
    byte[] due = new byte[4 * CHUNK];
    for (int i = 0; i < due.length; i++) {
      due[i] = (byte) random.nextInt();
      memory.chunk(i).put(memory.offset(i), due[i]);
    }
    for (int round = 0; round < 50; round++) {
      int from = random.nextInt(due.length);
      int to =
          round % 3 == 0 ? from + random.nextInt(due.length - from) : random.nextInt(due.length);
      int length = random.nextInt(due.length - Math.max(from, to) + 1);
      System.arraycopy(due, from, due, to, length);
      memory.copy(from, memory, to, length);
    }
    for (int i = 0; i < due.length; i++) {
      assertEquals(due[i], memory.chunk(i).get(memory.offset(i)));
    }
  }
}
