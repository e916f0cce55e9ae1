/*
 * A mutex in one word, held for a handful of instructions, by which a primitive changes several
 * words as one. Nothing ends the wait for it.
 *
 * offset | word  | meaning
 * -------|-------|------------------------------------------------------
 *      0 | guard | 0 free; 1 taken; 2 taken, and somebody may wait for it
 *
 * Idea       – The mutex of Drepper's "Futexes Are Tricky" that marks by exchange.
 * Invariants – I1 who goes to sleep has written 2 and found the guard taken, in one step.
 *              I2 who was asleep takes it with 2, for others may still be asleep.
 * Blocking   – Who finds it taken looks again for a while, as it will be free soon.
 *              No wakeup is lost: the word is 2 while somebody sleeps (I1, I2), and who frees it
 *              sees that in the same step; Atomics.wait looks at the word and goes to sleep in one.
 */

const LOOKS = 100;

const FREE = 0;
const TAKEN = 1;
const CONTENDED = 2;

/** Takes the guard. */
export function lockGuard(words, index) {
  if (Atomics.compareExchange(words, index, FREE, TAKEN) !== FREE) {
    lockContended(words, index);
  }
}

function lockContended(words, index) {
  for (let i = 0; i < LOOKS; i++) {
    Atomics.pause?.();
    if (Atomics.compareExchange(words, index, FREE, TAKEN) === FREE) {
      return;
    }
  }
  while (Atomics.exchange(words, index, CONTENDED) !== FREE) {
    sleep(words, index, CONTENDED);
  }
}

/** Frees the guard. */
export function unlockGuard(words, index) {
  if (Atomics.exchange(words, index, FREE) === CONTENDED) {
    Atomics.notify(words, index, 1);
  }
}

/**
 * Sleeps while a word is as given, for ever, for what others do in a few instructions. An agent
 * that may not block, as a page's main thread, looks again instead.
 */
export function sleep(words, index, value) {
  try {
    Atomics.wait(words, index, value);
  } catch (error) {
    if (!(error instanceof TypeError)) {
      throw error;
    }
    Atomics.pause?.();
  }
}

/**
 * Tells whether this agent may block: for calls that could not undo what they have done before they
 * come to wait.
 */
export function mayBlock(words, index) {
  try {
    Atomics.wait(words, index, ~Atomics.load(words, index), 0);
    return true;
  } catch (error) {
    return false;
  }
}

/** Returns the error of an agent that may not block. */
export function mayNotBlock() {
  return new TypeError('This agent may not block');
}
