package dev.lockstep.atomics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The operations of one thread against bytes of a heap buffer, and races of neighbours. */
class AtomicsTest {
  private static final int STEPS = 50_000;
  private static final int BYTES = 32;

  private final SharedArrayBuffer buffer = new SharedArrayBuffer(BYTES);

  private static List<TypedArray> integers(ArrayBufferLike buffer) {
    return List.of(
        new Int8Array(buffer),
        new Uint8Array(buffer),
        new Int16Array(buffer),
        new Uint16Array(buffer),
        new Int32Array(buffer),
        new Uint32Array(buffer),
        new BigInt64Array(buffer),
        new BigUint64Array(buffer));
  }

  private static List<TypedArray> others(ArrayBufferLike buffer) {
    return List.of(
        new Uint8ClampedArray(buffer), new Float32Array(buffer), new Float64Array(buffer));
  }

  @Test
  void operationsOfAllWidthsDoWhatTheyDoToBytes() {
    ByteBuffer seen = buffer.asByteBuffer(0, BYTES);
    ByteBuffer due = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    List<TypedArray> views = integers(buffer);
    Random random = new Random(1);
    for (int i = 0; i < STEPS; i++) {
      TypedArray view = views.get(random.nextInt(views.size()));
      int index = random.nextInt((int) view.length());
      int at = index << view.shift();
      long before = read(due, view, at);
      // Often what is there, also with bits above that wrap away.
      long operand = random.nextBoolean() ? before + (random.nextLong() << 32) : random.nextLong();
      if (view.shift() == 3 && random.nextBoolean()) {
        operand = before;
      }
      long value = random.nextLong();
      int operation = random.nextInt(8);
      long result =
          switch (operation) {
            case 0 -> Atomics.load(view, index);
            case 1 -> Atomics.store(view, index, value);
            case 2 -> Atomics.add(view, index, value);
            case 3 -> Atomics.sub(view, index, value);
            case 4 -> Atomics.and(view, index, value);
            case 5 -> Atomics.or(view, index, value);
            case 6 -> Atomics.xor(view, index, value);
            case 7 ->
                i % 2 == 0
                    ? Atomics.exchange(view, index, value)
                    : Atomics.compareExchange(view, index, operand, value);
            default -> throw new AssertionError();
          };
      boolean exchanges = i % 2 == 0 || narrow(view, operand) == before;
      switch (operation) {
        case 1 -> write(due, view, at, value);
        case 2 -> write(due, view, at, before + value);
        case 3 -> write(due, view, at, before - value);
        case 4 -> write(due, view, at, before & value);
        case 5 -> write(due, view, at, before | value);
        case 6 -> write(due, view, at, before ^ value);
        case 7 -> write(due, view, at, exchanges ? value : before);
        default -> {}
      }
      String step = "operation " + operation + " on " + view.getClass() + " at " + index;
      assertEquals(operation == 1 ? value : before, result, step);
      assertEquals(due, seen, step);
    }
  }

  private static long read(ByteBuffer bytes, TypedArray view, int at) {
    return narrow(
        view,
        switch (view.shift()) {
          case 0 -> bytes.get(at);
          case 1 -> bytes.getShort(at);
          case 2 -> bytes.getInt(at);
          default -> bytes.getLong(at);
        });
  }

  private static void write(ByteBuffer bytes, TypedArray view, int at, long value) {
    switch (view.shift()) {
      case 0 -> bytes.put(at, (byte) value);
      case 1 -> bytes.putShort(at, (short) value);
      case 2 -> bytes.putInt(at, (int) value);
      default -> bytes.putLong(at, value);
    }
  }

  private static long narrow(TypedArray view, long value) {
    if (view instanceof Int8Array) {
      return (byte) value;
    } else if (view instanceof Uint8Array) {
      return value & 0xff;
    } else if (view instanceof Int16Array) {
      return (short) value;
    } else if (view instanceof Uint16Array) {
      return value & 0xffff;
    } else if (view instanceof Int32Array) {
      return (int) value;
    } else if (view instanceof Uint32Array) {
      return value & 0xffff_ffffL;
    }
    return value;
  }

  @Test
  void operationsOnIntsDoWhatThoseOnLongsDo() {
    Int32Array ints = new Int32Array(buffer);
    TypedArray longs = new Int32Array(new SharedArrayBuffer(BYTES));
    Random random = new Random(2);
    for (int i = 0; i < STEPS; i++) {
      int index = random.nextInt(8);
      int value = random.nextInt(8) == 0 ? Integer.MIN_VALUE : random.nextInt();
      int expected = random.nextBoolean() ? Atomics.load(ints, index) : value;
      switch (random.nextInt(9)) {
        case 0 -> assertEquals(Atomics.load(longs, index), Atomics.load(ints, index));
        case 1 ->
            assertEquals(Atomics.store(longs, index, value), Atomics.store(ints, index, value));
        case 2 -> assertEquals(Atomics.add(longs, index, value), Atomics.add(ints, index, value));
        case 3 -> assertEquals(Atomics.sub(longs, index, value), Atomics.sub(ints, index, value));
        case 4 -> assertEquals(Atomics.and(longs, index, value), Atomics.and(ints, index, value));
        case 5 -> assertEquals(Atomics.or(longs, index, value), Atomics.or(ints, index, value));
        case 6 -> assertEquals(Atomics.xor(longs, index, value), Atomics.xor(ints, index, value));
        case 7 ->
            assertEquals(
                Atomics.exchange(longs, index, value), Atomics.exchange(ints, index, value));
        default ->
            assertEquals(
                Atomics.compareExchange(longs, index, expected, value),
                Atomics.compareExchange(ints, index, expected, value));
      }
    }
  }

  @Test
  void storeReturnsTheIntegerItWasGiven() {
    Int8Array view = new Int8Array(buffer);
    assertEquals(300, Atomics.store(view, 0, 300));
    assertEquals(44, view.get(0));
    assertEquals(33.0, Atomics.store(view, 0, 33.9));
    assertEquals(-33.0, Atomics.store(view, 0, -33.9));
    assertEquals(-33, view.get(0));
    for (double zero : new double[] {-0.0, -0.9, 0.9, Double.NaN}) {
      double stored = Atomics.store(view, 0, zero);
      assertEquals(0, Double.doubleToRawLongBits(stored), () -> zero + " is stored as a plain 0");
    }
    for (double infinity : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertEquals(infinity, Atomics.store(view, 0, infinity));
      assertEquals(0, view.get(0));
    }
    Uint32Array words = new Uint32Array(buffer);
    assertEquals(-1e20, Atomics.store(words, 0, -1e20));
    // -10^20 modulo 2^32
    assertEquals(
        java.math.BigInteger.TEN.pow(20).negate().mod(java.math.BigInteger.TWO.pow(32)).longValue(),
        words.get(0));
    assertThrows(TypeError.class, () -> Atomics.store(new BigInt64Array(buffer), 0, 1.0));
    assertThrows(RangeError.class, () -> Atomics.store(new BigInt64Array(buffer), 99, 1.0));
  }

  @Test
  void kindOfViewIsCheckedBeforeTheIndex() {
    for (TypedArray view : others(buffer)) {
      for (long index : new long[] {0, -1, BYTES}) {
        assertThrows(TypeError.class, () -> Atomics.load(view, index));
        assertThrows(TypeError.class, () -> Atomics.store(view, index, 1L));
        assertThrows(TypeError.class, () -> Atomics.store(view, index, 1.0));
        assertThrows(TypeError.class, () -> Atomics.add(view, index, 1));
        assertThrows(TypeError.class, () -> Atomics.sub(view, index, 1));
        assertThrows(TypeError.class, () -> Atomics.and(view, index, 1));
        assertThrows(TypeError.class, () -> Atomics.or(view, index, 1));
        assertThrows(TypeError.class, () -> Atomics.xor(view, index, 1));
        assertThrows(TypeError.class, () -> Atomics.exchange(view, index, 1));
        assertThrows(TypeError.class, () -> Atomics.compareExchange(view, index, 1, 1));
        assertThrows(TypeError.class, () -> Atomics.wait(view, index, 1));
        assertThrows(TypeError.class, () -> Atomics.waitAsync(view, index, 1));
        assertThrows(TypeError.class, () -> Atomics.notify(view, index));
      }
    }
  }

  @Test
  void indexHasToBeThere() {
    for (ArrayBufferLike each : List.of(buffer, new ArrayBuffer(BYTES))) {
      for (TypedArray view : integers(each)) {
        for (long index :
            new long[] {-1, Long.MIN_VALUE, view.length(), Long.MAX_VALUE, 1L << 32}) {
          assertThrows(RangeError.class, () -> Atomics.load(view, index));
          assertThrows(RangeError.class, () -> Atomics.store(view, index, 1L));
          assertThrows(RangeError.class, () -> Atomics.add(view, index, 1));
          assertThrows(RangeError.class, () -> Atomics.compareExchange(view, index, 0, 1));
        }
        assertEquals(0, Atomics.load(view, view.length() - 1), "nothing has been written");
      }
    }
  }

  @Test
  void worksOnBuffersThatAreNotShared() {
    for (TypedArray view : integers(new ArrayBuffer(BYTES))) {
      assertEquals(0, Atomics.add(view, 1, 5));
      assertEquals(5, Atomics.load(view, 1));
      Atomics.store(view, 1, 0);
    }
  }

  @Test
  void sizesOfElementsAreLockFree() {
    for (long size = -1; size < 20; size++) {
      assertEquals(size == 1 || size == 2 || size == 4 || size == 8, Atomics.isLockFree(size));
    }
    assertFalse(Atomics.isLockFree(Long.MAX_VALUE));
    Atomics.pause();
  }

  @Test
  void neighboursInAWordLoseNoUpdates() throws InterruptedException {
    int rounds = 20_000;
    Uint8Array bytes = new Uint8Array(buffer);
    Uint16Array halves = new Uint16Array(buffer);
    Uint32Array words = new Uint32Array(buffer);
    // One word: a byte each, a half word, and the word itself, which only its upper half shows.
    List<Runnable> updates =
        List.of(
            () -> Atomics.add(bytes, 0, 1),
            () -> Atomics.sub(bytes, 1, 1),
            () -> Atomics.add(halves, 1, 1),
            () -> Atomics.add(words, 0, 1L << 16));
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads =
        updates.stream()
            .map(
                update ->
                    new Thread(
                        () -> {
                          await(go);
                          for (int i = 0; i < rounds; i++) {
                            update.run();
                          }
                        }))
            .toList();
    threads.forEach(Thread::start);
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(rounds & 0xff, bytes.get(0));
    assertEquals(-rounds & 0xff, bytes.get(1));
    assertEquals(2 * rounds & 0xffff, halves.get(1));
    assertTrue(words.get(1) == 0, "the next word is untouched");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
