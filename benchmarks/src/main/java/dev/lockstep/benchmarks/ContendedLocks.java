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
import org.openjdk.jmh.infra.Control;

/** Any number of threads want the same: the peers of everything that locks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class ContendedLocks {
  private final ReentrantLock reentrantLock = new ReentrantLock();
  private final Monitor guavaMonitor = new Monitor();
  private final Object monitor = new Object();

  ContendedLocks() {}

  /** java.util.concurrent. */
  @Benchmark
  @Peer(label = "ReentrantLock", family = Family.JUC)
  public void reentrantLock(CriticalSection section, Shares.Own share, Control control) {
    reentrantLock.lock();
    section.run();
    reentrantLock.unlock();
    share.count(control);
  }

  /** The language. */
  @Benchmark
  @Peer(label = "synchronized", family = Family.LANGUAGE)
  public void synchronizedBlock(CriticalSection section, Shares.Own share, Control control) {
    synchronized (monitor) {
      section.run();
    }
    share.count(control);
  }

  /** Guava. */
  @Benchmark
  @Peer(label = "Monitor", family = Family.GUAVA)
  public void guavaMonitor(CriticalSection section, Shares.Own share, Control control) {
    guavaMonitor.enter();
    section.run();
    guavaMonitor.leave();
    share.count(control);
  }
}
