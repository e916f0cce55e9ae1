package dev.lockstep.benchmarks;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.BigInt64Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code Atomics} on 64 bits, those whose code is not that of 32 bits. */
public class Atomics64Benchmark {
  private static final int SIZE = 64;

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  /** For JMH. */
  public Atomics64Benchmark() {}

  /** A buffer, the view of it, and its memory as others take it. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public abstract static class Memory {
    final SharedArrayBuffer buffer = new SharedArrayBuffer(SIZE);
    final BigInt64Array words = new BigInt64Array(buffer);
    final ByteBuffer memory = buffer.asByteBuffer(0, SIZE);
    final UnsafeBuffer agrona = new UnsafeBuffer(memory);
    final AtomicLongArray array = new AtomicLongArray(SIZE / Long.BYTES);

    /* Not final, and so not known to the compiler. */
    int index = 3;

    int at() {
      return index << 3;
    }

    Memory() {}
  }

  /** Reads an element of 64 bits. */
  @Work(primitive = "Atomics", unit = "read of 64 bits")
  public static class Load64 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.load(words, index);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getVolatile")
    public long varHandle() {
      return (long) LONG.getVolatile(memory, at());
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicLongArray", family = Family.JUC)
    public long atomicLongArray() {
      return array.get(index);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public long unsafeBuffer() {
      return agrona.getLongVolatile(at());
    }

    /** Without order. */
    @Benchmark
    @Peer(label = "get of a view", family = Family.LOCKSTEP)
    public long view() {
      return words.get(index);
    }
  }

  /** Writes an element of 64 bits. */
  @Work(primitive = "Atomics", unit = "write of 64 bits")
  public static class Store64 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.store(words, index, 5L);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.setVolatile")
    public long varHandle() {
      LONG.setVolatile(memory, at(), 5L);
      return 5L;
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicLongArray", family = Family.JUC)
    public long atomicLongArray() {
      array.set(index, 5L);
      return 5L;
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public long unsafeBuffer() {
      agrona.putLongVolatile(at(), 5L);
      return 5L;
    }

    /** Without order. */
    @Benchmark
    @Peer(label = "set of a view", family = Family.LOCKSTEP)
    public long view() {
      words.set(index, 5L);
      return 5L;
    }
  }

  /** Adds to an element of 64 bits. */
  @Work(primitive = "Atomics", unit = "add to 64 bits")
  public static class Add64 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.add(words, index, 1L);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndAdd")
    public long varHandle() {
      return (long) LONG.getAndAdd(memory, at(), 1L);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicLongArray", family = Family.JUC)
    public long atomicLongArray() {
      return array.getAndAdd(index, 1);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public long unsafeBuffer() {
      return agrona.getAndAddLong(at(), 1);
    }
  }

  /** Sets bits of an element of 64 bits. */
  @Work(primitive = "Atomics", unit = "or of 64 bits")
  public static class Or64 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.or(words, index, 1L);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndBitwiseOr")
    public long varHandle() {
      return (long) LONG.getAndBitwiseOr(memory, at(), 1L);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicLongArray", family = Family.JUC)
    public long atomicLongArray() {
      return array.getAndAccumulate(index, 1L, (a, b) -> a | b);
    }
  }

  /** Exchanges an element of 64 bits. */
  @Work(primitive = "Atomics", unit = "exchange of 64 bits")
  public static class Exchange64 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.exchange(words, index, 5L);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndSet")
    public long varHandle() {
      return (long) LONG.getAndSet(memory, at(), 5L);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicLongArray", family = Family.JUC)
    public long atomicLongArray() {
      return array.getAndSet(index, 5L);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public long unsafeBuffer() {
      return agrona.getAndSetLong(at(), 5L);
    }
  }

  /** Compares and exchanges an element of 64 bits. */
  @Work(primitive = "Atomics", unit = "compareExchange of 64 bits")
  public static class CompareExchange64 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.compareExchange(words, index, 0L, 0L);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.compareAndExchange")
    public long varHandle() {
      return (long) LONG.compareAndExchange(memory, at(), 0L, 0L);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicLongArray", family = Family.JUC)
    public long atomicLongArray() {
      return array.compareAndExchange(index, 0L, 0L);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public long unsafeBuffer() {
      return agrona.compareAndExchangeLong(at(), 0L, 0L);
    }
  }

  /** Subtracts from an element of 64 bits. */
  @Work(primitive = "Atomics", unit = "subtract from 64 bits")
  public static class Sub64 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.sub(words, index, 1L);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndAdd")
    public long varHandle() {
      return (long) LONG.getAndAdd(memory, at(), -1L);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicLongArray", family = Family.JUC)
    public long atomicLongArray() {
      return array.getAndAdd(index, -1);
    }
  }

  /** Clears bits of an element of 64 bits. */
  @Work(primitive = "Atomics", unit = "and of 64 bits")
  public static class And64 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.and(words, index, ~1L);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndBitwiseAnd")
    public long varHandle() {
      return (long) LONG.getAndBitwiseAnd(memory, at(), ~1L);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicLongArray", family = Family.JUC)
    public long atomicLongArray() {
      return array.getAndAccumulate(index, ~1L, (a, b) -> a & b);
    }
  }

  /** Flips bits of an element of 64 bits. */
  @Work(primitive = "Atomics", unit = "exclusive or of 64 bits")
  public static class Xor64 extends Memory {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Atomics.xor(words, index, 1L);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndBitwiseXor")
    public long varHandle() {
      return (long) LONG.getAndBitwiseXor(memory, at(), 1L);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicLongArray", family = Family.JUC)
    public long atomicLongArray() {
      return array.getAndAccumulate(index, 1L, (a, b) -> a ^ b);
    }
  }
}
