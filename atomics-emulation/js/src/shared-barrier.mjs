import {BrokenBarrierError, RuntimeError, ValueError} from './errors.mjs';
import {lockGuard, mayBlock, mayNotBlock, unlockGuard} from './guard.mjs';
import {TimeLimit} from './time-limit.mjs';
import {FOREVER, TOO_LONG, toNanosOrTooLong, tooLarge} from './timeouts.mjs';

/**
 * threading.Barrier in six words of a SharedArrayBuffer. The action and the timeout of wait() are
 * each agent's own.
 *
 * offset | word       | meaning
 * -------|------------|------------------------------------------------------------------------
 *      0 | guard      | the guard of the other words
 *      4 | generation | the one that fills, or whose action runs; what its waiters sleep on; wraps
 *      8 | arrived    | how many of it have arrived; parties while the action runs; -1 if broken
 *     12 | parties    | how many pass together
 *     16 | leaving 0  | of the last even generation that ended with waiters: twice the number of
 *        |            | those who have not left yet, and 1 more if it was refused
 *     20 | leaving 1  | the same of the last odd one
 *
 * Idea       – Who wakes up late has to learn what became of its generation. So the words keep that of
 *              the last two, and the one after waits until all have left that of whose fate it takes
 *              the place: where the parties are always the same, never.
 * Invariants – I1 all words but leaving change under the guard; leaving is set under it, and counted
 *                 down by those who leave.
 *              I2 nobody arrives in a generation while leaving of its parity is not counted down; so
 *                 what is read there by somebody of a generation that has ended is its fate.
 *              I3 while arrived is parties, only who runs the action changes generation and arrived.
 *              I4 a generation ends once: generation grows by one, if anybody waits for that.
 * Blocking   – No wakeup is lost: who ends a generation changes the word, then wakes all that sleep on
 *              it; Atomics.wait looks at the word and goes to sleep in one step. Who comes between the
 *              two is woken for nothing, and looks.
 *              Who is stopped for exactly 2**32 generations while it goes to sleep waits for one more.
 */
export class SharedBarrier {
  static BYTES = 24;

  #words;
  #action;
  #nanos;
  #acting = false;

  /** A barrier that create() has made, here or in another agent. */
  constructor(buffer, byteOffset = 0, action = null, timeout = null) {
    this.#words = new Int32Array(buffer, byteOffset, 6);
    this.#action = action;
    this.#nanos = timeout === null ? FOREVER : toNanosOrTooLong(timeout);
  }

  /** Makes a barrier, before any agent uses it. */
  static create(buffer, byteOffset, parties, action = null, timeout = null) {
    if (parties < 1) {
      throw new ValueError('parties must be >= 1');
    }
    const words = new Int32Array(buffer, byteOffset, 6);
    for (const word of [GUARD, GENERATION, ARRIVED, LEAVING, LEAVING + 1]) {
      Atomics.store(words, word, 0);
    }
    Atomics.store(words, PARTIES, parties);
    return new SharedBarrier(buffer, byteOffset, action, timeout);
  }

  /** Python's parties. */
  get parties() {
    return Atomics.load(this.#words, PARTIES);
  }

  /** Python's n_waiting. */
  get nWaiting() {
    return Math.max(0, Atomics.load(this.#words, ARRIVED));
  }

  /** Python's broken. */
  get broken() {
    return Atomics.load(this.#words, ARRIVED) === BROKEN;
  }

  /** Python's wait(timeout=None). */
  await(timeout = null) {
    const limit = timeout === null ? this.#nanos : toNanosOrTooLong(timeout);
    const arrived = this.#lockToArrive();
    const generation = Atomics.load(this.#words, GENERATION);
    if (arrived === BROKEN) {
      unlockGuard(this.#words, GUARD);
      throw new BrokenBarrierError();
    }
    if (arrived === this.parties - 1) {
      this.#complete(arrived);
      return arrived;
    }
    if (limit === 0) {
      this.#end(arrived, REFUSED, BROKEN);
      throw new BrokenBarrierError();
    }
    if (limit === TOO_LONG || !mayBlock(this.#words, GENERATION)) {
      unlockGuard(this.#words, GUARD);
      throw limit === TOO_LONG ? tooLarge() : mayNotBlock();
    }
    Atomics.store(this.#words, ARRIVED, arrived + 1);
    unlockGuard(this.#words, GUARD);
    this.#awaitEnd(generation, new TimeLimit(limit));
    return arrived;
  }

  /** Takes the guard when one may arrive, or the barrier is broken; returns arrived. */
  #lockToArrive() {
    for (;;) {
      const arrived = this.#lockNotActing();
      if (arrived === BROKEN) {
        return arrived;
      }
      const slot = slotOf(Atomics.load(this.#words, GENERATION));
      const leaving = Atomics.load(this.#words, slot);
      if (leaving <= REFUSED) {
        return arrived;
      }
      unlockGuard(this.#words, GUARD);
      Atomics.wait(this.#words, slot, leaving);
    }
  }

  /** Takes the guard when no action runs; returns arrived. */
  #lockNotActing() {
    for (;;) {
      lockGuard(this.#words, GUARD);
      const arrived = Atomics.load(this.#words, ARRIVED);
      if (arrived !== this.parties) {
        return arrived;
      }
      const generation = Atomics.load(this.#words, GENERATION);
      unlockGuard(this.#words, GUARD);
      if (this.#acting) {
        throw new RuntimeError(IN_OWN_ACTION);
      }
      Atomics.wait(this.#words, GENERATION, generation);
    }
  }

  /** Arrives as the last. The guard is held, and freed. */
  #complete(others) {
    const action = this.#action;
    if (action === null) {
      this.#end(others, PASSED, 0);
      return;
    }
    Atomics.store(this.#words, ARRIVED, others + 1);
    unlockGuard(this.#words, GUARD);
    let done = false;
    this.#acting = true;
    try {
      action();
      done = true;
    } finally {
      this.#acting = false;
      lockGuard(this.#words, GUARD);
      this.#end(others, done ? PASSED : REFUSED, done ? 0 : BROKEN);
    }
  }

  /** Ends the generation of so many waiters. The guard is held, and freed. */
  #end(waiters, fate, arrived) {
    if (waiters === 0 && Atomics.load(this.#words, ARRIVED) !== this.parties) {
      Atomics.store(this.#words, ARRIVED, arrived);
      unlockGuard(this.#words, GUARD);
      return;
    }
    const generation = Atomics.load(this.#words, GENERATION);
    if (waiters > 0) {
      Atomics.store(this.#words, slotOf(generation), 2 * waiters + fate);
    }
    Atomics.store(this.#words, ARRIVED, arrived);
    Atomics.store(this.#words, GENERATION, (generation + 1) | 0);
    unlockGuard(this.#words, GUARD);
    Atomics.notify(this.#words, GENERATION);
  }

  /** Waits, having arrived, and leaves. */
  #awaitEnd(generation, limit) {
    while (Atomics.load(this.#words, GENERATION) === generation) {
      const result =
        Atomics.wait(this.#words, GENERATION, generation, limit.remainingMilliseconds());
      if (result === 'timed-out') {
        this.#giveUp(generation);
        limit = new TimeLimit(FOREVER);
      }
    }
    const slot = slotOf(generation);
    const leaving = Atomics.sub(this.#words, slot, 2);
    if (leaving <= 2 + REFUSED) {
      Atomics.notify(this.#words, slot);
    }
    if ((leaving & REFUSED) !== 0) {
      throw new BrokenBarrierError();
    }
  }

  /** Breaks the barrier because the time is over, unless all have arrived. */
  #giveUp(generation) {
    lockGuard(this.#words, GUARD);
    const arrived = Atomics.load(this.#words, ARRIVED);
    if (Atomics.load(this.#words, GENERATION) !== generation || arrived === this.parties) {
      unlockGuard(this.#words, GUARD);
      return;
    }
    this.#end(arrived - 1, REFUSED, BROKEN);
    throw new BrokenBarrierError();
  }

  /** Python's reset(). */
  reset() {
    const arrived = this.#lockNotActing();
    this.#end(Math.max(0, arrived), REFUSED, 0);
  }

  /** Python's abort(). */
  abort() {
    const arrived = this.#lockNotActing();
    this.#end(Math.max(0, arrived), REFUSED, BROKEN);
  }
}

const GUARD = 0;
const GENERATION = 1;
const ARRIVED = 2;
const PARTIES = 3;
const LEAVING = 4;

const BROKEN = -1;

const PASSED = 0;
const REFUSED = 1;

function slotOf(generation) {
  return LEAVING + (generation & 1);
}

const IN_OWN_ACTION = 'cannot wait on, reset or abort a barrier in its own action';
