import {OverflowError, RuntimeError} from './errors.mjs';
import {TimeLimit} from './time-limit.mjs';
import {FOREVER, ofAcquire} from './timeouts.mjs';

/**
 * threading.RLock in two words of a SharedArrayBuffer. Its owner is an agent: a number from 1 to
 * 2**31 - 1 that the program gives to each of its threads, and that each names when it makes its
 * object. Zero is free, so that new memory is a lock.
 *
 * offset | word      | meaning
 * -------|-----------|------------------------------------------------------------------
 *      0 | owner     | 0 free; or the owner's number, with bit 31 if somebody may wait for it
 *      4 | reentries | how many levels the owner holds beyond the first
 *
 * Idea       – SharedLock's mutex whose word also says who holds it.
 * Invariants – I1 owner goes from 0 to an agent only by compareExchange: one acquirer wins.
 *              I2 only the owner changes the number in owner otherwise, so that what an agent reads
 *                 tells it for certain whether it is the owner itself.
 *              I3 reentries is 0 whenever owner changes its number.
 *              I4 who goes to sleep has seen the bit set; who was asleep acquires with the bit, or
 *                 has set it before it leaves, for others may still be asleep.
 * Blocking   – As SharedLock: the bit is set while somebody sleeps, and the release of the last level
 *              sees that in the step that frees the lock.
 */
export class SharedRLock {
  static BYTES = 8;

  #words;
  #agent;

  /** A lock over new memory, or one that others use already; and who this agent is. */
  constructor(buffer, byteOffset, agent) {
    if (!(Number.isInteger(agent) && agent >= 1 && agent <= AGENT)) {
      throw new RangeError('agent must be from 1 to 2**31 - 1');
    }
    this.#words = new Int32Array(buffer, byteOffset, 2);
    this.#agent = agent;
  }

  /** Python's acquire(blocking=True, timeout=-1). */
  acquire(blocking = true, timeout = -1) {
    const nanos = ofAcquire(blocking, timeout);
    if (this.#tryAcquire()) {
      return true;
    }
    return blocking && nanos !== 0 && this.#acquireWithin(new TimeLimit(nanos));
  }

  #tryAcquire() {
    if (!this.isOwned()) {
      return Atomics.compareExchange(this.#words, OWNER, FREE, this.#agent) === FREE;
    }
    const more = Atomics.load(this.#words, REENTRIES);
    if (more === MAX_REENTRIES) {
      throw new OverflowError('Internal lock count overflowed');
    }
    Atomics.store(this.#words, REENTRIES, more + 1);
    return true;
  }

  #acquireWithin(limit) {
    let timedOut = false;
    for (;;) {
      const seen = Atomics.load(this.#words, OWNER);
      const marked = (seen === FREE ? this.#agent : seen) | CONTENDED;
      if (seen !== marked && Atomics.compareExchange(this.#words, OWNER, seen, marked) !== seen) {
        continue;
      }
      if (seen === FREE) {
        return true;
      }
      if (timedOut) {
        return false;
      }
      const result = Atomics.wait(this.#words, OWNER, marked, limit.remainingMilliseconds());
      timedOut = result === 'timed-out';
    }
  }

  /** Python's release(), by the owner. */
  release() {
    if (!this.isOwned()) {
      throw new RuntimeError('cannot release un-acquired lock');
    }
    const more = Atomics.load(this.#words, REENTRIES);
    if (more === 0) {
      this.#free();
    } else {
      Atomics.store(this.#words, REENTRIES, more - 1);
    }
  }

  #free() {
    if ((Atomics.exchange(this.#words, OWNER, FREE) & CONTENDED) !== 0) {
      Atomics.notify(this.#words, OWNER, 1);
    }
  }

  /** Python's locked(). */
  locked() {
    return Atomics.load(this.#words, OWNER) !== FREE;
  }

  /** Python's _is_owned(): by this agent. */
  isOwned() {
    return (Atomics.load(this.#words, OWNER) & AGENT) === this.#agent;
  }

  /** Python's _recursion_count(). */
  recursionCount() {
    return this.isOwned() ? Atomics.load(this.#words, REENTRIES) + 1 : 0;
  }

  /** Gives up all levels. For SharedCondition. */
  releaseAll() {
    const levels = Atomics.load(this.#words, REENTRIES) + 1;
    Atomics.store(this.#words, REENTRIES, 0);
    this.#free();
    return levels;
  }

  /** Takes them back, whatever comes. For SharedCondition. */
  reacquire(levels) {
    if (!this.#tryAcquire()) {
      this.#acquireWithin(new TimeLimit(FOREVER));
    }
    Atomics.store(this.#words, REENTRIES, levels - 1);
  }
}

const OWNER = 0;
const REENTRIES = 1;

const FREE = 0;
const AGENT = 0x7fffffff;
const CONTENDED = 1 << 31;

/* All levels together fit a word. */
const MAX_REENTRIES = 0x7ffffffe;
