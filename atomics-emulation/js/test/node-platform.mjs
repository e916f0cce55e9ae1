/* Node: agents are worker threads. */
import {readFileSync} from 'node:fs';
import {setImmediate} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';

const LOOKS = 3;

function look(threadId) {
  const task = `/proc/self/task/${threadId}`;
  const state = readFileSync(`${task}/stat`, 'latin1').replace(/.*\) /s, '')[0];
  const switches = readFileSync(`${task}/status`, 'latin1').match(/ctxt_switches:\s*\d+/g);
  return state + switches.join();
}

export const nodePlatform = {
  /** Whether the order in which agents fall asleep can be observed. */
  seesSleep: process.platform === 'linux',

  mainThreadMayBlock: true,

  turn: () => setImmediate(),

  /** Whether a thread sleeps: seen asleep several times, not having run in between. */
  isAsleep(threadId) {
    if (threadId === null) {
      return true;
    }
    const first = look(threadId);
    if (first[0] !== 'S') {
      return false;
    }
    for (let i = 1; i < LOOKS; i++) {
      if (look(threadId) !== first) {
        return false;
      }
    }
    return true;
  },

  startWorker() {
    const worker = new Worker(new URL('./agent.mjs', import.meta.url));
    return {
      post: (message) => worker.postMessage(message),
      onReply: (listener) => {
        worker.on('message', listener);
        worker.on('error', (error) => {
          throw error;
        });
      },
      stop: () => worker.terminate(),
    };
  },
};
