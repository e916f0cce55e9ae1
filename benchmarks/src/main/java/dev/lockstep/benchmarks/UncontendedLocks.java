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

/** One thread acquires and releases: the peers of everything that locks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class UncontendedLocks {
  private final ReentrantLock reentrantLock = new ReentrantLock();
  private final Monitor guavaMonitor = new Monitor();
  private final Object monitor = new Object();
  private int counter;

  UncontendedLocks() {}

  /** java.util.concurrent. */
  @Benchmark
  @Peer(label = "ReentrantLock", family = Family.JUC)
  public void reentrantLock() {
    reentrantLock.lock();
    reentrantLock.unlock();
  }

  /** The language. */
  @Benchmark
  @Peer(label = "synchronized", family = Family.LANGUAGE)
  public void synchronizedBlock() {
    synchronized (monitor) {
      counter++;
    }
  }

  /** Guava. */
  @Benchmark
  @Peer(label = "Monitor", family = Family.GUAVA)
  public void guavaMonitor() {
    guavaMonitor.enter();
    guavaMonitor.leave();
  }
}
