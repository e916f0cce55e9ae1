package dev.lockstep.benchmarks;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int16Array;
import dev.lockstep.atomics.SharedArrayBuffer;
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
 * {@code Atomics} on 16 bits, which Java's buffers have no atomic access to: beside the same on 32
 * bits, and beside what the processor offers.
 */
public class Atomics16Benchmark {
  private static final int SIZE = 64;

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  private static final VarHandle SHORTS =
      MethodHandles.arrayElementVarHandle(short[].class).withInvokeExactBehavior();

  /** For JMH. */
  public Atomics16Benchmark() {}

  /** A buffer, the view of it, and its memory as others take it. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public abstract static class Memory {
    final SharedArrayBuffer buffer = new SharedArrayBuffer(SIZE);
    final Int16Array halves = new Int16Array(buffer);
    final ByteBuffer memory = buffer.asByteBuffer(0, SIZE);
    final UnsafeBuffer agrona = new UnsafeBuffer(memory);
    final AtomicsBenchmark.Holder holder = new AtomicsBenchmark.Holder(memory);
    final short[] array = new short[SIZE / Short.BYTES];

    /* Not final, and so not known to the compiler. The first element of a word. */
    int index = 12;

    int at() {
      return index << 1;
    }

    int word() {
      return at() & -Integer.BYTES;
    }

    Memory() {}
  }

  /** Reads an element of 16 bits. */
  @Work(primitive = "Atomics", unit = "read of 16 bits")
  public static class Load16 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.load(halves, index);
    }

    /** The same of a whole word. */
    @Benchmark
    @Floor(label = "VarHandle.getVolatile, all 32 bits")
    public int varHandle() {
      return (int) INT.getVolatile(memory, word());
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a short[] on the heap")
    public short shortArray() {
      return (short) SHORTS.getVolatile(array, index);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public short unsafeBuffer() {
      return agrona.getShortVolatile(at());
    }

    /** Without order. */
    @Benchmark
    @Peer(label = "get of a view", family = Family.LOCKSTEP)
    public short view() {
      return halves.get(index);
    }
  }

  /** Writes an element of 16 bits. */
  @Work(primitive = "Atomics", unit = "write of 16 bits")
  public static class Store16 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.store(halves, index, 5);
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
        after = (before & ~0xffff) | (5 & 0xffff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xffff;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a short[] on the heap")
    public short shortArray() {
      SHORTS.setVolatile(array, index, (short) 5);
      return 5;
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public short unsafeBuffer() {
      agrona.putShortVolatile(at(), (short) 5);
      return 5;
    }

    /** Without order. */
    @Benchmark
    @Peer(label = "set of a view", family = Family.LOCKSTEP)
    public short view() {
      halves.set(index, 5);
      return 5;
    }
  }

  /** Adds to an element of 16 bits. */
  @Work(primitive = "Atomics", unit = "add to 16 bits")
  public static class Add16 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.add(halves, index, 1);
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
        after = (before & ~0xffff) | ((before + 1) & 0xffff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xffff;
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
        element = before >>> shift & 0xffff;
        after = before + ((element + 1 & 0xffff) - element << shift);
      } while (!INT.weakCompareAndSet(holder.memory, word(), before, after));
      return element;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a short[] on the heap")
    public short shortArray() {
      return (short) SHORTS.getAndAdd(array, index, (short) 1);
    }
  }

  /** Sets bits of an element of 16 bits. */
  @Work(primitive = "Atomics", unit = "or of 16 bits")
  public static class Or16 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.or(halves, index, 1);
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
        after = (before & ~0xffff) | ((before | 1) & 0xffff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xffff;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a short[] on the heap")
    public short shortArray() {
      return (short) SHORTS.getAndBitwiseOr(array, index, (short) 1);
    }
  }

  /** Exchanges an element of 16 bits. */
  @Work(primitive = "Atomics", unit = "exchange of 16 bits")
  public static class Exchange16 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.exchange(halves, index, 5);
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
        after = (before & ~0xffff) | (5 & 0xffff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xffff;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a short[] on the heap")
    public short shortArray() {
      return (short) SHORTS.getAndSet(array, index, (short) 5);
    }
  }

  /** Compares and exchanges an element of 16 bits. */
  @Work(primitive = "Atomics", unit = "compareExchange of 16 bits")
  public static class CompareExchange16 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.compareExchange(halves, index, 0, 0);
    }

    /** The same of a whole word. */
    @Benchmark
    @Floor(label = "VarHandle.compareAndExchange, all 32 bits")
    public int varHandle() {
      return (int) INT.compareAndExchange(memory, word(), 0, 0);
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a short[] on the heap")
    public short shortArray() {
      return (short) SHORTS.compareAndExchange(array, index, (short) 0, (short) 0);
    }
  }

  /** Subtracts from an element of 16 bits. */
  @Work(primitive = "Atomics", unit = "subtract from 16 bits")
  public static class Sub16 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.sub(halves, index, 1);
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
        after = (before & ~0xffff) | ((before - 1) & 0xffff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xffff;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a short[] on the heap")
    public short shortArray() {
      return (short) SHORTS.getAndAdd(array, index, (short) -1);
    }
  }

  /** Clears bits of an element of 16 bits. */
  @Work(primitive = "Atomics", unit = "and of 16 bits")
  public static class And16 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.and(halves, index, ~1);
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
        after = (before & ~0xffff) | ((before & ~1) & 0xffff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xffff;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a short[] on the heap")
    public short shortArray() {
      return (short) SHORTS.getAndBitwiseAnd(array, index, (short) ~1);
    }
  }

  /** Flips bits of an element of 16 bits. */
  @Work(primitive = "Atomics", unit = "exclusive or of 16 bits")
  public static class Xor16 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.xor(halves, index, 1);
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
        after = (before & ~0xffff) | ((before ^ 1) & 0xffff);
      } while (!INT.weakCompareAndSet(memory, word(), before, after));
      return before & 0xffff;
    }

    /** What the processor can do where Java lets it. */
    @Benchmark
    @Floor(label = "VarHandle, a short[] on the heap")
    public short shortArray() {
      return (short) SHORTS.getAndBitwiseXor(array, index, (short) 1);
    }
  }
}
