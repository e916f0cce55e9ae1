// Runs in a thread that may not block, as a browser's main thread may not.
// From Java: spawn(script, buffer), finished(), expectEqual(due, seen).
'use strict';

// One word for each; worker.js has the same.
const LOCK = 0;
const COUNT = 1;
const COUNT_UNDER_LOCK = 2;
const GATE = 3;
const WOKEN = 4;
const DONE = 5;
const UNUSED = 6;
const WORDS = 8;

const WORKERS = 4;
const ROUNDS = 500;

function expectError(type, call) {
  let seen = 'no error';
  try {
    call();
  } catch (error) {
    seen = error instanceof type ? error.name : String(error);
  }
  expectEqual(type.name, seen);
}

const buffer = new SharedArrayBuffer(WORDS * 4);
const words = new Int32Array(buffer);
expectEqual(WORDS, words.length);
expectEqual(true, words.buffer === buffer);
expectEqual('[object SharedArrayBuffer]', Object.prototype.toString.call(buffer));

// Reading, writing, wrapping.
expectEqual(4294967297, Atomics.store(words, UNUSED, 4294967297.5));
expectEqual(1, words[UNUSED]);
expectEqual(1, Atomics.compareExchange(words, UNUSED, 1, -1));
expectEqual(255, new Uint8Array(buffer)[UNUSED * 4 + 3]);
expectEqual(-1, Atomics.exchange(words, UNUSED, 0));
expectEqual(undefined, words[WORDS]);
const wide = new BigInt64Array(buffer, 24, 1);
expectEqual(0n, Atomics.add(wide, 0, 2n ** 63n + 5n));
expectEqual(-(2n ** 63n) + 5n, Atomics.exchange(wide, 0, 0n));

// Engine's own buffers, which are not shared, are still there.
expectEqual(7, new Int32Array([7])[0]);

// What is wrong is an error of JavaScript.
expectError(TypeError, () => SharedArrayBuffer(8));
expectError(RangeError, () => new SharedArrayBuffer(-1));
expectError(RangeError, () => new Int32Array(buffer, 2));
expectError(RangeError, () => Atomics.load(words, WORDS));
expectError(TypeError, () => Atomics.load(new Float64Array(buffer), 0));
expectError(TypeError, () => Atomics.load({}, 0));
expectError(TypeError, () => Atomics.notify(new Uint8Array(buffer), 0));
expectError(TypeError, () => Atomics.store(wide, 0, 1));
expectError(TypeError, () => Atomics.wait(words, UNUSED, 0)); // this thread may not block

// It grows, and a view without a length with it.
const growable = new SharedArrayBuffer(8, { maxByteLength: 16 });
const tracking = new Int32Array(growable);
growable.grow(16);
expectEqual(4, tracking.length);
expectError(RangeError, () => growable.grow(8));
expectError(TypeError, () => buffer.grow(64));

const atOnce = Atomics.waitAsync(words, UNUSED, 1);
expectEqual(false, atOnce.async);
expectEqual('not-equal', atOnce.value);

for (let i = 0; i < WORKERS; i++) {
  spawn('worker.js', buffer);
}
openGate();

// Each worker waits at the gate, so each is notified exactly once. Between two attempts this thread
// lets a millisecond pass without blocking: nobody notifies UNUSED.
function openGate() {
  Atomics.add(words, WOKEN, Atomics.notify(words, GATE));
  if (Atomics.load(words, WOKEN) === WORKERS) {
    awaitDone();
    return;
  }
  Atomics.waitAsync(words, UNUSED, 0, 1).value.then(result => {
    expectEqual('timed-out', result);
    openGate();
  });
}

function awaitDone() {
  const done = Atomics.load(words, DONE);
  if (done === WORKERS) {
    check();
    return;
  }
  const result = Atomics.waitAsync(words, DONE, done);
  if (result.async) {
    result.value.then(due => {
      expectEqual('ok', due);
      awaitDone();
    });
  } else {
    awaitDone();
  }
}

function check() {
  expectEqual(WORKERS * ROUNDS, Atomics.load(words, COUNT));
  expectEqual(WORKERS * ROUNDS, words[COUNT_UNDER_LOCK]);
  expectEqual(0, Atomics.load(words, LOCK));
  finished(buffer);
}
