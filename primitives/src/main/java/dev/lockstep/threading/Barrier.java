package dev.lockstep.threading;

import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.waiting.BargingAcquisition;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Spinning;
import dev.lockstep.waiting.Timeouts;
import dev.lockstep.waiting.Waiter;
import dev.lockstep.waiting.WaiterQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
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
 * <p>The action runs in the thread that arrives last. What it throws comes out of the {@code await}
 * that called it; the barrier is then broken, and the others get a {@link BrokenBarrierError}
 * (BAR-10). While it runs, other threads that arrive, reset or abort wait for its end (BAR-12), so
 * it must not wait for one of these.
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
   * Idea       – One word says which generation is filling and how many have arrived in it. An
   *              arrival is one change of it, and so is the end of a generation, whoever ends it. The
   *              queue decides nothing: it is where threads park until the word says that their
   *              generation is over.
   * State      – state: the generation, which wraps; BROKEN; waiting.
   *                filling   not BROKEN, waiting < parties
   *                tripped   waiting = parties: the runner runs the action
   *                broken    BROKEN, waiting = 0
   *              queue: comes into being at the first need, and stays.
   *                its waiters   parties of the generation, and those who wait for its action; also
   *                              those of earlier generations that are about to be woken
   *                refusals      of each generation that was refused, as long as somebody of it has
   *                              not been told: how many
   *                runner        the thread that runs the action
   * Invariants – I1 filling: waiting have arrived in this generation and have not left (BAR-02,
   *                 BAR-03, BAR-16).
   *              I2 tripped: only the runner changes the state (BAR-13). Whoever comes then waits for
   *                 the end of the generation, and tries anew (BAR-12).
   *              I3 a generation ends once, by a change of the state to the next one: to all of it
   *                 alike, wherever they are on their way to being parked.
   *              I4 with the guard free there is a refusal of a generation just if it was refused and
   *                 one of it has not been told. It is there before the generation ends, so whoever
   *                 sees that his is over and then no refusal at all has passed.
   *              I5 the generations of those in the queue never descend from its front to its end: so
   *                 those whose generation is over are at its front.
   * Linearized – wait: the arrival at its compareAndSet, so the last one without an action; timeout,
   *              interrupt, reset, abort: at theirs; the end of the action: at its write of the
   *              state; broken, nWaiting: their read.
   * Ordering   – state: compareAndSet, or written volatile; read volatile. All that ends a wait has
   *              read the state: the thread itself, or whoever took it out of the queue.
   *              refusals: written volatile before the state, read volatile after it.
   * Blocking   – No wakeup is lost: whoever ends a generation changes the state, then reads the head
   *              of the queue; a thread joins the queue, then reads the state; all are volatile
   *              accesses. Whoever leaves takes itself out of the queue and then looks at the state.
   *              What a thread needs to park it allocates once it has looked in vain: an allocation just
   *              before the arrival's compareAndSet would slow it down.
   * Progress   – Arrivals and ends of a generation are lock-free. The guard is needed to park, to
   *              wake, and to refuse: for a handful of instructions, and for one for each that is
   *              woken. The action runs outside of it.
   *              A thread that loses its core for exactly 2³² generations waits for one more.
   * Checked by – BarrierContract, BarrierOracle, BarrierLincheck, BarrierInterleavings, BarrierVirtual,
   *              BarrierStress, BarrierBytecode.
   */
  private static final VarHandle STATE;
  private static final VarHandle QUEUE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(Barrier.class, "state", long.class);
      QUEUE = lookup.findVarHandle(Barrier.class, "queue", Queue.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final long GENERATION = 1L << 32;

  private static final long BROKEN = 1L << 31;

  private static final Spinning<Barrier> ON_END =
      new Spinning<>() {
        @Override
        protected boolean isOver(Barrier barrier, int before) {
          return generation(barrier.state) != before;
        }
      };

  private static final String IN_OWN_ACTION =
      "cannot wait on, reset or abort a barrier in its own action";

  private final int parties;
  private final @Nullable Runnable action;

  /* In nanoseconds, as await(long) takes it. */
  private final long timeout;

  private volatile long state;

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
   * (BAR-02, BAR-06). Who arrives last calls the action, and gets what that throws (BAR-10).
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
   * over the barrier is broken, for all. Who arrives last calls the action, and gets what that
   * throws (BAR-10).
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
   * Waits until all parties have arrived, for a limited time (BAR-20). Who arrives last calls the
   * action, and gets what that throws (BAR-10).
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
    refuse(false);
  }

  /**
   * Breaks the barrier until it is reset; who waits gets a {@link BrokenBarrierError} (BAR-15). It
   * waits for the end of an action that another thread runs.
   *
   * @throws RuntimeError if it is called by the barrier's own action
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public void abort() {
    refuse(true);
  }

  /**
   * Returns how many have arrived in the generation that fills; parties while the action runs, and
   * 0 if the barrier is broken (BAR-16).
   */
  public int nWaiting() {
    return waiting(state);
  }

  /** Tells whether the barrier is broken (BAR-16). */
  public boolean broken() {
    return isBroken(state);
  }

  private int await(long nanos) {
    Queue queue = queue();
    while (true) {
      long now = state;
      int index = waiting(now);
      if (isBroken(now)) {
        throw new BrokenBarrierError();
      }
      if (index == parties) {
        awaitEndOfAction(queue, now);
      } else if (index == parties - 1) {
        if (complete(queue, now)) {
          return index;
        }
      } else if (nanos == 0) {
        if (queue.refuse(this, now, index, true, new Refusal())) {
          throw new BrokenBarrierError();
        }
      } else if (nanos == Timeouts.TOO_LONG) {
        throw Timeouts.tooLarge();
      } else if (casState(now, now + 1)) {
        await(queue, generation(now), nanos);
        return index;
      }
    }
  }

  /** Waits, having arrived in a generation. */
  private void await(Queue queue, int generation, long nanos) {
    long start = nanos > 0 ? Notification.now() : 0;
    if (!ON_END.spin(this, generation, queue)) {
      park(queue, generation, nanos, start);
    }
    if (queue.isRefused(generation)) {
      throw new BrokenBarrierError();
    }
  }

  private void park(Queue queue, int generation, long nanos, long start) {
    Party party;
    @Nullable Refusal refusal;
    try {
      party = new Party(this, generation);
      refusal = nanos > 0 ? new Refusal() : null;
    } catch (OutOfMemoryError e) {
      withdraw(generation);
      throw e;
    }
    if (queue.join(party)) {
      Notification.End end = Notification.await(this, party, nanos, start);
      if (end != Notification.End.GRANTED) {
        queue.cancel(party);
        leave(queue, party, end == Notification.End.INTERRUPTED ? null : refusal);
      }
    }
  }

  /** Undoes an arrival, unless all have arrived. */
  private void withdraw(int generation) {
    long now = state;
    while (generation(now) == generation && waiting(now) != parties && !casState(now, now - 1)) {
      now = state;
    }
  }

  /**
   * Leaves because of an interrupt, or of a timeout, which refuses the others; unless that comes
   * too late (BAR-13).
   */
  private void leave(Queue queue, Party party, @Nullable Refusal refusal) {
    while (true) {
      long now = state;
      if (generation(now) != party.generation) {
        return;
      }
      if (waiting(now) == parties) {
        if (queue.join(party)) {
          Notification.awaitUninterruptibly(this, party);
        }
        return;
      }
      if (refusal == null) {
        if (casState(now, now - 1)) {
          throw Notification.interrupted();
        }
      } else if (queue.refuse(this, now, waiting(now) - 1, true, refusal)) {
        throw new BrokenBarrierError();
      }
    }
  }

  /** Arrives as the last, if the state is still this. */
  private boolean complete(Queue queue, long now) {
    if (action == null) {
      if (!casState(now, next(now))) {
        return false;
      }
      queue.wakeWhoseGenerationIsOver();
      return true;
    }
    Refusal refusal = new Refusal();
    if (!casState(now, now + 1)) {
      return false;
    }
    run(action, queue, now + 1, refusal);
    return true;
  }

  private void run(Runnable action, Queue queue, long tripped, Refusal refusal) {
    queue.runner = Thread.currentThread();
    boolean done = false;
    try {
      action.run();
      done = true;
    } finally {
      queue.runner = null;
      if (done) {
        state = next(tripped);
        queue.wakeWhoseGenerationIsOver();
      } else {
        queue.refuse(this, tripped, parties - 1, true, refusal);
      }
    }
  }

  private void refuse(boolean breaks) {
    Queue queue = queue();
    Refusal refusal = new Refusal();
    while (true) {
      long now = state;
      if (waiting(now) == parties) {
        awaitEndOfAction(queue, now);
      } else if (queue.refuse(this, now, waiting(now), breaks, refusal)) {
        return;
      }
    }
  }

  /** Waits until the state is no longer this, in which another thread runs the action (BAR-12). */
  @SuppressWarnings("ReferenceEquality") // this very thread
  private void awaitEndOfAction(Queue queue, long tripped) {
    if (queue.runner == Thread.currentThread()) {
      throw new RuntimeError(IN_OWN_ACTION);
    }
    Party entrant = new Party(this, generation(tripped));
    if (queue.join(entrant)
        && Notification.await(this, entrant, BargingAcquisition.FOREVER, 0)
            == Notification.End.INTERRUPTED
        && queue.cancel(entrant)) {
      throw Notification.interrupted();
    }
  }

  private Queue queue() {
    Queue now = queue;
    if (now != null) {
      return now;
    }
    Queue created = new Queue();
    Queue first = (Queue) QUEUE.compareAndExchange(this, null, created);
    return first == null ? created : first;
  }

  private boolean casState(long expected, long next) {
    return STATE.compareAndSet(this, expected, next);
  }

  private static int generation(long state) {
    return (int) (state >>> 32);
  }

  private static boolean isBroken(long state) {
    return (state & BROKEN) != 0;
  }

  private static int waiting(long state) {
    return (int) (state & (BROKEN - 1));
  }

  /** Returns the state at the beginning of the next generation. */
  private static long next(long state) {
    return (state & -GENERATION) + GENERATION;
  }

  /** One who waits for the end of a generation: of its own, or of the one whose action runs. */
  private static final class Party extends Waiter {
    private final Barrier barrier;
    private final int generation;

    Party(Barrier barrier, int generation) {
      super(Thread.currentThread());
      this.barrier = barrier;
      this.generation = generation;
    }

    @Override
    protected boolean isOver() {
      return generation(barrier.state) != generation;
    }
  }

  /** That a generation was refused. Guarded by the queue. */
  private static final class Refusal {
    private int generation;
    private int untold;
    private @Nullable Refusal next;
  }

  /** Where threads park, and what those have to be told that are refused. */
  private static final class Queue extends WaiterQueue {
    private volatile @Nullable Refusal refusals;

    private volatile @Nullable Thread runner;

    /** Lets one join, unless the generation is over. */
    boolean join(Party party) {
      lockGuard();
      appendGuarded(party);
      boolean waits = !party.isOver();
      if (!waits) {
        removeGuarded(party);
      }
      unlockGuard();
      return waits;
    }

    void wakeWhoseGenerationIsOver() {
      if (isEmpty()) {
        return;
      }
      lockGuard();
      Waiter first = takeOverGuarded();
      unlockGuard();
      Notification.wake(first);
    }

    /**
     * Ends the generation by refusing so many, if the state is still this.
     *
     * @return whether it was
     */
    boolean refuse(Barrier barrier, long now, int count, boolean breaks, Refusal refusal) {
      Waiter first = null;
      lockGuard();
      Refusal others = refusals;
      if (count > 0) {
        refusal.generation = generation(now);
        refusal.untold = count;
        refusal.next = others;
        refusals = refusal;
      }
      boolean ended = barrier.casState(now, breaks ? next(now) | BROKEN : next(now));
      if (ended) {
        first = takeOverGuarded();
      } else if (count > 0) {
        refusals = others;
      }
      unlockGuard();
      Notification.wake(first);
      return ended;
    }

    /** Tells one of a generation that is over whether it was refused; to be asked once. */
    boolean isRefused(int generation) {
      if (refusals == null) {
        return false;
      }
      lockGuard();
      Refusal before = null;
      Refusal refusal = refusals;
      while (refusal != null && refusal.generation != generation) {
        before = refusal;
        refusal = refusal.next;
      }
      if (refusal != null) {
        refusal.untold--;
        if (refusal.untold == 0) {
          removeGuarded(refusal, before);
        }
      }
      unlockGuard();
      return refusal != null;
    }

    private void removeGuarded(Refusal refusal, @Nullable Refusal before) {
      if (before == null) {
        refusals = refusal.next;
      } else {
        before.next = refusal.next;
      }
    }
  }
}
