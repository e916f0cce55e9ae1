package dev.lockstep.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The least code that lets a thread sleep: park and unpark, without a queue or interrupts. */
final class Parked {
  private static final VarHandle ARRIVED;

  static {
    try {
      ARRIVED = MethodHandles.lookup().findVarHandle(Barrier.class, "arrived", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Parked() {}

  /** A flag that one thread sets, and always the same other one waits for and clears. */
  static final class Flag {
    private volatile boolean given;
    private volatile @Nullable Thread taker;

    void give() {
      given = true;
      LockSupport.unpark(taker);
    }

    void take() {
      Thread self = Thread.currentThread();
      if (taker != self) {
        taker = self;
      }
      while (!given) {
        LockSupport.park(this);
      }
      given = false;
    }
  }

  /** Counts arrivals; the last one unparks all others. */
  static final class Barrier {
    private final int parties;

    /* By turns: who is late to be unparked from a phase must not be replaced by the next one's. */
    private final AtomicReferenceArray<Thread> even;
    private final AtomicReferenceArray<Thread> odd;

    private volatile int arrived;
    private volatile int phase;

    Barrier(int parties) {
      this.parties = parties;
      even = new AtomicReferenceArray<>(parties);
      odd = new AtomicReferenceArray<>(parties);
    }

    void await() {
      int now = phase;
      AtomicReferenceArray<Thread> waiting = (now & 1) == 0 ? even : odd;
      int others = parties - 1;
      int place = (int) ARRIVED.getAndAdd(this, 1);
      if (place == others) {
        arrived = 0;
        phase = now + 1;
        for (int i = 0; i < others; i++) {
          LockSupport.unpark(waiting.get(i));
        }
      } else {
        waiting.set(place, Thread.currentThread());
        while (phase == now) {
          LockSupport.park(this);
        }
      }
    }
  }
}
