package dev.lockstep.benchmarks;

import dev.lockstep.threading.Barrier;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** {@code Barrier} beside its peers. */
public class BarrierBenchmark {
  private static final String PRIMITIVE = "Barrier";

  /** For JMH. */
  public BarrierBenchmark() {}

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError("nobody interrupts or breaks it", e);
    }
  }

  private static void exchange(Exchanger<Integer> exchanger) {
    try {
      exchanger.exchange(1);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a benchmark", e);
    }
  }

  /** A single party passes by itself. */
  @Work(primitive = PRIMITIVE, unit = "pass alone")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Uncontended {
    private static final VarHandle WORD;

    static {
      try {
        WORD = MethodHandles.lookup().findVarHandle(Uncontended.class, "word", long.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private final Barrier barrier = new Barrier(1);
    private final CyclicBarrier cyclicBarrier = new CyclicBarrier(1);
    private final Phaser phaser = new Phaser(1);

    @SuppressWarnings("unused") // by WORD
    private volatile long word;

    /** For JMH. */
    public Uncontended() {}

    /** Ours. */
    @Benchmark
    public int lockstep() {
      return barrier.await();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CyclicBarrier", family = Family.JUC)
    public void jucCyclicBarrier() {
      await(cyclicBarrier);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Phaser", family = Family.JUC)
    public int jucPhaser() {
      return phaser.arriveAndAwaitAdvance();
    }

    /** An arrival, and with it a new phase. */
    @Benchmark
    @Floor(label = "a compareAndSet")
    public void varHandle() {
      long now = word;
      if (!WORD.compareAndSet(this, now, now + 1)) {
        throw new AssertionError("changed by nobody else");
      }
    }
  }

  /** Threads that pass a barrier with the first thread. */
  private static final class Others {
    private final Runnable arrival;
    private final List<Thread> threads = new ArrayList<>();

    /* The last generation; none yet. It is set two generations before, so that all end with it. */
    private volatile int end = -1;

    Others(int count, ThreadFactory factory, Runnable arrival) {
      this.arrival = arrival;
      for (int i = 0; i < count; i++) {
        Thread thread = factory.newThread(this::run);
        threads.add(thread);
        thread.start();
      }
    }

    private void run() {
      int passed = 0;
      do {
        arrival.run();
        passed++;
      } while (passed != end);
    }

    /**
     * Ends them, by two generations more: who is late to look after the one before sees the end, or
     * does not see it, and goes on in either case.
     *
     * @param passed how many generations have passed
     */
    void stop(int passed) throws InterruptedException {
      end = passed + 2;
      arrival.run();
      arrival.run();
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  /**
   * A thread passes a barrier with others, who do nothing else: an operation is one generation, in
   * which all arrive, and are woken.
   */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public abstract static class Passing {
    private @Nullable Runnable arrival;
    private @Nullable Others others;
    private int passed;

    Passing() {}

    /** Returns how many pass with the first one. */
    abstract int others();

    /** Returns what kind of threads they are. */
    abstract String kindOfOthers();

    /** Returns how a contestant passes. */
    Runnable arrival(String contestant) {
      int parties = others() + 1;
      return switch (contestant) {
        case "lockstep" -> new Barrier(parties)::await;
        case "jucCyclicBarrier" -> {
          CyclicBarrier barrier = new CyclicBarrier(parties);
          yield () -> await(barrier);
        }
        case "jucPhaser" -> new Phaser(parties)::arriveAndAwaitAdvance;
        case "parkAndUnpark" -> new Parked.Barrier(parties)::await;
        default -> throw new IllegalArgumentException("no contestant " + contestant);
      };
    }

    /** Starts the others, who use what the benchmark uses. */
    @Setup
    public void startOthers(BenchmarkParams params) {
      if (params.getThreads() != 1) {
        throw new IllegalArgumentException("one thread, and the others");
      }
      startOthers(BenchmarkMethod.name(params));
    }

    void startOthers(String contestant) {
      Runnable shared = arrival(contestant);
      arrival = shared;
      passed = 0;
      others = new Others(others(), Kind.factory(kindOfOthers()), shared);
    }

    /** Stops them. */
    @TearDown
    public void stopOthers() throws InterruptedException {
      Objects.requireNonNull(others).stop(passed);
    }

    final void pass() {
      Objects.requireNonNull(arrival).run();
      passed++;
    }

    /** Ours. */
    @Benchmark
    public void lockstep() {
      pass();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CyclicBarrier", family = Family.JUC)
    public void jucCyclicBarrier() {
      pass();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Phaser", family = Family.JUC)
    public void jucPhaser() {
      pass();
    }

    /** A count of arrivals, and park and unpark. */
    @Benchmark
    @Yardstick(label = "park and unpark")
    public void parkAndUnpark() {
      pass();
    }
  }

  /** Two threads. */
  @Work(primitive = PRIMITIVE, unit = "generation of two threads", latency = true)
  public static class HandOff extends Passing {
    /** For JMH. */
    public HandOff() {}

    @Override
    int others() {
      return 1;
    }

    @Override
    String kindOfOthers() {
      return Kind.ofCurrentThread();
    }

    @Override
    Runnable arrival(String contestant) {
      return switch (contestant) {
        case "ideal" -> new Ideal.Barrier(2)::await;
        case "jucExchanger" -> {
          Exchanger<Integer> exchanger = new Exchanger<>();
          yield () -> exchange(exchanger);
        }
        default -> super.arrival(contestant);
      };
    }

    /** java.util.concurrent: two threads meet, and leave something. */
    @Benchmark
    @Peer(label = "Exchanger", family = Family.JUC)
    public void jucExchanger() {
      pass();
    }

    /** Spins, and nothing else. */
    @Benchmark
    @Floor(label = "spinning")
    public void ideal() {
      pass();
    }
  }

  /** Many threads wait for one, and the last arrival wakes all others. */
  @Work(primitive = PRIMITIVE, unit = "generation: all arrive, and all are woken")
  public static class WakeAll extends Passing {
    /** How many threads wait beside the first one. */
    @Param({"1", "16", "256"})
    public int waiters;

    /** What kind of threads they are: {@code platform} or, from Java 21 on, {@code virtual}. */
    @Param({Kind.PLATFORM, Kind.VIRTUAL})
    public String kind = Kind.PLATFORM;

    /** For JMH. */
    public WakeAll() {}

    @Override
    int others() {
      return waiters;
    }

    @Override
    String kindOfOthers() {
      return kind;
    }
  }

  /** A single party passes by itself, and would wait for a limited time. */
  @Work(primitive = PRIMITIVE, unit = "pass alone, with a timeout")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Timed {
    private final Barrier barrier = new Barrier(1);
    private final CyclicBarrier cyclicBarrier = new CyclicBarrier(1);
    private final AtomicInteger word = new AtomicInteger();

    /** For JMH. */
    public Timed() {}

    /** Ours. */
    @Benchmark
    public int lockstep() {
      return barrier.await(1.0);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CyclicBarrier", family = Family.JUC)
    public int jucCyclicBarrier()
        throws InterruptedException, BrokenBarrierException, TimeoutException {
      return cyclicBarrier.await(1, TimeUnit.SECONDS);
    }

    /** An arrival. */
    @Benchmark
    @Floor(label = "one atomic instruction")
    public int atomicInteger() {
      return word.getAndIncrement();
    }
  }

  /** One thread resets it, and nobody waits. */
  @Work(primitive = PRIMITIVE, unit = "reset, while nobody waits")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Reset {
    private final Barrier barrier = new Barrier(2);
    private final CyclicBarrier cyclicBarrier = new CyclicBarrier(2);

    /** For JMH. */
    public Reset() {}

    /** Ours. */
    @Benchmark
    public void lockstep() {
      barrier.reset();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "CyclicBarrier", family = Family.JUC)
    public void jucCyclicBarrier() {
      cyclicBarrier.reset();
    }
  }
}
