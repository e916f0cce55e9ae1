package dev.lockstep.atomics.sync;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.RangeError;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.WaitResult;
import dev.lockstep.errors.KeyboardInterrupt;
import dev.lockstep.errors.OverflowError;
import dev.lockstep.errors.ValueError;
import dev.lockstep.waiting.Timeouts;
import java.time.Duration;

/**
 * Python's {@code threading.Event} in one word of a {@link SharedArrayBuffer}. Zero is clear, so
 * that new memory is an event. Its rules are those of {@code docs/rules/event.md}, save that who
 * waits takes somewhat more memory (EVT-16).
 *
 * <pre>
 * offset | word    | meaning
 * -------|---------|--------------------------------------------------------------
 *      0 | changes | how often the flag has changed: it is set while that is odd
 * </pre>
 *
 * <p>Memory effects: what an agent did before it set the flag, also one that was set already,
 * happens-before what an agent does that sees it set, whose wait it ended, or that clears it
 * afterwards (EVT-08).
 *
 * <p>Interruption: a thread that is blocked or would have to block gets a {@link KeyboardInterrupt}
 * (EVT-10).
 *
 * <pre>{@code
 * SharedEvent ready = new SharedEvent(memory, 0); // in each agent
 * ready.await();
 * }</pre>
 */
public final class SharedEvent {
  /*
   * Idea       – Who waits has seen an even number. Whatever else the word is later, the flag was set
   *              meanwhile, also if it has been cleared again (EVT-13).
   * Invariants – I1 changes grows by one at a time, by compareExchange, and wraps.
   *              I2 who waits returns once the word is not what it has seen, and, if its time is over,
   *                 only having looked (EVT-09).
   * Linearized – set and clear: the compareExchange, clear also at the load of a clear flag; wait: the
   *              load of another number, at the set that made it so, or the load of the same.
   * Ordering   – all accesses are Atomics, which are sequentially consistent. A set of a set flag
   *              writes it all the same, and a clear reads what it overwrites (EVT-08).
   * Blocking   – A set changes the word, then wakes all; Atomics.wait looks at the word and goes to
   *              sleep in one step (EVT-07). One who came between the two, after a clear, is woken for
   *              nothing and sleeps again (I2).
   *              Who is stopped for exactly 2³² changes while it goes to sleep waits for one more.
   * Progress   – set, clear and isSet are lock-free.
   * Checked by – EventContract, EventLincheck, EventInterleavings, EventStress of the subject
   *              shared-memory; the scenarios of atomics-emulation/js.
   */

  /** How many bytes it takes. */
  public static final int BYTES = 4;

  private static final int CHANGES = 0;

  private final Int32Array words;

  /**
   * Makes a view of an event: of a new one if the word is zero.
   *
   * @param buffer the memory
   * @param byteOffset where its word is, a multiple of 4
   * @throws RangeError if the offset is negative or no multiple of 4, or the word is not within the
   *     buffer
   */
  public SharedEvent(SharedArrayBuffer buffer, long byteOffset) {
    words = new Int32Array(buffer, byteOffset, BYTES / Integer.BYTES);
  }

  /** Tells whether the flag is set (EVT-01). */
  public boolean isSet() {
    return isSet(Atomics.load(words, CHANGES));
  }

  /** Sets the flag, and ends the wait of all that are waiting (EVT-01, EVT-07). */
  public void set() {
    while (true) {
      int now = Atomics.load(words, CHANGES);
      // A set flag is written too, so that who clears it sees what came before this.
      int next = isSet(now) ? now : now + 1;
      if (Atomics.compareExchange(words, CHANGES, now, next) == now) {
        if (next != now) {
          Atomics.notify(words, CHANGES);
        }
        return;
      }
    }
  }

  /** Clears the flag (EVT-01). */
  public void clear() {
    while (true) {
      int now = Atomics.load(words, CHANGES);
      if (!isSet(now)) {
        return;
      }
      if (Atomics.compareExchange(words, CHANGES, now, now + 1) == now) {
        return;
      }
    }
  }

  /**
   * Waits until the flag is set, for ever if need be (EVT-02).
   *
   * @return true
   * @throws KeyboardInterrupt if the flag is clear and the thread is interrupted
   */
  public boolean await() {
    int seen = Atomics.load(words, CHANGES);
    return isSet(seen) || awaitWithin(seen, TimeLimit.NONE);
  }

  /**
   * Waits until the flag is set, for a limited time (EVT-03 to EVT-06).
   *
   * @param timeout how long to wait at most, in seconds; zero or less is one look
   * @return whether the flag was set; false never before the time is over
   * @throws ValueError if the timeout is NaN
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public boolean await(double timeout) {
    Timeouts.refuseNaN(timeout);
    int seen = Atomics.load(words, CHANGES);
    return isSet(seen)
        || (timeout > 0 && awaitWithin(seen, new TimeLimit(Timeouts.toNanos(timeout))));
  }

  /**
   * Waits until the flag is set, for a limited time (EVT-11).
   *
   * @param timeout how long to wait at most; zero is one look
   * @return whether the flag was set; false never before the time is over
   * @throws ValueError if the timeout is negative
   * @throws OverflowError if the timeout does not fit 2⁶³−1 nanoseconds, and it has to wait
   * @throws KeyboardInterrupt if the thread is interrupted, and it has to wait
   */
  public boolean await(Duration timeout) {
    Timeouts.refuseNegative(timeout);
    int seen = Atomics.load(words, CHANGES);
    return isSet(seen)
        || (!timeout.isZero() && awaitWithin(seen, new TimeLimit(Timeouts.toNanos(timeout))));
  }

  private boolean awaitWithin(int seen, TimeLimit limit) {
    while (true) {
      WaitResult result;
      try {
        result = Atomics.wait(words, CHANGES, seen, limit.remainingMilliseconds());
      } catch (KeyboardInterrupt e) {
        if (Atomics.load(words, CHANGES) == seen) {
          throw e;
        }
        Thread.currentThread().interrupt();
        return true;
      }
      if (Atomics.load(words, CHANGES) != seen) {
        return true;
      }
      if (result == WaitResult.TIMED_OUT) {
        return false;
      }
    }
  }

  private static boolean isSet(int changes) {
    return (changes & 1) != 0;
  }
}
