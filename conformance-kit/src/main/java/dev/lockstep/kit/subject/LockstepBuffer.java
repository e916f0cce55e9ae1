package dev.lockstep.kit.subject;

import dev.lockstep.atomics.ArrayBuffer;
import dev.lockstep.atomics.ArrayBufferLike;
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
import java.nio.ByteBuffer;

/** Our buffers. */
final class LockstepBuffer implements BufferSubject {
  private final ArrayBufferLike buffer;

  LockstepBuffer(ArrayBufferLike buffer) {
    this.buffer = buffer;
  }

  private SharedArrayBuffer sharedBuffer() {
    return (SharedArrayBuffer) buffer;
  }

  @Override
  public long byteLength() {
    return buffer.byteLength();
  }

  @Override
  public long maxByteLength() {
    return sharedBuffer().maxByteLength();
  }

  @Override
  public boolean growable() {
    return sharedBuffer().growable();
  }

  @Override
  public boolean shared() {
    return buffer instanceof SharedArrayBuffer;
  }

  @Override
  public void grow(long byteLength) {
    sharedBuffer().grow(byteLength);
  }

  @Override
  public BufferSubject slice(long begin, long end) {
    return new LockstepBuffer(
        buffer instanceof ArrayBuffer unshared
            ? unshared.slice(begin, end)
            : sharedBuffer().slice(begin, end));
  }

  @Override
  public View view(ElementType type, long byteOffset) {
    return new Adapter(LockstepAtomics.view(type, buffer, byteOffset), buffer);
  }

  @Override
  public View view(ElementType type, long byteOffset, long length) {
    return new Adapter(newView(type, byteOffset, length), buffer);
  }

  private TypedArray newView(ElementType type, long byteOffset, long length) {
    return switch (type) {
      case INT8 -> new Int8Array(buffer, byteOffset, length);
      case UINT8 -> new Uint8Array(buffer, byteOffset, length);
      case UINT8_CLAMPED -> new Uint8ClampedArray(buffer, byteOffset, length);
      case INT16 -> new Int16Array(buffer, byteOffset, length);
      case UINT16 -> new Uint16Array(buffer, byteOffset, length);
      case INT32 -> new Int32Array(buffer, byteOffset, length);
      case UINT32 -> new Uint32Array(buffer, byteOffset, length);
      case BIG_INT64 -> new BigInt64Array(buffer, byteOffset, length);
      case BIG_UINT64 -> new BigUint64Array(buffer, byteOffset, length);
      case FLOAT32 -> new Float32Array(buffer, byteOffset, length);
      case FLOAT64 -> new Float64Array(buffer, byteOffset, length);
    };
  }

  @Override
  public ByteBuffer asByteBuffer(long byteOffset, int length) {
    return buffer.asByteBuffer(byteOffset, length);
  }

  private static final class Adapter implements View {
    private final TypedArray array;
    private final ArrayBufferLike madeOver;

    Adapter(TypedArray array, ArrayBufferLike madeOver) {
      this.array = array;
      this.madeOver = madeOver;
    }

    @Override
    public long length() {
      return array.length();
    }

    @Override
    public long byteLength() {
      return array.byteLength();
    }

    @Override
    public long byteOffset() {
      return array.byteOffset();
    }

    @Override
    public boolean hasItsBuffer() {
      return array.buffer().equals(madeOver);
    }

    @Override
    public long get(long index) {
      if (array instanceof Int8Array bytes) {
        return bytes.get(index);
      }
      if (array instanceof Uint8Array bytes) {
        return bytes.get(index);
      }
      if (array instanceof Uint8ClampedArray bytes) {
        return bytes.get(index);
      }
      if (array instanceof Int16Array shorts) {
        return shorts.get(index);
      }
      if (array instanceof Uint16Array shorts) {
        return shorts.get(index);
      }
      if (array instanceof Int32Array ints) {
        return ints.get(index);
      }
      if (array instanceof Uint32Array ints) {
        return ints.get(index);
      }
      return array instanceof BigInt64Array longs
          ? longs.get(index)
          : ((BigUint64Array) array).get(index);
    }

    @Override
    public void set(long index, long value) {
      if (array instanceof Int8Array bytes) {
        bytes.set(index, value);
      } else if (array instanceof Uint8Array bytes) {
        bytes.set(index, value);
      } else if (array instanceof Uint8ClampedArray bytes) {
        bytes.set(index, value);
      } else if (array instanceof Int16Array shorts) {
        shorts.set(index, value);
      } else if (array instanceof Uint16Array shorts) {
        shorts.set(index, value);
      } else if (array instanceof Int32Array ints) {
        ints.set(index, value);
      } else if (array instanceof Uint32Array ints) {
        ints.set(index, value);
      } else if (array instanceof BigInt64Array longs) {
        longs.set(index, value);
      } else {
        ((BigUint64Array) array).set(index, value);
      }
    }

    @Override
    public double getNumber(long index) {
      return array instanceof Float32Array floats
          ? floats.get(index)
          : ((Float64Array) array).get(index);
    }

    @Override
    public void setNumber(long index, double value) {
      if (array instanceof Uint8ClampedArray bytes) {
        bytes.set(index, value);
      } else if (array instanceof Float32Array floats) {
        floats.set(index, value);
      } else {
        ((Float64Array) array).set(index, value);
      }
    }
  }
}
