package dev.lockstep.benchmarks;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int16Array;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.Uint8Array;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/** {@code Atomics} beside what it is made of: a bare VarHandle on the same memory, and parking. */
public class AtomicsBenchmark {
  private static final int FORKS = 3;
  private static final int ITERATIONS = 5;
  private static final int BYTES = 64;

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  /** For JMH. */
  public AtomicsBenchmark() {}

  /** A buffer, its views, and its memory as a VarHandle takes it. */
  @State(Scope.Thread)
  public abstract static class Memory {
    final SharedArrayBuffer buffer = new SharedArrayBuffer(BYTES);
    final Int32Array words = new Int32Array(buffer);
    final Int16Array halves = new Int16Array(buffer);
    final Uint8Array bytes = new Uint8Array(buffer);
    final ByteBuffer memory = buffer.asByteBuffer(0, BYTES);
    int index = 3;
  }

  /** Reads an element of 32 bits. */
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Load extends Memory {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return Atomics.load(words, index);
    }

    /** A volatile read. */
    @Benchmark
    public int varHandle() {
      return (int) INT.getVolatile(memory, index << 2);
    }
  }

  /** Writes an element of 32 bits. */
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Store extends Memory {
    /** Ours. */
    @Benchmark
    public int lockstep() {
      return Atomics.store(words, index, 5);
    }

    /** A volatile write. */
    @Benchmark
    public int varHandle() {
      INT.setVolatile(memory, index << 2, 5);
      return 5;
    }
  }

  /** Adds to an element of 8, 16 or 32 bits. */
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Add extends Memory {
    /** Ours, 32 bits. */
    @Benchmark
    public int lockstep() {
      return Atomics.add(words, index, 1);
    }

    /** Ours, 16 bits. */
    @Benchmark
    public long lockstep16() {
      return Atomics.add(halves, index, 1);
    }

    /** Ours, 8 bits. */
    @Benchmark
    public long lockstep8() {
      return Atomics.add(bytes, index, 1);
    }

    /** A getAndAdd of 32 bits. */
    @Benchmark
    public int varHandle() {
      return (int) INT.getAndAdd(memory, index << 2, 1);
    }
  }

  /** Sets the bits of an element of 8, 16 or 32 bits. */
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class Or extends Memory {
    /** Ours, 32 bits. */
    @Benchmark
    public int lockstep() {
      return Atomics.or(words, index, 1);
    }

    /** Ours, 16 bits. */
    @Benchmark
    public long lockstep16() {
      return Atomics.or(halves, index, 1);
    }

    /** Ours, 8 bits. */
    @Benchmark
    public long lockstep8() {
      return Atomics.or(bytes, index, 1);
    }

    /** A getAndBitwiseOr of 32 bits. */
    @Benchmark
    public int varHandle() {
      return (int) INT.getAndBitwiseOr(memory, index << 2, 1);
    }
  }

  /** Compares and exchanges an element of 8, 16 or 32 bits. */
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class CompareExchange extends Memory {
    /** Ours, 32 bits. */
    @Benchmark
    public int lockstep() {
      return Atomics.compareExchange(words, index, 0, 0);
    }

    /** Ours, 16 bits. */
    @Benchmark
    public long lockstep16() {
      return Atomics.compareExchange(halves, index, 0, 0);
    }

    /** Ours, 8 bits. */
    @Benchmark
    public long lockstep8() {
      return Atomics.compareExchange(bytes, index, 0, 0);
    }

    /** A compareAndExchange of 32 bits. */
    @Benchmark
    public int varHandle() {
      return (int) INT.compareAndExchange(memory, index << 2, 0, 0);
    }
  }

  /** Notifies an address at which nobody waits, while somebody waits at others or at none. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class NotifyNobody {
    private static final int ADDRESSES = 4_000;

    private final Int32Array quiet = new Int32Array(new SharedArrayBuffer(4 * ADDRESSES));
    private final Int32Array busy = new Int32Array(new SharedArrayBuffer(4 * ADDRESSES));
    private final Map<Integer, Object> table = new HashMap<>();
    private volatile Map<Integer, Object> published = table;
    private int index = 100;

    /** Lets waiters wait, each at an address of its own that is never notified. */
    @Setup
    public void startWaiters() {
      for (int i = 0; i < ADDRESSES; i += 2) {
        Atomics.waitAsync(busy, i + 1, 0);
        table.put(i + 1, this);
      }
    }

    /** Lets them go. */
    @TearDown
    public void stopWaiters() {
      for (int i = 0; i < ADDRESSES; i++) {
        Atomics.notify(busy, i);
      }
    }

    /** Ours, in a memory where nobody has ever waited. */
    @Benchmark
    public int lockstepQuiet() {
      return Atomics.notify(quiet, index, 1);
    }

    /** Ours, in a memory where thousands wait at other addresses. */
    @Benchmark
    public int lockstepBusy() {
      return Atomics.notify(busy, index, 1);
    }

    /** A volatile read and a look-up in a hash table. */
    @Benchmark
    public @Nullable Object readAndLookUp() {
      return published.get(index);
    }
  }

  /** Two threads wake each other in turn: an operation is a round trip, two hand-offs. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Threads(1)
  @Fork(FORKS)
  @Warmup(iterations = ITERATIONS, time = 1)
  @Measurement(iterations = ITERATIONS, time = 1)
  public static class HandOff {
    /* Each on a cache line of its own. */
    private static final int PING = 16;
    private static final int PONG = 48;

    private final Int32Array words = new Int32Array(new SharedArrayBuffer(256));
    private final Ideal.Event idealPing = new Ideal.Event();
    private final Ideal.Event idealPong = new Ideal.Event();
    private volatile @Nullable Thread parkedPing;
    private volatile @Nullable Thread parkedPong;
    private volatile boolean ping;
    private volatile boolean pong;
    private @Nullable Partner partner;

    /** Starts the other thread, which uses what the benchmark uses. */
    @Setup
    public void startPartner(BenchmarkParams params) {
      String benchmark = params.getBenchmark();
      partner =
          switch (benchmark.substring(benchmark.lastIndexOf('.') + 1)) {
            case "lockstep" ->
                new Partner(
                    () -> {
                      take(PING);
                      give(PONG);
                    },
                    () -> give(PING));
            case "parkAndUnpark" ->
                new Partner(
                    () -> {
                      parkUntilPing();
                      pong = true;
                      LockSupport.unpark(parkedPong);
                    },
                    this::unparkPing);
            case "ideal" ->
                new Partner(
                    () -> {
                      idealPing.await();
                      idealPing.clear();
                      idealPong.set();
                    },
                    idealPing::set);
            default -> throw new IllegalArgumentException("no partner for " + params);
          };
    }

    /** Stops it. */
    @TearDown
    public void stopPartner() throws InterruptedException {
      Objects.requireNonNull(partner).stop();
    }

    private void give(int index) {
      Atomics.store(words, index, 1);
      Atomics.notify(words, index, 1);
    }

    private void take(int index) {
      while (Atomics.load(words, index) == 0) {
        Atomics.wait(words, index, 0);
      }
      Atomics.store(words, index, 0);
    }

    private void unparkPing() {
      ping = true;
      LockSupport.unpark(parkedPing);
    }

    private void parkUntilPing() {
      parkedPing = Thread.currentThread();
      while (!ping) {
        LockSupport.park(this);
      }
      ping = false;
    }

    /** Ours. */
    @Benchmark
    public void lockstep() {
      give(PING);
      take(PONG);
    }

    /** Parks and unparks, and nothing else. */
    @Benchmark
    public void parkAndUnpark() {
      parkedPong = Thread.currentThread();
      unparkPing();
      while (!pong) {
        LockSupport.park(this);
      }
      pong = false;
    }

    /** Spins, and nothing else. */
    @Benchmark
    public void ideal() {
      idealPing.set();
      idealPong.await();
      idealPong.clear();
    }
  }
}
