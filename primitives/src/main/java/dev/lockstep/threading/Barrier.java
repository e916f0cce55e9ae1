package dev.lockstep.threading;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Timeouts;
import dev.lockstep.waiting.Waiter;
import dev.lockstep.waiting.WaiterQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code threading.Barrier}: a fixed number of threads, the parties, wait for each other,
 * and pass together; then the next generation may begin. The rules BAR-01 to BAR-26 are in {@code
 * docs/rules/barrier.md}.
 *
 * <p>Memory effects: what each party did before it arrived happens-before the action, and the
 * action happens-before what any party does after it has passed; what a thread did before it broke
 * or reset the barrier happens-before what a thread does that got a {@link BrokenBarrierError} for
 * it (BAR-18).
 *
 * <p>Fairness: a generation passes, or is broken, as a whole (BAR-13).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link
 * KeyboardInterrupt}. Its arrival is withdrawn, and the barrier is not broken (BAR-19). Once all
 * have arrived nobody is interrupted any more.
 *
 * <p>The action runs in the thread that arrives last. While it runs, other threads that arrive,
 * reset or abort wait for its end (BAR-12), so it must not wait for one of these.
 *
 * <p>Deviations from Python: a timeout of NaN is an error (BAR-07); so is an action that waits for,
 * resets or aborts its own barrier, where Python's hangs (BAR-11); {@link #await(Duration)} is an
 * addition (BAR-20).
 *
 * <pre>{@code
 * Barrier turn = new Barrier(4, this::exchangeBorders);
 * // in each of 4 threads:
 * while (!done) {
 *   computeOwnPart();
 *   turn.await();
 * }
 * }</pre>
 */
public final class Barrier {
  /*
   * Idea       – The waiters of the filling generation are in a queue. Arriving, breaking,
   *              resetting and leaving exclude each other by the queue's guard; whoever ends a
   *              generation takes all of its waiters out of the queue and decides their fate in one
   *              hold of the guard. So a generation ends once, for all, and is drained at once:
   *              nobody of a later one can be mistaken for one of it.
   * State      – Of the queue, which comes into being at the first need, under its guard:
   *                filling   runner null, not broken: waiting < parties are in the queue
   *                tripped   runner is the thread that runs the action: parties − 1 are in the queue,
   *                          waiting = parties
   *                broken    nobody is in the queue, waiting = 0
   *              No queue is filling, with nobody waiting.
   * Invariants – I1 filling: the queue holds just those who have arrived in this generation and have
   *                 not left (BAR-02, BAR-03, BAR-16).
   *              I2 tripped: only the end of the action decides (BAR-13). Timeouts and interrupts
   *                 find that out under the guard, and wait on; arrivals, resets and aborts wait in
   *                 the entrance (BAR-12).
   *              I3 somebody is in the entrance only while the state is tripped: the end of the
   *                 action empties it, and they try anew.
   * Linearized – wait: the arrival at the increment of waiting, the last one where it takes the
   *              guard; timeout, interrupt, reset, abort: where they change the state under the guard;
   *              broken, nWaiting: their read.
   * Ordering   – everything under the guard is ordered by it; waiting, broken, runner: written under
   *              it, read volatile without. A waiter sees what came before its fate by that.
   * Blocking   – See Notification. A thread joins a queue under the guard under which it saw that it
   *              has to wait.
   * Progress   – The guard is held for a handful of instructions, and for one for each waiter when
   *              a generation ends. The action runs outside of it.
   * Checked by – BarrierContract, BarrierOracle, BarrierLincheck, BarrierInterleavings, BarrierVirtual,
   *              BarrierStress, BarrierBytecode.
   */
  private static final VarHandle QUEUE;

  static {
    try {
      QUEUE = MethodHandles.lookup().findVarHandle(Barrier.class, "queue", Queue.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final String IN_OWN_ACTION =
      "cannot wait on, reset or abort a barrier in its own action";

  private final int parties;
  private final @Nullable Runnable action;

  /* In nanoseconds, as Queue.await takes it. */
  private final long timeout;

  private volatile @Nullable Queue queue;

  /**
   * Creates a barrier without an action, whose waits have no timeout (BAR-01).
   *
   * @param parties how many threads pass together
   * @throws ValueError if that is less than 1
   */
  public Barrier(int parties) {
    this(parties, null);
  }

  /**
   * Creates a barrier whose waits have no timeout (BAR-01).
   *
   * @param parties how many threads pass together
   * @param action what one of them does once all have arrived, before any of them passes (BAR-09)
   * @throws ValueError if there are less than 1 parties
   */
  public Barrier(int parties, @Nullable Runnable action) {
    this(checked(parties), action, BargingAcquisition.FOREVER);
  }

  /**
   * Creates a barrier (BAR-01).
   *
   * @param parties how many threads pass together
   * @param action what one of them does once all have arrived, before any of them passes (BAR-09)
   * @param timeout the timeout of {@link #await()}, in seconds, as of {@link #await(double)}
   *     (BAR-06)
   * @throws ValueError if there are less than 1 parties, or the timeout is NaN
   */
  public Barrier(int parties, @Nullable Runnable action, double timeout) {
    this(checked(parties), action, Timeouts.toNanosOrTooLong(timeout));
  }

  private Barrier(int parties, @Nullable Runnable action, long timeout) {
    this.parties = parties;
    this.action = action;
    this.timeout = timeout;
  }

  private static int checked(int parties) {
    if (parties < 1) {
      throw new ValueError("parties must be >= 1");
    }
    return parties;
  }

  /** Returns how many threads pass together (BAR-01). */
  public int parties() {
    return parties;
  }

  /**
   * Waits until all parties have arrived, at most as long as the constructor's timeout allows
   * (BAR-02, BAR-06).
   *
   * @return how many of this generation were waiting when this thread arrived: 0 to parties − 1
   *     (BAR-03)
   * @throws BrokenBarrierError if the barrier is broken, or is broken or reset meanwhile
   * @throws OverflowError if the constructor's timeout does not fit 2⁶³−1 nanoseconds, and it has
   *     to wait
   * @throws RuntimeError if it is called by the barrier's own action
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public int await() {
    return await(timeout);
  }

  /**
   * Waits until all parties have arrived, for a limited time (BAR-04, BAR-05). When the time is
   * over the barrier is broken, for all.
   *
   * @param timeout how long to wait at most, in seconds; zero or less is no time at all
   * @return how many of this generation were waiting when this thread arrived: 0 to parties − 1
   * @throws BrokenBarrierError if the time is over, or the barrier is broken, or is broken or reset
   *     meanwhile
   * @throws ValueError if the timeout is NaN
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws RuntimeError if it is called by the barrier's own action
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public int await(double timeout) {
    return await(Timeouts.toNanosOrTooLong(timeout));
  }

  /**
   * Waits until all parties have arrived, for a limited time (BAR-20).
   *
   * @param timeout how long to wait at most; zero is no time at all
   * @return how many of this generation were waiting when this thread arrived: 0 to parties − 1
   * @throws BrokenBarrierError if the time is over, or the barrier is broken, or is broken or reset
   *     meanwhile
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws RuntimeError if it is called by the barrier's own action
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public int await(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    return await(Timeouts.toNanosOrTooLong(timeout));
  }

  /**
   * Makes the barrier empty and unbroken; who waits gets a {@link BrokenBarrierError} (BAR-14). It
   * waits for the end of an action that another thread runs.
   *
   * @throws RuntimeError if it is called by the barrier's own action
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public void reset() {
    Queue now = queue;
    if (now != null) {
      now.end(this, false);
    }
  }

  /**
   * Breaks the barrier until it is reset; who waits gets a {@link BrokenBarrierError} (BAR-15). It
   * waits for the end of an action that another thread runs.
   *
   * @throws RuntimeError if it is called by the barrier's own action
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public void abort() {
    queue().end(this, true);
  }

  /** Returns how many have arrived in the generation that is not yet complete (BAR-16). */
  public int nWaiting() {
    Queue now = queue;
    return now == null ? 0 : now.waiting;
  }

  /** Tells whether the barrier is broken (BAR-16). */
  public boolean broken() {
    Queue now = queue;
    return now != null && now.broken;
  }

  private int await(long nanos) {
    return queue().await(this, nanos);
  }

  private Queue queue() {
    Queue now = queue;
    if (now != null) {
      return now;
    }
    Queue created = new Queue(action != null);
    Queue first = (Queue) QUEUE.compareAndExchange(this, null, created);
    return first == null ? created : first;
  }

  /** The waiters of the generation that is not yet drained, and its state. */
  private static final class Queue extends WaiterQueue {
    private volatile int waiting;

    private volatile boolean broken;

    /* Who runs the action. */
    private volatile @Nullable Thread runner;

    /* Who waits for the end of the action. Guarded by this queue's guard, not by its own. */
    private final @Nullable WaiterQueue entrance;

    Queue(boolean hasAction) {
      entrance = hasAction ? new WaiterQueue() : null;
    }

    int await(Barrier barrier, long nanos) {
      Thread thread = Thread.currentThread();
      int last = barrier.parties - 1;
      Waiter waiter = waiting < last ? new Waiter(thread) : null;
      while (true) {
        lockGuardWithoutAction(barrier, thread);
        if (broken) {
          unlockGuard();
          throw new BrokenBarrierError();
        }
        int index = waiting;
        if (index == last) {
          complete(barrier.action, thread, barrier.parties);
          return index;
        }
        if (nanos == 0) {
          endGuarded(true, Waiter.REFUSED);
          throw new BrokenBarrierError();
        }
        if (nanos == Timeouts.TOO_LONG) {
          unlockGuard();
          throw Timeouts.tooLarge();
        }
        if (waiter != null) {
          waiting = index + 1;
          appendGuarded(waiter);
          unlockGuard();
          await(barrier, waiter, nanos);
          return index;
        }
        unlockGuard();
        waiter = new Waiter(thread);
      }
    }

    private void await(Barrier barrier, Waiter waiter, long nanos) {
      long start = nanos > 0 ? Notification.now() : 0;
      if (!Notification.spin(waiter, this)) {
        Notification.End end = Notification.await(barrier, waiter, nanos, start);
        if (end != Notification.End.GRANTED) {
          leave(waiter, end);
          Notification.awaitUninterruptibly(barrier, waiter);
        }
      }
      if (!waiter.isGranted()) {
        throw new BrokenBarrierError();
      }
    }

    /** Leaves because of a timeout or an interrupt, unless that comes too late (BAR-13). */
    private void leave(Waiter waiter, Notification.End end) {
      lockGuard();
      if (runner != null || waiter.isDecided()) {
        unlockGuard();
        return;
      }
      removeGuarded(waiter);
      if (end == Notification.End.INTERRUPTED) {
        int others = waiting - 1;
        waiting = others;
        unlockGuard();
        throw Notification.interrupted();
      }
      endGuarded(true, Waiter.REFUSED);
      throw new BrokenBarrierError();
    }

    /** All have arrived. To be called with the guard, which it frees. */
    private void complete(@Nullable Runnable action, Thread thread, int parties) {
      if (action == null) {
        endGuarded(false, Waiter.GRANTED);
        return;
      }
      waiting = parties;
      runner = thread;
      unlockGuard();
      boolean done = false;
      try {
        action.run();
        done = true;
      } finally {
        lockGuard();
        endGuarded(!done, done ? Waiter.GRANTED : Waiter.REFUSED);
      }
    }

    void end(Barrier barrier, boolean breaks) {
      lockGuardWithoutAction(barrier, Thread.currentThread());
      endGuarded(breaks, Waiter.REFUSED);
    }

    /** Ends the generation. To be called with the guard, which it frees. */
    private void endGuarded(boolean breaks, byte fate) {
      Waiter entrant = null;
      if (runner != null) {
        runner = null;
        entrant = entrance().takeGuarded(Integer.MAX_VALUE, Waiter.GRANTED);
      }
      if (broken != breaks) {
        broken = breaks;
      }
      waiting = 0;
      Waiter first = takeGuarded(Integer.MAX_VALUE, fate);
      unlockGuard();
      Notification.wake(first);
      Notification.wake(entrant);
    }

    /** Takes the guard while no action runs, for which it waits if need be (BAR-12). */
    private void lockGuardWithoutAction(Barrier barrier, Thread thread) {
      while (true) {
        if (runner == null) {
          lockGuard();
          if (runner == null) {
            return;
          }
          unlockGuard();
        }
        awaitEndOfAction(barrier, thread);
      }
    }

    @SuppressWarnings("ReferenceEquality") // this very thread
    private void awaitEndOfAction(Barrier barrier, Thread thread) {
      if (runner == thread) {
        throw new RuntimeError(IN_OWN_ACTION);
      }
      Waiter entrant = new Waiter(thread);
      lockGuard();
      boolean waits = runner != null;
      if (waits) {
        entrance().appendGuarded(entrant);
      }
      unlockGuard();
      if (waits
          && Notification.await(barrier, entrant, BargingAcquisition.FOREVER, 0)
              == Notification.End.INTERRUPTED
          && leaveEntrance(entrant)) {
        throw Notification.interrupted();
      }
    }

    /* There is one where there is an action to wait for. */
    private WaiterQueue entrance() {
      return Objects.requireNonNull(entrance);
    }

    private boolean leaveEntrance(Waiter entrant) {
      lockGuard();
      boolean waiting = !entrant.isDecided();
      if (waiting) {
        entrance().removeGuarded(entrant);
      }
      unlockGuard();
      return waiting;
    }
  }
}
