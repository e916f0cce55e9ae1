package dev.lockstep.benchmarks;

import com.google.common.util.concurrent.Monitor;
import dev.lockstep.threading.PyThread;
import dev.lockstep.threading.RLock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code RLock} beside its peers: those that have an owner. */
public class RLockBenchmark {
  private static final String PRIMITIVE = "RLock";

  /** For JMH. */
  public RLockBenchmark() {}

  /** The two ordered accesses that a lock with an owner cannot do without, and its level. */
  private static final class Word {
    private static final VarHandle OWNER;

    static {
      try {
        OWNER = MethodHandles.lookup().findVarHandle(Word.class, "owner", Thread.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private volatile @Nullable Thread owner;
    private int level;

    void acquire() {
      Thread self = Thread.currentThread();
      if (owner == self) {
        level++;
      } else if (!OWNER.compareAndSet(this, null, self)) {
        throw new AssertionError("owned by nobody else");
      }
    }

    void release() {
      if (level > 0) {
        level--;
      } else {
        owner = null;
      }
    }
  }

  /** One thread acquires and releases. */
  @Work(primitive = PRIMITIVE, unit = "acquire and release")
  public static class Uncontended extends UncontendedLocks {
    private final RLock lock = new RLock();
    private final Word word = new Word();

    /** For JMH. */
    public Uncontended() {}

    /** Ours. */
    @Benchmark
    public void lockstep() {
      lock.acquire();
      lock.release();
    }

    /** The two ordered accesses that a lock with an owner cannot do without. */
    @Benchmark
    @Floor(label = "a compareAndSet and a volatile store")
    public void varHandle() {
      word.acquire();
      word.release();
    }
  }

  /** One thread acquires twice and releases twice. */
  @Work(primitive = PRIMITIVE, unit = "acquire twice and release twice")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Reentrant {
    private final Word word = new Word();
    private final RLock lock = new RLock();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final Monitor guavaMonitor = new Monitor();
    private final Object monitor = new Object();
    private int counter;

    /** For JMH. */
    public Reentrant() {}

    /** Ours. */
    @Benchmark
    public void lockstep() {
      lock.acquire();
      lock.acquire();
      lock.release();
      lock.release();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock", family = Family.JUC)
    public void reentrantLock() {
      reentrantLock.lock();
      reentrantLock.lock();
      reentrantLock.unlock();
      reentrantLock.unlock();
    }

    /** The language: the compiler may leave the inner one out. */
    @Benchmark
    @Peer(label = "synchronized", family = Family.LANGUAGE)
    public void synchronizedBlock() {
      synchronized (monitor) {
        synchronized (monitor) {
          counter++;
        }
      }
    }

    /** Guava. */
    @Benchmark
    @Peer(label = "Monitor", family = Family.GUAVA)
    public void guavaMonitor() {
      guavaMonitor.enter();
      guavaMonitor.enter();
      guavaMonitor.leave();
      guavaMonitor.leave();
    }

    /** Ordered accesses by the outer one alone. */
    @Benchmark
    @Floor(label = "a compareAndSet and a volatile store, and a level")
    public void varHandle() {
      word.acquire();
      word.acquire();
      word.release();
      word.release();
    }
  }

  /** One thread acquires with a timeout, and releases. */
  @Work(primitive = PRIMITIVE, unit = "acquire with a timeout, and release")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Timed {
    private final Word word = new Word();
    private final RLock lock = new RLock();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final Monitor guavaMonitor = new Monitor();

    /** For JMH. */
    public Timed() {}

    /** Ours. */
    @Benchmark
    public boolean lockstep() {
      boolean acquired = lock.acquire(true, 1.0);
      lock.release();
      return acquired;
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock", family = Family.JUC)
    public boolean reentrantLock() throws InterruptedException {
      boolean acquired = reentrantLock.tryLock(1, TimeUnit.SECONDS);
      reentrantLock.unlock();
      return acquired;
    }

    /** Guava. */
    @Benchmark
    @Peer(label = "Monitor", family = Family.GUAVA)
    public boolean guavaMonitor() throws InterruptedException {
      boolean acquired = guavaMonitor.enterInterruptibly(1, TimeUnit.SECONDS);
      guavaMonitor.leave();
      return acquired;
    }

    /** The two ordered accesses that a lock with an owner cannot do without. */
    @Benchmark
    @Floor(label = "a compareAndSet and a volatile store")
    public void varHandle() {
      word.acquire();
      word.release();
    }
  }

  /** Any number of threads want the same. */
  @Work(primitive = PRIMITIVE, unit = "acquire and release", contended = true, latency = true)
  public static class Contended extends ContendedLocks {
    private final RLock lock = new RLock();

    /** For JMH. */
    public Contended() {}

    /** Ours. */
    @Benchmark
    public void lockstep(CriticalSection section, Slice slice) {
      lock.acquire();
      section.run();
      lock.release();
      slice.next();
    }
  }

  /**
   * Two threads wake each other in turn. Only its owner releases such a lock, so a single one can't
   * hand anything over: the two threads go round three of them, each of them holding one until it
   * has the next, which the other one holds until then.
   */
  @Work(primitive = PRIMITIVE, unit = RoundTrip.UNIT, latency = true)
  public static class HandOff extends RoundTrip {
    private static final int LOCKS = 3;

    /** For JMH. */
    public HandOff() {}

    @Override
    Sides ours() {
      return round(
          () -> {
            RLock lock = new RLock();
            return new Owned(lock::acquire, lock::release);
          });
    }

    @Override
    Sides spinning() {
      return round(
          () -> {
            Ideal.Lock lock = new Ideal.Lock();
            return new Owned(lock::acquire, lock::release);
          });
    }

    @Override
    Sides sides(String contestant) {
      return switch (contestant) {
        case "reentrantLock" ->
            round(
                () -> {
                  ReentrantLock lock = new ReentrantLock();
                  return new Owned(lock::lock, lock::unlock);
                });
        case "guavaMonitor" ->
            round(
                () -> {
                  Monitor monitor = new Monitor();
                  return new Owned(monitor::enter, monitor::leave);
                });
        default -> super.sides(contestant);
      };
    }

    private record Owned(Runnable acquire, Runnable release) {}

    /** One of the two threads: it holds the lock behind it, and goes to the next. */
    private static final class Walker {
      private final List<Owned> locks;
      private int held;

      Walker(List<Owned> locks, int held) {
        this.locks = locks;
        this.held = held;
      }

      void acquireNext() {
        locks.get((held + 1) % LOCKS).acquire().run();
      }

      void releaseHeld() {
        locks.get(held).release().run();
        held = (held + 1) % LOCKS;
      }
    }

    /** The first thread holds two locks when it has its turn, and the second one the third. */
    private static Sides round(Supplier<Owned> lock) {
      List<Owned> locks = Stream.generate(lock).limit(LOCKS).toList();
      Walker ahead = new Walker(locks, 0);
      Walker behind = new Walker(locks, LOCKS - 1);
      locks.get(0).acquire().run();
      ahead.acquireNext();
      return new Sides(
          locks.get(LOCKS - 1).acquire(),
          () -> {
            ahead.releaseHeld();
            ahead.acquireNext();
          },
          () -> {
            behind.acquireNext();
            behind.releaseHeld();
          },
          ahead::releaseHeld);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock", family = Family.JUC)
    public void reentrantLock() {
      goThereAndBack();
    }

    /** Guava. */
    @Benchmark
    @Peer(label = "Monitor", family = Family.GUAVA)
    public void guavaMonitor() {
      goThereAndBack();
    }
  }

  /** One thread tries in vain: another one owns it. */
  @Work(primitive = PRIMITIVE, unit = "acquire without blocking, in vain")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class TryHeld {
    private final RLock lock = new RLock();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final Monitor guavaMonitor = new Monitor();
    private final AtomicReference<Thread> owner = new AtomicReference<>();

    /** All are held by a thread that has ended since. */
    public TryHeld() {
      PyThread other =
          new PyThread(
              () -> {
                lock.acquire();
                reentrantLock.lock();
                guavaMonitor.enter();
                owner.set(Thread.currentThread());
              });
      other.start();
      other.join();
    }

    /** Ours. */
    @Benchmark
    public boolean lockstep() {
      return lock.acquire(false);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "ReentrantLock", family = Family.JUC)
    public boolean reentrantLock() {
      return reentrantLock.tryLock();
    }

    /** Guava. */
    @Benchmark
    @Peer(label = "Monitor", family = Family.GUAVA)
    public boolean guavaMonitor() {
      return guavaMonitor.tryEnter();
    }

    /** A load that tells who owns it. */
    @Benchmark
    @Floor(label = "a volatile load")
    public boolean load() {
      return owner.get() == Thread.currentThread();
    }
  }
}
