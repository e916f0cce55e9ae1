/*
 * Does the work of the benchmarks in Node. Without an argument it prints, as a line of JSON, who it
 * is and the works it can do. Otherwise the argument is JSON: the work, its parameters, the number
 * of iterations, the least milliseconds of an iteration, and the milliseconds of the warm-up. Then
 * it prints for each iteration a line of JSON: the nanoseconds of one operation, the loop around it
 * included.
 */
'use strict';
const { Worker, isMainThread, workerData } = require('node:worker_threads');

/* Each on a cache line of its own. */
const PING = 16;
const PONG = 48;
const STOP = 2;

/* Those by which several agents are told to begin, and say that they are done. */
const ROUND = 64;
const COUNT = 65;
const LEFT = 80;

/* The addresses of a memory in which many wait; half of them are notified in vain. */
const ADDRESSES = 4000;
const NOBODY = 100;

/* Each is an engine of its own. */
const MOST_AGENTS = 64;

/* Whoever asks has settled it: there are no other threads. */
const SETTLED = 'kind';

/* What is read goes there, so that it is read. */
let sink = 0;

function give(words, index, value) {
  Atomics.store(words, index, value);
  Atomics.notify(words, index, 1);
}

function take(words, index) {
  let given;
  while ((given = Atomics.load(words, index)) === 0) {
    Atomics.wait(words, index, 0);
  }
  Atomics.store(words, index, 0);
  return given;
}

/** The other agent: it answers until it is told to stop. */
function answer({ words }) {
  while (take(words, PING) !== STOP) {
    give(words, PONG, 1);
  }
}

/* The body is compiled for each work, so that none sees the types of another's views. */
function loop(view, expression) {
  const body = `return function (n) {
    let sum = zero;
    for (let i = 0; i < n; i++) {
      sum ${expression}
    }
    return sum;
  };`;
  return new Function('view', 'index', 'zero', 'one', 'five', body);
}

function onView(View, expression) {
  const big = View === BigInt64Array;
  const view = new View(new SharedArrayBuffer(64));
  const literal = (value) => (big ? BigInt(value) : value);
  const run = loop(view, expression)(view, 12 >> (view.BYTES_PER_ELEMENT >> 1), literal(0), literal(1), literal(5));
  return {
    run(n) {
      sink = run(n);
    },
  };
}

const OPERATIONS = {
  Load: '= Atomics.load(view, index);',
  Store: '= Atomics.store(view, index, five);',
  Add: '= Atomics.add(view, index, one);',
  Sub: '= Atomics.sub(view, index, one);',
  And: '= Atomics.and(view, index, ~one);',
  Or: '= Atomics.or(view, index, one);',
  Xor: '= Atomics.xor(view, index, one);',
  Exchange: '= Atomics.exchange(view, index, five);',
  CompareExchange: '= Atomics.compareExchange(view, index, zero, zero);',
};

const VIEWS = { 8: Uint8Array, 16: Int16Array, '': Int32Array, 64: BigInt64Array };

function onWords(body) {
  const words = new Int32Array(new SharedArrayBuffer(256));
  return {
    run(n) {
      for (let i = 0; i < n; i++) {
        body(words);
      }
    },
  };
}

function handOff() {
  const words = new Int32Array(new SharedArrayBuffer(256));
  const worker = new Worker(__filename, { workerData: { part: 'answer', words } });
  return {
    run(n) {
      for (let i = 0; i < n; i++) {
        give(words, PING, 1);
        take(words, PONG);
      }
    },
    stop() {
      give(words, PING, STOP);
      return new Promise((resolve) => worker.once('exit', resolve));
    },
  };
}

/* A promise is settled by the agent's loop: this is asynchronous throughout. */
function waitAsync() {
  const words = new Int32Array(new SharedArrayBuffer(256));
  return {
    async run(n) {
      for (let i = 0; i < n; i++) {
        const result = Atomics.waitAsync(words, 3, 0);
        Atomics.notify(words, 3, 1);
        await result.value;
      }
    },
  };
}

function awaitRound(words, round) {
  while (Atomics.load(words, ROUND) === round) {
    Atomics.wait(words, ROUND, round);
  }
}

/** Says that this agent is done. */
function leave(words) {
  if (Atomics.sub(words, LEFT, 1) === 1) {
    Atomics.notify(words, LEFT);
  }
}

function awaitAllLeft(words) {
  let left;
  while ((left = Atomics.load(words, LEFT)) > 0) {
    Atomics.wait(words, LEFT, left);
  }
}

function addTo(view, n) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum = Atomics.add(view, 0, 1);
  }
  sink = sum;
}

/** One of several agents that add as often as they are told to; not at all is the end. */
function addOverAndOver({ words, bits }) {
  const view = new VIEWS[bits](words.buffer);
  let n;
  let round = 0;
  do {
    awaitRound(words, round++);
    n = Atomics.load(words, COUNT);
    addTo(view, n);
    leave(words);
  } while (n > 0);
}

/** One of several agents that are woken over and over. */
function wakeOverAndOver({ words }) {
  let n;
  let round = 0;
  do {
    awaitRound(words, round++);
    n = Atomics.load(words, COUNT);
    leave(words);
  } while (n > 0);
}

const PARTS = { answer, addOverAndOver, wakeOverAndOver };

/** Agents that all do their part in each round. */
function agents(count, part, bits) {
  if (count > MOST_AGENTS) {
    throw new Error(`${count} agents are too many`);
  }
  const words = new Int32Array(new SharedArrayBuffer(512));
  const workers = Array.from(
    { length: count },
    () => new Worker(__filename, { workerData: { part, words, bits } }),
  );
  function begin(n) {
    Atomics.store(words, COUNT, n);
    Atomics.store(words, LEFT, count);
    Atomics.add(words, ROUND, 1);
    Atomics.notify(words, ROUND);
  }
  return {
    words,
    begin,
    stop() {
      begin(0);
      return Promise.all(
        workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve))),
      );
    },
  };
}

/* Each of the agents adds n times: as long as n of one agent's. */
function contended(bits, threads) {
  const { words, begin, stop } = agents(threads - 1, 'addOverAndOver', bits);
  const view = new VIEWS[bits](words.buffer);
  return {
    run(n) {
      begin(n);
      addTo(view, n);
      awaitAllLeft(words);
    },
    stop,
  };
}

function wakeAll(waiters) {
  const { words, begin, stop } = agents(waiters, 'wakeOverAndOver');
  return {
    run(n) {
      for (let i = 0; i < n; i++) {
        begin(1);
        awaitAllLeft(words);
      }
    },
    stop,
  };
}

function notifyBusy() {
  const words = new Int32Array(new SharedArrayBuffer(4 * ADDRESSES));
  for (let i = 1; i < ADDRESSES; i += 2) {
    Atomics.waitAsync(words, i, 0);
  }
  return {
    run(n) {
      for (let i = 0; i < n; i++) {
        sink = Atomics.notify(words, NOBODY, 1);
      }
    },
    stop() {
      for (let i = 1; i < ADDRESSES; i += 2) {
        Atomics.notify(words, i);
      }
    },
  };
}

function works() {
  const found = {};
  for (const [bits, View] of Object.entries(VIEWS)) {
    for (const [name, expression] of Object.entries(OPERATIONS)) {
      found[`Atomics.${name}${bits}`] = () => onView(View, expression);
    }
  }
  found['Atomics.IsLockFree'] = () =>
    onWords(() => {
      sink = Atomics.isLockFree(4);
    });
  if (Atomics.pause) {
    found['Atomics.Pause'] = () => onWords(() => Atomics.pause());
  }
  found['Atomics.WaitNotEqual'] = () =>
    onWords((words) => {
      sink = Atomics.wait(words, 3, 1);
    });
  found['Atomics.WaitTimedOut'] = () =>
    onWords((words) => {
      sink = Atomics.wait(words, 3, 0, 0);
    });
  found['Atomics.NotifyQuiet'] = () =>
    onWords((words) => {
      sink = Atomics.notify(words, 3, 1);
    });
  found['Atomics.HandOff'] = handOff;
  found['Atomics.Contended'] = (parameters) => contended('', Number(parameters.threads));
  found['Atomics.Contended8'] = (parameters) => contended(8, Number(parameters.threads));
  found['Atomics.WakeAll'] = (parameters) => wakeAll(Number(parameters.waiters));
  if (Atomics.waitAsync) {
    found['Atomics.NotifyBusy'] = notifyBusy;
    found['Atomics.WaitAsyncNotEqual'] = () =>
      onWords((words) => {
        sink = Atomics.waitAsync(words, 3, 1);
      });
    found['Atomics.WaitAsync'] = waitAsync;
  }
  return found;
}

async function timed(work, n) {
  const start = process.hrtime.bigint();
  await work.run(n);
  return Number(process.hrtime.bigint() - start);
}

/** Returns how many operations take so many nanoseconds, or longer. */
async function calibrated(work, least) {
  let n = 1;
  for (;;) {
    const taken = await timed(work, n);
    if (taken >= least) {
      return n;
    }
    n = Math.max(2 * n, Math.floor(n * Math.min(100, (1.2 * least) / Math.max(1, taken))));
  }
}

async function measure(question) {
  const unread = new Set(Object.keys(question.parameters));
  unread.delete(SETTLED);
  const work = works()[question.work](
    new Proxy(question.parameters, {
      get(values, name) {
        unread.delete(name);
        return values[name];
      },
    }),
  );
  // It would be another work than the contest's.
  if (unread.size > 0) {
    throw new Error(`the work does not read ${[...unread].join(', ')}`);
  }
  const least = question.milliseconds * 1e6;
  const end = process.hrtime.bigint() + BigInt(question.warmup) * 1000000n;
  let n = await calibrated(work, least);
  while (process.hrtime.bigint() < end) {
    await work.run(n);
  }
  // What is compiled meanwhile is faster now.
  n = await calibrated(work, least);
  for (let i = 0; i < question.iterations; i++) {
    const taken = await timed(work, n);
    console.log(JSON.stringify({ nanoseconds: taken / n }));
  }
  if (work.stop) {
    await work.stop();
  }
}

function introduce() {
  console.log(
    JSON.stringify({
      implementation: 'Node',
      version: process.versions.node,
      gil: false,
      description: `Node ${process.versions.node}, V8 ${process.versions.v8}`,
      works: Object.keys(works()).sort(),
    }),
  );
}

if (!isMainThread) {
  PARTS[workerData.part](workerData);
} else if (process.argv.length > 2) {
  measure(JSON.parse(process.argv[2])).catch((e) => {
    console.error(`${e}`);
    process.exit(1);
  });
} else {
  introduce();
}
