/* Node: agents are worker threads. */
import {readFileSync, readdirSync} from 'node:fs';
import {setImmediate} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';

const LOOKS = 3;
const TASKS = '/proc/self/task';

/* What the kernel shows of all threads but the one that looks; null if one of them does not sleep. */
function look() {
  const seen = [];
  for (const task of readdirSync(TASKS)) {
    if (task === String(process.pid)) {
      continue;
    }
    try {
      const state = readFileSync(`${TASKS}/${task}/stat`, 'latin1').replace(/.*\) /s, '')[0];
      if (state !== 'S') {
        return null;
      }
      const status = readFileSync(`${TASKS}/${task}/status`, 'latin1');
      seen.push(task, ...status.match(/ctxt_switches:\s*\d+/g));
    } catch (error) {
      if (error.code === 'ENOENT' || error.code === 'ESRCH') {
        return null; // it has ended
      }
      throw error;
    }
  }
  return seen.join();
}

export const nodePlatform = {
  /** Whether the order in which agents fall asleep can be observed. */
  seesSleep: process.platform === 'linux',

  mainThreadMayBlock: true,

  turn: () => setImmediate(),

  /**
   * Whether all threads sleep: seen asleep several times, none having run in between. It is not
   * enough that one does: it may sleep for a lock of the engine's, on its way into Atomics.wait,
   * whose holder has lost its processor.
   */
  allSleep() {
    if (!this.seesSleep) {
      return true;
    }
    const first = look();
    for (let i = 1; first !== null && i < LOOKS; i++) {
      if (look() !== first) {
        return false;
      }
    }
    return first !== null;
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
