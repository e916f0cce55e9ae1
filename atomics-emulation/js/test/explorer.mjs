/*
 * Explores interleavings of small programs over the primitives, in one thread. A step of an agent is
 * one operation of Atomics and what follows it up to the next. Agents are functions that cannot be
 * suspended; so to make a step an agent is run again from its beginning, with the results that its
 * operations have had before, and broken off where it wants to make the next but one. Who waits is
 * put into a list as Atomics.wait does; that a time is over is a step like any other.
 */
const OPERATIONS = ['load', 'store', 'add', 'sub', 'exchange', 'compareExchange'];

const natives = Object.fromEntries(
  [...OPERATIONS, 'wait', 'notify', 'pause'].map((name) => [name, Atomics[name]]));
const nativeNow = performance.now;

/* How long an agent may go on by itself, if another can. */
const MAX_IN_A_ROW = 60;

/* How many steps an execution is thought to have, and how often it switches there at will. */
const EXPECTED_STEPS = 100;
const SWITCHES = 3;

/* Above this an execution is broken off: an agent that looks again and again has run all the time. */
const MAX_STEPS = 3000;

const BROKEN_OFF = Symbol('broken off');

/** What an execution came to that is not right. */
export class Violation extends Error {}

/** A generator of numbers from 0 to below 1: mulberry32. */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Agent {
  constructor(number, body) {
    this.number = number;
    this.body = body;
    this.results = [];
    this.waiting = null;
    this.ended = false;
  }

  /** Whether it can make a step. */
  isReady() {
    return !this.ended && (this.waiting === null || this.waiting.result !== null);
  }

  /** Whether its time may be over. */
  isTimed() {
    return this.waiting?.result === null && this.waiting.timed;
  }
}

/** Picks any agent, and often the same again: many bugs take few switches, at certain places. */
class AtRandom {
  #next;
  #last = null;

  constructor(next) {
    this.#next = next;
  }

  pick(ready) {
    const goesOn = ready.includes(this.#last) && this.#next() < 0.6;
    this.#last = goesOn ? this.#last : ready[Math.floor(this.#next() * ready.length)];
    return this.#last;
  }
}

/**
 * Picks the agent with the highest priority, and lowers it at some steps: a bug that takes few
 * switches is found with a probability that has a bound (Burckhardt et al., A Randomized Scheduler
 * with Probabilistic Guarantees of Finding Bugs, 2010).
 */
class ByPriority {
  #next;
  #priorities = new Map();
  #switches = new Set();
  #lowest = 0;
  #steps = 0;
  #last = null;
  #inARow = 0;

  constructor(next) {
    this.#next = next;
    for (let i = 0; i < SWITCHES; i++) {
      this.#switches.add(Math.floor(next() * EXPECTED_STEPS));
    }
  }

  pick(ready) {
    for (const agent of ready) {
      if (!this.#priorities.has(agent)) {
        this.#priorities.set(agent, this.#next());
      }
    }
    const best = this.#highest(ready);
    this.#inARow = best === this.#last ? this.#inARow + 1 : 0;
    if (this.#switches.has(this.#steps++) || this.#inARow > MAX_IN_A_ROW) {
      this.#priorities.set(best, --this.#lowest);
      this.#inARow = 0;
    }
    this.#last = this.#highest(ready);
    return this.#last;
  }

  #highest(ready) {
    return ready.reduce((left, right) =>
      this.#priorities.get(left) > this.#priorities.get(right) ? left : right);
  }
}

/** One execution of a program. */
class Execution {
  constructor(agents) {
    this.agents = agents;
    this.current = null;
    this.next = 0;
    this.mayPerform = false;
    this.brokenOff = false;
    this.trace = [];
  }

  /** Makes an operation of the agent that runs, or tells its result again. */
  perform(name, operation) {
    const {current} = this;
    if (this.brokenOff) {
      throw BROKEN_OFF;
    }
    if (this.next < current.results.length) {
      return current.results[this.next++];
    }
    if (!this.mayPerform) {
      this.brokenOff = true;
      throw BROKEN_OFF;
    }
    this.mayPerform = false;
    const result = operation();
    this.trace.push(`${current.number}: ${name}${result === BROKEN_OFF ? '' : ` -> ${result}`}`);
    if (result === BROKEN_OFF) {
      this.brokenOff = true;
      throw BROKEN_OFF;
    }
    current.results.push(result);
    this.next++;
    return result;
  }

  wait(words, index, value, timeout = Infinity) {
    const address = addressOf(words, index);
    return this.perform(`wait(${address}, ${value}, ${timeout})`, () => {
      if (natives.load(words, index) !== value) {
        return 'not-equal';
      }
      if (timeout <= 0) {
        return 'timed-out';
      }
      const order = this.trace.length;
      this.current.waiting = {address, order, timed: timeout < Infinity, result: null};
      return BROKEN_OFF;
    });
  }

  notify(words, index, count = Infinity) {
    const address = addressOf(words, index);
    return this.perform(`notify(${address}, ${count})`, () => {
      const waiting = this.agents
        .filter(({waiting: each}) => each?.result === null && each.address === address)
        .sort((left, right) => left.waiting.order - right.waiting.order)
        .slice(0, count);
      for (const agent of waiting) {
        agent.waiting.result = 'ok';
      }
      return waiting.length;
    });
  }

  step(agent) {
    this.current = agent;
    this.next = 0;
    this.mayPerform = agent.waiting === null;
    this.brokenOff = false;
    if (agent.waiting !== null) {
      const result = agent.waiting.result ?? 'timed-out';
      this.trace.push(`${agent.number}: ${result}`);
      agent.results.push(result);
      agent.waiting = null;
    }
    try {
      agent.body();
    } catch (error) {
      if (!this.brokenOff) {
        throw error;
      }
    }
    agent.ended = !this.brokenOff;
  }
}

/* Lists of waiters belong to addresses, whatever view names them. */
function addressOf(words, index) {
  return words.byteOffset + words.BYTES_PER_ELEMENT * index;
}

function install(execution) {
  for (const name of OPERATIONS) {
    Atomics[name] = (words, index, ...values) =>
      execution.perform(`${name}(${[addressOf(words, index), ...values]})`, () =>
        natives[name](words, index, ...values));
  }
  Atomics.wait = (...args) => execution.wait(...args);
  Atomics.notify = (...args) => execution.notify(...args);
  performance.now = () => 0;
}

function uninstall() {
  Object.assign(Atomics, natives);
  performance.now = nativeNow;
}

/**
 * Plays one execution. The program makes its agents' bodies, each of which gets effect, by which it
 * does and sees what is not in the words: once, however often it is run again; its number; and
 * isWaiting, which tells within effect whether an agent is in a list of waiters.
 */
function execute(program, module, next) {
  const shared = new SharedArrayBuffer(1024);
  const made = program.create(module, shared);
  const execution = new Execution([]);
  const effect = (what) => execution.perform('effect', what);
  const isWaiting = (number) => execution.agents[number - 1].waiting?.result === null;
  execution.agents = made.agents.map(
    (body, i) => new Agent(i + 1, () => body(effect, i + 1, isWaiting)));
  const scheduler = next() < 0.5 ? new AtRandom(next) : new ByPriority(next);
  install(execution);
  try {
    for (;;) {
      const ready = execution.agents.filter((agent) => agent.isReady());
      const timed = execution.agents.filter((agent) => agent.isTimed());
      const expires = timed.length > 0 && (ready.length === 0 || next() < 0.1);
      const candidates = expires ? timed : ready;
      if (candidates.length === 0) {
        break;
      }
      if (execution.trace.length > MAX_STEPS) {
        return false;
      }
      execution.step(scheduler.pick(candidates));
    }
    const left = execution.agents.filter((agent) => !agent.ended).map((agent) => agent.number);
    if (left.length > 0) {
      throw new Violation(`agents ${left} wait for ever`);
    }
    uninstall();
    made.check?.();
    return true;
  } catch (error) {
    uninstall();
    error.message += `\n  ${execution.trace.join('\n  ')}`;
    throw error;
  } finally {
    uninstall();
  }
}

/** Plays a program so often; throws what one execution finds, and returns how many were whole. */
export function explore(program, module, {executions, seed}) {
  let whole = 0;
  for (let i = 0; i < executions; i++) {
    try {
      whole += execute(program, module, random(seed + i)) ? 1 : 0;
    } catch (error) {
      error.message = `with seed ${seed + i}: ${error.message}`;
      throw error;
    }
  }
  return whole;
}
