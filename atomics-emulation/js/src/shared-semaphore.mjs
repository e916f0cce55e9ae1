import {OverflowError, ValueError} from './errors.mjs';
import {TimeLimit} from './time-limit.mjs';
import {FOREVER, refuseNaN, toNanos} from './timeouts.mjs';

/**
 * threading.Semaphore and threading.BoundedSemaphore in three words of a SharedArrayBuffer.
 *
 * offset | word    | meaning
 * -------|---------|-------------------------------------------------------------
 *      0 | permits | how many are available
 *      4 | waiters | how many agents are about to sleep, asleep or just woken
 *      8 | limit   | the most that may be available: the bound, or 2**31 - 1
 *
 * Idea       – A counter; a release wakes as many as it adds permits, those who are woken compete.
 * Invariants – I1 permits changes only by compareExchange, from what was seen, within 0 to limit.
 *              I2 who sleeps has been counted in waiters before it looked at permits.
 *              I3 who sleeps has found permits 0, in the step in which it went to sleep.
 * Blocking   – No wakeup is lost: a release adds, then looks at waiters; a waiter counts itself, then
 *              looks at permits. A permit that a newcomer takes leaves a woken one without, which
 *              sleeps again only if there is none left (I3). Nobody was woken who timed out.
 */
export class SharedSemaphore {
  static BYTES = 12;

  #words;

  /** A semaphore that create() has made, here or in another agent. */
  constructor(buffer, byteOffset = 0) {
    this.#words = new Int32Array(buffer, byteOffset, 3);
  }

  /** Makes a semaphore, before any agent uses it. */
  static create(buffer, byteOffset = 0, value = 1) {
    initialize(buffer, byteOffset, value, MAX_PERMITS);
    return new SharedSemaphore(buffer, byteOffset);
  }

  /** Python's acquire(blocking=True, timeout=None). */
  acquire(blocking = true, timeout = null) {
    if (timeout !== null) {
      refuseNaN(timeout);
      if (!blocking) {
        throw new ValueError("can't specify timeout for non-blocking acquire");
      }
    }
    if (this.#tryAcquire()) {
      return true;
    }
    if (!blocking || (timeout !== null && timeout <= 0)) {
      return false;
    }
    return this.#acquireWithin(new TimeLimit(timeout === null ? FOREVER : toNanos(timeout)));
  }

  #tryAcquire() {
    for (;;) {
      const now = Atomics.load(this.#words, PERMITS);
      if (now === 0) {
        return false;
      }
      if (Atomics.compareExchange(this.#words, PERMITS, now, now - 1) === now) {
        return true;
      }
    }
  }

  #acquireWithin(limit) {
    let timedOut = false;
    Atomics.add(this.#words, WAITERS, 1);
    try {
      while (!this.#tryAcquire()) {
        if (timedOut) {
          return false;
        }
        const result = Atomics.wait(this.#words, PERMITS, 0, limit.remainingMilliseconds());
        timedOut = result === 'timed-out';
      }
      return true;
    } finally {
      Atomics.sub(this.#words, WAITERS, 1);
    }
  }

  /** Python's release(n=1). */
  release(n = 1) {
    if (n < 1) {
      throw new ValueError('n must be one or more');
    }
    this.#add(n);
    if (Atomics.load(this.#words, WAITERS) > 0) {
      Atomics.notify(this.#words, PERMITS, n);
    }
  }

  #add(n) {
    const limit = Atomics.load(this.#words, LIMIT);
    for (;;) {
      const now = Atomics.load(this.#words, PERMITS);
      if (n > limit - now) {
        throw this.limitExceeded();
      }
      if (Atomics.compareExchange(this.#words, PERMITS, now, now + n) === now) {
        return;
      }
    }
  }

  /** What a release throws that would exceed the limit. */
  limitExceeded() {
    return new OverflowError('semaphore value too large');
  }
}

/** A SharedSemaphore that never exceeds its initial value. */
export class SharedBoundedSemaphore extends SharedSemaphore {
  /** Makes a semaphore, before any agent uses it. */
  static create(buffer, byteOffset = 0, value = 1) {
    initialize(buffer, byteOffset, value, value);
    return new SharedBoundedSemaphore(buffer, byteOffset);
  }

  limitExceeded() {
    return new ValueError('Semaphore released too many times');
  }
}

function initialize(buffer, byteOffset, value, limit) {
  if (value < 0) {
    throw new ValueError('semaphore initial value must be >= 0');
  }
  const words = new Int32Array(buffer, byteOffset, 3);
  Atomics.store(words, PERMITS, value);
  Atomics.store(words, WAITERS, 0);
  Atomics.store(words, LIMIT, limit);
}

const PERMITS = 0;
const WAITERS = 1;
const LIMIT = 2;

const MAX_PERMITS = 0x7fffffff;
