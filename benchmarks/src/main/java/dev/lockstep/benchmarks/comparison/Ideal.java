package dev.lockstep.benchmarks.comparison;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The least code that spins: no timeout, no interrupt, no queue. What the machine allows, as lock
 * and as semaphore.
 */
final class Ideal {
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Ideal.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile int state;

  Ideal(int state) {
    this.state = state;
  }

  boolean compareAndSet() {
    return STATE.compareAndSet(this, 0, 1);
  }

  void unlock() {
    STATE.getAndSet(this, 0);
  }

  void lock() {
    while (!STATE.compareAndSet(this, 0, 1)) {
      while (state != 0) {
        Thread.onSpinWait();
      }
    }
  }

  void down() {
    while (true) {
      int now = state;
      if (now > 0 && STATE.compareAndSet(this, now, now - 1)) {
        return;
      }
      if (now == 0) {
        Thread.onSpinWait();
      }
    }
  }

  void up() {
    STATE.getAndAdd(this, 1);
  }
}
