package dev.lockstep.linearizability;

import dev.lockstep.waiting.Seam;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A parker and a clock that Lincheck's model checker sees through. All checks of this module run
 * with it: the JVM that runs them sets {@code dev.lockstep.waiting.seam} to this class.
 *
 * <p>The parker is a monitor with a permit for each thread. Unlike Lincheck's {@code LockSupport}
 * it never returns for no reason, so a forgotten unpark is a deadlock that is found. The clock
 * ticks once each time somebody looks, and a timed park never blocks: it gives the scheduler a
 * point to switch at, and the caller looks at the clock again. So a timeout of n nanoseconds is
 * over after n looks, wherever the scheduler places them. A scenario may instead stop the clock:
 * then a timed park blocks until somebody unparks the thread or the scenario moves the clock.
 *
 * <p>Tasks that primitives hand over to threads of their own run where the scenario says.
 *
 * <p>Lincheck restores the static state before each execution, so nothing has to be reset.
 */
public final class ModelCheckingSeam extends Seam {
  /** How often a waiter may be passed, so few that a scenario can reach it. */
  static final int BARGING_BOUND = 2;

  private static volatile @Nullable Parking first;

  private static long now;

  private static boolean clockStopped;

  private static boolean timeIsOver;

  private static @Nullable Runnable atNextLook;

  private static @Nullable Runnable afterUnpark;

  private static boolean spinning;

  private static @Nullable HandedOver lastHandedOver;

  /** A task for which nobody waits, and the one that was handed over before it. */
  private static final class HandedOver {
    final Runnable task;
    final @Nullable HandedOver before;

    HandedOver(Runnable task, @Nullable HandedOver before) {
      this.task = task;
      this.before = before;
    }
  }

  /** For the service loader. */
  public ModelCheckingSeam() {}

  /** Where one thread parks. Everything is guarded by its monitor. */
  private static final class Parking {
    final Thread thread;
    final @Nullable Parking next;

    boolean permit;
    boolean parked;
    boolean timed;
    boolean interrupted;
    boolean ended;
    int unparks;

    Parking(Thread thread, @Nullable Parking next) {
      this.thread = thread;
      this.next = next;
    }
  }

  /** Lets threads spin from now on, until the end of this execution. */
  static void letThreadsSpin() {
    spinning = true;
  }

  /** Returns the reading of the clock, without a tick. */
  static long peek() {
    return now;
  }

  /** Lets some time pass on a clock that is not stopped. */
  static void tick(int ticks) {
    now += ticks;
  }

  /** Counts how often threads have been unparked; only differences within an execution count. */
  static int unparks() {
    int unparks = 0;
    for (Parking parking = first; parking != null; parking = parking.next) {
      synchronized (parking) {
        unparks += parking.unparks;
      }
    }
    return unparks;
  }

  /** Counts how often a thread has been unparked. */
  static int unparks(Thread thread) {
    Parking parking = parkingOf(thread);
    synchronized (parking) {
      return parking.unparks;
    }
  }

  /** Stops the clock, until the end of this execution. */
  static void stopClock() {
    clockStopped = true;
  }

  /** Moves the stopped clock so far that the time of every timed park is over; later ones too. */
  static void letTimeoutsPass() {
    timeIsOver = true;
    now += Integer.MAX_VALUE;
    for (Parking parking = first; parking != null; parking = parking.next) {
      synchronized (parking) {
        if (parking.parked && parking.timed) {
          parking.permit = true;
          parking.notifyAll();
        }
      }
    }
  }

  /**
   * Blocks until a thread is parked and nothing has unparked it yet, or until it has ended.
   *
   * @return whether it is parked
   */
  static boolean awaitParked(Thread thread) {
    Parking parking = parkingOf(thread);
    synchronized (parking) {
      while (!parking.ended && (!parking.parked || parking.permit || parking.interrupted)) {
        waitFor(parking);
      }
      return !parking.ended;
    }
  }

  /**
   * Starts a thread and blocks until it is parked, or has ended. Gives the scheduler as few points
   * to switch at as possible: those of interest come later, and Lincheck reaches them the sooner.
   *
   * @return whether it is parked
   */
  @SuppressWarnings("WaitNotInLoop") // it is; the first round has nothing to look at
  static boolean startAndAwaitParked(Thread thread) {
    Parking parking = parkingOf(thread);
    synchronized (parking) {
      thread.start();
      do {
        waitFor(parking);
      } while (!parking.ended && !parking.parked);
      return !parking.ended;
    }
  }

  /**
   * Lets the next thread that looks at the clock do something first: what others do between its
   * last look at the primitive and its decision to leave.
   */
  static void atNextLookAtTheClock(Runnable action) {
    atNextLook = action;
  }

  /**
   * Lets the next thread that unparks another do something at once: what happens before it goes on.
   */
  static void afterNextUnpark(Runnable action) {
    afterUnpark = action;
  }

  /** Does now what the next look at the clock was to do, if nobody has looked. */
  static void doWhatWasLeft() {
    Runnable action = atNextLook;
    if (action != null) {
      atNextLook = null;
      action.run();
    }
  }

  /**
   * Runs what was handed over last, in the current thread: the model checker waits for the end of
   * every thread, and that of the primitives' own threads may be far.
   *
   * @return false if nothing was handed over that has not been taken
   */
  static boolean runHandedOver() {
    HandedOver taken;
    synchronized (ModelCheckingSeam.class) {
      taken = lastHandedOver;
      if (taken == null) {
        return false;
      }
      lastHandedOver = taken.before;
    }
    taken.task.run();
    return true;
  }

  /** Runs all that was handed over, and what is handed over meanwhile. */
  static void runAllHandedOver() {
    boolean ran;
    do {
      ran = runHandedOver();
    } while (ran);
  }

  /** To be called by a thread that others may await, when it has done what it had to do. */
  static void currentThreadEnds() {
    Parking parking = parkingOf(Thread.currentThread());
    synchronized (parking) {
      parking.ended = true;
      parking.notifyAll();
    }
  }

  /**
   * Interrupts a thread. One that is parked here sets its own interrupt status on its way out:
   * Lincheck loses track of a thread that is interrupted inside {@code Object.wait}.
   */
  static void interrupt(Thread thread) {
    Parking parking = parkingOf(thread);
    synchronized (parking) {
      if (parking.parked) {
        parking.interrupted = true;
        parking.notifyAll();
      } else {
        thread.interrupt();
      }
    }
  }

  @Override
  public long nanoTime() {
    doWhatWasLeft();
    return clockStopped ? now : ++now;
  }

  @Override
  public void park(Object blocker) {
    park(false);
  }

  private static void park(boolean timed) {
    Parking parking = parkingOf(Thread.currentThread());
    synchronized (parking) {
      if (!parking.permit && !(timed && timeIsOver) && !Thread.currentThread().isInterrupted()) {
        parking.parked = true;
        parking.timed = timed;
        parking.notifyAll();
        while (!parking.permit && !parking.interrupted) {
          waitFor(parking);
        }
        parking.parked = false;
        parking.notifyAll();
        if (parking.interrupted) {
          parking.interrupted = false;
          Thread.currentThread().interrupt();
        }
      }
      parking.permit = false;
    }
  }

  @Override
  public void parkNanos(Object blocker, long nanos) {
    if (clockStopped) {
      park(true);
      return;
    }
    Parking parking = parkingOf(Thread.currentThread());
    synchronized (parking) {
      parking.permit = false;
    }
  }

  @Override
  public void unpark(Thread thread) {
    Parking parking = parkingOf(thread);
    synchronized (parking) {
      parking.permit = true;
      parking.unparks++;
      parking.notifyAll();
    }
    Runnable action = afterUnpark;
    if (action != null) {
      afterUnpark = null;
      action.run();
    }
  }

  @Override
  public void execute(Executor threads, Runnable task) {
    synchronized (ModelCheckingSeam.class) {
      lastHandedOver = new HandedOver(task, lastHandedOver);
    }
  }

  /* The second look is that of a thread that has said that it spins. */
  @Override
  public int spinLimit() {
    return 2;
  }

  @Override
  public int spinnerLimit() {
    return 2;
  }

  @Override
  public int bargingBound() {
    return BARGING_BOUND;
  }

  @Override
  public boolean currentThreadMaySpin() {
    return spinning;
  }

  private static Parking parkingOf(Thread thread) {
    Parking found = find(thread);
    if (found != null) {
      return found;
    }
    synchronized (ModelCheckingSeam.class) {
      found = find(thread);
      if (found == null) {
        found = new Parking(thread, first);
        first = found;
      }
      return found;
    }
  }

  @SuppressWarnings("ReferenceEquality") // nothing of Thread is called under the model checker
  private static @Nullable Parking find(Thread thread) {
    Parking parking = first;
    while (parking != null && parking.thread != thread) {
      parking = parking.next;
    }
    return parking;
  }

  @SuppressWarnings("WaitNotInLoop") // the callers loop
  private static void waitFor(Parking parking) {
    try {
      parking.wait();
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupt a thread that parks here by interrupt(Thread) only", e);
    }
  }
}
