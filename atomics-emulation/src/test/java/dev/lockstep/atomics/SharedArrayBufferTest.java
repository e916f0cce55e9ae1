package dev.lockstep.atomics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Lengths, growing, slices, and the way to and from a ByteBuffer. */
class SharedArrayBufferTest {
  private static final long CHUNK = 1 << 16;

  @Test
  void lengthsOfAFixedBuffer() {
    SharedArrayBuffer buffer = new SharedArrayBuffer(7);
    assertEquals(7, buffer.byteLength());
    assertEquals(7, buffer.maxByteLength());
    assertFalse(buffer.growable());
    assertThrows(TypeError.class, () -> buffer.grow(7));
    assertEquals(0, new SharedArrayBuffer(0).byteLength());
    assertEquals(0, new ArrayBuffer(0).byteLength());
  }

  @Test
  void lengthsThatNobodyCanHave() {
    for (long length : new long[] {-1, Long.MIN_VALUE, 7L << 50, Long.MAX_VALUE}) {
      assertThrows(RangeError.class, () -> new SharedArrayBuffer(length));
      assertThrows(RangeError.class, () -> new ArrayBuffer(length));
      assertThrows(RangeError.class, () -> new SharedArrayBuffer(0, length));
    }
    assertThrows(RangeError.class, () -> new SharedArrayBuffer(2, 1));
  }

  @Test
  void growsToItsMaximumAndNeverShrinks() {
    SharedArrayBuffer buffer = new SharedArrayBuffer(1, 100);
    assertTrue(buffer.growable());
    assertEquals(100, buffer.maxByteLength());
    buffer.grow(1);
    buffer.grow(50);
    assertEquals(50, buffer.byteLength());
    for (long length : new long[] {49, 0, -1, 101, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThrows(RangeError.class, () -> buffer.grow(length));
    }
    assertEquals(50, buffer.byteLength());
    buffer.grow(100);
    buffer.grow(100);
    assertEquals(100, buffer.byteLength());
    assertTrue(new SharedArrayBuffer(8, 8).growable());
  }

  @Test
  void commitsOnlyWhatItNeeds() {
    // More than there may be: far more than the direct memory of this JVM.
    SharedArrayBuffer buffer = new SharedArrayBuffer(1, 1L << 36);
    assertEquals(1L << 36, buffer.maxByteLength());
    Uint8Array bytes = new Uint8Array(buffer);
    buffer.grow(1 << 20);
    bytes.set((1 << 20) - 1, 1);
    assertEquals(1, bytes.get((1 << 20) - 1));
  }

  @Test
  void ofRacingGrowsTheLargestStays() throws Exception {
    int threads = 4;
    int rounds = 100;
    for (int round = 0; round < rounds; round++) {
      SharedArrayBuffer buffer = new SharedArrayBuffer(0, 4 * CHUNK);
      AtomicInteger refused = new AtomicInteger();
      CyclicBarrier start = new CyclicBarrier(threads);
      Thread[] growers = new Thread[threads];
      for (int i = 0; i < threads; i++) {
        long length = (i + 1) * CHUNK - i;
        growers[i] =
            new Thread(
                () -> {
                  try {
                    start.await();
                    buffer.grow(length);
                    assertTrue(buffer.byteLength() >= length);
                    new Uint8Array(buffer).set(length - 1, 1);
                  } catch (RangeError e) {
                    refused.incrementAndGet();
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                });
        growers[i].start();
      }
      for (Thread grower : growers) {
        grower.join();
      }
      assertEquals(threads * CHUNK - (threads - 1), buffer.byteLength());
      Uint8Array bytes = new Uint8Array(buffer);
      int written = 0;
      for (int i = 0; i < threads; i++) {
        written += bytes.get((i + 1) * CHUNK - i - 1);
      }
      assertEquals(threads, written + refused.get(), "who was not refused has grown it");
    }
  }

  @Test
  void slicesAreCopiesOfFixedLength() {
    SharedArrayBuffer buffer = new SharedArrayBuffer(8, 16);
    Uint8Array bytes = new Uint8Array(buffer);
    for (int i = 0; i < 8; i++) {
      bytes.set(i, i);
    }
    long[][] table = {
      {0, 8, 0, 8},
      {2, 5, 2, 3},
      {-3, 8, 5, 3},
      {-3, -1, 5, 2},
      {5, 2, 5, 0},
      {0, 100, 0, 8},
      {100, 200, 8, 0},
      {-100, 3, 0, 3},
      {3, -100, 3, 0},
      {Long.MIN_VALUE, Long.MAX_VALUE, 0, 8},
      {0, Long.MIN_VALUE, 0, 0},
    };
    for (long[] row : table) {
      SharedArrayBuffer slice = buffer.slice(row[0], row[1]);
      assertEquals(row[3], slice.byteLength());
      assertFalse(slice.growable());
      Uint8Array copy = new Uint8Array(slice);
      for (int i = 0; i < row[3]; i++) {
        assertEquals(row[2] + i, copy.get(i));
        copy.set(i, 99);
      }
    }
    assertEquals(6, buffer.slice(2).byteLength());
    assertEquals(1, buffer.slice(-1).byteLength());
    assertEquals(8, buffer.slice().byteLength());
    assertEquals(5, bytes.get(5), "a slice shares nothing");
    ArrayBuffer unshared = new ArrayBuffer(8);
    new Uint8Array(unshared).set(7, 3);
    assertEquals(3, new Uint8Array(unshared.slice(-1)).get(0));
    assertEquals(2, unshared.slice(2, 4).byteLength());
    assertEquals(8, unshared.slice().byteLength());
  }

  @Test
  void slicesCrossChunks() {
    SharedArrayBuffer buffer = new SharedArrayBuffer(3 * CHUNK, 4 * CHUNK);
    Uint32Array words = new Uint32Array(buffer);
    for (int i = 0; i < words.length(); i++) {
      words.set(i, i);
    }
    Uint32Array copy = new Uint32Array(buffer.slice(4, 3 * CHUNK));
    for (int i = 0; i < copy.length(); i++) {
      assertEquals(i + 1, copy.get(i));
    }
  }

  @Test
  void sharesItsBytesWithByteBuffers() {
    SharedArrayBuffer buffer = new SharedArrayBuffer(16);
    ByteBuffer bytes = buffer.asByteBuffer(4, 8);
    assertEquals(8, bytes.capacity());
    assertEquals(ByteOrder.LITTLE_ENDIAN, bytes.order());
    bytes.putInt(0, 0x01020304);
    assertEquals(0x01020304, Atomics.load(new Int32Array(buffer), 1));
    assertEquals(0, buffer.asByteBuffer(16, 0).capacity());
    assertThrows(RangeError.class, () -> buffer.asByteBuffer(0, 17));
    assertThrows(RangeError.class, () -> buffer.asByteBuffer(17, 0));
    assertThrows(RangeError.class, () -> buffer.asByteBuffer(-1, 1));
    assertThrows(RangeError.class, () -> buffer.asByteBuffer(0, -1));
    SharedArrayBuffer growable = new SharedArrayBuffer(2 * CHUNK, 4 * CHUNK);
    assertEquals(CHUNK, growable.asByteBuffer(CHUNK, (int) CHUNK).capacity());
    assertEquals(0, growable.asByteBuffer(2 * CHUNK, 0).capacity());
    assertThrows(RangeError.class, () -> growable.asByteBuffer(CHUNK - 1, 2));
  }

  @Test
  void wrapsDirectBuffers() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(64).alignedSlice(8);
    bytes.position(8).limit(28);
    SharedArrayBuffer buffer = SharedArrayBuffer.wrap(bytes);
    assertEquals(20, buffer.byteLength());
    assertEquals(8, bytes.position(), "it is left as it was");
    Int16Array halves = new Int16Array(buffer);
    Atomics.store(halves, 9, 0x0102);
    assertEquals(0x02, bytes.get(26));
    assertThrows(TypeError.class, () -> SharedArrayBuffer.wrap(ByteBuffer.allocate(8)));
    assertThrows(TypeError.class, () -> SharedArrayBuffer.wrap(bytes.asReadOnlyBuffer()));
    assertThrows(RangeError.class, () -> SharedArrayBuffer.wrap(bytes.duplicate().limit(27)));
    assertThrows(RangeError.class, () -> SharedArrayBuffer.wrap(bytes.duplicate().position(12)));
  }
}
