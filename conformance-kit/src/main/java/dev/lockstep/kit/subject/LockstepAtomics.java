package dev.lockstep.kit.subject;

import dev.lockstep.atomics.ArrayBufferLike;
import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.BigInt64Array;
import dev.lockstep.atomics.BigUint64Array;
import dev.lockstep.atomics.Float32Array;
import dev.lockstep.atomics.Float64Array;
import dev.lockstep.atomics.Int16Array;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.Int8Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.TypedArray;
import dev.lockstep.atomics.Uint16Array;
import dev.lockstep.atomics.Uint32Array;
import dev.lockstep.atomics.Uint8Array;
import dev.lockstep.atomics.Uint8ClampedArray;
import dev.lockstep.kit.model.ElementType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Our Atomics. */
final class LockstepAtomics implements AtomicsSubject {
  private final Map<ElementType, TypedArray> views = new EnumMap<>(ElementType.class);

  LockstepAtomics(int byteLength) {
    SharedArrayBuffer buffer = new SharedArrayBuffer(byteLength);
    for (ElementType type : ElementType.values()) {
      views.put(type, view(type, buffer, 0));
    }
  }

  /** Makes a view of a buffer from an offset on. */
  static TypedArray view(ElementType type, ArrayBufferLike buffer, long byteOffset) {
    return switch (type) {
      case INT8 -> new Int8Array(buffer, byteOffset);
      case UINT8 -> new Uint8Array(buffer, byteOffset);
      case UINT8_CLAMPED -> new Uint8ClampedArray(buffer, byteOffset);
      case INT16 -> new Int16Array(buffer, byteOffset);
      case UINT16 -> new Uint16Array(buffer, byteOffset);
      case INT32 -> new Int32Array(buffer, byteOffset);
      case UINT32 -> new Uint32Array(buffer, byteOffset);
      case BIG_INT64 -> new BigInt64Array(buffer, byteOffset);
      case BIG_UINT64 -> new BigUint64Array(buffer, byteOffset);
      case FLOAT32 -> new Float32Array(buffer, byteOffset);
      case FLOAT64 -> new Float64Array(buffer, byteOffset);
    };
  }

  private TypedArray view(ElementType type) {
    return Objects.requireNonNull(views.get(type));
  }

  /* The overloads for Int32Array are used wherever they can be: what they come to is no other. */
  private static boolean isInt(long value) {
    return value == (int) value;
  }

  @Override
  public long get(ElementType view, long index) {
    TypedArray array = view(view);
    return switch (view) {
      case INT8 -> ((Int8Array) array).get(index);
      case UINT8 -> ((Uint8Array) array).get(index);
      case UINT8_CLAMPED -> ((Uint8ClampedArray) array).get(index);
      case INT16 -> ((Int16Array) array).get(index);
      case UINT16 -> ((Uint16Array) array).get(index);
      case INT32 -> ((Int32Array) array).get(index);
      case UINT32 -> ((Uint32Array) array).get(index);
      case BIG_INT64 -> ((BigInt64Array) array).get(index);
      case BIG_UINT64 -> ((BigUint64Array) array).get(index);
      case FLOAT32 -> (long) ((Float32Array) array).get(index);
      case FLOAT64 -> (long) ((Float64Array) array).get(index);
    };
  }

  @Override
  public void set(ElementType view, long index, long value) {
    TypedArray array = view(view);
    switch (view) {
      case INT8 -> ((Int8Array) array).set(index, value);
      case UINT8 -> ((Uint8Array) array).set(index, value);
      case UINT8_CLAMPED -> ((Uint8ClampedArray) array).set(index, value);
      case INT16 -> ((Int16Array) array).set(index, value);
      case UINT16 -> ((Uint16Array) array).set(index, value);
      case INT32 -> ((Int32Array) array).set(index, value);
      case UINT32 -> ((Uint32Array) array).set(index, value);
      case BIG_INT64 -> ((BigInt64Array) array).set(index, value);
      case BIG_UINT64 -> ((BigUint64Array) array).set(index, value);
      case FLOAT32 -> ((Float32Array) array).set(index, (double) value);
      case FLOAT64 -> ((Float64Array) array).set(index, (double) value);
    }
  }

  @Override
  public long load(ElementType view, long index) {
    TypedArray array = view(view);
    return array instanceof Int32Array ints && isInt(index)
        ? Atomics.load(ints, (int) index)
        : Atomics.load(array, index);
  }

  @Override
  public long store(ElementType view, long index, long value) {
    TypedArray array = view(view);
    return array instanceof Int32Array ints && isInt(index) && isInt(value)
        ? Atomics.store(ints, (int) index, (int) value)
        : Atomics.store(array, index, value);
  }

  @Override
  public double store(ElementType view, long index, double value) {
    return Atomics.store(view(view), index, value);
  }

  @Override
  public long add(ElementType view, long index, long value) {
    TypedArray array = view(view);
    return array instanceof Int32Array ints && isInt(index) && isInt(value)
        ? Atomics.add(ints, (int) index, (int) value)
        : Atomics.add(array, index, value);
  }

  @Override
  public long sub(ElementType view, long index, long value) {
    TypedArray array = view(view);
    return array instanceof Int32Array ints && isInt(index) && isInt(value)
        ? Atomics.sub(ints, (int) index, (int) value)
        : Atomics.sub(array, index, value);
  }

  @Override
  public long and(ElementType view, long index, long value) {
    TypedArray array = view(view);
    return array instanceof Int32Array ints && isInt(index) && isInt(value)
        ? Atomics.and(ints, (int) index, (int) value)
        : Atomics.and(array, index, value);
  }

  @Override
  public long or(ElementType view, long index, long value) {
    TypedArray array = view(view);
    return array instanceof Int32Array ints && isInt(index) && isInt(value)
        ? Atomics.or(ints, (int) index, (int) value)
        : Atomics.or(array, index, value);
  }

  @Override
  public long xor(ElementType view, long index, long value) {
    TypedArray array = view(view);
    return array instanceof Int32Array ints && isInt(index) && isInt(value)
        ? Atomics.xor(ints, (int) index, (int) value)
        : Atomics.xor(array, index, value);
  }

  @Override
  public long exchange(ElementType view, long index, long value) {
    TypedArray array = view(view);
    return array instanceof Int32Array ints && isInt(index) && isInt(value)
        ? Atomics.exchange(ints, (int) index, (int) value)
        : Atomics.exchange(array, index, value);
  }

  @Override
  public long compareExchange(ElementType view, long index, long expected, long replacement) {
    TypedArray array = view(view);
    return array instanceof Int32Array ints && isInt(index) && isInt(expected) && isInt(replacement)
        ? Atomics.compareExchange(ints, (int) index, (int) expected, (int) replacement)
        : Atomics.compareExchange(array, index, expected, replacement);
  }

  @Override
  public boolean isLockFree(long size) {
    return Atomics.isLockFree(size);
  }

  @Override
  public void pause() {
    Atomics.pause();
  }
}
