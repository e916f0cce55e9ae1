package dev.lockstep.waiting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Gives the threads of this JVM their places for spinning: never more at once than there are spare
 * cores. First looks need none.
 */
final class Spinners {
  private static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(Padded.class, "count", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int LIMIT = Seam.ACTIVE.spinnerLimit();

  private static final PaddedTail COUNTER = new PaddedTail();

  private Spinners() {}

  static boolean enter() {
    int now = COUNTER.count;
    return now < LIMIT && COUNT.compareAndSet((Padded) COUNTER, now, now + 1);
  }

  static void leave() {
    COUNT.getAndAdd((Padded) COUNTER, -1);
  }

  /* The counter has a cache line of its own; field order follows the class hierarchy. */
  @SuppressWarnings("unused")
  private static class PaddingBefore {
    long b0;
    long b1;
    long b2;
    long b3;
    long b4;
    long b5;
    long b6;
    long b7;
  }

  private static class Padded extends PaddingBefore {
    volatile int count;
  }

  @SuppressWarnings("unused")
  private static final class PaddedTail extends Padded {
    long a0;
    long a1;
    long a2;
    long a3;
    long a4;
    long a5;
    long a6;
    long a7;
  }
}
