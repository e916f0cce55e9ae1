package dev.lockstep.benchmarks;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.Uint8Array;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * {@code Atomics} on 8 bits, which Java's buffers have no atomic access to: beside the same on 32
 * bits, and beside what the processor offers.
 */
public class Atomics8Benchmark {
  private static final int SIZE = 64;

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  private static final VarHandle BYTES =
      MethodHandles.arrayElementVarHandle(byte[].class).withInvokeExactBehavior();

  /** For JMH. */
  public Atomics8Benchmark() {}

  /** A buffer, the view of it, and its memory as others take it. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public abstract static class Memory {
    final SharedArrayBuffer buffer = new SharedArrayBuffer(SIZE);
    final Uint8Array bytes = new Uint8Array(buffer);
    final ByteBuffer memory = buffer.asByteBuffer(0, SIZE);
    final UnsafeBuffer agrona = new UnsafeBuffer(memory);
    final AtomicsBenchmark.Holder holder = new AtomicsBenchmark.Holder(memory);
    final byte[] array = new byte[SIZE / Byte.BYTES];

    /* Not final, and so not known to the compiler. The first element of a word. */
    int index = 12;

    int at() {
      return index;
    }

    int word() {
      return at() & -Integer.BYTES;
    }

    Memory() {}
  }

  /** Reads an element of 8 bits. */
  @Work(primitive = "Atomics", unit = "read of 8 bits")
  public static class Load8 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.load(bytes, index);
    }

    /** The same of a whole word. */
    @Benchmark
    @Floor(label = "VarHandle.getVolatile, all 32 bits")
    public int varHandle() {
      return (int) INT.getVolatile(memory, word());
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a byte[] on the heap")
    public byte byteArray() {
      return (byte) BYTES.getVolatile(array, index);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public byte unsafeBuffer() {
      return agrona.getByteVolatile(at());
    }

    /** Without order. */
    @Benchmark
    @Peer(label = "get of a view", family = Family.LOCKSTEP)
    public int view() {
      return bytes.get(index);
    }
  }

  /** Writes an element of 8 bits. */
  @Work(primitive = "Atomics", unit = "write of 8 bits")
  public static class Store8 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.store(bytes, index, 5);
    }

    /** The same of a whole word. */
    @Benchmark
    @Floor(label = "VarHandle.setVolatile, all 32 bits")
    public int varHandle() {
      INT.setVolatile(memory, word(), 5);
      return 5;
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "weakCompareAndSet of the 32 bits around")
    public int wordAround() {
      int before;
      int after;
      do {
        before = (int) INT.getVolatile(memory, word());
        after = (before & ~0xff) | (5 & 0xff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xff;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a byte[] on the heap")
    public byte byteArray() {
      BYTES.setVolatile(array, index, (byte) 5);
      return 5;
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public byte unsafeBuffer() {
      agrona.putByteVolatile(at(), (byte) 5);
      return 5;
    }

    /** Without order. */
    @Benchmark
    @Peer(label = "set of a view", family = Family.LOCKSTEP)
    public byte view() {
      bytes.set(index, 5);
      return 5;
    }
  }

  /** Adds to an element of 8 bits. */
  @Work(primitive = "Atomics", unit = "add to 8 bits")
  public static class Add8 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.add(bytes, index, 1);
    }

    /** The same of a whole word. */
    @Benchmark
    @Floor(label = "VarHandle.getAndAdd, all 32 bits")
    public int varHandle() {
      return (int) INT.getAndAdd(memory, word(), 1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "weakCompareAndSet of the 32 bits around")
    public int wordAround() {
      int before;
      int after;
      do {
        before = (int) INT.getVolatile(memory, word());
        after = (before & ~0xff) | ((before + 1) & 0xff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xff;
    }

    /** The same by way of an object that has the memory, for whichever element of the word. */
    @Benchmark
    @Floor(label = "weakCompareAndSet of the 32 bits around, by way of an object")
    public int wordAroundOfObject() {
      int shift = at() * Byte.SIZE;
      int before;
      int element;
      int after;
      do {
        before = (int) INT.getVolatile(holder.memory, word());
        element = before >>> shift & 0xff;
        after = before + ((element + 1 & 0xff) - element << shift);
      } while (!INT.weakCompareAndSet(holder.memory, word(), before, after));
      return element;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a byte[] on the heap")
    public byte byteArray() {
      return (byte) BYTES.getAndAdd(array, index, (byte) 1);
    }
  }

  /** Sets bits of an element of 8 bits. */
  @Work(primitive = "Atomics", unit = "or of 8 bits")
  public static class Or8 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.or(bytes, index, 1);
    }

    /** The same of a whole word. */
    @Benchmark
    @Floor(label = "VarHandle.getAndBitwiseOr, all 32 bits")
    public int varHandle() {
      return (int) INT.getAndBitwiseOr(memory, word(), 1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "weakCompareAndSet of the 32 bits around")
    public int wordAround() {
      int before;
      int after;
      do {
        before = (int) INT.getVolatile(memory, word());
        after = (before & ~0xff) | ((before | 1) & 0xff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xff;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a byte[] on the heap")
    public byte byteArray() {
      return (byte) BYTES.getAndBitwiseOr(array, index, (byte) 1);
    }
  }

  /** Exchanges an element of 8 bits. */
  @Work(primitive = "Atomics", unit = "exchange of 8 bits")
  public static class Exchange8 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.exchange(bytes, index, 5);
    }

    /** The same of a whole word. */
    @Benchmark
    @Floor(label = "VarHandle.getAndSet, all 32 bits")
    public int varHandle() {
      return (int) INT.getAndSet(memory, word(), 5);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "weakCompareAndSet of the 32 bits around")
    public int wordAround() {
      int before;
      int after;
      do {
        before = (int) INT.getVolatile(memory, word());
        after = (before & ~0xff) | (5 & 0xff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xff;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a byte[] on the heap")
    public byte byteArray() {
      return (byte) BYTES.getAndSet(array, index, (byte) 5);
    }
  }

  /** Compares and exchanges an element of 8 bits. */
  @Work(primitive = "Atomics", unit = "compareExchange of 8 bits")
  public static class CompareExchange8 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.compareExchange(bytes, index, 0, 0);
    }

    /** The same of a whole word. */
    @Benchmark
    @Floor(label = "VarHandle.compareAndExchange, all 32 bits")
    public int varHandle() {
      return (int) INT.compareAndExchange(memory, word(), 0, 0);
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a byte[] on the heap")
    public byte byteArray() {
      return (byte) BYTES.compareAndExchange(array, index, (byte) 0, (byte) 0);
    }
  }

  /** All threads add to the same element. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = "Atomics", unit = "add to 8 bits that all add to", contended = true)
  public static class Contended8 {
    private final SharedArrayBuffer buffer = new SharedArrayBuffer(SIZE);
    private final Uint8Array bytes = new Uint8Array(buffer);
    private final ByteBuffer memory = buffer.asByteBuffer(0, SIZE);

    /** Ours. */
    @Benchmark
    public long lockstep(Slice slice) {
      slice.next();
      return Atomics.add(bytes, 0, 1);
    }

    /** The same of a whole word. */
    @Benchmark
    @Floor(label = "VarHandle.getAndAdd, all 32 bits")
    public int varHandle(Slice slice) {
      slice.next();
      return (int) INT.getAndAdd(memory, 0, 1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "weakCompareAndSet of the 32 bits around")
    public int wordAround(Slice slice) {
      slice.next();
      int before;
      int after;
      do {
        before = (int) INT.getVolatile(memory, 0);
        after = (before & ~0xff) | ((before + 1) & 0xff);
      } while (!INT.weakCompareAndSet(memory, 0, before, after));
      return before & 0xff;
    }
  }

  /** Subtracts from an element of 8 bits. */
  @Work(primitive = "Atomics", unit = "subtract from 8 bits")
  public static class Sub8 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.sub(bytes, index, 1);
    }

    /** The same of a whole word. */
    @Benchmark
    @Floor(label = "VarHandle.getAndAdd, all 32 bits")
    public int varHandle() {
      return (int) INT.getAndAdd(memory, word(), -1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "weakCompareAndSet of the 32 bits around")
    public int wordAround() {
      int before;
      int after;
      do {
        before = (int) INT.getVolatile(memory, word());
        after = (before & ~0xff) | ((before - 1) & 0xff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xff;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a byte[] on the heap")
    public byte byteArray() {
      return (byte) BYTES.getAndAdd(array, index, (byte) -1);
    }
  }

  /** Clears bits of an element of 8 bits. */
  @Work(primitive = "Atomics", unit = "and of 8 bits")
  public static class And8 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.and(bytes, index, ~1);
    }

    /** The same of a whole word. */
    @Benchmark
    @Floor(label = "VarHandle.getAndBitwiseAnd, all 32 bits")
    public int varHandle() {
      return (int) INT.getAndBitwiseAnd(memory, word(), ~1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "weakCompareAndSet of the 32 bits around")
    public int wordAround() {
      int before;
      int after;
      do {
        before = (int) INT.getVolatile(memory, word());
        after = (before & ~0xff) | ((before & ~1) & 0xff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xff;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a byte[] on the heap")
    public byte byteArray() {
      return (byte) BYTES.getAndBitwiseAnd(array, index, (byte) ~1);
    }
  }

  /** Flips bits of an element of 8 bits. */
  @Work(primitive = "Atomics", unit = "exclusive or of 8 bits")
  public static class Xor8 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.xor(bytes, index, 1);
    }

    /** The same of a whole word. */
    @Benchmark
    @Floor(label = "VarHandle.getAndBitwiseXor, all 32 bits")
    public int varHandle() {
      return (int) INT.getAndBitwiseXor(memory, word(), 1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "weakCompareAndSet of the 32 bits around")
    public int wordAround() {
      int before;
      int after;
      do {
        before = (int) INT.getVolatile(memory, word());
        after = (before & ~0xff) | ((before ^ 1) & 0xff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xff;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a byte[] on the heap")
    public byte byteArray() {
      return (byte) BYTES.getAndBitwiseXor(array, index, (byte) 1);
    }
  }
}
