package dev.lockstep.waiting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One waiting thread in a {@link WaiterQueue}: 32 bytes, allocated for each wait that queues. */
public final class Waiter {
  /** The fate of a waiter that has been given what it waits for. */
  public static final byte GRANTED = 1;

  /** The fate of a waiter that is told that it waits in vain: its barrier is broken. */
  public static final byte REFUSED = 2;

  private static final byte UNDECIDED = 0;

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

  /* Once it is decided, under the guard, the waiter is no longer in the queue. */
  private volatile byte fate = UNDECIDED;

  /* The queue's count of releases when this waiter became first. */
  int releasesWhenFirst;

  /* How often this waiter was about to park; published by awake. Stops counting when it is full. */
  private short announcedParks;

  /**
   * Creates a waiter.
   *
   * @param thread who waits
   */
  public Waiter(Thread thread) {
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

  /** Tells whether this waiter has been given what it waits for. */
  public boolean isGranted() {
    return fate == GRANTED;
  }

  /** Tells whether this waiter has been granted or refused. */
  public boolean isDecided() {
    return fate != UNDECIDED;
  }

  void grant() {
    fate = GRANTED;
  }

  void decide(byte how) {
    fate = how;
  }

  /** Unparks the thread unless it is certain to look again anyway. */
  void wake() {
    if (!awake && AWAKE.compareAndSet(this, false, true)) {
      Seam.ACTIVE.unpark(thread);
    }
  }
}
