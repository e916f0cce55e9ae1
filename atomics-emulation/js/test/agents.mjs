/*
 * Drives agents in lock step. The next move comes when what the last one is due to come to has been
 * observed: a call has ended, or its agent is in Atomics.wait, or is held before or after it. Where
 * the platform can tell, "in Atomics.wait" means that the kernel has put all threads to sleep.
 */
import {CONTROL} from './control.mjs';

export class ScenarioFailure extends Error {}

export function check(seen, due, what) {
  const told = JSON.stringify(seen);
  if (told !== JSON.stringify(due)) {
    throw new ScenarioFailure(`${what}: due: ${JSON.stringify(due)}; seen: ${told}`);
  }
}

/** Says what an outcome was: the value, or the error and its text. */
function told(reply) {
  if (reply.error === undefined) {
    return reply.value === undefined ? null : reply.value;
  }
  return reply.text === '' ? reply.error : `${reply.error}: ${reply.text}`;
}

/** One call that an agent was told to make. */
class Pending {
  constructor(agents, agent, name) {
    this.agents = agents;
    this.agent = agent;
    this.name = `agent ${agent.number}'s ${name}`;
    this.hasEnded = false;
    this.outcome = undefined;
    this.waitsBefore = Atomics.load(agent.control, CONTROL.WAITS);
  }

  /** Waits for the end of the call, and returns its outcome. */
  async end() {
    await this.agents.until(() => this.hasEnded, `${this.name} to end`);
    return this.outcome;
  }

  /** Waits for the end of the call, which has to come to this. */
  async ends(due) {
    check(await this.end(), due, this.name);
  }

  /** Waits until it is in Atomics.wait, for the nth time of this call at least. */
  async blocks(times = 1) {
    await this.#rests(
      () =>
        this.waits() >= times &&
        Atomics.load(this.agent.control, CONTROL.STATE) === CONTROL.WAITING &&
        this.agents.platform.allSleep(),
      'to wait');
  }

  /** Waits until it is held before or after Atomics.wait. */
  async isHeld(point) {
    await this.#rests(
      () => Atomics.load(this.agent.control, CONTROL.STATE) === CONTROL.HELD + point,
      'to be held');
  }

  /** How often this call has come to Atomics.wait. */
  waits() {
    return Atomics.load(this.agent.control, CONTROL.WAITS) - this.waitsBefore;
  }

  async #rests(condition, what) {
    await this.agents.until(() => this.hasEnded || condition(), `${this.name} ${what}`);
    if (this.hasEnded) {
      throw new ScenarioFailure(
        `${this.name} was due ${what}, and came to ${JSON.stringify(this.outcome)}`);
    }
  }
}

class Agent {
  constructor(agents, number, worker) {
    this.agents = agents;
    this.number = number;
    this.worker = worker;
    this.control = new Int32Array(new SharedArrayBuffer(4 * CONTROL.LENGTH));
    this.pending = new Map();
    worker.onReply((reply) => {
      const call = this.pending.get(reply.id);
      this.pending.delete(reply.id);
      call.outcome = told(reply);
      call.hasEnded = true;
    });
  }

  #send(name, message) {
    const call = new Pending(this.agents, this, name);
    const id = this.agents.nextId++;
    this.pending.set(id, call);
    this.worker.post({...message, id});
    return call;
  }

  async init(source) {
    const init = {kind: 'init', control: this.control, number: this.number, source};
    await this.#send('init', init).ends(null);
  }

  async begin(shared, recipes) {
    this.letGo();
    await this.#send('begin', {kind: 'begin', shared, recipes}).ends(null);
  }

  /** Starts a call of a method, as 'lock.acquire', or a look at an attribute. */
  start(what, ...args) {
    return this.#send(`${what}(${args.join(', ')})`, {kind: 'call', what, args});
  }

  /** Starts one of bodies.mjs. */
  run(what, ...args) {
    return this.#send(`${what}(${args.join(', ')})`, {kind: 'run', what, args});
  }

  /** Makes a call, and returns what it came to. */
  call(what, ...args) {
    return this.start(what, ...args).end();
  }

  /** Has it stop before or after its next Atomics.wait. */
  hold(point) {
    Atomics.store(this.control, CONTROL.HOLD, point);
  }

  /** Lets it go on, and holds it no more. */
  letGo() {
    this.hold(CONTROL.NOWHERE);
    Atomics.notify(this.control, CONTROL.HOLD);
  }
}

/** All agents of a run, which serve one scenario after the other. */
export class Agents {
  /** What is due has to be observed within so many milliseconds. */
  constructor(platform, limit) {
    this.platform = platform;
    this.limit = limit;
    this.nextId = 1;
    this.agents = [];
  }

  static async start(platform, source, count, limit) {
    const agents = new Agents(platform, limit);
    for (let number = 1; number <= count; number++) {
      agents.agents.push(new Agent(agents, number, platform.startWorker()));
    }
    await Promise.all(agents.agents.map((agent) => agent.init(source)));
    return agents;
  }

  /** Gives each agent objects of its own over the same new memory. */
  async begin(shared, recipes) {
    await Promise.all(this.agents.map((agent) => agent.begin(shared, recipes)));
  }

  async until(condition, what) {
    const start = performance.now();
    while (!condition()) {
      if (performance.now() - start > this.limit) {
        throw new ScenarioFailure(`waited in vain for ${what}`);
      }
      await this.platform.turn();
    }
  }

  stop() {
    return Promise.all(this.agents.map((agent) => agent.worker.stop()));
  }
}
