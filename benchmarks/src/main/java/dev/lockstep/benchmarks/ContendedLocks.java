package dev.lockstep.benchmarks;

import com.google.common.util.concurrent.Monitor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Any number of threads want the same: the peers of everything that locks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class ContendedLocks {
  private final ReentrantLock reentrantLock = new ReentrantLock();
  private final Monitor guavaMonitor = new Monitor();
  private final Object monitor = new Object();
  private final Ideal.Lock spinning = new Ideal.Lock();

  ContendedLocks() {}

  /** java.util.concurrent. */
  @Benchmark
  @Peer(label = "ReentrantLock", family = Family.JUC)
  public void reentrantLock(CriticalSection section, Slice slice) {
    reentrantLock.lock();
    section.run();
    reentrantLock.unlock();
    slice.next();
  }

  /** The language. */
  @Benchmark
  @Peer(label = "synchronized", family = Family.LANGUAGE)
  public void synchronizedBlock(CriticalSection section, Slice slice) {
    synchronized (monitor) {
      section.run();
    }
    slice.next();
  }

  /** Guava. */
  @Benchmark
  @Peer(label = "Monitor", family = Family.GUAVA)
  public void guavaMonitor(CriticalSection section, Slice slice) {
    guavaMonitor.enter();
    section.run();
    guavaMonitor.leave();
    slice.next();
  }

  /** No lower bound: with more threads than cores, whoever spins keeps the holder from its core. */
  @Benchmark
  @Yardstick(label = "spinning, without waiters")
  public void spinning(CriticalSection section, Slice slice) {
    spinning.acquire();
    section.run();
    spinning.release();
    slice.next();
  }
}
