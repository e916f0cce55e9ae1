package dev.lockstep.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Lets one of the threads work and keeps all others parked: the best that a lock can do with
 * threads that come back at once, since nothing then moves from core to core.
 */
@State(Scope.Benchmark)
public class Alone {
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final AtomicReference<@Nullable Thread> worker = new AtomicReference<>();

  /** For JMH. */
  public Alone() {}

  /** Lets another thread be the one. */
  @Setup(Level.Iteration)
  public void begin() {
    worker.set(null);
  }

  /** Tells whether this thread is the one; parks for a while if it is not. */
  boolean isMine() {
    Thread self = Thread.currentThread();
    if (worker.getPlain() == self || worker.compareAndSet(null, self)) {
      return true;
    }
    LockSupport.parkNanos(NANOS);
    return false;
  }
}
