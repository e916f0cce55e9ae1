package dev.lockstep.threading;

import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Timeouts;
import dev.lockstep.waiting.WaiterQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code threading.Lock}: a mutual-exclusion lock without an owner, so that any thread may
 * release it.
 */
public final class Lock implements Held {
  private static final VarHandle STATE;
  private static final VarHandle WAITERS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(Lock.class, "state", int.class);
      WAITERS = lookup.findVarHandle(Lock.class, "waiters", WaiterQueue.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final Acquisition ACQUISITION = new Acquisition();

  /* Python's "for ever" is what rounds to it: -0.9999999999 s is, too. */
  private static final long MINUS_ONE_SECOND = -1_000_000_000L;

  private static final int FREE = 0;
  private static final int HELD = 1;

  private volatile int state;
  private volatile @Nullable WaiterQueue waiters;

  /** Creates an unlocked lock. */
  public Lock() {}

  public boolean acquire() {
    return casState(FREE, HELD) || ACQUISITION.acquire(this, BargingAcquisition.FOREVER);
  }

  public boolean acquire(boolean blocking) {
    return casState(FREE, HELD)
        || (blocking && ACQUISITION.acquire(this, BargingAcquisition.FOREVER));
  }

  public boolean acquire(boolean blocking, double timeout) {
    long nanos = Timeouts.toNanos(timeout);
    boolean forever = nanos == MINUS_ONE_SECOND;
    if (!blocking && !forever) {
      throw new ValueError("can't specify a timeout for a non-blocking call");
    }
    if (nanos < 0 && !forever) {
      throw new ValueError(Timeouts.NEGATIVE);
    }
    if (casState(FREE, HELD)) {
      return true;
    }
    if (!blocking || nanos == 0) {
      return false;
    }
    return ACQUISITION.acquire(this, forever ? BargingAcquisition.FOREVER : nanos);
  }

  public boolean acquire(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    long nanos = Timeouts.toNanos(timeout);
    return casState(FREE, HELD) || (nanos > 0 && ACQUISITION.acquire(this, nanos));
  }

  public void release() {
    WaiterQueue queue = waiters;
    if (queue != null && ACQUISITION.isHandOverDue(queue) && ACQUISITION.handOver(this, queue, 1)) {
      return;
    }
    if (getAndSetState(FREE) == FREE) {
      throw new RuntimeError("release unlocked lock");
    }
    queue = waiters;
    if (queue != null) {
      ACQUISITION.released(queue);
    }
  }

  public boolean locked() {
    return state == HELD;
  }

  public Held enter() {
    acquire();
    return this;
  }

  @Override
  public void close() {
    release();
  }

  private boolean casState(int expected, int next) {
    return STATE.compareAndSet(this, expected, next);
  }

  private int getAndSetState(int next) {
    return (int) STATE.getAndSet(this, next);
  }

  private static final class Acquisition extends BargingAcquisition<Lock> {
    @Override
    protected boolean isAvailable(Lock lock) {
      return lock.state == FREE;
    }

    @Override
    protected boolean tryAcquire(Lock lock) {
      return lock.casState(FREE, HELD);
    }

    @Override
    protected boolean releaseAllButOne(Lock lock, int units) {
      return lock.state == HELD;
    }

    @Override
    protected @Nullable WaiterQueue queue(Lock lock) {
      return lock.waiters;
    }

    @Override
    protected WaiterQueue createQueue(Lock lock) {
      WaiterQueue queue = lock.waiters;
      if (queue != null) {
        return queue;
      }
      WaiterQueue created = new WaiterQueue();
      WaiterQueue raced = (WaiterQueue) WAITERS.compareAndExchange(lock, null, created);
      return raced == null ? created : raced;
    }
  }
}
