/*
 * Takes over primitives that Java has made, and hands them back: reads the memory from the standard
 * input, makes some calls, and writes what they came to and then the memory, as a line of JSON and
 * one of base64. See JavaScriptPortTest.
 */
import {readFileSync} from 'node:fs';
import * as m from '../src/index.mjs';

const bytes = readFileSync(0);
const shared = new SharedArrayBuffer(bytes.length);
new Uint8Array(shared).set(bytes);

function told(call) {
  try {
    const value = call();
    return ArrayBuffer.isView(value) ? Array.from(value) : value ?? null;
  } catch (error) {
    return error.message === '' ? error.name : `${error.name}: ${error.message}`;
  }
}

const lock = new m.SharedLock(shared, 0);
const owner = new m.SharedRLock(shared, 8, 7);
const other = new m.SharedRLock(shared, 8, 8);
const condition = new m.SharedCondition(shared, 16, owner);
const semaphore = new m.SharedBoundedSemaphore(shared, 32);
const event = new m.SharedEvent(shared, 48);
const barrier = new m.SharedBarrier(shared, 64);
const queue = new m.SharedQueue(shared, 96);

const outcomes = [
  told(() => lock.locked()),
  told(() => lock.release()),
  told(() => other.acquire(false)),
  told(() => owner.recursionCount()),
  told(() => condition.await(0)),
  told(() => owner.release()),
  told(() => semaphore.acquire(false)),
  told(() => semaphore.acquire(false)),
  told(() => semaphore.release(2)),
  told(() => semaphore.release(2)),
  told(() => event.await(0)),
  told(() => event.clear()),
  told(() => barrier.broken),
  told(() => barrier.reset()),
  told(() => barrier.parties),
  told(() => queue.maxsize),
  told(() => queue.get()),
  told(() => queue.put([5, -6])),
  told(() => queue.full()),
  told(() => queue.unfinishedTasks),
  told(() => queue.taskDone()),
];

process.stdout.write(`${JSON.stringify(outcomes)}\n`);
process.stdout.write(`${Buffer.from(new Uint8Array(shared)).toString('base64')}\n`);
