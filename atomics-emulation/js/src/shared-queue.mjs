import {Empty, Full, ShutDown, ValueError} from './errors.mjs';
import {lockGuard, unlockGuard} from './guard.mjs';
import {TimeLimit} from './time-limit.mjs';
import {FOREVER, TOO_LONG, refuseNaN, toNanosOrTooLong, tooLarge} from './timeouts.mjs';

/**
 * queue.Queue in words of a SharedArrayBuffer: a ring of records, each of the same number of words.
 *
 * offset | word       | meaning
 * -------|------------|------------------------------------------------------------------------
 *      0 | guard      | the guard of all words
 *      4 | count      | how many records there are
 *      8 | first      | the place of the oldest
 *     12 | over       | 1 once the queue is shut down
 *     16 | unfinished | how many tasks are unfinished: the low half
 *     20 |            | the high half
 *     24 | getters    | how many getters are about to sleep, asleep or just woken
 *     28 | items      | what getters sleep on: grows with each change that concerns them
 *     32 | putters    | how many putters are about to sleep, asleep or just woken
 *     36 | room       | what putters sleep on: grows with each change that concerns them
 *     40 | done       | what joiners sleep on: how often the last task was finished; wraps
 *     44 | maxsize    | as given; zero or less if the queue is to have no bound but the ring's
 *     48 | capacity   | how many records the ring holds
 *     52 | width      | how many words a record has
 *     56 | records    | capacity times width words
 *
 * Idea       – One guard around all. Who has to wait notes under the guard that it does, and the
 *              number that it will sleep on. Who is woken competes with newcomers.
 * Invariants – I1 all words are read and changed under the guard, save that items, room and done are
 *                 slept on without it.
 *              I2 who sleeps on items or room was counted under the guard when it read the number.
 * Blocking   – No wakeup is lost: what lets somebody proceed changes the number under the guard, and
 *              then wakes as many as may proceed. Who is woken takes the guard and looks; what
 *              a newcomer has taken meanwhile it waits for again. Nobody was woken who timed out.
 *              A joiner has joined with its number: it returns once the word is another.
 */
export class SharedQueue {
  #words;

  /** A queue that create() has made, here or in another agent. */
  constructor(buffer, byteOffset = 0) {
    const header = new Int32Array(buffer, byteOffset, RECORDS);
    const length = RECORDS + Atomics.load(header, CAPACITY) * Atomics.load(header, WIDTH);
    this.#words = new Int32Array(buffer, byteOffset, length);
  }

  /** Returns how many bytes a queue takes. */
  static bytes(capacity, width) {
    return 4 * (RECORDS + capacity * width);
  }

  /**
   * Makes a queue, before any agent uses it. One without a bound, of a maxsize of zero or less,
   * needs a capacity: a put waits if the ring is full all the same.
   */
  static create(buffer, byteOffset, maxsize, width, capacity = maxsize) {
    if (capacity < 1 || width < 0 || (maxsize > 0 && capacity !== maxsize)) {
      throw new RangeError('a ring of ' + capacity + ' records of ' + width + ' words');
    }
    const words = new Int32Array(buffer, byteOffset, RECORDS + capacity * width);
    words.fill(0);
    Atomics.store(words, MAXSIZE, maxsize);
    Atomics.store(words, CAPACITY, capacity);
    Atomics.store(words, WIDTH, width);
    return new SharedQueue(buffer, byteOffset);
  }

  /** Python's maxsize. */
  get maxsize() {
    return Atomics.load(this.#words, MAXSIZE);
  }

  /** Python's put(item, block=True, timeout=None); the record is of width words. */
  put(record, block = true, timeout = null) {
    if (timeout !== null) {
      refuseNaN(timeout);
    }
    if (!block) {
      this.#putWithin(record, 0);
    } else if (timeout === null || this.maxsize <= 0) {
      this.#putWithin(record, FOREVER);
    } else if (timeout < 0) {
      throw this.isShutdown ? new ShutDown() : new ValueError(NEGATIVE);
    } else {
      this.#putWithin(record, toNanosOrTooLong(timeout));
    }
  }

  /** Python's put_nowait(item). */
  putNowait(record) {
    this.put(record, false);
  }

  #putWithin(record, nanos) {
    let limit = null;
    let timedOut = nanos === 0;
    let concerned;
    lockGuard(this.#words, GUARD);
    try {
      for (;;) {
        if (this.#isOver()) {
          throw new ShutDown();
        }
        if (Atomics.load(this.#words, COUNT) < Atomics.load(this.#words, CAPACITY)) {
          this.#add(record);
          concerned = this.#change(GETTERS, ITEMS);
          break;
        }
        if (timedOut) {
          throw new Full();
        }
        if (nanos === TOO_LONG) {
          throw tooLarge();
        }
        limit ??= new TimeLimit(nanos);
        timedOut = this.#sleep(PUTTERS, ROOM, limit);
      }
    } finally {
      unlockGuard(this.#words, GUARD);
    }
    if (concerned) {
      Atomics.notify(this.#words, ITEMS, 1);
    }
  }

  /** Python's get(block=True, timeout=None); returns an Int32Array of width words. */
  get(block = true, timeout = null) {
    if (timeout !== null) {
      refuseNaN(timeout);
    }
    if (!block) {
      return this.#getWithin(0);
    }
    if (timeout === null) {
      return this.#getWithin(FOREVER);
    }
    if (timeout < 0) {
      throw this.#isAtItsEnd() ? new ShutDown() : new ValueError(NEGATIVE);
    }
    return this.#getWithin(toNanosOrTooLong(timeout));
  }

  /** Python's get_nowait(). */
  getNowait() {
    return this.get(false);
  }

  #getWithin(nanos) {
    let limit = null;
    let timedOut = nanos === 0;
    let record;
    let concerned;
    lockGuard(this.#words, GUARD);
    try {
      for (;;) {
        if (Atomics.load(this.#words, COUNT) > 0) {
          record = this.#remove();
          concerned = this.#change(PUTTERS, ROOM);
          break;
        }
        if (this.#isOver()) {
          throw new ShutDown();
        }
        if (timedOut) {
          throw new Empty();
        }
        if (nanos === TOO_LONG) {
          throw tooLarge();
        }
        limit ??= new TimeLimit(nanos);
        timedOut = this.#sleep(GETTERS, ITEMS, limit);
      }
    } finally {
      unlockGuard(this.#words, GUARD);
    }
    if (concerned) {
      Atomics.notify(this.#words, ROOM, 1);
    }
    return record;
  }

  /** Sleeps until there is a change, without the guard, which is held before and after. */
  #sleep(sleepers, sequence, limit) {
    const seen = Atomics.load(this.#words, sequence);
    Atomics.add(this.#words, sleepers, 1);
    unlockGuard(this.#words, GUARD);
    try {
      const result =
        Atomics.wait(this.#words, sequence, seen, limit.remainingMilliseconds());
      return result === 'timed-out';
    } finally {
      lockGuard(this.#words, GUARD);
      Atomics.sub(this.#words, sleepers, 1);
    }
  }

  /** Notes a change that concerns those who sleep; returns whether there are any. With the guard. */
  #change(sleepers, sequence) {
    const concerned = Atomics.load(this.#words, sleepers) > 0;
    if (concerned) {
      Atomics.add(this.#words, sequence, 1);
    }
    return concerned;
  }

  /** Adds a record, for which there is room. The guard is held. */
  #add(record) {
    const count = Atomics.load(this.#words, COUNT);
    const width = Atomics.load(this.#words, WIDTH);
    const place = (Atomics.load(this.#words, FIRST) + count) % Atomics.load(this.#words, CAPACITY);
    for (let i = 0; i < width; i++) {
      Atomics.store(this.#words, RECORDS + place * width + i, record[i]);
    }
    Atomics.store(this.#words, COUNT, count + 1);
    this.#setUnfinished(this.#unfinished() + 1);
  }

  /** Removes the oldest record, of which there is one. The guard is held. */
  #remove() {
    const first = Atomics.load(this.#words, FIRST);
    const width = Atomics.load(this.#words, WIDTH);
    const record = new Int32Array(width);
    for (let i = 0; i < width; i++) {
      record[i] = Atomics.load(this.#words, RECORDS + first * width + i);
    }
    Atomics.store(this.#words, FIRST, (first + 1) % Atomics.load(this.#words, CAPACITY));
    Atomics.sub(this.#words, COUNT, 1);
    return record;
  }

  /** Python's qsize(). */
  qsize() {
    return this.#look(() => Atomics.load(this.#words, COUNT));
  }

  /** Python's empty(). */
  empty() {
    return this.qsize() === 0;
  }

  /** Python's full(). */
  full() {
    return this.maxsize > 0 && this.qsize() === this.maxsize;
  }

  /** Python's unfinished_tasks. */
  get unfinishedTasks() {
    return this.#look(() => this.#unfinished());
  }

  /** Python's is_shutdown. */
  get isShutdown() {
    return this.#look(() => this.#isOver());
  }

  /** Python's task_done(). */
  taskDone() {
    let isDone;
    lockGuard(this.#words, GUARD);
    try {
      const left = this.#unfinished() - 1;
      if (left < 0) {
        throw new ValueError('task_done() called too many times');
      }
      isDone = this.#setUnfinished(left);
    } finally {
      unlockGuard(this.#words, GUARD);
    }
    if (isDone) {
      Atomics.notify(this.#words, DONE);
    }
  }

  /** Python's join(). */
  join() {
    lockGuard(this.#words, GUARD);
    const isDone = this.#unfinished() === 0;
    const seen = Atomics.load(this.#words, DONE);
    unlockGuard(this.#words, GUARD);
    while (!isDone && Atomics.load(this.#words, DONE) === seen) {
      Atomics.wait(this.#words, DONE, seen);
    }
  }

  /** Python's shutdown(immediate=False). */
  shutdown(immediate = false) {
    let isDone = false;
    lockGuard(this.#words, GUARD);
    Atomics.store(this.#words, OVER, 1);
    if (immediate) {
      const drained = Atomics.exchange(this.#words, COUNT, 0);
      isDone = this.#setUnfinished(Math.max(0, this.#unfinished() - drained));
    }
    const getters = this.#change(GETTERS, ITEMS);
    const putters = this.#change(PUTTERS, ROOM);
    unlockGuard(this.#words, GUARD);
    if (getters) {
      Atomics.notify(this.#words, ITEMS);
    }
    if (putters) {
      Atomics.notify(this.#words, ROOM);
    }
    if (isDone) {
      Atomics.notify(this.#words, DONE);
    }
  }

  #look(what) {
    lockGuard(this.#words, GUARD);
    try {
      return what();
    } finally {
      unlockGuard(this.#words, GUARD);
    }
  }

  #isOver() {
    return Atomics.load(this.#words, OVER) !== 0;
  }

  #isAtItsEnd() {
    return this.#look(() => this.#isOver() && Atomics.load(this.#words, COUNT) === 0);
  }

  #unfinished() {
    const low = Atomics.load(this.#words, UNFINISHED) >>> 0;
    return Atomics.load(this.#words, UNFINISHED + 1) * 2 ** 32 + low;
  }

  /** Sets the number of unfinished tasks; returns whether joiners are concerned. With the guard. */
  #setUnfinished(tasks) {
    Atomics.store(this.#words, UNFINISHED, tasks | 0);
    Atomics.store(this.#words, UNFINISHED + 1, Math.floor(tasks / 2 ** 32));
    const isDone = tasks === 0;
    if (isDone) {
      Atomics.add(this.#words, DONE, 1);
    }
    return isDone;
  }
}

const GUARD = 0;
const COUNT = 1;
const FIRST = 2;
const OVER = 3;
const UNFINISHED = 4;
const GETTERS = 6;
const ITEMS = 7;
const PUTTERS = 8;
const ROOM = 9;
const DONE = 10;
const MAXSIZE = 11;
const CAPACITY = 12;
const WIDTH = 13;
const RECORDS = 14;

const NEGATIVE = "'timeout' must be a non-negative number";
