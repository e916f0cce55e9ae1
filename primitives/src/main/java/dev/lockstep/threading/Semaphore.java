package dev.lockstep.threading;

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

/** Python's {@code threading.Semaphore}: a counter of permits. */
public sealed class Semaphore implements Held permits BoundedSemaphore {
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

  public Semaphore() {
    this(1);
  }

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

  public final boolean acquire() {
    return tryAcquire() || ACQUISITION.acquire(this, BargingAcquisition.FOREVER);
  }

  public final boolean acquire(boolean blocking) {
    return tryAcquire() || (blocking && ACQUISITION.acquire(this, BargingAcquisition.FOREVER));
  }

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

  public final boolean acquire(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    if (tryAcquire()) {
      return true;
    }
    return !timeout.isZero() && ACQUISITION.acquire(this, Timeouts.toNanos(timeout));
  }

  public final void release() {
    WaiterQueue queue = waiters;
    if (queue != null && ACQUISITION.isHandOverDue(queue) && ACQUISITION.handOver(this, queue, 1)) {
      return;
    }
    int now = permits;
    if (now == limit || !casPermits(now, now + 1)) {
      add(1, 1);
    }
    queue = waiters;
    if (queue != null) {
      ACQUISITION.released(queue);
    }
  }

  public final void release(int n) {
    if (n < 1) {
      throw new ValueError("n must be one or more");
    }
    WaiterQueue queue = waiters;
    if (queue != null && ACQUISITION.isHandOverDue(queue) && ACQUISITION.handOver(this, queue, n)) {
      return;
    }
    add(n, n);
    queue = waiters;
    if (queue != null) {
      ACQUISITION.released(queue);
    }
  }

  public final Held enter() {
    acquire();
    return this;
  }

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
    protected boolean releaseAllButOne(Semaphore semaphore, int units) {
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
