package dev.lockstep.waiting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One waiting thread in a {@link WaiterQueue}: 32 bytes, allocated for each wait that queues. */
final class Waiter {
  private static final VarHandle AWAKE;

  static {
    try {
      AWAKE = MethodHandles.lookup().findVarHandle(Waiter.class, "awake", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Thread thread;

  /* Guarded by the queue. */
  @Nullable Waiter previous;
  @Nullable Waiter next;

  /*
   * True while the thread is certain to look again before it parks; it says false, then looks, then
   * parks. So whoever changes what it looks at and then reads true need not unpark it.
   */
  private volatile boolean awake = true;

  /* True once this waiter has been given what it waits for; it is then no longer in the queue. */
  private volatile boolean granted;

  /* The queue's count of releases when this waiter became first. */
  int releasesWhenFirst;

  /* How often this waiter was about to park; published by awake. Stops counting when it is full. */
  private short announcedParks;

  Waiter(Thread thread) {
    this.thread = thread;
  }

  boolean isAwake() {
    return awake;
  }

  /** Says that the thread parks unless the look that follows finds something. */
  void announcePark() {
    if (announcedParks < Short.MAX_VALUE) {
      announcedParks++;
    }
    awake = false;
  }

  int announcedParks() {
    return announcedParks;
  }

  boolean isGranted() {
    return granted;
  }

  void grant() {
    granted = true;
  }

  /** Unparks the thread unless it is certain to look again anyway. */
  void wake() {
    if (!awake && AWAKE.compareAndSet(this, false, true)) {
      Seam.ACTIVE.unpark(thread);
    }
  }
}
