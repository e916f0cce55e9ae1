package dev.lockstep.atomics.sync;

import dev.lockstep.atomics.Agent;
import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.TypeError;
import dev.lockstep.errors.KeyboardInterrupt;

/**
 * A mutex in one word, held for a handful of instructions, by which a primitive changes several
 * words as one. Nothing ends the wait for it.
 *
 * <pre>
 * offset | word  | meaning
 * -------|-------|------------------------------------------------------
 *      0 | guard | 0 free; 1 taken; 2 taken, and somebody may wait for it
 * </pre>
 */
final class Guard {
  /*
   * Idea       – The mutex of Drepper's "Futexes Are Tricky" that marks by exchange.
   * Invariants – I1 who goes to sleep has written 2 and found the guard taken, in one step.
   *              I2 who was asleep takes it with 2, for others may still be asleep.
   * Blocking   – Who finds it taken looks again for a while, as it will be free soon.
   *              No wakeup is lost: the word is 2 while somebody sleeps (I1, I2), and who frees it
   *              sees that in the same step; Atomics.wait looks at the word and goes to sleep in one.
   */
  private static final int LOOKS = 100;

  private static final int FREE = 0;
  private static final int TAKEN = 1;
  private static final int CONTENDED = 2;

  private Guard() {}

  /** Takes the guard. */
  static void lock(Int32Array words, int index) {
    if (Atomics.compareExchange(words, index, FREE, TAKEN) != FREE) {
      lockContended(words, index);
    }
  }

  private static void lockContended(Int32Array words, int index) {
    for (int i = 0; i < LOOKS; i++) {
      Atomics.pause();
      if (Atomics.compareExchange(words, index, FREE, TAKEN) == FREE) {
        return;
      }
    }
    while (Atomics.exchange(words, index, CONTENDED) != FREE) {
      sleep(words, index, CONTENDED);
    }
  }

  /** Frees the guard. */
  static void unlock(Int32Array words, int index) {
    if (Atomics.exchange(words, index, FREE) == CONTENDED) {
      Atomics.notify(words, index, 1);
    }
  }

  /**
   * Sleeps while a word is as given, for ever and whatever interrupts there are, for what others do
   * in a few instructions. An agent that may not block looks again instead.
   */
  static void sleep(Int32Array words, int index, int value) {
    boolean interrupted = false;
    boolean slept = false;
    while (!slept) {
      try {
        Atomics.wait(words, index, value);
        slept = true;
      } catch (KeyboardInterrupt e) {
        interrupted = true;
      } catch (TypeError e) {
        Atomics.pause();
        slept = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Tells whether this agent may block: for calls that could not undo what they have done before
   * they come to wait.
   */
  static boolean mayBlock() {
    return Agent.canBlock();
  }

  /** Returns the error of an agent that may not block. */
  static TypeError mayNotBlock() {
    return new TypeError("This agent may not block");
  }
}
