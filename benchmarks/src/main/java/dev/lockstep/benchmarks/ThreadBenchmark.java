package dev.lockstep.benchmarks;

import dev.lockstep.threading.Local;
import dev.lockstep.threading.PyThread;
import dev.lockstep.threading.Threading;
import dev.lockstep.threading.Timer;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
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

/** {@code PyThread}, {@code Threading}, {@code Local} and {@code Timer} beside what Java has. */
public class ThreadBenchmark {
  /** For JMH. */
  public ThreadBenchmark() {}

  /** One thread starts another, which does nothing, and joins it. */
  @Work(primitive = "PyThread", unit = "start and join")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class StartAndJoin {
    /** What kind of threads: {@code platform} or, from Java 21 on, {@code virtual}. */
    @Param({Kind.PLATFORM, Kind.VIRTUAL})
    public String kind = Kind.PLATFORM;

    private ThreadFactory factory = Thread::new;
    private int runs;

    /** For JMH. */
    public StartAndJoin() {}

    /** Finds what creates them. */
    @Setup
    public void findFactory() {
      factory = Kind.factory(kind);
    }

    /** Ours. */
    @Benchmark
    public int lockstep() {
      PyThread thread = new PyThread(() -> runs++, "benchmark", true, factory);
      thread.start();
      thread.join();
      return runs;
    }

    /** The language. */
    @Benchmark
    @Peer(label = "Thread", family = Family.LANGUAGE)
    public int javaThread() throws InterruptedException {
      Thread thread = factory.newThread(() -> runs++);
      thread.setName("benchmark");
      thread.start();
      thread.join();
      return runs;
    }
  }

  /** A thread asks for itself. */
  @Work(primitive = "Threading", unit = "ask for the current thread")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class CurrentThread {
    private final ThreadLocal<Thread> threadLocal = ThreadLocal.withInitial(Thread::currentThread);

    /** For JMH. */
    public CurrentThread() {}

    /** Ours. */
    @Benchmark
    public PyThread lockstep() {
      return Threading.currentThread();
    }

    /** The language: something of one's own for each thread. */
    @Benchmark
    @Peer(label = "ThreadLocal", family = Family.LANGUAGE)
    public Thread threadLocal() {
      return threadLocal.get();
    }

    /** A register of the machine. */
    @Benchmark
    @Floor(label = "Thread.currentThread")
    public Thread javaThread() {
      return Thread.currentThread();
    }
  }

  /** A thread asks for its number. */
  @Work(primitive = "Threading", unit = "ask for the current thread's ident")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class GetIdent {
    /** For JMH. */
    public GetIdent() {}

    /** Ours. */
    @Benchmark
    public long lockstep() {
      return Threading.getIdent();
    }

    /** The language. */
    @Benchmark
    @Peer(label = "Thread.getId", family = Family.LANGUAGE)
    @SuppressWarnings("deprecation") // what replaces it is not in Java 17
    public long javaThread() {
      return Thread.currentThread().getId();
    }
  }

  /** A thread reads and writes its value. */
  @Work(primitive = "Local", unit = "get and set")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class GetAndSet {
    private final Local<Integer> local = new Local<>(() -> 1);
    private final ThreadLocal<Integer> threadLocal = ThreadLocal.withInitial(() -> 1);

    /** For JMH. */
    public GetAndSet() {}

    /** Ours. */
    @Benchmark
    public int lockstep() {
      Integer value = local.get();
      local.set(value);
      return value;
    }

    /** The language. */
    @Benchmark
    @Peer(label = "ThreadLocal", family = Family.LANGUAGE)
    public int threadLocal() {
      Integer value = threadLocal.get();
      threadLocal.set(value);
      return value;
    }
  }

  /**
   * One thread starts a timer, cancels it, and waits until nothing is left of it. Python's has a
   * thread of its own, so beside it stands a thread that waits for a latch; a pool's timers share
   * one that is there already.
   */
  @Work(primitive = "Timer", unit = "start, cancel and join")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class StartAndCancel {
    private static final int SECONDS = 3_600;

    private int runs;
    private @Nullable ScheduledThreadPoolExecutor pool;

    /** For JMH. */
    public StartAndCancel() {}

    /** Starts the pool. */
    @Setup
    public void startPool() {
      ScheduledThreadPoolExecutor scheduler =
          new ScheduledThreadPoolExecutor(1, Kind.factory(Kind.PLATFORM));
      scheduler.setRemoveOnCancelPolicy(true);
      scheduler.prestartCoreThread();
      pool = scheduler;
    }

    /** Ends the pool. */
    @TearDown
    public void stopPool() {
      if (pool != null) {
        pool.shutdownNow();
      }
    }

    /** Ours. */
    @Benchmark
    public void lockstep() {
      Timer timer = new Timer(SECONDS, () -> runs++);
      timer.start();
      timer.cancel();
      timer.join();
    }

    /** java.util.concurrent, which neither starts a thread nor joins one. */
    @Benchmark
    @Yardstick(label = "ScheduledThreadPoolExecutor")
    public boolean scheduledThreadPoolExecutor() {
      Future<?> timer =
          Objects.requireNonNull(pool).schedule(() -> runs++, SECONDS, TimeUnit.SECONDS);
      return timer.cancel(false);
    }

    /** The language. */
    @Benchmark
    @Peer(label = "Thread and CountDownLatch", family = Family.LANGUAGE)
    public void javaThread() throws InterruptedException {
      CountDownLatch cancelled = new CountDownLatch(1);
      Thread timer =
          new Thread(
              () -> {
                try {
                  if (!cancelled.await(SECONDS, TimeUnit.SECONDS)) {
                    runs++;
                  }
                } catch (InterruptedException e) {
                  throw new AssertionError("nobody interrupts a benchmark", e);
                }
              });
      timer.start();
      cancelled.countDown();
      timer.join();
    }
  }
}
