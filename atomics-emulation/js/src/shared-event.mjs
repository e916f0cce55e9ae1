import {TimeLimit} from './time-limit.mjs';
import {FOREVER, refuseNaN, toNanos} from './timeouts.mjs';

/**
 * threading.Event in one word of a SharedArrayBuffer. Zero is clear, so that new memory is an event.
 *
 * offset | word    | meaning
 * -------|---------|--------------------------------------------------------------
 *      0 | changes | how often the flag has changed: it is set while that is odd
 *
 * Idea       – Who waits has seen an even number. Whatever else the word is later, the flag was set
 *              meanwhile, also if it has been cleared again.
 * Invariants – I1 changes grows by one at a time, by compareExchange, and wraps.
 *              I2 who waits returns once the word is not what it has seen, and, if its time is over,
 *                 only having looked.
 * Blocking   – A set changes the word, then wakes all; Atomics.wait looks at the word and goes to
 *              sleep in one step. One who came between the two, after a clear, is woken for nothing
 *              and sleeps again (I2).
 *              Who is stopped for exactly 2**32 changes while it goes to sleep waits for one more.
 */
export class SharedEvent {
  static BYTES = 4;

  #words;

  /** An event over new memory, or one that others use already. */
  constructor(buffer, byteOffset = 0) {
    this.#words = new Int32Array(buffer, byteOffset, 1);
  }

  /** Python's is_set(). */
  isSet() {
    return isSet(Atomics.load(this.#words, CHANGES));
  }

  /** Python's set(). */
  set() {
    for (;;) {
      const now = Atomics.load(this.#words, CHANGES);
      // A set flag is written too, so that who clears it sees what came before this.
      const next = isSet(now) ? now : now + 1;
      if (Atomics.compareExchange(this.#words, CHANGES, now, next) === now) {
        if (next !== now) {
          Atomics.notify(this.#words, CHANGES);
        }
        return;
      }
    }
  }

  /** Python's clear(). */
  clear() {
    for (;;) {
      const now = Atomics.load(this.#words, CHANGES);
      if (!isSet(now)) {
        return;
      }
      if (Atomics.compareExchange(this.#words, CHANGES, now, (now + 1) | 0) === now) {
        return;
      }
    }
  }

  /** Python's wait(timeout=None). */
  await(timeout = null) {
    if (timeout !== null) {
      refuseNaN(timeout);
    }
    const seen = Atomics.load(this.#words, CHANGES);
    if (isSet(seen)) {
      return true;
    }
    if (timeout !== null && timeout <= 0) {
      return false;
    }
    return this.#awaitWithin(seen, new TimeLimit(timeout === null ? FOREVER : toNanos(timeout)));
  }

  #awaitWithin(seen, limit) {
    for (;;) {
      const result = Atomics.wait(this.#words, CHANGES, seen, limit.remainingMilliseconds());
      if (Atomics.load(this.#words, CHANGES) !== seen) {
        return true;
      }
      if (result === 'timed-out') {
        return false;
      }
    }
  }
}

const CHANGES = 0;

function isSet(changes) {
  return (changes & 1) !== 0;
}
