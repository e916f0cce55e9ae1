package dev.lockstep.benchmarks;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code Atomics} on 32 bits beside a bare VarHandle on the same memory. */
public class AtomicsBenchmark {
  private static final int SIZE = 64;

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  /** For JMH. */
  public AtomicsBenchmark() {}

  /** A buffer, the view of it, and its memory as others take it. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public abstract static class Memory {
    final SharedArrayBuffer buffer = new SharedArrayBuffer(SIZE);
    final Int32Array words = new Int32Array(buffer);
    final ByteBuffer memory = buffer.asByteBuffer(0, SIZE);
    final UnsafeBuffer agrona = new UnsafeBuffer(memory);
    final Holder holder = new Holder(memory);
    final AtomicIntegerArray array = new AtomicIntegerArray(SIZE / Integer.BYTES);

    /* Not final, and so not known to the compiler. */
    int index = 3;

    int at() {
      return index << 2;
    }

    Memory() {}
  }

  /** What has a memory, as any view does. */
  static final class Holder {
    final ByteBuffer memory;

    Holder(ByteBuffer memory) {
      this.memory = memory;
    }
  }

  /** Reads an element of 32 bits. */
  @Work(primitive = "Atomics", unit = "read of 32 bits")
  public static class Load extends Memory {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return Atomics.load(words, index);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getVolatile")
    public int varHandle() {
      return (int) INT.getVolatile(memory, at());
    }

    /**
     * The same by way of an object that has the memory; an index so large that its offset would be
     * that of another element is refused.
     */
    @Benchmark
    @Floor(label = "VarHandle.getVolatile, by way of an object, the index checked")
    public int varHandleOfObject() {
      if (index < 0 || index >= 1 << 29) {
        throw new IndexOutOfBoundsException(index);
      }
      return (int) INT.getVolatile(holder.memory, at());
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicIntegerArray", family = Family.JUC)
    public int atomicIntegerArray() {
      return array.get(index);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public int unsafeBuffer() {
      return agrona.getIntVolatile(at());
    }

    /** Without order. */
    @Benchmark
    @Peer(label = "get of a view", family = Family.LOCKSTEP)
    public int view() {
      return words.get(index);
    }
  }

  /** Writes an element of 32 bits. */
  @Work(primitive = "Atomics", unit = "write of 32 bits")
  public static class Store extends Memory {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return Atomics.store(words, index, 5);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.setVolatile")
    public int varHandle() {
      INT.setVolatile(memory, at(), 5);
      return 5;
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicIntegerArray", family = Family.JUC)
    public int atomicIntegerArray() {
      array.set(index, 5);
      return 5;
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public int unsafeBuffer() {
      agrona.putIntVolatile(at(), 5);
      return 5;
    }

    /** Without order. */
    @Benchmark
    @Peer(label = "set of a view", family = Family.LOCKSTEP)
    public int view() {
      words.set(index, 5);
      return 5;
    }
  }

  /** Adds to an element of 32 bits. */
  @Work(primitive = "Atomics", unit = "add to 32 bits")
  public static class Add extends Memory {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return Atomics.add(words, index, 1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndAdd")
    public int varHandle() {
      return (int) INT.getAndAdd(memory, at(), 1);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicIntegerArray", family = Family.JUC)
    public int atomicIntegerArray() {
      return array.getAndAdd(index, 1);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public int unsafeBuffer() {
      return agrona.getAndAddInt(at(), 1);
    }
  }

  /** Subtracts from an element of 32 bits. */
  @Work(primitive = "Atomics", unit = "subtract from 32 bits")
  public static class Sub extends Memory {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return Atomics.sub(words, index, 1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndAdd")
    public int varHandle() {
      return (int) INT.getAndAdd(memory, at(), -1);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicIntegerArray", family = Family.JUC)
    public int atomicIntegerArray() {
      return array.getAndAdd(index, -1);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public int unsafeBuffer() {
      return agrona.getAndAddInt(at(), -1);
    }
  }

  /** Clears bits of an element of 32 bits. */
  @Work(primitive = "Atomics", unit = "and of 32 bits")
  public static class And extends Memory {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return Atomics.and(words, index, ~1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndBitwiseAnd")
    public int varHandle() {
      return (int) INT.getAndBitwiseAnd(memory, at(), ~1);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicIntegerArray", family = Family.JUC)
    public int atomicIntegerArray() {
      return array.getAndAccumulate(index, ~1, (a, b) -> a & b);
    }
  }

  /** Sets bits of an element of 32 bits. */
  @Work(primitive = "Atomics", unit = "or of 32 bits")
  public static class Or extends Memory {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return Atomics.or(words, index, 1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndBitwiseOr")
    public int varHandle() {
      return (int) INT.getAndBitwiseOr(memory, at(), 1);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicIntegerArray", family = Family.JUC)
    public int atomicIntegerArray() {
      return array.getAndAccumulate(index, 1, (a, b) -> a | b);
    }
  }

  /** Flips bits of an element of 32 bits. */
  @Work(primitive = "Atomics", unit = "exclusive or of 32 bits")
  public static class Xor extends Memory {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return Atomics.xor(words, index, 1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndBitwiseXor")
    public int varHandle() {
      return (int) INT.getAndBitwiseXor(memory, at(), 1);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicIntegerArray", family = Family.JUC)
    public int atomicIntegerArray() {
      return array.getAndAccumulate(index, 1, (a, b) -> a ^ b);
    }
  }

  /** Exchanges an element of 32 bits. */
  @Work(primitive = "Atomics", unit = "exchange of 32 bits")
  public static class Exchange extends Memory {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return Atomics.exchange(words, index, 5);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndSet")
    public int varHandle() {
      return (int) INT.getAndSet(memory, at(), 5);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicIntegerArray", family = Family.JUC)
    public int atomicIntegerArray() {
      return array.getAndSet(index, 5);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public int unsafeBuffer() {
      return agrona.getAndSetInt(at(), 5);
    }
  }

  /** Compares and exchanges an element of 32 bits. */
  @Work(primitive = "Atomics", unit = "compareExchange of 32 bits")
  public static class CompareExchange extends Memory {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return Atomics.compareExchange(words, index, 0, 0);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.compareAndExchange")
    public int varHandle() {
      return (int) INT.compareAndExchange(memory, at(), 0, 0);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicIntegerArray", family = Family.JUC)
    public int atomicIntegerArray() {
      return array.compareAndExchange(index, 0, 0);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public int unsafeBuffer() {
      return agrona.compareAndExchangeInt(at(), 0, 0);
    }
  }

  /** Asks what is lock-free. */
  @Work(primitive = "Atomics", unit = "isLockFree")
  public static class IsLockFree extends Memory {
    /** Ours. */
    @Benchmark
    public boolean lockstep() {
      return Atomics.isLockFree(index);
    }

    /** Nothing is asked. */
    @Benchmark
    @Floor(label = "a comparison")
    public boolean comparison() {
      return index == Integer.BYTES;
    }
  }

  /** Tells the processor that the thread spins. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = "Atomics", unit = "pause")
  public static class Pause {
    /** Ours. */
    @Benchmark
    public void lockstep() {
      Atomics.pause();
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "Thread.onSpinWait")
    public void onSpinWait() {
      Thread.onSpinWait();
    }
  }

  /** All threads add to the same element. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Work(primitive = "Atomics", unit = "add to 32 bits that all add to", contended = true)
  public static class Contended {
    private final SharedArrayBuffer buffer = new SharedArrayBuffer(SIZE);
    private final Int32Array words = new Int32Array(buffer);
    private final ByteBuffer memory = buffer.asByteBuffer(0, SIZE);
    private final UnsafeBuffer agrona = new UnsafeBuffer(memory);
    private final AtomicInteger atomicInteger = new AtomicInteger();

    /** Ours. */
    @Benchmark
    public int lockstep(Slice slice) {
      slice.next();
      return Atomics.add(words, 0, 1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndAdd")
    public int varHandle(Slice slice) {
      slice.next();
      return (int) INT.getAndAdd(memory, 0, 1);
    }

    /** On the heap. */
    @Benchmark
    @Peer(label = "AtomicInteger", family = Family.JUC)
    public int atomicInteger(Slice slice) {
      slice.next();
      return atomicInteger.getAndAdd(1);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public int unsafeBuffer(Slice slice) {
      slice.next();
      return agrona.getAndAddInt(0, 1);
    }
  }
}
