package dev.lockstep.waiting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One waiting thread in a {@link WaiterQueue}: 32 bytes, allocated for each wait that queues. */
public class Waiter {
  /** The fate of a waiter that has been given what it waits for. */
  static final byte GRANTED = 1;

  /**
   * The fate of a Condition's waiter that was notified: it is in the lock's queue now, and is
   * granted there if the lock is handed over to it.
   */
  static final byte SIGNALLED = 2;

  /**
   * The fate of a Condition's waiter that was notified while it was awake: it is in no queue, and
   * comes for the lock as any other thread does.
   */
  static final byte CALLED = 3;

  private static final byte UNDECIDED = 0;

  /* Of one that has announced its park: undecided still, but it can no longer be called. */
  private static final byte PARKED = -1;

  private static final VarHandle PARKING;
  private static final VarHandle FATE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      PARKING = lookup.findVarHandle(Waiter.class, "parking", boolean.class);
      FATE = lookup.findVarHandle(Waiter.class, "fate", byte.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Thread thread;

  /* Guarded by the queue. */
  @Nullable Waiter previous;
  @Nullable Waiter next;

  /*
   * False while the thread is certain to look again before it parks; it says true, then looks, then
   * parks. So whoever changes what it looks at and then reads false need not unpark it. Like the
   * fate it begins as zero, so that creating a waiter orders nothing.
   */
  volatile boolean parking;

  /* Once it is decided, under the guard, the waiter is no longer in the queue it has joined. */
  private volatile byte fate;

  /* The queue's count of releases when this waiter became first. */
  int releasesWhenFirst;

  /*
   * How often this waiter was about to park while it tried to acquire; published by parking. Stops
   * counting when it is full.
   */
  short announcedParks;

  /**
   * Creates a waiter.
   *
   * @param thread who waits
   */
  public Waiter(Thread thread) {
    this.thread = thread;
  }

  /**
   * Tells whether {@link WaiterQueue#takeOverGuarded} may take this waiter out: whenever somebody
   * asks, unless a primitive's own kind of waiter says otherwise. Once it may it always may.
   */
  protected boolean isOver() {
    return true;
  }

  boolean isAwake() {
    return !parking;
  }

  /** Says that the thread parks unless the look that follows finds something. */
  void announcePark() {
    parking = true;
    FATE.compareAndSet(this, UNDECIDED, PARKED);
  }

  /** As {@link #announcePark}, of a thread that tries to acquire: counts how often it does. */
  void announceCountedPark() {
    if (announcedParks < Short.MAX_VALUE) {
      announcedParks++;
    }
    parking = true;
  }

  /** Says that the thread, which is in no queue, will look before it parks. */
  void stayAwake() {
    parking = false;
  }

  /** Tells whether this waiter has been given what it waits for. */
  public final boolean isGranted() {
    return fate == GRANTED;
  }

  /** Tells whether this waiter has been granted, signalled or called. */
  public final boolean isDecided() {
    return fate > UNDECIDED;
  }

  /** Tells, of a Condition's waiter that has left its queue, whether its lock's has taken it. */
  boolean isInLine() {
    byte now = fate;
    return now == SIGNALLED || now == GRANTED;
  }

  /**
   * Tells a Condition's waiter that it was notified, unless it has announced its park.
   *
   * @return whether it will see that before it parks
   */
  boolean call() {
    return FATE.compareAndSet(this, UNDECIDED, CALLED);
  }

  void grant() {
    fate = GRANTED;
  }

  void decide(byte how) {
    fate = how;
  }

  /** Unparks the thread unless it is certain to look again anyway. */
  void wake() {
    if (parking && PARKING.compareAndSet(this, true, false)) {
      Seam.ACTIVE.unpark(thread);
    }
  }
}
