package dev.lockstep.atomics.sync;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.RangeError;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.WaitResult;
import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.RuntimeError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.threading.BrokenBarrierError;
import dev.lockstep.waiting.Notification;
import dev.lockstep.waiting.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code threading.Barrier} in six words of a {@link SharedArrayBuffer}. The action and
 * the timeout of {@link #await()} are each object's own. Its rules are those of {@code
 * docs/rules/barrier.md}, but for two: who frees the guard may wake another that waits for it
 * (BAR-22), and who waits takes somewhat more memory (BAR-24). Of an action that touches its own
 * barrier (BAR-11) only the object knows that has it, not another over the same words.
 *
 * <pre>
 * offset | word       | meaning
 * -------|------------|------------------------------------------------------------------------
 *      0 | guard      | the guard of the other words
 *      4 | generation | the one that fills, or whose action runs; what its waiters sleep on; wraps
 *      8 | arrived    | how many of it have arrived; parties while the action runs; -1 if broken
 *     12 | parties    | how many pass together
 *     16 | leaving 0  | of the last even generation that ended with waiters: twice the number of
 *        |            | those who have not left yet, and 1 more if it was refused
 *     20 | leaving 1  | the same of the last odd one
 * </pre>
 *
 * <p>Memory effects: what each party did before it arrived happens-before the action, and the
 * action happens-before what any party does after it has passed; what an agent did before it broke
 * or reset the barrier happens-before what an agent does that got a {@link BrokenBarrierError} for
 * it (BAR-18).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link
 * KeyboardInterrupt}. Its arrival is withdrawn, and the barrier is not broken (BAR-19). Once all
 * have arrived nobody is interrupted any more.
 *
 * <p>The action runs in the agent that arrives last. What it throws comes out of the {@code await}
 * that called it; the barrier is then broken, and the others get a {@link BrokenBarrierError}
 * (BAR-10).
 *
 * <pre>{@code
 * SharedBarrier.create(memory, 0, 4); // in one agent, at first
 * SharedBarrier turn = new SharedBarrier(memory, 0); // in each
 * turn.await();
 * }</pre>
 */
public final class SharedBarrier {
  /*
   * Idea       – Who wakes up late has to learn what became of its generation. So the words keep that of
   *              the last two, and the one after waits until all have left that of whose fate it takes
   *              the place: where the parties are always the same, never.
   * Invariants – I1 all words but leaving change under the guard; leaving is set under it, and counted
   *                 down by those who leave.
   *              I2 nobody arrives in a generation while leaving of its parity is not counted down; so
   *                 what is read there by somebody of a generation that has ended is its fate.
   *              I3 while arrived is parties, only who runs the action changes generation and arrived
   *                 (BAR-12, BAR-13).
   *              I4 a generation ends once: generation grows by one, if anybody waits for that.
   * Linearized – where arrived changes; broken, nWaiting: their load.
   * Ordering   – all accesses are Atomics, which are sequentially consistent.
   * Blocking   – No wakeup is lost: who ends a generation changes the word, then wakes all that sleep on
   *              it; Atomics.wait looks at the word and goes to sleep in one step (BAR-17). Who comes
   *              between the two is woken for nothing, and looks.
   *              Who is stopped for exactly 2³² generations while it goes to sleep waits for one more.
   * Progress   – The guard is held for a handful of instructions. The action runs outside of it.
   * Checked by – BarrierContract, BarrierLincheck, BarrierInterleavings, BarrierStress of the subject
   *              shared-memory; the scenarios of atomics-emulation/js.
   */

  /** How many bytes it takes. */
  public static final int BYTES = 24;

  private static final int GUARD = 0;
  private static final int GENERATION = 1;
  private static final int ARRIVED = 2;
  private static final int PARTIES = 3;
  private static final int LEAVING = 4;

  private static final int BROKEN = -1;

  private static final int PASSED = 0;
  private static final int REFUSED = 1;

  private static final String IN_OWN_ACTION =
      "cannot wait on, reset or abort a barrier in its own action";

  private final Int32Array words;
  private final @Nullable Runnable action;

  /* In nanoseconds, as await(long) takes it. */
  private final long timeout;

  /* Who runs this object's action; written by nobody else meanwhile (I3). */
  private volatile @Nullable Thread runner;

  /**
   * Makes a view of a barrier that {@link #create} has made, without an action, whose waits have no
   * timeout.
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @throws RangeError if the offset is negative or no multiple of 4, or the words are not all
   *     within the buffer
   */
  public SharedBarrier(SharedArrayBuffer buffer, long byteOffset) {
    this(buffer, byteOffset, null);
  }

  /**
   * Makes a view of a barrier that {@link #create} has made, whose waits have no timeout.
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @param action what this agent does if it is the last to arrive, before any passes (BAR-09)
   * @throws RangeError if the offset is negative or no multiple of 4, or the words are not all
   *     within the buffer
   */
  public SharedBarrier(SharedArrayBuffer buffer, long byteOffset, @Nullable Runnable action) {
    this(buffer, byteOffset, action, TimeLimit.FOREVER);
  }

  /**
   * Makes a view of a barrier that {@link #create} has made.
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @param action what this agent does if it is the last to arrive, before any passes (BAR-09)
   * @param timeout the timeout of {@link #await()}, in seconds, as of {@link #await(double)}
   *     (BAR-06)
   * @throws ValueError if the timeout is NaN
   * @throws RangeError if the offset is negative or no multiple of 4, or the words are not all
   *     within the buffer
   */
  public SharedBarrier(
      SharedArrayBuffer buffer, long byteOffset, @Nullable Runnable action, double timeout) {
    this(buffer, byteOffset, action, Timeouts.toNanosOrTooLong(timeout));
  }

  private SharedBarrier(
      SharedArrayBuffer buffer, long byteOffset, @Nullable Runnable action, long timeout) {
    words = new Int32Array(buffer, byteOffset, BYTES / Integer.BYTES);
    this.action = action;
    this.timeout = timeout;
  }

  /**
   * Makes a barrier, before any agent uses its words (BAR-01).
   *
   * @param buffer the memory
   * @param byteOffset where its words are, a multiple of 4
   * @param parties how many pass together. More than 2³⁰ are not refused; but of a generation of
   *     which 2³⁰ or more have waited, who leaves late may be told what became of the next but one
   * @throws ValueError if that is less than 1 (BAR-25)
   * @throws RangeError if the offset is negative or no multiple of 4, or the words are not all
   *     within the buffer
   */
  public static SharedBarrier create(SharedArrayBuffer buffer, long byteOffset, int parties) {
    if (parties < 1) {
      throw new ValueError("parties must be >= 1");
    }
    Int32Array words = new Int32Array(buffer, byteOffset, BYTES / Integer.BYTES);
    for (int word : new int[] {GUARD, GENERATION, ARRIVED, LEAVING, LEAVING + 1}) {
      Atomics.store(words, word, 0);
    }
    Atomics.store(words, PARTIES, parties);
    return new SharedBarrier(buffer, byteOffset);
  }

  /** Returns how many pass together (BAR-01). */
  public int parties() {
    return Atomics.load(words, PARTIES);
  }

  /**
   * Returns how many have arrived in the generation that fills; parties while the action runs, and
   * 0 if the barrier is broken (BAR-16).
   */
  public int nWaiting() {
    return Math.max(0, Atomics.load(words, ARRIVED));
  }

  /** Tells whether the barrier is broken (BAR-16). */
  public boolean broken() {
    return Atomics.load(words, ARRIVED) == BROKEN;
  }

  /**
   * Waits until all parties have arrived, at most as long as the constructor's timeout allows
   * (BAR-02, BAR-06). Who arrives last calls the action, and gets what that throws (BAR-10).
   *
   * @return how many of this generation were waiting when this agent arrived: 0 to parties − 1
   *     (BAR-03)
   * @throws BrokenBarrierError if the barrier is broken, or is broken or reset meanwhile
   * @throws OverflowError if the constructor's timeout does not fit 2⁶³−1 nanoseconds, and it has
   *     to wait
   * @throws RuntimeError if it is called by this object's own action
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
   * @return how many of this generation were waiting when this agent arrived: 0 to parties − 1
   * @throws BrokenBarrierError if the time is over, or the barrier is broken, or is broken or reset
   *     meanwhile
   * @throws ValueError if the timeout is NaN
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws RuntimeError if it is called by this object's own action
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
   * @return how many of this generation were waiting when this agent arrived: 0 to parties − 1
   * @throws BrokenBarrierError if the time is over, or the barrier is broken, or is broken or reset
   *     meanwhile
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws RuntimeError if it is called by this object's own action
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public int await(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    return await(Timeouts.toNanosOrTooLong(timeout));
  }

  private int await(long nanos) {
    int arrived = lockToArrive();
    int generation = Atomics.load(words, GENERATION);
    if (arrived == BROKEN) {
      Guard.unlock(words, GUARD);
      throw new BrokenBarrierError();
    }
    if (arrived == parties() - 1) {
      complete(arrived);
      return arrived;
    }
    if (nanos == 0) {
      end(arrived, REFUSED, BROKEN);
      throw new BrokenBarrierError();
    }
    if (nanos == Timeouts.TOO_LONG || !Guard.mayBlock()) {
      Guard.unlock(words, GUARD);
      throw nanos == Timeouts.TOO_LONG ? Timeouts.tooLarge() : Guard.mayNotBlock();
    }
    Atomics.store(words, ARRIVED, arrived + 1);
    Guard.unlock(words, GUARD);
    awaitEnd(generation, nanos == TimeLimit.FOREVER ? TimeLimit.NONE : new TimeLimit(nanos));
    return arrived;
  }

  /** Takes the guard when one may arrive, or the barrier is broken; returns arrived. */
  private int lockToArrive() {
    while (true) {
      int arrived = lockNotActing();
      if (arrived == BROKEN) {
        return arrived;
      }
      int slot = slotOf(Atomics.load(words, GENERATION));
      int leaving = Atomics.load(words, slot);
      if (leaving <= REFUSED) {
        return arrived;
      }
      Guard.unlock(words, GUARD);
      Atomics.wait(words, slot, leaving);
    }
  }

  /** Takes the guard when no action runs; returns arrived. */
  private int lockNotActing() {
    while (true) {
      Guard.lock(words, GUARD);
      int arrived = Atomics.load(words, ARRIVED);
      if (arrived != parties()) {
        return arrived;
      }
      int generation = Atomics.load(words, GENERATION);
      Guard.unlock(words, GUARD);
      if (Thread.currentThread().equals(runner)) {
        throw new RuntimeError(IN_OWN_ACTION);
      }
      Atomics.wait(words, GENERATION, generation);
    }
  }

  /** Arrives as the last. The guard is held, and freed. */
  private void complete(int others) {
    if (action == null) {
      end(others, PASSED, 0);
      return;
    }
    Atomics.store(words, ARRIVED, others + 1);
    Guard.unlock(words, GUARD);
    boolean done = false;
    runner = Thread.currentThread();
    try {
      action.run();
      done = true;
    } finally {
      runner = null;
      Guard.lock(words, GUARD);
      end(others, done ? PASSED : REFUSED, done ? 0 : BROKEN);
    }
  }

  /** Ends the generation of so many waiters. The guard is held, and freed. */
  private void end(int waiters, int fate, int arrived) {
    if (waiters == 0 && Atomics.load(words, ARRIVED) != parties()) {
      Atomics.store(words, ARRIVED, arrived);
      Guard.unlock(words, GUARD);
      return;
    }
    int generation = Atomics.load(words, GENERATION);
    if (waiters > 0) {
      Atomics.store(words, slotOf(generation), 2 * waiters + fate);
    }
    Atomics.store(words, ARRIVED, arrived);
    Atomics.store(words, GENERATION, generation + 1);
    Guard.unlock(words, GUARD);
    Atomics.notify(words, GENERATION);
  }

  /** Waits, having arrived, and leaves. */
  private void awaitEnd(int generation, TimeLimit first) {
    TimeLimit limit = first;
    boolean interrupted = false;
    while (Atomics.load(words, GENERATION) == generation) {
      try {
        WaitResult result =
            Atomics.wait(words, GENERATION, generation, limit.remainingMilliseconds());
        if (result == WaitResult.TIMED_OUT) {
          giveUp(generation);
          limit = TimeLimit.NONE;
        }
      } catch (KeyboardInterrupt e) {
        if (withdraw(generation)) {
          // One more that came while it took the guard is the same.
          throw Notification.interrupted();
        }
        interrupted = true;
        limit = TimeLimit.NONE;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    int slot = slotOf(generation);
    int leaving = Atomics.sub(words, slot, 2);
    if (leaving <= 2 + REFUSED) {
      Atomics.notify(words, slot);
    }
    if ((leaving & REFUSED) != 0) {
      throw new BrokenBarrierError();
    }
  }

  /** Breaks the barrier because the time is over, unless all have arrived. */
  private void giveUp(int generation) {
    Guard.lock(words, GUARD);
    int arrived = Atomics.load(words, ARRIVED);
    if (Atomics.load(words, GENERATION) != generation || arrived == parties()) {
      Guard.unlock(words, GUARD);
      return;
    }
    end(arrived - 1, REFUSED, BROKEN);
    throw new BrokenBarrierError();
  }

  /** Undoes an arrival because of an interrupt, unless all have arrived. */
  private boolean withdraw(int generation) {
    Guard.lock(words, GUARD);
    int arrived = Atomics.load(words, ARRIVED);
    boolean inTime = Atomics.load(words, GENERATION) == generation && arrived != parties();
    if (inTime) {
      Atomics.store(words, ARRIVED, arrived - 1);
    }
    Guard.unlock(words, GUARD);
    return inTime;
  }

  /**
   * Makes the barrier empty and unbroken; who waits gets a {@link BrokenBarrierError} (BAR-14). It
   * waits for the end of an action that another agent runs.
   *
   * @throws RuntimeError if it is called by this object's own action
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public void reset() {
    int arrived = lockNotActing();
    end(Math.max(0, arrived), REFUSED, 0);
  }

  /**
   * Breaks the barrier until it is reset; who waits gets a {@link BrokenBarrierError} (BAR-15). It
   * waits for the end of an action that another agent runs.
   *
   * @throws RuntimeError if it is called by this object's own action
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public void abort() {
    int arrived = lockNotActing();
    end(Math.max(0, arrived), REFUSED, BROKEN);
  }

  private static int slotOf(int generation) {
    return LEAVING + (generation & 1);
  }
}
