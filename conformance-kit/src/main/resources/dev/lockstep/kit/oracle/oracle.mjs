/*
 * Plays sequences of calls of Atomics, on one buffer with a view of each kind, in this Node.
 *
 * It speaks the protocol that is described in oracle.py. A request for one agent is
 *
 *     {"id": 7, "object": "atomics", "steps": [{"call": ["new", 16]},
 *         {"call": ["add", "Int8Array", 3, 200]}]}
 *
 * and one for several, of which one moves at a time,
 *
 *     {"id": 8, "object": "atomics", "moves": [{"thread": "A", "call": ["new", 16, 64]},
 *         {"thread": "B", "call": ["wait", "Int32Array", 0, 0]},
 *         {"thread": "C", "call": ["waitAsync", "Int32Array", 0, 0, 100.0]},
 *         {"thread": "C", "expires": true}, {"thread": "A", "call": ["notify", "Int32Array", 0]}]}
 *
 * new takes the length of the buffer, and its maximum if it is to be growable; a maximum of
 * "unshared" makes an ArrayBuffer. Then come Atomics' own methods, with a view by the name of its
 * class, and byteLength, grow, length, get and set. Timeouts are milliseconds.
 *
 * Numbers: one that is written without fraction and exponent stands for an integer, which is a
 * BigInt where an element of a BigInt view is meant, and every other is a number. An answer is
 * written with a fraction if the call named a number that is no integer, and else without; a
 * BigUint64's is not. An element that is a BigInt where a number is due, or the other way round, is
 * answered as a text. "undefined" stands for undefined. The texts of errors are left open by
 * ECMAScript, and not answered; TypeError is "JavaScript's TypeError", for Python has one, too.
 *
 * Each thread of a program is a Worker, and has a view of each kind, which it makes when it first
 * needs it and then keeps. The call waitAsync is over once its promise is settled, and
 * waits until then, as that of wait does; "async: " before the result says that there was a promise.
 *
 * That all agents wait is observed: the kernel shows each thread of this process, save the one that
 * looks, asleep, no counter of context switches has moved from one look at all of them to the next,
 * several times, and all answers that were sent have arrived. A thread that was woken is no longer
 * asleep for the kernel, though it may not run for long. The pauses between the looks let the event
 * loop turn; nothing is concluded from them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';

const DRIVER = 1;

// How often in a row all threads must look the same before they count as waiting.
const LOOKS = 6;

// The pause between two looks, in milliseconds.
const PAUSE = 1;

const TASKS = '/proc/self/task';

// What follows, up to the line below, is also the source of the workers, and must stand alone.

class BufferWithViews {
  static VIEWS = [
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
    BigInt64Array, BigUint64Array, Float32Array, Float64Array,
  ];

  constructor(buffer) {
    this.buffer = buffer;
    this.views = new Map();
  }

  static create(byteLength, maximum) {
    if (maximum === undefined) {
      return new SharedArrayBuffer(number(byteLength));
    }
    return maximum === 'unshared'
      ? new ArrayBuffer(number(byteLength))
      : new SharedArrayBuffer(number(byteLength), { maxByteLength: number(maximum) });
  }

  /* Made when it is first used, from the beginning to the end, which it tracks if that grows. */
  view(name) {
    let view = this.views.get(name);
    if (view === undefined) {
      const kind = BufferWithViews.VIEWS.find((each) => each.name === name);
      view = new kind(this.buffer);
      this.views.set(name, view);
    }
    return view;
  }

  lacks(method) {
    if (['byteLength', 'length', 'get', 'set'].includes(method)) {
      return false;
    }
    return method === 'grow'
      ? typeof this.buffer.grow !== 'function'
      : typeof Atomics[method] !== 'function';
  }

  /* Returns what the call comes to, before it is encoded. */
  call(method, texts) {
    if (method === 'byteLength') {
      return this.buffer.byteLength;
    }
    if (method === 'grow') {
      return this.buffer.grow(number(texts[0]));
    }
    if (method === 'isLockFree' || method === 'pause') {
      return Atomics[method](...texts.map(number));
    }
    const view = this.view(texts[0]);
    if (method === 'length') {
      return view.length;
    }
    const index = number(texts[1]);
    if (method === 'get') {
      return view[index];
    }
    const big = isBig(texts[0]);
    if (method === 'set') {
      view[index] = element(texts[2], big);
      return undefined;
    }
    const rest = texts.slice(2);
    switch (method) {
      case 'notify':
        return Atomics.notify(view, index, ...rest.map(number));
      case 'wait':
      case 'waitAsync':
        return Atomics[method](view, index, element(rest[0], big), ...rest.slice(1).map(number));
      default:
        return Atomics[method](view, index, ...rest.map((text) => element(text, big)));
    }
  }
}

function isBig(view) {
  return view === 'BigInt64Array' || view === 'BigUint64Array';
}

function element(text, big) {
  return big && /^-?[0-9]+$/.test(text) ? BigInt(text) : number(text);
}

function number(text) {
  const words = { nan: NaN, inf: Infinity, '-inf': -Infinity, undefined };
  return text in words ? words[text] : Number(text);
}

/* Returns the JSON of what a call came to. */
function outcomeOf(method, texts, body) {
  try {
    return `{"returned":${encode(method, texts, body())}}`;
  } catch (error) {
    const name = error instanceof TypeError ? "JavaScript's TypeError" : error.name;
    return JSON.stringify({ raised: name, message: '' });
  }
}

function encode(method, texts, value) {
  if (value === undefined) {
    return 'null';
  }
  if (typeof value === 'string' || typeof value === 'boolean') {
    return JSON.stringify(value);
  }
  const ofElement = !['notify', 'byteLength', 'length'].includes(method);
  const big = ofElement && isBig(texts[0]);
  if (typeof value === 'bigint') {
    return big ? BigInt.asIntN(64, value).toString() : `"${value}n"`;
  }
  if (big) {
    return JSON.stringify(`${value}, a number`);
  }
  const integer = Number.isSafeInteger(value) && !Object.is(value, -0);
  const named = ofElement && method === 'store' && !/^-?[0-9]+$/.test(texts[2]);
  return integer && !named ? String(value) : encodeDouble(value);
}

function encodeDouble(value) {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? '"nan"' : value > 0 ? '"inf"' : '"-inf"';
  }
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : text + '.0';
}

/* What a worker does: it answers each call, or what is left of it, when that is over. */
function serve() {
  const { parentPort, workerData } = require('node:worker_threads');
  const sent = new Int32Array(workerData.sent);
  const answer = (outcome) => {
    Atomics.add(sent, 0, 1);
    parentPort.postMessage({ outcome });
  };
  let memory;
  parentPort.on('message', ({ buffer, method, texts }) => {
    if (buffer !== undefined) {
      memory = new BufferWithViews(buffer);
    }
    if (workerData.isProbe) {
      const gates = memory.view('Int32Array');
      answer(outcomeOf(method, [], () => PROBES[method](gates, ...texts.map(Number))));
    } else if (method === 'waitAsync') {
      let promise;
      const outcome = outcomeOf(method, texts, () => {
        const result = memory.call(method, texts);
        promise = result.async ? result.value : undefined;
        return result.value;
      });
      if (promise === undefined) {
        answer(outcome);
      } else {
        promise.then((value) => answer(JSON.stringify({ returned: 'async: ' + value })));
      }
    } else {
      answer(outcomeOf(method, texts, () => memory.call(method, texts)));
    }
  });
}

/* What the driver itself is tested with: what is no waiting must not seem to be. */
const PROBES = {
  spin(gates, milliseconds) {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    return true;
  },

  /* Asleep again and again, for a moment. */
  nap(gates, times) {
    for (let i = 0; i < times; i++) {
      Atomics.wait(gates, gates.length - 1, 0, 1);
    }
    return true;
  },

  wait(gates) {
    return Atomics.wait(gates, gates.length - 1, 0) === 'ok';
  },

  open(gates, gate) {
    Atomics.store(gates, gate, 1);
    Atomics.notify(gates, gate);
    return true;
  },

  /* Waits for a gate, and then computes and naps before it opens the next. */
  relay(gates, gate, milliseconds) {
    while (Atomics.load(gates, gate) === 0) {
      Atomics.wait(gates, gate, 0);
    }
    PROBES.spin(gates, milliseconds);
    PROBES.nap(gates, milliseconds);
    return PROBES.open(gates, gate + 1);
  },
};

// Up to here.

const SOURCE = [
  BufferWithViews, isBig, element, number, outcomeOf, encode, encodeDouble, serve,
  `const PROBES = {${Object.values(PROBES).map(String).join(',')}};`, 'serve();',
].map(String).join('\n');

function whyUnobservable() {
  try {
    look();
    return null;
  } catch {
    return `no ${TASKS} on this platform`;
  }
}

/* State and counters of every thread but the first, which is this one, as texts. */
function look() {
  const seen = [];
  for (const task of readdirSync(TASKS)) {
    if (Number(task) !== process.pid) {
      const one = lookAt(task);
      if (one !== null) {
        seen.push(one);
      }
    }
  }
  return seen;
}

function lookAt(task) {
  try {
    const stat = readFileSync(`${TASKS}/${task}/stat`, 'latin1');
    const state = stat.slice(stat.lastIndexOf(')') + 2)[0];
    const status = readFileSync(`${TASKS}/${task}/status`, 'latin1');
    const switches = status.match(/ctxt_switches:\s+\d+/g);
    if (switches?.length !== 2) {
      throw new Error('no counters of context switches');
    }
    return `${state} ${task} ${switches.join()}`;
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') {
      return null; // it has ended
    }
    throw error;
  }
}

/* A worker that makes the calls of one agent, one after the other. */
class Agent {
  static idle = new Map([[false, []], [true, []]]);

  /* Takes one that is there from a program before, or starts one. */
  static take(isProbe) {
    return Agent.idle.get(isProbe).pop() ?? new Agent(isProbe);
  }

  constructor(isProbe) {
    this.isProbe = isProbe;
    this.sent = new Int32Array(new SharedArrayBuffer(4));
    this.received = 0;
    this.call = null;
    this.buffer = null;
    const workerData = { sent: this.sent.buffer, isProbe };
    this.worker = new Worker(SOURCE, { eval: true, workerData, execArgv: [] });
    this.worker.on('message', ({ outcome }) => {
      this.received++;
      this.call.outcome = outcome;
    });
    this.worker.on('error', (error) => {
      console.error('an agent:', error);
      process.exit(1);
    });
  }

  begin(buffer, method, texts) {
    const timeout = timeoutOf(method, texts);
    this.call = { outcome: null, timeout, started: performance.now() };
    // once only, since each message has a buffer of its own, though of the same memory
    this.worker.postMessage({ buffer: buffer === this.buffer ? undefined : buffer, method, texts });
    this.buffer = buffer;
  }

  hasAnswered() {
    return this.received === Atomics.load(this.sent, 0);
  }

  /* One that still waits cannot be used again. */
  async leave() {
    if (this.call === null) {
      Agent.idle.get(this.isProbe).push(this);
    } else {
      await this.worker.terminate();
    }
  }
}

/* The agents of a program by their names, and the buffer that they share. */
class Agents {
  constructor(isProbe, names) {
    this.isProbe = isProbe;
    this.agents = new Map([...names].map((name) => [name, Agent.take(isProbe)]));
    this.buffer = null;
  }

  /* Returns once all threads are asleep and nothing is on its way, no earlier than a condition holds. */
  async watch(until) {
    let before = '';
    let still = 0;
    while (still < LOOKS) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      const seen = look();
      const text = seen.join('\n');
      const asleep = seen.every((one) => one.startsWith('S'));
      const ready = until() && [...this.agents.values()].every((agent) => agent.hasAnswered());
      still = ready && text === before && asleep ? still + 1 : 0;
      before = text;
    }
  }

  async move({ thread, call, expires }) {
    const agent = this.agents.get(thread);
    if ((agent.call !== null) !== Boolean(expires)) {
      return '{"busy":true}';
    }
    if (expires) {
      await this.watch(() => agent.call.outcome !== null);
      return this.report(agent, true);
    }
    const [method, ...texts] = call;
    if (method === 'new') {
      return this.create(texts);
    }
    if (!this.isProbe && new BufferWithViews(this.buffer).lacks(method)) {
      return unobservable(method);
    }
    agent.begin(this.buffer, method, texts);
    await this.watch(() => true);
    return this.report(agent, false);
  }

  create(texts) {
    return outcomeOf('new', texts, () => {
      this.buffer = this.isProbe ? new SharedArrayBuffer(64) : BufferWithViews.create(...texts);
      return undefined;
    });
  }

  report(mover, expired) {
    const own = mover.call.outcome ?? '{"blocked":true}';
    const ended = [];
    const late = [];
    const now = performance.now();
    for (const [name, agent] of [...this.agents].sort()) {
      const { call } = agent;
      if (call === null) {
        continue;
      }
      const asked = agent === mover && expired;
      if (!asked && call.timeout !== null && now >= call.started + call.timeout) {
        late.push(name);
      }
      if (call.outcome !== null) {
        agent.call = null;
        if (agent !== mover) {
          ended.push(`"${name}":${call.outcome}`);
        }
      }
    }
    const parts = [own.slice(0, -1)];
    if (ended.length > 0) {
      parts.push(`"ended":{${ended.join(',')}}`);
    }
    if (late.length > 0) {
      parts.push(`"late":${JSON.stringify(late)}`);
    }
    return parts.join(',') + '}';
  }

  async end() {
    await Promise.all([...this.agents.values()].map((agent) => agent.leave()));
  }
}

/* In milliseconds; null if the call has none that could be over. */
function timeoutOf(method, texts) {
  if ((method !== 'wait' && method !== 'waitAsync') || texts.length < 4) {
    return null;
  }
  const timeout = number(texts[3]);
  return timeout > 0 && timeout < Infinity ? timeout : null;
}

function unobservable(method) {
  return JSON.stringify({ unobservable: `Node ${process.versions.node} has no ${method}` });
}

function ends(outcome) {
  return /^\{"(unobservable|busy|spins)"/.test(outcome);
}

function playSteps(steps) {
  const outcomes = [];
  let memory;
  for (const { call: [method, ...texts] } of steps) {
    if (method === 'new') {
      outcomes.push(outcomeOf(method, [], () => {
        memory = new BufferWithViews(BufferWithViews.create(...texts));
        return undefined;
      }));
    } else if (memory.lacks(method)) {
      outcomes.push(unobservable(method));
      break;
    } else {
      outcomes.push(outcomeOf(method, texts, () => memory.call(method, texts)));
    }
  }
  return outcomes;
}

async function playMoves(moves, isProbe, why) {
  if (why !== null) {
    return [JSON.stringify({ unobservable: why })];
  }
  const agents = new Agents(isProbe, new Set(moves.map(({ thread }) => thread)));
  const outcomes = [];
  try {
    await agents.watch(() => true);
    for (const move of moves) {
      outcomes.push(await agents.move(move));
      if (ends(outcomes[outcomes.length - 1])) {
        break;
      }
    }
  } finally {
    await agents.end();
  }
  return outcomes;
}

/* Numbers become texts, since JSON.parse forgets how they were written. */
function parse(line) {
  return JSON.parse(
    line.replace(/"(?:[^"\\]|\\.)*"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/g, (token) =>
      token.startsWith('"') ? token : `"${token}"`));
}

const why = whyUnobservable();
process.stdout.write(JSON.stringify({
  implementation: 'Node', version: process.versions.node, platform: process.platform, gil: false,
  driver: DRIVER, unobservable: why,
}) + '\n');
for await (const line of createInterface({ input: process.stdin })) {
  const { id, object, steps, moves } = parse(line);
  const outcomes = moves === undefined
    ? playSteps(steps)
    : await playMoves(moves, object === 'probe', why);
  process.stdout.write(`{"id":${id},"outcomes":[${outcomes.join(',')}]}\n`);
}
process.exit(0);
