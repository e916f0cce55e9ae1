import {RuntimeError} from './errors.mjs';
import {lockGuard, mayBlock, mayNotBlock, sleep, unlockGuard} from './guard.mjs';
import {TimeLimit} from './time-limit.mjs';
import {FOREVER, refuseNaN, toNanos} from './timeouts.mjs';

/**
 * threading.Condition in four words of a SharedArrayBuffer, over a SharedLock or SharedRLock that
 * lies elsewhere. Zero is a condition for which nobody waits.
 *
 * offset | word     | meaning
 * -------|----------|-------------------------------------------------------------------------
 *      0 | guard    | the guard of the other words
 *      4 | sequence | what waiters sleep on: grows when some are notified that are not asleep yet
 *      8 | waiting  | how many wait and have not been notified
 *     12 | owed     | of those who were notified, how many were not asleep and do not know it yet
 *
 * Idea       – Atomics.notify says how many it woke, and who is woken knows that it was notified. So
 *              who sleeps is notified by that alone. A waiter may also be on its way to sleep, having
 *              given up the lock, or have timed out and not yet left. If a notification is due to
 *              one of these, sequence changes, so that none of them can fall asleep unseen, and owed
 *              says how many of them may take it as theirs.
 * Invariants – I1 with the guard free: who sleeps on sequence is counted in waiting.
 *              I2 waiting is counted before the lock is given up.
 *              I3 while owed is above 0: those who wait and have seen another sequence than now are
 *                 as many at least, and none of them sleeps.
 *              I4 owed changes from 0 only: a later notification waits until it is taken, so that
 *                 nobody takes what was notified before he came. Those who are owed something hold
 *                 nobody up: they are awake and want nothing but the guard.
 * Blocking   – No notification is lost: who is woken was asleep, and who times out or is not asleep
 *              looks under the guard whether it is owed one before it leaves or sleeps (again).
 */
export class SharedCondition {
  static BYTES = 16;

  #words;
  #lock;

  /** A condition over new memory, or one that others use already, and over this agent's lock. */
  constructor(buffer, byteOffset, lock) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
    this.#lock = lock;
  }

  /** Python's acquire(blocking=True, timeout=-1). */
  acquire(blocking = true, timeout = -1) {
    return this.#lock.acquire(blocking, timeout);
  }

  /** Python's release(). */
  release() {
    this.#lock.release();
  }

  /** Python's locked(). */
  locked() {
    return this.#lock.locked();
  }

  /** Python's _is_owned(). */
  isOwned() {
    return this.#lock.isOwned();
  }

  /** Python's wait(timeout=None). */
  await(timeout = null) {
    if (timeout !== null) {
      refuseNaN(timeout);
    }
    this.#requireOwned(CANNOT_WAIT);
    return this.#awaitWithin(new TimeLimit(timeout === null ? FOREVER : nanos(timeout)));
  }

  /** Python's wait_for(predicate, timeout=None). */
  awaitFor(predicate, timeout = null) {
    if (timeout === null) {
      while (!predicate()) {
        this.await();
      }
      return true;
    }
    refuseNaN(timeout);
    if (predicate()) {
      return true;
    }
    this.#requireOwned(CANNOT_WAIT);
    const limit = new TimeLimit(nanos(timeout));
    do {
      this.#awaitWithin(limit);
      if (predicate()) {
        return true;
      }
    } while (limit.remainingNanos() > 0);
    return false;
  }

  #awaitWithin(limit) {
    this.#requireOwned(CANNOT_WAIT);
    if (!mayBlock(this.#words, SEQUENCE)) {
      throw mayNotBlock();
    }
    const seen = this.#join();
    let levels;
    try {
      levels = this.#lock.releaseAll();
    } catch (error) {
      // Another agent has released a Lock meanwhile.
      if (this.#leave(seen)) {
        this.#notify(1);
      }
      throw new RuntimeError(CANNOT_WAIT);
    }
    try {
      return this.#sleep(seen, limit);
    } finally {
      this.#lock.reacquire(levels);
    }
  }

  #join() {
    lockGuard(this.#words, GUARD);
    const seen = Atomics.load(this.#words, SEQUENCE);
    Atomics.add(this.#words, WAITING, 1);
    unlockGuard(this.#words, GUARD);
    return seen;
  }

  /** Sleeps until it is notified; returns false if it has left. */
  #sleep(seen, limit) {
    for (;;) {
      const result =
        Atomics.wait(this.#words, SEQUENCE, seen, limit.remainingMilliseconds());
      if (result === 'ok') {
        return true;
      }
      if (result === 'timed-out') {
        return this.#leave(seen);
      }
      lockGuard(this.#words, GUARD);
      const notified = this.#takeOwed(seen);
      seen = Atomics.load(this.#words, SEQUENCE);
      unlockGuard(this.#words, GUARD);
      if (notified) {
        return true;
      }
    }
  }

  /** Leaves; returns true if it was notified before. */
  #leave(seen) {
    lockGuard(this.#words, GUARD);
    const notified = this.#takeOwed(seen);
    if (!notified) {
      Atomics.sub(this.#words, WAITING, 1);
    }
    unlockGuard(this.#words, GUARD);
    return notified;
  }

  /** Takes a notification that is owed to those who have seen that sequence. The guard is held. */
  #takeOwed(seen) {
    const owed = Atomics.load(this.#words, OWED);
    if (owed === 0 || Atomics.load(this.#words, SEQUENCE) === seen) {
      return false;
    }
    Atomics.store(this.#words, OWED, owed - 1);
    if (owed === 1) {
      Atomics.notify(this.#words, OWED);
    }
    return true;
  }

  /** Python's notify(n=1). */
  signal(n = 1) {
    this.#requireOwned(CANNOT_NOTIFY);
    this.#notify(n);
  }

  /** Python's notify_all(). */
  signalAll() {
    this.signal(0x7fffffff);
  }

  #notify(n) {
    this.#lockSettled();
    const due = Math.min(n, Atomics.load(this.#words, WAITING));
    if (due > 0) {
      let woken = Atomics.notify(this.#words, SEQUENCE, due);
      if (woken < due) {
        Atomics.add(this.#words, SEQUENCE, 1);
        // Some may have fallen asleep just before.
        woken += Atomics.notify(this.#words, SEQUENCE, due - woken);
        Atomics.store(this.#words, OWED, due - woken);
      }
      Atomics.sub(this.#words, WAITING, due);
    }
    unlockGuard(this.#words, GUARD);
  }

  /** Takes the guard once nothing is owed. */
  #lockSettled() {
    lockGuard(this.#words, GUARD);
    let owed = Atomics.load(this.#words, OWED);
    while (owed !== 0) {
      unlockGuard(this.#words, GUARD);
      sleep(this.#words, OWED, owed);
      lockGuard(this.#words, GUARD);
      owed = Atomics.load(this.#words, OWED);
    }
  }

  #requireOwned(otherwise) {
    if (!this.#lock.isOwned()) {
      throw new RuntimeError(otherwise);
    }
  }
}

function nanos(timeout) {
  return timeout <= 0 ? 0 : toNanos(timeout);
}

const GUARD = 0;
const SEQUENCE = 1;
const WAITING = 2;
const OWED = 3;

const CANNOT_WAIT = 'cannot wait on un-acquired lock';
const CANNOT_NOTIFY = 'cannot notify on un-acquired lock';
