package dev.lockstep.atomics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The views: how they are made, how long they are, and their unordered accesses. */
class TypedArrayTest {
  private interface Some {
    TypedArray over(ArrayBufferLike buffer, long byteOffset, long length);
  }

  private record Kind(
      int size,
      Function<ArrayBufferLike, TypedArray> whole,
      BiFunction<ArrayBufferLike, Long, TypedArray> rest,
      Some some) {}

  private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("Int8Array", new Kind(1, Int8Array::new, Int8Array::new, Int8Array::new));
    KINDS.put("Uint8Array", new Kind(1, Uint8Array::new, Uint8Array::new, Uint8Array::new));
    KINDS.put(
        "Uint8ClampedArray",
        new Kind(1, Uint8ClampedArray::new, Uint8ClampedArray::new, Uint8ClampedArray::new));
    KINDS.put("Int16Array", new Kind(2, Int16Array::new, Int16Array::new, Int16Array::new));
    KINDS.put("Uint16Array", new Kind(2, Uint16Array::new, Uint16Array::new, Uint16Array::new));
    KINDS.put("Int32Array", new Kind(4, Int32Array::new, Int32Array::new, Int32Array::new));
    KINDS.put("Uint32Array", new Kind(4, Uint32Array::new, Uint32Array::new, Uint32Array::new));
    KINDS.put("Float32Array", new Kind(4, Float32Array::new, Float32Array::new, Float32Array::new));
    KINDS.put(
        "BigInt64Array", new Kind(8, BigInt64Array::new, BigInt64Array::new, BigInt64Array::new));
    KINDS.put(
        "BigUint64Array",
        new Kind(8, BigUint64Array::new, BigUint64Array::new, BigUint64Array::new));
    KINDS.put("Float64Array", new Kind(8, Float64Array::new, Float64Array::new, Float64Array::new));
  }

  @Test
  void thereAreEleven() {
    assertEquals(11, KINDS.size());
    KINDS.forEach(
        (name, kind) ->
            assertEquals(name, kind.whole().apply(new ArrayBuffer(0)).getClass().getSimpleName()));
  }

  @Test
  void viewsOfFixedLength() {
    for (ArrayBufferLike buffer : List.of(new SharedArrayBuffer(64), new ArrayBuffer(64))) {
      for (Kind kind : KINDS.values()) {
        TypedArray whole = kind.whole().apply(buffer);
        assertView(whole, buffer, 0, 64 / kind.size(), kind);
        assertView(kind.rest().apply(buffer, 8L), buffer, 8, 56 / kind.size(), kind);
        assertView(kind.rest().apply(buffer, 64L), buffer, 64, 0, kind);
        assertView(kind.some().over(buffer, 8, 3), buffer, 8, 3, kind);
        assertView(kind.some().over(buffer, 64, 0), buffer, 64, 0, kind);
        assertThrows(RangeError.class, () -> kind.rest().apply(buffer, 72L));
        assertThrows(RangeError.class, () -> kind.rest().apply(buffer, -8L));
        assertThrows(RangeError.class, () -> kind.some().over(buffer, 8, 57 / kind.size() + 1));
        assertThrows(RangeError.class, () -> kind.some().over(buffer, 8, -1));
        assertThrows(RangeError.class, () -> kind.some().over(buffer, 8, Long.MAX_VALUE));
        assertThrows(RangeError.class, () -> kind.some().over(buffer, 72, 0));
        if (kind.size() > 1) {
          assertThrows(RangeError.class, () -> kind.rest().apply(buffer, 1L));
          assertThrows(RangeError.class, () -> kind.some().over(buffer, 1, 1));
          assertThrows(RangeError.class, () -> kind.whole().apply(new SharedArrayBuffer(63)));
          assertThrows(RangeError.class, () -> kind.rest().apply(new ArrayBuffer(63), 8L));
        }
      }
    }
  }

  private static void assertView(
      TypedArray view, ArrayBufferLike buffer, long byteOffset, long length, Kind kind) {
    assertSame(buffer, view.buffer());
    assertEquals(byteOffset, view.byteOffset());
    assertEquals(length, view.length());
    assertEquals(length * kind.size(), view.byteLength());
  }

  @Test
  void viewsWithoutALengthTrackThatOfAGrowableBuffer() {
    for (Kind kind : KINDS.values()) {
      SharedArrayBuffer buffer = new SharedArrayBuffer(10, 1 << 18);
      TypedArray tracking = kind.whole().apply(buffer);
      TypedArray fixed = kind.some().over(buffer, 0, 1);
      assertEquals(10 / kind.size(), tracking.length());
      buffer.grow(27);
      assertEquals(27 / kind.size(), tracking.length());
      assertEquals(27 - 27 % kind.size(), tracking.byteLength());
      buffer.grow(1 << 18);
      assertEquals((1 << 18) / kind.size(), tracking.length());
      assertEquals(1, fixed.length());
      assertThrows(RangeError.class, () -> fixed.address(1, fixed.shift()));
      assertEquals((1 << 18) - kind.size(), tracking.address(tracking.length() - 1, fixed.shift()));
    }
  }

  @Test
  void trackingViewsReachWhatHasGrown() {
    SharedArrayBuffer buffer = new SharedArrayBuffer(1, 1 << 18);
    Int32Array words = new Int32Array(buffer);
    Uint8Array bytes = new Uint8Array(buffer, 1);
    assertThrows(RangeError.class, () -> words.get(0));
    for (int length = 4; length <= 1 << 18; length <<= 1) {
      buffer.grow(length);
      long last = words.length() - 1;
      assertEquals(0, words.get(last), "what grows in is zero");
      words.set(last, (int) last | 1 << 24);
      assertEquals(1, bytes.get(bytes.length() - 1));
      assertEquals(last | 1 << 24, Atomics.add(words, last, 1));
      assertThrows(RangeError.class, () -> words.get(last + 1));
      words.set(last, 0);
    }
  }

  @Test
  void unorderedAccessesWrapAndReadBack() {
    SharedArrayBuffer buffer = new SharedArrayBuffer(16);
    Int8Array int8 = new Int8Array(buffer);
    int8.set(3, 0x1_80);
    assertEquals((byte) 0x80, int8.get(3));
    Uint8Array uint8 = new Uint8Array(buffer);
    assertEquals(0x80, uint8.get(3));
    uint8.set(3, -1);
    assertEquals(0xff, uint8.get(3));
    Int16Array int16 = new Int16Array(buffer);
    assertEquals((short) 0xff00, int16.get(1));
    int16.set(1, 0x1_8001);
    assertEquals((short) 0x8001, int16.get(1));
    Uint16Array uint16 = new Uint16Array(buffer);
    assertEquals(0x8001, uint16.get(1));
    uint16.set(0, -1);
    Int32Array int32 = new Int32Array(buffer);
    assertEquals(0x8001_ffff, int32.get(0));
    int32.set(0, 1L << 32 | 7);
    assertEquals(7, int32.get(0));
    Uint32Array uint32 = new Uint32Array(buffer);
    uint32.set(1, -1);
    assertEquals(0xffff_ffffL, uint32.get(1));
    BigInt64Array int64 = new BigInt64Array(buffer);
    assertEquals(0xffff_ffff_0000_0007L, int64.get(0));
    BigUint64Array uint64 = new BigUint64Array(buffer);
    uint64.set(1, Long.MIN_VALUE);
    assertEquals(Long.MIN_VALUE, int64.get(1));
    int64.set(1, 1);
    assertEquals(1, uint64.get(1));
    Float32Array float32 = new Float32Array(buffer);
    float32.set(0, 0.1);
    assertEquals(0.1f, float32.get(0));
    assertEquals(Float.floatToIntBits(0.1f), int32.get(0));
    Float64Array float64 = new Float64Array(buffer);
    float64.set(1, -0.1);
    assertEquals(-0.1, float64.get(1));
    assertEquals(Double.doubleToLongBits(-0.1), int64.get(1));
  }

  @Test
  void clampedArraysClampAndRoundToEven() {
    Uint8ClampedArray view = new Uint8ClampedArray(new SharedArrayBuffer(1));
    double[][] table = {
      {-1, 0},
      {256, 255},
      {0.5, 0},
      {1.5, 2},
      {2.5, 2},
      {254.5, 254},
      {254.6, 255},
      {255.5, 255},
      {Double.NaN, 0},
      {-0.0, 0},
      {1e300, 255},
      {-1e300, 0},
      {Double.POSITIVE_INFINITY, 255},
      {Double.NEGATIVE_INFINITY, 0},
    };
    for (double[] row : table) {
      view.set(0, row[0]);
      assertEquals(row[1], view.get(0), () -> "clamped " + row[0]);
    }
    view.set(0, Long.MAX_VALUE);
    assertEquals(255, view.get(0));
    view.set(0, Long.MIN_VALUE);
    assertEquals(0, view.get(0));
    view.set(0, 17);
    assertEquals(17, view.get(0));
  }

  @Test
  void unorderedAccessesOutOfRangeAreErrors() {
    SharedArrayBuffer buffer = new SharedArrayBuffer(8);
    Int32Array view = new Int32Array(buffer, 4);
    for (long index : new long[] {-1, 1, 1L << 30, 1L << 62, Long.MIN_VALUE}) {
      assertThrows(RangeError.class, () -> view.get(index));
      assertThrows(RangeError.class, () -> view.set(index, 1));
    }
    assertTrue(new Int32Array(buffer).get(0) == 0 && view.get(0) == 0);
  }
}
