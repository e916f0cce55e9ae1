/*
 * One agent of a scenario: a worker, of Node or of a browser, that makes objects over the shared
 * words and calls them as it is told. Its Atomics.wait says in words of its own that it is about to
 * be called, and can be held before and after.
 */
import {CONTROL} from './control.mjs';

const isNode = typeof process !== 'undefined' && process.versions?.node !== undefined;
const port = isNode ? (await import('node:worker_threads')).parentPort : self;

const atomicsWait = Atomics.wait;

let control = null;
let module = null;
let bodies = null;
let shared = null;
let number = 0;
let objects = {};

function holdAt(point) {
  if (Atomics.load(control, CONTROL.HOLD) === point) {
    Atomics.store(control, CONTROL.STATE, CONTROL.HELD + point);
    while (Atomics.load(control, CONTROL.HOLD) === point) {
      atomicsWait(control, CONTROL.HOLD, point);
    }
    Atomics.store(control, CONTROL.STATE, CONTROL.RUNNING);
  }
}

Atomics.wait = (words, index, value, timeout) => {
  if (timeout === 0) {
    return atomicsWait(words, index, value, timeout); // does not wait
  }
  holdAt(CONTROL.BEFORE);
  Atomics.add(control, CONTROL.WAITS, 1);
  Atomics.store(control, CONTROL.STATE, CONTROL.WAITING);
  const result = atomicsWait(words, index, value, timeout);
  Atomics.store(control, CONTROL.STATE, CONTROL.RUNNING);
  holdAt(CONTROL.AFTER);
  return result;
};

function made(recipe) {
  const [className, ...args] = recipe;
  const given = args.map((arg) => {
    if (arg === '@agent') {
      return number;
    }
    if (typeof arg === 'string' && arg.startsWith('@')) {
      return objects[arg.slice(1)] ?? (() => bodies.actions[arg.slice(1)](context()));
    }
    return arg;
  });
  return new module[className](shared, ...given);
}

function context() {
  return {objects, number, words: new Int32Array(shared), pause: atomicsWait, module};
}

async function perform(message) {
  switch (message.kind) {
    case 'init':
      control = message.control;
      number = message.number;
      module = await import(message.source);
      bodies = await import('./bodies.mjs');
      return null;
    case 'begin':
      shared = message.shared;
      objects = {};
      for (const [name, recipe] of Object.entries(message.recipes)) {
        objects[name] = made(recipe);
      }
      return null;
    case 'call': {
      const [name, method] = message.what.split('.');
      const target = objects[name];
      const value = target[method];
      return typeof value === 'function' ? value.apply(target, message.args) : value;
    }
    default:
      return bodies[message.what](context(), ...message.args);
  }
}

async function receive(message) {
  try {
    port.postMessage({id: message.id, value: await perform(message)});
  } catch (error) {
    port.postMessage({id: message.id, error: error.name, text: error.message});
  }
}

if (isNode) {
  port.on('message', receive);
} else {
  port.onmessage = (event) => receive(event.data);
}
