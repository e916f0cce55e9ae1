package dev.lockstep.benchmarks;

import dev.lockstep.threading.Lock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import kotlinx.coroutines.sync.Mutex;
import kotlinx.coroutines.sync.MutexKt;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code Lock} beside its peers. */
public class LockBenchmark {
  private static final String PRIMITIVE = "Lock";

  /** For JMH. */
  public LockBenchmark() {}

  /** One thread acquires and releases. */
  @Work(primitive = PRIMITIVE, unit = "acquire and release")
  public static class Uncontended extends UncontendedLocks {
    private static final VarHandle WORD;

    static {
      try {
        WORD = MethodHandles.lookup().findVarHandle(Uncontended.class, "word", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private final Lock lock = new Lock();
    private final Semaphore jucSemaphore = new Semaphore(1);
    private final StampedLock stampedLock = new StampedLock();
    private final Mutex kotlinMutex = MutexKt.Mutex(false);

    @SuppressWarnings("unused") // by WORD
    private volatile int word;

    /** For JMH. */
    public Uncontended() {}

    /** Ours. */
    @Benchmark
    public void lockstep() {
      lock.acquire();
      lock.release();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.JUC)
    public void jucSemaphore() {
      jucSemaphore.acquireUninterruptibly();
      jucSemaphore.release();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "StampedLock", family = Family.JUC)
    public void stampedLock() {
      stampedLock.unlockWrite(stampedLock.writeLock());
    }

    /** Kotlin. */
    @Benchmark
    @Peer(label = "Mutex", family = Family.KOTLIN)
    public void kotlinMutex() {
      Coroutines.lock(kotlinMutex);
      kotlinMutex.unlock(null);
    }

    /** The two atomic instructions that a lock cannot do without. */
    @Benchmark
    @Floor(label = "two atomic instructions")
    public void varHandle() {
      if (!WORD.compareAndSet(this, 0, 1)) {
        throw new AssertionError("held by nobody else");
      }
      WORD.getAndSet(this, 0);
    }
  }

  /** One thread acquires with a timeout, and releases. */
  @Work(primitive = PRIMITIVE, unit = "acquire with a timeout, and release")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class Timed {
    private final Ideal.Lock ideal = new Ideal.Lock();
    private final Lock lock = new Lock();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final Semaphore jucSemaphore = new Semaphore(1);

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

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.JUC)
    public boolean jucSemaphore() throws InterruptedException {
      boolean acquired = jucSemaphore.tryAcquire(1, TimeUnit.SECONDS);
      jucSemaphore.release();
      return acquired;
    }

    /** The two atomic instructions that it cannot do without. */
    @Benchmark
    @Floor(label = "two atomic instructions")
    public void varHandle() {
      ideal.acquire();
      ideal.release();
    }
  }

  /** One thread tries in vain. */
  @Work(primitive = PRIMITIVE, unit = "acquire without blocking, in vain")
  @State(Scope.Thread)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public static class TryHeld {
    private volatile boolean free;
    private final Lock lock = new Lock();
    private final Semaphore jucSemaphore = new Semaphore(0);
    private final StampedLock stampedLock = new StampedLock();
    private final Mutex kotlinMutex = MutexKt.Mutex(true);

    /** All are held. */
    public TryHeld() {
      lock.acquire();
      stampedLock.writeLock();
    }

    /** Ours. */
    @Benchmark
    public boolean lockstep() {
      return lock.acquire(false);
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.JUC)
    public boolean jucSemaphore() {
      return jucSemaphore.tryAcquire();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "StampedLock", family = Family.JUC)
    public long stampedLock() {
      return stampedLock.tryWriteLock();
    }

    /** Kotlin. */
    @Benchmark
    @Peer(label = "Mutex", family = Family.KOTLIN)
    public boolean kotlinMutex() {
      return kotlinMutex.tryLock(null);
    }

    /** The least that tells. */
    @Benchmark
    @Floor(label = "a volatile load")
    public boolean volatileLoad() {
      return free;
    }
  }

  /** Any number of threads want the same. */
  @Work(primitive = PRIMITIVE, unit = "acquire and release", contended = true, latency = true)
  public static class Contended extends ContendedLocks {
    private final Lock lock = new Lock();
    private final Ideal.Lock ideal = new Ideal.Lock();
    private final Semaphore jucSemaphore = new Semaphore(1);
    private final StampedLock stampedLock = new StampedLock();
    private final Mutex kotlinMutex = MutexKt.Mutex(false);

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

    /** What a lock cannot do without that refuses to be released twice, whoever releases it. */
    @Benchmark
    @Floor(label = "one thread alone, two atomic instructions")
    public void alone(Alone alone, CriticalSection section, Slice slice) {
      if (alone.isMine()) {
        ideal.acquire();
        section.run();
        ideal.releaseOnce();
        slice.next();
      }
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.JUC)
    public void jucSemaphore(CriticalSection section, Slice slice) {
      jucSemaphore.acquireUninterruptibly();
      section.run();
      jucSemaphore.release();
      slice.next();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "StampedLock", family = Family.JUC)
    public void stampedLock(CriticalSection section, Slice slice) {
      long stamp = stampedLock.writeLock();
      section.run();
      stampedLock.unlockWrite(stamp);
      slice.next();
    }

    /** Kotlin. */
    @Benchmark
    @Peer(label = "Mutex, by runBlocking", family = Family.KOTLIN)
    public void kotlinMutex(CriticalSection section, Slice slice) {
      Coroutines.lock(kotlinMutex);
      section.run();
      kotlinMutex.unlock(null);
      slice.next();
    }
  }

  /** Two threads wake each other in turn: a lock that is held is a turn not yet given. */
  @Work(primitive = PRIMITIVE, unit = RoundTrip.UNIT, latency = true)
  public static class HandOff extends RoundTrip {
    /** For JMH. */
    public HandOff() {}

    @Override
    Sides ours() {
      return Sides.of(
          () -> {
            Lock lock = new Lock();
            lock.acquire();
            return new Baton(lock::release, lock::acquire);
          });
    }

    @Override
    Sides spinning() {
      return Sides.of(
          () -> {
            Ideal.Lock lock = new Ideal.Lock();
            lock.acquire();
            return new Baton(lock::release, lock::acquire);
          });
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "Semaphore", family = Family.JUC)
    public void jucSemaphore() {
      goThereAndBack();
    }

    /** java.util.concurrent. */
    @Benchmark
    @Peer(label = "StampedLock", family = Family.JUC)
    public void stampedLock() {
      goThereAndBack();
    }

    /** The language. */
    @Benchmark
    @Peer(label = "wait and notify", family = Family.LANGUAGE)
    public void waitNotify() {
      goThereAndBack();
    }

    /** Kotlin. */
    @Benchmark
    @Peer(label = "Mutex, by runBlocking", family = Family.KOTLIN)
    public void kotlinMutex() {
      goThereAndBack();
    }
  }
}
