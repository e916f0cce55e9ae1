package dev.lockstep.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The least code that could do: it spins for ever, without timeouts, interrupts or a queue. */
final class Ideal {
  /* A spinning thread must not keep the other one from its core for ever, where there is but one. */
  private static final int SPINS_BEFORE_YIELD = 1 << 14;

  private static final VarHandle LOCK_STATE;
  private static final VarHandle PERMITS;
  private static final VarHandle ARRIVED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      LOCK_STATE = lookup.findVarHandle(Lock.class, "state", int.class);
      PERMITS = lookup.findVarHandle(Semaphore.class, "permits", int.class);
      ARRIVED = lookup.findVarHandle(Barrier.class, "arrived", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Ideal() {}

  /** Spins once more, and returns how often it has. */
  private static int spin(int spins) {
    if (spins % SPINS_BEFORE_YIELD == SPINS_BEFORE_YIELD - 1) {
      Thread.yield();
    } else {
      Thread.onSpinWait();
    }
    return spins + 1;
  }

  /** A lock without an owner: 0 is free, 1 is held. */
  static final class Lock {
    private volatile int state;

    void acquire() {
      int spins = 0;
      while (!LOCK_STATE.compareAndSet(this, 0, 1)) {
        while (state != 0) {
          spins = spin(spins);
        }
      }
    }

    void release() {
      LOCK_STATE.getAndSet(this, 0);
    }

    /** Refuses to release what is free, also if another thread releases it at the same time. */
    void releaseOnce() {
      if (!LOCK_STATE.compareAndSet(this, 1, 0)) {
        throw new IllegalStateException("released twice");
      }
    }
  }

  /** A counter of permits. */
  static final class Semaphore {
    private volatile int permits;

    Semaphore(int permits) {
      this.permits = permits;
    }

    void acquire() {
      int spins = 0;
      while (true) {
        int now = permits;
        if (now == 0) {
          spins = spin(spins);
        } else if (PERMITS.compareAndSet(this, now, now - 1)) {
          return;
        }
      }
    }

    void release() {
      PERMITS.getAndAdd(this, 1);
    }

    /** Refuses what exceeds the limit, as both of Python's do here (SEM-09, SEM-12). */
    void release(int limit) {
      int now;
      do {
        now = permits;
        if (now >= limit) {
          throw new AssertionError("released more often than acquired");
        }
      } while (!PERMITS.compareAndSet(this, now, now + 1));
    }
  }

  /** A flag. */
  static final class Event {
    private volatile boolean flag;

    void set() {
      flag = true;
    }

    void clear() {
      flag = false;
    }

    void await() {
      int spins = 0;
      while (!flag) {
        spins = spin(spins);
      }
    }
  }

  /** A lock, and a count of notifications that those who gave it up wait for. */
  static final class Condition {
    private final Lock lock = new Lock();
    private volatile int notifications;

    void acquire() {
      lock.acquire();
    }

    void release() {
      lock.release();
    }

    void await() {
      int before = notifications;
      lock.release();
      int spins = 0;
      while (notifications == before) {
        spins = spin(spins);
      }
      lock.acquire();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the lock is held
    void signal() {
      notifications++;
    }
  }

  /**
   * A lock, and a list of those who gave it up: who came first is notified first, and nobody else.
   */
  static final class FairCondition {
    private static final class Waiter {
      private volatile boolean notified;
      private @Nullable Waiter next;
    }

    private final Lock lock = new Lock();
    private @Nullable Waiter first;
    private @Nullable Waiter last;

    void acquire() {
      lock.acquire();
    }

    void release() {
      lock.release();
    }

    void await() {
      Waiter self = new Waiter();
      if (last == null) {
        first = self;
      } else {
        last.next = self;
      }
      last = self;
      lock.release();
      int spins = 0;
      while (!self.notified) {
        spins = spin(spins);
      }
      lock.acquire();
    }

    void signal() {
      Waiter one = first;
      if (one != null) {
        first = one.next;
        if (first == null) {
          last = null;
        }
        one.notified = true;
      }
    }
  }

  /** Counts arrivals; the last one begins the next phase. */
  static final class Barrier {
    private final int parties;
    private volatile int arrived;
    private volatile int phase;

    Barrier(int parties) {
      this.parties = parties;
    }

    void await() {
      int now = phase;
      if ((int) ARRIVED.getAndAdd(this, 1) == parties - 1) {
        arrived = 0;
        phase = now + 1;
      } else {
        int spins = 0;
        while (phase == now) {
          spins = spin(spins);
        }
      }
    }
  }
}
