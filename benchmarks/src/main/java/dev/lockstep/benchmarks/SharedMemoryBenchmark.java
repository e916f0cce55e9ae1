package dev.lockstep.benchmarks;

import dev.lockstep.atomics.wasm.SharedMemory;
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

/** WebAssembly's {@code SharedMemory} beside a bare VarHandle on the same memory. */
public class SharedMemoryBenchmark {
  private static final String PRIMITIVE = "SharedMemory";

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  /** For JMH. */
  public SharedMemoryBenchmark() {}

  /** A memory of one page. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public abstract static class Pages {
    final SharedMemory shared = new SharedMemory(1, 1);
    final ByteBuffer memory = shared.buffer().asByteBuffer(0, SharedMemory.PAGE_SIZE);
    final UnsafeBuffer agrona = new UnsafeBuffer(memory);

    /* Not final, and so not known to the compiler. */
    int address = 24;

    Pages() {}
  }

  /** Reads 32 bits without order. */
  @Work(primitive = PRIMITIVE, unit = "i32.load")
  public static class Load32 extends Pages {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return shared.load32(address);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.get")
    public int varHandle() {
      return (int) INT.get(memory, address);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public int unsafeBuffer() {
      return agrona.getInt(address);
    }
  }

  /** Writes 32 bits without order. */
  @Work(primitive = PRIMITIVE, unit = "i32.store")
  public static class Store32 extends Pages {
    /** Ours. */
    @Benchmark
    public void lockstep() {
      shared.store32(address, 5);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.set")
    public void varHandle() {
      INT.set(memory, address, 5);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public void unsafeBuffer() {
      agrona.putInt(address, 5);
    }
  }

  /** Reads 32 bits. */
  @Work(primitive = PRIMITIVE, unit = "i32.atomic.load")
  public static class AtomicLoad32 extends Pages {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return shared.atomicLoad32(address);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getVolatile")
    public int varHandle() {
      return (int) INT.getVolatile(memory, address);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public int unsafeBuffer() {
      return agrona.getIntVolatile(address);
    }
  }

  /** Writes 32 bits. */
  @Work(primitive = PRIMITIVE, unit = "i32.atomic.store")
  public static class AtomicStore32 extends Pages {
    /** Ours. */
    @Benchmark
    public void lockstep() {
      shared.atomicStore32(address, 5);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.setVolatile")
    public void varHandle() {
      INT.setVolatile(memory, address, 5);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public void unsafeBuffer() {
      agrona.putIntVolatile(address, 5);
    }
  }

  /** Adds to 8 bits. */
  @Work(primitive = PRIMITIVE, unit = "i32.atomic.rmw8.add_u")
  public static class RmwAdd8 extends Pages {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return shared.rmwAdd8(address, 1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "weakCompareAndSet of the 32 bits around")
    public int wordAround() {
      int before;
      int after;
      do {
        before = (int) INT.getVolatile(memory, address);
        after = (before & ~0xff) | ((before + 1) & 0xff);
      } while (!INT.weakCompareAndSet(memory, address, before, after));
      return before & 0xff;
    }
  }

  /** Adds to 16 bits. */
  @Work(primitive = PRIMITIVE, unit = "i32.atomic.rmw16.add_u")
  public static class RmwAdd16 extends Pages {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return shared.rmwAdd16(address, 1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "weakCompareAndSet of the 32 bits around")
    public int wordAround() {
      int before;
      int after;
      do {
        before = (int) INT.getVolatile(memory, address);
        after = (before & ~0xffff) | ((before + 1) & 0xffff);
      } while (!INT.weakCompareAndSet(memory, address, before, after));
      return before & 0xffff;
    }
  }

  /** Adds to 32 bits. */
  @Work(primitive = PRIMITIVE, unit = "i32.atomic.rmw.add")
  public static class RmwAdd32 extends Pages {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return shared.rmwAdd32(address, 1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndAdd")
    public int varHandle() {
      return (int) INT.getAndAdd(memory, address, 1);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public int unsafeBuffer() {
      return agrona.getAndAddInt(address, 1);
    }
  }

  /** Adds to 64 bits. */
  @Work(primitive = PRIMITIVE, unit = "i64.atomic.rmw.add")
  public static class RmwAdd64 extends Pages {
    /** Ours. */
    @Benchmark
    public long lockstep() {
      return shared.rmwAdd64(address, 1);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.getAndAdd")
    public long varHandle() {
      return (long) LONG.getAndAdd(memory, address, 1L);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public long unsafeBuffer() {
      return agrona.getAndAddLong(address, 1);
    }
  }

  /** Compares and exchanges 32 bits. */
  @Work(primitive = PRIMITIVE, unit = "i32.atomic.rmw.cmpxchg")
  public static class RmwCompareExchange32 extends Pages {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return shared.rmwCompareExchange32(address, 0, 0);
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.compareAndExchange")
    public int varHandle() {
      return (int) INT.compareAndExchange(memory, address, 0, 0);
    }

    /** On the same memory. */
    @Benchmark
    @Peer(label = "UnsafeBuffer", family = Family.AGRONA)
    public int unsafeBuffer() {
      return agrona.compareAndExchangeInt(address, 0, 0);
    }
  }

  /** Orders what comes before and what comes after. */
  @Work(primitive = PRIMITIVE, unit = "atomic.fence")
  public static class Fence extends Pages {
    /** Ours. */
    @Benchmark
    public void lockstep() {
      SharedMemory.fence();
    }

    /** What it is made of. */
    @Benchmark
    @Floor(label = "VarHandle.fullFence")
    public void varHandle() {
      VarHandle.fullFence();
    }
  }

  /** Notifies an address at which nobody waits. */
  @Work(primitive = PRIMITIVE, unit = "memory.atomic.notify of nobody")
  public static class Notify extends Pages {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return shared.notify(address, 1);
    }

    /** The least that looks. */
    @Benchmark
    @Floor(label = "VarHandle.getVolatile")
    public int varHandle() {
      return (int) INT.getVolatile(memory, address);
    }
  }

  /** Would wait, but another value is there. */
  @Work(primitive = PRIMITIVE, unit = "memory.atomic.wait32: not equal")
  public static class Wait32 extends Pages {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return shared.wait32(address, 1, -1);
    }

    /** The least that tells. */
    @Benchmark
    @Floor(label = "VarHandle.getVolatile")
    public int varHandle() {
      return (int) INT.getVolatile(memory, address);
    }
  }
}
