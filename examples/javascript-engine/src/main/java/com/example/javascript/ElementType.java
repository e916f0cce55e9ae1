package com.example.javascript;

import dev.lockstep.atomics.BigInt64Array;
import dev.lockstep.atomics.Float64Array;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.TypedArray;
import dev.lockstep.atomics.Uint8Array;
import java.math.BigInteger;
import org.mozilla.javascript.ScriptRuntime;

/**
 * The kinds of views that scripts can make over shared memory; the other seven are no different.
 */
enum ElementType {
  UINT8("Uint8Array") {
    @Override
    TypedArray view(SharedArrayBuffer memory, long byteOffset) {
      return new Uint8Array(memory, byteOffset);
    }

    @Override
    TypedArray view(SharedArrayBuffer memory, long byteOffset, long length) {
      return new Uint8Array(memory, byteOffset, length);
    }

    @Override
    Object get(TypedArray view, long index) {
      return ((Uint8Array) view).get(index);
    }

    @Override
    void set(TypedArray view, long index, Object value) {
      ((Uint8Array) view).set(index, ScriptRuntime.toInt32(value));
    }
  },
  INT32("Int32Array") {
    @Override
    TypedArray view(SharedArrayBuffer memory, long byteOffset) {
      return new Int32Array(memory, byteOffset);
    }

    @Override
    TypedArray view(SharedArrayBuffer memory, long byteOffset, long length) {
      return new Int32Array(memory, byteOffset, length);
    }

    @Override
    Object get(TypedArray view, long index) {
      return ((Int32Array) view).get(index);
    }

    @Override
    void set(TypedArray view, long index, Object value) {
      ((Int32Array) view).set(index, ScriptRuntime.toInt32(value));
    }
  },
  BIG_INT64("BigInt64Array") {
    @Override
    TypedArray view(SharedArrayBuffer memory, long byteOffset) {
      return new BigInt64Array(memory, byteOffset);
    }

    @Override
    TypedArray view(SharedArrayBuffer memory, long byteOffset, long length) {
      return new BigInt64Array(memory, byteOffset, length);
    }

    @Override
    Object get(TypedArray view, long index) {
      return BigInteger.valueOf(((BigInt64Array) view).get(index));
    }

    @Override
    void set(TypedArray view, long index, Object value) {
      ((BigInt64Array) view).set(index, Arguments.bigint(value).longValue());
    }
  },
  FLOAT64("Float64Array") {
    @Override
    TypedArray view(SharedArrayBuffer memory, long byteOffset) {
      return new Float64Array(memory, byteOffset);
    }

    @Override
    TypedArray view(SharedArrayBuffer memory, long byteOffset, long length) {
      return new Float64Array(memory, byteOffset, length);
    }

    @Override
    Object get(TypedArray view, long index) {
      return ((Float64Array) view).get(index);
    }

    @Override
    void set(TypedArray view, long index, Object value) {
      ((Float64Array) view).set(index, ScriptRuntime.toNumber(value));
    }
  };

  private final String constructorName;

  ElementType(String constructorName) {
    this.constructorName = constructorName;
  }

  /** JavaScript's name of such views. */
  String constructorName() {
    return constructorName;
  }

  /** A view of all from an offset on. */
  abstract TypedArray view(SharedArrayBuffer memory, long byteOffset);

  abstract TypedArray view(SharedArrayBuffer memory, long byteOffset, long length);

  abstract Object get(TypedArray view, long index);

  abstract void set(TypedArray view, long index, Object value);
}
