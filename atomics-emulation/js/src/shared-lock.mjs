import {RuntimeError} from './errors.mjs';
import {TimeLimit} from './time-limit.mjs';
import {FOREVER, ofAcquire} from './timeouts.mjs';

/**
 * threading.Lock in one word of a SharedArrayBuffer: a mutex without an owner. Zero is free, so
 * that new memory is a lock.
 *
 * offset | word  | meaning
 * -------|-------|---------------------------------------------------
 *      0 | state | 0 free; 1 held; 2 held, and somebody may wait for it
 *
 * Idea       – The mutex of Drepper's "Futexes Are Tricky" that marks by exchange.
 * Invariants – I1 state goes from 0 to 1 or 2 only by compareExchange or exchange: one acquirer
 *                 wins.
 *              I2 state goes to 0 only by an exchange that tells the one release that did it from
 *                 those that came too late.
 *              I3 who goes to sleep has written 2 and found the lock held, in one step; who was
 *                 asleep acquires with 2 or leaves 2 behind, for others may still be asleep.
 * Blocking   – No wakeup is lost: state is 2 while somebody sleeps (I3), and a release sees that in
 *              the same step. Who was woken and then has to leave has marked first.
 */
export class SharedLock {
  static BYTES = 4;

  #words;

  /** A lock over new memory, or one that others use already. */
  constructor(buffer, byteOffset = 0) {
    this.#words = new Int32Array(buffer, byteOffset, 1);
  }

  /** Python's acquire(blocking=True, timeout=-1). */
  acquire(blocking = true, timeout = -1) {
    const nanos = ofAcquire(blocking, timeout);
    if (Atomics.compareExchange(this.#words, STATE, FREE, HELD) === FREE) {
      return true;
    }
    return blocking && nanos !== 0 && this.#acquireWithin(new TimeLimit(nanos));
  }

  #acquireWithin(limit) {
    let timedOut = false;
    while (Atomics.exchange(this.#words, STATE, CONTENDED) !== FREE) {
      if (timedOut) {
        return false;
      }
      const result =
        Atomics.wait(this.#words, STATE, CONTENDED, limit.remainingMilliseconds());
      timedOut = result === 'timed-out';
    }
    return true;
  }

  /** Python's release(), by whomever. */
  release() {
    const before = Atomics.exchange(this.#words, STATE, FREE);
    if (before === FREE) {
      throw new RuntimeError('release unlocked lock');
    }
    if (before === CONTENDED) {
      Atomics.notify(this.#words, STATE, 1);
    }
  }

  /** Python's locked(). */
  locked() {
    return Atomics.load(this.#words, STATE) !== FREE;
  }

  /** Whether somebody holds it: a Lock has no owner. For SharedCondition. */
  isOwned() {
    return this.locked();
  }

  /** Gives it up. For SharedCondition. */
  releaseAll() {
    this.release();
    return 1;
  }

  /** Takes it back, whatever comes. For SharedCondition. */
  reacquire(levels) {
    if (Atomics.compareExchange(this.#words, STATE, FREE, HELD) !== FREE) {
      this.#acquireWithin(new TimeLimit(FOREVER));
    }
  }
}

const STATE = 0;

const FREE = 0;
const HELD = 1;
const CONTENDED = 2;
