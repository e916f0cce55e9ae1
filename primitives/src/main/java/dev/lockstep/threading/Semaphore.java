package dev.lockstep.threading;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.PyException;
import dev.lockstep.errors.ValueError;
import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Timeouts;
import dev.lockstep.waiting.WaiterQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code threading.Semaphore}: a counter of permits; acquiring takes one and waits while
 * there is none, releasing adds some. The rules SEM-01 to SEM-24 are in {@code
 * docs/rules/semaphore.md}.
 *
 * <p>Memory effects: what a thread did before it released a permit happens-before what the thread
 * does that takes it (SEM-15).
 *
 * <p>Fairness: newcomers may barge past waiting threads, but the one that is first in line is
 * passed a bounded number of times, and waiting threads are served in order (SEM-19).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link KeyboardInterrupt}
 * (SEM-17).
 *
 * <p>Deviations from Python: there are at most 2³¹−1 permits (SEM-09); a timeout of NaN is an error
 * (SEM-10); {@link #enter()} returns the semaphore and not true; {@link #acquire(Duration)} is an
 * addition.
 *
 * <pre>{@code
 * Semaphore connections = new Semaphore(8);
 * try (var held = connections.enter()) {
 *   query();
 * }
 * }</pre>
 */
public sealed class Semaphore implements Held permits BoundedSemaphore {
  /*
   * Idea       – A counter with barging; who waits, and how, is BargingAcquisition's business.
   * State      – permits: how many are available, 0 to limit. waiters: null until a thread has had
   *              to wait, then its queue.
   * Invariants – I1 permits changes only by compareAndSet from a value that allows it, so it is never
   *                 negative (SEM-14) and never above limit (SEM-09, SEM-12).
   *              I2 a release adds all its permits at once (SEM-07), save the one it hands over.
   * Linearized – acquire: the compareAndSet, the read of 0, or the hand-over; release: the
   *              compareAndSet; an error: the read of permits that it is based on.
   * Ordering   – permits: volatile read-modify-writes; a release pairs with the acquire that takes
   *              what it left (SEM-15), and precedes the releaser's read of waiters (no lost wakeup,
   *              SEM-16). waiters: set once by compareAndExchange, read volatile.
   * Blocking   – See BargingAcquisition. Whoever takes a permit and leaves others wakes the next
   *              waiter, so that n permits reach n waiters (SEM-07).
   * Progress   – Uncontended operations are lock-free: one read-modify-write each.
   * Checked by – SemaphoreContract, SemaphoreOracle, SemaphoreLincheck, SemaphoreInterleavings,
   *              SemaphoreStress, SemaphoreBytecode.
   */
  private static final VarHandle PERMITS;
  private static final VarHandle WAITERS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      PERMITS = lookup.findVarHandle(Semaphore.class, "permits", int.class);
      WAITERS = lookup.findVarHandle(Semaphore.class, "waiters", WaiterQueue.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final Acquisition ACQUISITION = new Acquisition();

  /* How many permits there may be at most. */
  private final int limit;

  private volatile int permits;
  private volatile @Nullable WaiterQueue waiters;

  /** Creates a semaphore with one permit (SEM-01). */
  public Semaphore() {
    this(1);
  }

  /**
   * Creates a semaphore (SEM-01).
   *
   * @param value how many permits are available at first
   * @throws ValueError if that is negative
   */
  public Semaphore(int value) {
    this(value, Integer.MAX_VALUE);
  }

  Semaphore(int value, int limit) {
    if (value < 0) {
      throw new ValueError("semaphore initial value must be >= 0");
    }
    this.limit = limit;
    permits = value;
  }

  /**
   * Takes a permit, waiting for ever if need be (SEM-02, SEM-03).
   *
   * @return true
   * @throws KeyboardInterrupt if the thread is interrupted and cannot take a permit at once
   */
  public final boolean acquire() {
    return tryAcquire() || ACQUISITION.acquire(this, BargingAcquisition.FOREVER);
  }

  /**
   * Takes a permit, waiting for ever only if blocking (SEM-02 to SEM-04).
   *
   * @param blocking whether to wait
   * @return whether a permit was taken
   * @throws KeyboardInterrupt if blocking, and the thread is interrupted and cannot take a permit
   *     at once
   */
  public final boolean acquire(boolean blocking) {
    return tryAcquire() || (blocking && ACQUISITION.acquire(this, BargingAcquisition.FOREVER));
  }

  /**
   * Takes a permit, waiting for a limited time (SEM-05, SEM-06, SEM-10, SEM-11).
   *
   * @param blocking must be true: Python allows no timeout for a call that does not block
   * @param timeout how long to wait at most, in seconds; zero or less is one look
   * @return whether a permit was taken; false never before the time is over
   * @throws ValueError if the timeout is NaN, or if not blocking
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public final boolean acquire(boolean blocking, double timeout) {
    Timeouts.refuseNaN(timeout);
    if (!blocking) {
      throw new ValueError("can't specify timeout for non-blocking acquire");
    }
    if (tryAcquire()) {
      return true;
    }
    if (timeout <= 0) {
      return false;
    }
    return ACQUISITION.acquire(this, Timeouts.toNanos(timeout));
  }

  /**
   * Takes a permit, waiting for a limited time (SEM-21).
   *
   * @param timeout how long to wait at most; zero is one look
   * @return whether a permit was taken; false never before the time is over
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public final boolean acquire(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    if (tryAcquire()) {
      return true;
    }
    return !timeout.isZero() && ACQUISITION.acquire(this, Timeouts.toNanos(timeout));
  }

  /**
   * Releases one permit (SEM-07).
   *
   * @throws OverflowError if there would be more than 2³¹−1 permits (SEM-09)
   * @throws ValueError if this is a BoundedSemaphore and its bound would be exceeded (SEM-12)
   */
  public final void release() {
    release(1);
  }

  /**
   * Releases permits, all at once (SEM-07).
   *
   * @param n how many, at least 1
   * @throws ValueError if n is less than 1 (SEM-08), or if this is a BoundedSemaphore and its bound
   *     would be exceeded (SEM-12)
   * @throws OverflowError if there would be more than 2³¹−1 permits (SEM-09)
   */
  public final void release(int n) {
    if (n < 1) {
      throw new ValueError("n must be one or more");
    }
    ACQUISITION.release(this, n);
  }

  /**
   * Takes a permit, waiting for ever if need be, for a {@code try} block that releases it at its
   * end (SEM-20). Allocates nothing.
   *
   * @return this semaphore
   * @throws KeyboardInterrupt if the thread is interrupted and cannot take a permit at once
   */
  public final Held enter() {
    acquire();
    return this;
  }

  /** Releases one permit, as {@link #release()} does. */
  @Override
  public final void close() {
    release();
  }

  /** What a release throws that would exceed the limit. */
  PyException limitExceeded() {
    return new OverflowError("semaphore value too large");
  }

  /** Releases n permits, of which so many become available. */
  private void add(int n, int available) {
    while (true) {
      int now = permits;
      if (n > limit - now) {
        throw limitExceeded();
      }
      if (casPermits(now, now + available)) {
        return;
      }
    }
  }

  private boolean tryAcquire() {
    while (true) {
      int now = permits;
      if (now == 0) {
        return false;
      }
      if (casPermits(now, now - 1)) {
        return true;
      }
    }
  }

  private boolean casPermits(int expected, int next) {
    return PERMITS.compareAndSet(this, expected, next);
  }

  private static final class Acquisition extends BargingAcquisition<Semaphore> {
    @Override
    protected boolean isAvailable(Semaphore semaphore) {
      return semaphore.permits > 0;
    }

    @Override
    protected boolean tryAcquire(Semaphore semaphore) {
      return semaphore.tryAcquire();
    }

    @Override
    protected void makeAvailable(Semaphore semaphore, int units) {
      semaphore.add(units, units);
    }

    @Override
    protected boolean releaseAllButOne(Semaphore semaphore, int units, Thread successor) {
      semaphore.add(units, units - 1);
      return true;
    }

    @Override
    protected @Nullable WaiterQueue queue(Semaphore semaphore) {
      return semaphore.waiters;
    }

    @Override
    protected WaiterQueue createQueue(Semaphore semaphore) {
      WaiterQueue queue = semaphore.waiters;
      if (queue != null) {
        return queue;
      }
      WaiterQueue created = new WaiterQueue();
      WaiterQueue raced = (WaiterQueue) WAITERS.compareAndExchange(semaphore, null, created);
      return raced == null ? created : raced;
    }
  }
}
