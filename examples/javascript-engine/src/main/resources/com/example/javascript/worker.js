// Runs in a thread of its own, with a realm of its own. From Java: buffer, expectEqual(due, seen).
'use strict';

// One word for each; main.js has the same.
const LOCK = 0; // 0: free; 1: held; 2: held, and somebody may wait
const COUNT = 1;
const COUNT_UNDER_LOCK = 2;
const GATE = 3;
const DONE = 5;
const UNUSED = 6;

const ROUNDS = 500;

const words = new Int32Array(buffer);

function acquire() {
  if (Atomics.compareExchange(words, LOCK, 0, 1) === 0) {
    return;
  }
  while (Atomics.exchange(words, LOCK, 2) !== 0) {
    Atomics.wait(words, LOCK, 2);
  }
}

function release() {
  if (Atomics.exchange(words, LOCK, 0) === 2) {
    Atomics.notify(words, LOCK, 1);
  }
}

expectEqual('not-equal', Atomics.wait(words, UNUSED, 1));
expectEqual('timed-out', Atomics.wait(words, UNUSED, 0, 1));
expectEqual('ok', Atomics.wait(words, GATE, 0));

for (let i = 0; i < ROUNDS; i++) {
  Atomics.add(words, COUNT, 1);
  acquire();
  words[COUNT_UNDER_LOCK] = words[COUNT_UNDER_LOCK] + 1; // no atomic access: the lock guards it
  release();
}

Atomics.add(words, DONE, 1);
Atomics.notify(words, DONE);
