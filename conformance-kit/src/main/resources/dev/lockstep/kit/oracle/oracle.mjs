/*
 * Plays sequences and programs of calls of Atomics and SharedArrayBuffers in this Node.
 *
 * It speaks the protocol that is described in oracle.py. A request for one agent is
 *
 *     {"id": 7, "object": "atomics", "steps": [{"call": ["new", 16]},
 *         {"call": ["add", "Int8Array", 3, 200]}]}
 *
 * and one for several, of which one moves at a time,
 *
 *     {"id": 8, "object": "wait", "moves": [{"thread": "A", "call": ["new", 16, 64]},
 *         {"thread": "B", "call": ["wait", "Int32Array", 0, 0]},
 *         {"thread": "C", "call": ["waitAsync.value", "Int32Array", 0, 0, 100.0]},
 *         {"thread": "C", "expires": true}, {"thread": "A", "call": ["notify", "Int32Array", 0]}]}
 *
 * Objects, each made by new with the length of its buffer, and its maximum if it is to be growable:
 *
 * - atomics: Atomics' own methods, on one shared buffer with a view of each kind, by the name of
 *   its class; and byteLength, grow, length, get and set;
 * - wait: wait, waitAsync, notify, store and grow. A view may begin at a byte, "Int32Array@8", and
 *   be of a second shared buffer, "other Int32Array", or of one that is not shared, "unshared
 *   Int32Array". waitAsync says "async" if there is a promise, waitAsync.value is over once the
 *   promise is settled, and stages tells what has become of the promises of this agent's waitAsync.
 *   Timeouts are milliseconds;
 * - sharedarraybuffer: byteLength, growable, maxByteLength, grow; slice, as hexadecimal digits;
 *   view with type, offset and length; lengths, of all views; and get and set of a view by its
 *   number. One agent only.
 *
 * Numbers: one that is written without fraction and exponent stands for an integer, which is a
 * BigInt where an element of a BigInt view is meant, and every other is a number. An answer is
 * written with a fraction if the call named a number that is no integer, or a view of floats, and
 * else without; a BigUint64's is not. An element that is a BigInt where a number is due, or the
 * other way round, is answered as a text. "undefined" stands for undefined. The texts of errors are
 * left open by ECMAScript, and not answered; TypeError is "JavaScript's TypeError", for Python has
 * one, too.
 *
 * Each thread of a program is a Worker, and so is the one agent of a sequence that may wait. It has
 * views of its own, which it makes when it first needs them and then keeps.
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

const DRIVER = 2;

// How often in a row all threads must look the same before they count as waiting.
const LOOKS = 6;

// The pause between two looks, in milliseconds.
const PAUSE = 1;

// Timeouts up to this many milliseconds are waited out by a sequence.
const SOON = 1000;

const BLOCKED = '{"blocked":true}';

const TASKS = '/proc/self/task';

// What follows, up to the line below, is also the source of the workers, and must stand alone.

const TYPES = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  BigInt64Array, BigUint64Array, Float32Array, Float64Array,
];

function typeOf(name) {
  return TYPES.find((each) => each.name === name);
}

function newBuffer(byteLength, maximum) {
  return maximum === undefined
    ? new SharedArrayBuffer(number(byteLength))
    : new SharedArrayBuffer(number(byteLength), { maxByteLength: number(maximum) });
}

/* Atomics on a shared buffer, another, and one that is not shared and this agent's own. */
class Memory {
  static create(byteLength, maximum) {
    return { shared: newBuffer(byteLength, maximum), other: newBuffer(byteLength) };
  }

  constructor({ shared, other }) {
    this.buffer = shared;
    this.buffers = { shared, other, unshared: new ArrayBuffer(other.byteLength) };
    this.views = new Map();
  }

  /* Made when it is first used, to the end, which it tracks if that grows. */
  view(name) {
    let view = this.views.get(name);
    if (view === undefined) {
      const [, memory = 'shared', type, offset = '0'] = name.match(/^(?:(\w+) )?(\w+)(?:@(\d+))?$/);
      view = new (typeOf(type))(this.buffers[memory], number(offset));
      this.views.set(name, view);
    }
    return view;
  }

  /* Returns what the call comes to, before it is encoded, or a promise of it. */
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

/* What waits, and the promises of those who do. */
class WaitMemory extends Memory {
  promises = [];

  call(method, texts) {
    switch (method) {
      case 'stages':
        return this.stages();
      case 'store':
        super.call(method, texts);
        return undefined;
      case 'waitAsync': {
        const { async, value } = super.call(method, texts);
        if (async) {
          const promise = { state: 'pending' };
          this.promises.push(promise);
          value.then((end) => { promise.state = end; });
        }
        return async ? 'async' : value;
      }
      case 'waitAsync.value':
        return super.call('waitAsync', texts).value;
      default:
        return super.call(method, texts);
    }
  }

  /* One that is notified now is settled after those that were notified before. */
  async stages() {
    const ints = this.view('Int32Array');
    const last = this.buffers.other.byteLength / ints.BYTES_PER_ELEMENT - 1;
    const { value } = Atomics.waitAsync(ints, last, 0);
    Atomics.notify(ints, last);
    await value;
    return this.promises.map(({ state }) => state).join(', ');
  }
}

/* One buffer, and views of it by their numbers. */
class BufferAndViews {
  static create(byteLength, maximum) {
    return newBuffer(byteLength, maximum);
  }

  constructor(buffer) {
    this.buffer = buffer;
    this.views = [];
  }

  call(method, texts) {
    switch (method) {
      case 'grow':
        return this.buffer.grow(number(texts[0]));
      case 'slice':
        return this.slice(...texts.map(number));
      case 'view':
        return this.addView(typeOf(texts[0]), ...texts.slice(1).map(number));
      case 'lengths':
        return this.views.map((view) => view.length).join(', ');
      case 'get':
        return this.get(this.views[number(texts[0])], number(texts[1]));
      case 'set': {
        const view = this.views[number(texts[0])];
        view[number(texts[1])] = element(texts[2], isBig(view.constructor.name));
        return undefined;
      }
      default:
        return this.buffer[method];
    }
  }

  slice(begin, end) {
    const slice = this.buffer.slice(begin, end);
    if (!(slice instanceof SharedArrayBuffer) || slice.growable || slice === this.buffer) {
      return 'a slice of another kind';
    }
    const digits = Array.from(new Uint8Array(slice), (byte) => byte.toString(16).padStart(2, '0'));
    return `${slice.byteLength}:${digits.join('')}`;
  }

  addView(type, ...where) {
    const view = new type(this.buffer, ...where);
    this.views.push(view);
    return view.buffer === this.buffer
      ? `${view.length} elements, ${view.byteLength} bytes from ${view.byteOffset}`
      : 'a view of another buffer';
  }

  get(view, index) {
    const value = view[index];
    if (value === undefined) {
      return value;
    }
    if (view instanceof Float32Array || view instanceof Float64Array) {
      return { json: encodeDouble(value) };
    }
    return isBig(view.constructor.name) ? { json: BigInt.asIntN(64, value).toString() } : value;
  }
}

function classOf(object) {
  return { wait: WaitMemory, sharedarraybuffer: BufferAndViews }[object] ?? Memory;
}

/* Returns what of a call this Node has not got, or null. */
function lacking(method, texts) {
  if (['grow', 'growable', 'maxByteLength'].includes(method) || (method === 'new' && texts.length > 1)) {
    return typeof SharedArrayBuffer.prototype.grow === 'function' ? null : 'growable buffers';
  }
  const needed = method.split('.')[0];
  return ['waitAsync', 'pause'].includes(needed) && typeof Atomics[needed] !== 'function'
    ? needed
    : null;
}

function isBig(view) {
  return /Big(Int|Uint)64Array/.test(view);
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
  if (value.json !== undefined) {
    return value.json;
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
  parentPort.on('message', ({ object, buffers, method, texts }) => {
    if (buffers !== undefined) {
      memory = new (classOf(object))(buffers);
    }
    if (object === 'probe') {
      const gates = memory.view('Int32Array');
      answer(outcomeOf(method, [], () => PROBES[method](gates, ...texts.map(Number))));
      return;
    }
    let value;
    const outcome = outcomeOf(method, texts, () => {
      value = memory.call(method, texts);
      return value;
    });
    if (value instanceof Promise) {
      value.then((end) => answer(outcomeOf(method, texts, () => end)));
    } else {
      answer(outcome);
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
  typeOf, newBuffer, Memory, WaitMemory, BufferAndViews, classOf, isBig, element, number, outcomeOf,
  encode, encodeDouble, serve, `const TYPES = [${TYPES.map(({ name }) => name)}];`,
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
    const status = readFileSync(`${TASKS}/${task}/status`, 'latin1');
    const state = status.match(/^State:\s+(\w)/m);
    const switches = status.match(/ctxt_switches:\s+\d+/g);
    if (state === null || switches?.length !== 2) {
      throw new Error('no state, or no counters of context switches');
    }
    return `${state[1]} ${task} ${switches.join()}`;
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') {
      return null; // it has ended
    }
    throw error;
  }
}

/* A worker that makes the calls of one agent, one after the other. */
class Agent {
  static idle = [];

  /* Takes one that is there from a program before, or starts one. */
  static take() {
    return Agent.idle.pop() ?? new Agent();
  }

  constructor() {
    this.sent = new Int32Array(new SharedArrayBuffer(4));
    this.received = 0;
    this.call = null;
    this.buffers = null;
    this.worker = new Worker(SOURCE, {
      eval: true, workerData: { sent: this.sent.buffer }, execArgv: [],
    });
    this.worker.on('message', ({ outcome }) => {
      this.received++;
      this.call.outcome = outcome;
    });
    this.worker.on('error', (error) => {
      console.error('an agent:', error);
      process.exit(1);
    });
  }

  begin(object, buffers, method, texts) {
    const timeout = timeoutOf(method, texts);
    this.call = { outcome: null, timeout, started: performance.now() };
    // once only, since each message has buffers of its own, though of the same memory
    const known = buffers === this.buffers;
    this.worker.postMessage({ object, buffers: known ? undefined : buffers, method, texts });
    this.buffers = buffers;
  }

  hasAnswered() {
    return this.received === Atomics.load(this.sent, 0);
  }

  /* One that still waits cannot be used again. */
  async leave() {
    if (this.call === null) {
      Agent.idle.push(this);
    } else {
      await this.worker.terminate();
    }
  }
}

/* The agents of a program by their names, and the buffers that they share. */
class Agents {
  constructor(object, names) {
    this.object = object;
    this.agents = new Map([...names].map((name) => [name, Agent.take()]));
    this.buffers = null;
  }

  /* Returns once all threads are asleep and nothing is on its way, no earlier than a condition holds,
   * or once there is no need any more. */
  async watch(until, isNeedless = () => false) {
    let before = '';
    let still = 0;
    while (still < LOOKS) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      if (isNeedless()) {
        return;
      }
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
    if (lacking(method, texts) !== null) {
      return unobservable(method, texts);
    }
    if (method === 'new') {
      return this.create(texts);
    }
    agent.begin(this.object, this.buffers, method, texts);
    await this.watch(() => true);
    return this.report(agent, false);
  }

  /* Makes a call of the only agent, which is over when it has answered. */
  async step({ call: [method, ...texts], blocks }, why) {
    if (lacking(method, texts) !== null) {
      return unobservable(method, texts);
    }
    if (method === 'new') {
      return this.create(texts);
    }
    if (blocks && why !== null) {
      return JSON.stringify({ unobservable: why });
    }
    const [agent] = this.agents.values();
    agent.begin(this.object, this.buffers, method, texts);
    const { call } = agent;
    const answered = new Promise((resolve) => agent.worker.once('message', resolve));
    if (why !== null || (call.timeout !== null && call.timeout <= SOON)) {
      await answered;
    } else {
      await Promise.race([answered, this.watch(() => true, () => call.outcome !== null)]);
    }
    if (call.outcome === null) {
      return BLOCKED;
    }
    agent.call = null;
    return call.outcome;
  }

  create(texts) {
    return outcomeOf('new', texts, () => {
      this.buffers = this.object === 'probe'
        ? Memory.create(64)
        : classOf(this.object).create(...texts);
      return undefined;
    });
  }

  report(mover, expired) {
    const own = mover.call.outcome ?? BLOCKED;
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
  if (!method.startsWith('wait') || texts.length < 4) {
    return null;
  }
  const timeout = number(texts[3]);
  return timeout > 0 && timeout < Infinity ? timeout : null;
}

function unobservable(method, texts) {
  const missing = lacking(method, texts);
  return JSON.stringify({ unobservable: `Node ${process.versions.node} has no ${missing}` });
}

/* Tells whether nothing can follow. */
function ends(outcome) {
  return /^\{"(unobservable|busy)"/.test(outcome);
}

function playSteps(object, steps) {
  const outcomes = [];
  let memory;
  for (const { call: [method, ...texts] } of steps) {
    if (lacking(method, texts) !== null) {
      outcomes.push(unobservable(method, texts));
      break;
    } else if (method === 'new') {
      outcomes.push(outcomeOf(method, [], () => {
        const kind = classOf(object);
        memory = new kind(kind.create(...texts));
        return undefined;
      }));
    } else {
      outcomes.push(outcomeOf(method, texts, () => memory.call(method, texts)));
    }
  }
  return outcomes;
}

/* What may wait must not be done by this thread. */
async function playStepsAside(object, steps, why) {
  const agents = new Agents(object, ['A']);
  const outcomes = [];
  try {
    for (const step of steps) {
      const outcome = await agents.step(step, why);
      outcomes.push(outcome);
      if (ends(outcome) || outcome === BLOCKED) {
        break;
      }
    }
  } finally {
    await agents.end();
  }
  return outcomes;
}

async function playMoves(object, moves, why) {
  if (why !== null) {
    return [JSON.stringify({ unobservable: why })];
  }
  const agents = new Agents(object, new Set(moves.map(({ thread }) => thread)));
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

function play({ object, steps, moves }, why) {
  if (moves !== undefined) {
    return playMoves(object, moves, why);
  }
  return object === 'wait' ? playStepsAside(object, steps, why) : playSteps(object, steps);
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
  const request = parse(line);
  const outcomes = await play(request, why);
  process.stdout.write(`{"id":${request.id},"outcomes":[${outcomes.join(',')}]}\n`);
}
process.exit(0);
