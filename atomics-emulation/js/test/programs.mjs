/* Small programs whose interleavings are explored. */
import {Violation} from './explorer.mjs';

function require(condition, otherwise) {
  if (!condition) {
    throw new Violation(otherwise);
  }
}

/** Tells what a call came to: its value, or the name of its error. */
function told(call) {
  try {
    return call();
  } catch (error) {
    if (typeof error?.name !== 'string') {
      throw error; // the explorer's
    }
    return error.name;
  }
}

/** Some agents that acquire and release, of whom at most so many may be inside. */
function inside(most, acquires) {
  let count = 0;
  const agents = acquires.map((acquire) => (effect, number) => {
    const entered = acquire(number);
    if (entered === null) {
      return;
    }
    effect(() => {
      count++;
      require(count <= most, `${count} are inside`);
    });
    effect(() => count--);
    entered();
  });
  return {agents};
}

function lockPrograms(kind, create) {
  return [
    {
      name: `${kind}: three agents`,
      create(m, shared) {
        const acquire = (number) => {
          const lock = create(m, shared, number);
          lock.acquire();
          return () => lock.release();
        };
        const made = inside(1, [acquire, acquire, acquire]);
        return {
          ...made,
          check: () => require(!create(m, shared, 1).locked(), 'it is locked at the end'),
        };
      },
    },
    {
      name: `${kind}: timeouts among others`,
      create(m, shared) {
        const acquire = (number) => {
          const lock = create(m, shared, number);
          lock.acquire();
          return () => lock.release();
        };
        const tries = (number) => {
          const lock = create(m, shared, number);
          return lock.acquire(true, 1) ? () => lock.release() : null;
        };
        return inside(1, [acquire, tries, acquire, tries]);
      },
    },
  ];
}

const lock = (m, shared) => new m.SharedLock(shared, 0);
const rlock = (m, shared, number) => new m.SharedRLock(shared, 0, number);

function conditionPrograms(kind, create) {
  const made = (m, shared, number) =>
    new m.SharedCondition(shared, 16, create(m, shared, number));
  return [
    {
      name: `condition over ${kind}: each notification ends one wait`,
      create(m, shared) {
        let waiting = 0;
        let notified = 0;
        let returned = 0;
        const waiter = (effect, number) => {
          const condition = made(m, shared, number);
          condition.acquire();
          effect(() => waiting++);
          const result = condition.await();
          effect(() => {
            returned++;
            require(result, 'wait() returned False');
            require(returned <= notified, `${returned} of ${notified} returned`);
          });
          condition.release();
        };
        const notifier = (effect, number) => {
          const condition = made(m, shared, number);
          for (let left = 2; left > 0; ) {
            condition.acquire();
            if (effect(() => waiting > notified)) {
              condition.signal();
              effect(() => notified++);
              left--;
            }
            condition.release();
          }
        };
        return {agents: [waiter, waiter, notifier]};
      },
    },
    {
      name: `condition over ${kind}: a notification that meets a timeout is not lost`,
      create(m, shared) {
        let waiting = 0;
        const waiter = (timeout) => (effect, number) => {
          const condition = made(m, shared, number);
          condition.acquire();
          effect(() => waiting++);
          const result = condition.await(timeout);
          require(result || timeout !== null, 'wait() returned False');
          condition.release();
        };
        const notifier = (effect, number) => {
          const condition = made(m, shared, number);
          for (let done = false; !done; ) {
            condition.acquire();
            done = effect(() => waiting === 2);
            if (done) {
              condition.signal(2);
            }
            condition.release();
          }
        };
        return {agents: [waiter(1), waiter(null), notifier]};
      },
    },
    {
      name: `condition over ${kind}: one who has left takes nothing along`,
      create(m, shared) {
        let waiting = 0;
        let left = false;
        const leaver = (effect, number) => {
          const condition = made(m, shared, number);
          condition.acquire();
          const result = condition.await(1);
          effect(() => (left = !result));
          condition.release();
          if (result) {
            notify(effect, number); // it was for the other
          }
        };
        const waiter = (effect, number) => {
          const condition = made(m, shared, number);
          condition.acquire();
          effect(() => waiting++);
          condition.await();
          condition.release();
        };
        const notify = (effect, number) => {
          const condition = made(m, shared, number);
          for (let done = false; !done; ) {
            condition.acquire();
            done = effect(() => waiting === 1);
            if (done) {
              condition.signal();
            }
            condition.release();
          }
        };
        return {agents: [leaver, waiter, notify]};
      },
    },
    {
      name: `condition over ${kind}: nobody takes what was notified before it came`,
      create(m, shared) {
        let waiting = false;
        let notified = false;
        const waiter = (effect, number) => {
          const condition = made(m, shared, number);
          condition.acquire();
          effect(() => (waiting = true));
          condition.await();
          condition.release();
        };
        const notifier = (effect, number) => {
          const condition = made(m, shared, number);
          for (let done = false; !done; ) {
            condition.acquire();
            done = effect(() => waiting);
            if (done) {
              condition.signal();
              effect(() => (notified = true));
            }
            condition.release();
          }
        };
        const late = (effect, number) => {
          const condition = made(m, shared, number);
          condition.acquire();
          if (effect(() => notified)) {
            require(!condition.await(1), 'who came later was notified');
          }
          condition.release();
        };
        return {agents: [waiter, notifier, late]};
      },
    },
    {
      name: `condition over ${kind}: notify_all, beside one who waits again`,
      create(m, shared) {
        const ready = {};
        const waiter = (effect, number) => {
          const condition = made(m, shared, number);
          condition.acquire();
          effect(() => (ready[number] = true));
          condition.awaitFor(() => effect(() => ready.all === true));
          condition.release();
        };
        const notifier = (effect, number) => {
          const condition = made(m, shared, number);
          condition.acquire();
          condition.signal();
          condition.release();
          condition.acquire();
          effect(() => (ready.all = true));
          condition.signalAll();
          condition.release();
        };
        return {agents: [waiter, waiter, notifier]};
      },
    },
  ];
}

export const programs = [
  ...lockPrograms('lock', lock),
  {
    name: 'lock: of two releases one succeeds',
    create(m, shared) {
      const outcomes = [];
      const release = (effect) => {
        const outcome = told(() => lock(m, shared).release() ?? 'None');
        effect(() => outcomes.push(outcome));
      };
      lock(m, shared).acquire();
      return {
        agents: [release, release],
        check: () =>
          require(outcomes.sort().join() === 'None,RuntimeError', `they came to ${outcomes}`),
      };
    },
  },
  ...lockPrograms('rlock', rlock),
  {
    name: 'rlock: levels',
    create(m, shared) {
      const acquire = (number) => {
        const each = rlock(m, shared, number);
        each.acquire();
        each.acquire();
        require(each.recursionCount() === 2, 'two levels were due');
        return () => {
          each.release();
          require(each.isOwned(), 'one level was due');
          each.release();
          require(!each.isOwned(), 'no level was due');
        };
      };
      return inside(1, [acquire, acquire]);
    },
  },

  {
    name: 'semaphore: one permit',
    create(m, shared) {
      const semaphore = m.SharedSemaphore.create(shared, 0, 1);
      const acquire = () => {
        semaphore.acquire();
        return () => semaphore.release();
      };
      const tries = () => (semaphore.acquire(true, 1) ? () => semaphore.release() : null);
      return {
        ...inside(1, [acquire, tries, acquire]),
        check: () => {
          require(semaphore.acquire(false), 'a permit is lost');
          require(new Int32Array(shared)[1] === 0, 'somebody is counted as a waiter');
        },
      };
    },
  },
  {
    name: 'semaphore: releases and timeouts',
    create(m, shared) {
      const semaphore = m.SharedSemaphore.create(shared, 0, 0);
      let taken = 0;
      const acquires = (effect) => {
        semaphore.acquire();
        effect(() => taken++);
      };
      const tries = (effect) => {
        if (semaphore.acquire(true, 1)) {
          effect(() => taken++);
        }
      };
      return {
        agents: [acquires, tries, acquires, () => semaphore.release(2), () => semaphore.release()],
        check: () => {
          for (let left = 3 - taken; left > 0; left--) {
            require(semaphore.acquire(false), 'a permit is lost');
          }
          require(!semaphore.acquire(false), 'there is a permit too many');
        },
      };
    },
  },
  {
    name: 'bounded semaphore: of two releases one succeeds',
    create(m, shared) {
      const semaphore = m.SharedBoundedSemaphore.create(shared, 0, 1);
      const outcomes = [];
      semaphore.acquire();
      const release = (effect) => {
        const outcome = told(() => semaphore.release() ?? 'None');
        effect(() => outcomes.push(outcome));
      };
      return {
        agents: [release, release],
        check: () =>
          require(outcomes.sort().join() === 'None,ValueError', `they came to ${outcomes}`),
      };
    },
  },

  {
    name: 'event: a pulse reaches who waits',
    create(m, shared) {
      const event = new m.SharedEvent(shared, 0);
      const waits = () => require(event.await(), 'wait() returned False');
      const pulses = (effect, number, isWaiting) => {
        while (!effect(() => isWaiting(1) && isWaiting(2)));
        event.set();
        event.clear();
      };
      return {agents: [waits, waits, pulses]};
    },
  },
  {
    name: 'event: who comes after a pulse waits for the next set',
    create(m, shared) {
      const event = new m.SharedEvent(shared, 0);
      let over = false;
      const sets = () => event.set();
      const clears = (effect) => {
        if (event.isSet()) {
          event.clear();
          effect(() => (over = true));
        }
      };
      const waits = (effect) => {
        const comesLater = effect(() => over);
        const result = event.await(1);
        require(!(comesLater && result), 'a set before the call ended the wait');
      };
      return {agents: [sets, clears, waits]};
    },
  },
  {
    name: 'event: of two sets none is lost',
    create(m, shared) {
      const event = new m.SharedEvent(shared, 0);
      const sets = () => event.set();
      const waits = () => require(event.await(), 'wait() returned False');
      return {agents: [sets, sets, waits, waits]};
    },
  },

  ...conditionPrograms('lock', lock),
  ...conditionPrograms('rlock', rlock),

  {
    name: 'barrier: three agents, three generations',
    create(m, shared) {
      m.SharedBarrier.create(shared, 0, 3);
      const numbers = [[], [], []];
      const passes = (effect) => {
        const barrier = new m.SharedBarrier(shared, 0);
        for (let generation = 0; generation < 3; generation++) {
          const number = barrier.await();
          effect(() => numbers[generation].push(number));
        }
      };
      return {
        agents: [passes, passes, passes],
        check: () => {
          for (const each of numbers) {
            require(each.sort().join() === '0,1,2', `the numbers of a generation: ${each}`);
          }
        },
      };
    },
  },
  {
    name: 'barrier: a generation passes as a whole, or is refused',
    create(m, shared) {
      m.SharedBarrier.create(shared, 0, 2);
      const passed = [0, 0];
      const arrives = (effect) => {
        const barrier = new m.SharedBarrier(shared, 0);
        for (let i = 0; i < 2; i++) {
          const outcome = told(() => barrier.await(1));
          effect(() => {
            if (outcome !== 'BrokenBarrierError') {
              passed[outcome]++;
            }
          });
        }
      };
      const disturbs = () => {
        const barrier = new m.SharedBarrier(shared, 0);
        barrier.abort();
        barrier.reset();
      };
      return {
        agents: [arrives, arrives, disturbs],
        check: () => {
          require(passed[0] === passed[1], `passed as 0 and as 1: ${passed}`);
          require(new Int32Array(shared)[4] <= 1, 'somebody has not left');
          require(new Int32Array(shared)[5] <= 1, 'somebody has not left');
        },
      };
    },
  },
  {
    name: 'barrier: more agents than parties, and resets',
    create(m, shared) {
      m.SharedBarrier.create(shared, 0, 2);
      const passed = [0, 0];
      const arrives = (effect) => {
        const barrier = new m.SharedBarrier(shared, 0);
        const outcome = told(() => barrier.await(1));
        effect(() => {
          if (outcome !== 'BrokenBarrierError') {
            passed[outcome]++;
          }
        });
      };
      const resets = () => {
        const barrier = new m.SharedBarrier(shared, 0);
        barrier.reset();
        barrier.reset();
      };
      return {
        agents: [arrives, arrives, arrives, arrives, resets],
        check: () => require(passed[0] === passed[1], `passed as 0 and as 1: ${passed}`),
      };
    },
  },
  {
    name: 'barrier: an action, and who comes meanwhile',
    create(m, shared) {
      m.SharedBarrier.create(shared, 0, 2);
      let calls = 0;
      let passed = 0;
      const arrives = (effect) => {
        const action = () => effect(() => calls++);
        const barrier = new m.SharedBarrier(shared, 0, action);
        const outcome = told(() => barrier.await(1));
        effect(() => {
          if (outcome !== 'BrokenBarrierError') {
            passed++;
            require(calls > 0, 'one passed before the action');
          }
        });
      };
      return {
        agents: [arrives, arrives, arrives],
        check: () => require(passed === 2 * calls, `${passed} passed after ${calls} actions`),
      };
    },
  },

  {
    name: 'queue: two putters and two getters',
    create(m, shared) {
      m.SharedQueue.create(shared, 0, 1, 1);
      const got = [];
      const puts = (first) => () => {
        const queue = new m.SharedQueue(shared, 0);
        queue.put([first]);
        queue.put([first + 1]);
      };
      const gets = (effect) => {
        const queue = new m.SharedQueue(shared, 0);
        for (let i = 0; i < 2; i++) {
          const [item] = queue.get();
          effect(() => got.push(item));
        }
      };
      return {
        agents: [puts(10), puts(20), gets, gets],
        check: () => require(got.sort().join() === '10,11,20,21', `got ${got}`),
      };
    },
  },
  {
    name: 'queue: an item that meets a timeout is not lost',
    create(m, shared) {
      const queue = m.SharedQueue.create(shared, 0, 1, 1);
      const got = [];
      const gets = (timeout) => (effect) => {
        const outcome = told(() => queue.get(true, timeout)[0]);
        effect(() => got.push(outcome));
      };
      const puts = () => {
        queue.put([1]);
        queue.put([1]);
      };
      return {
        agents: [gets(null), gets(1), puts],
        check: () => {
          const left = queue.qsize();
          const taken = got.filter((outcome) => outcome === 1).length;
          require(taken + left === 2, `got ${got}, and ${left} left`);
        },
      };
    },
  },
  {
    name: 'queue: shutdown among putters, getters and joiners',
    create(m, shared) {
      const queue = m.SharedQueue.create(shared, 0, 1, 1);
      let put = 0;
      let got = 0;
      const puts = (effect) => {
        const outcome = told(() => queue.put([1]) ?? 'None');
        effect(() => (put += outcome === 'None' ? 1 : 0));
      };
      const gets = (effect) => {
        const outcome = told(() => queue.get()[0]);
        effect(() => (got += outcome === 1 ? 1 : 0));
        if (outcome === 1) {
          queue.taskDone();
        }
      };
      const ends = () => {
        queue.shutdown(true);
        queue.join();
      };
      return {
        agents: [puts, puts, gets, ends],
        check: () => {
          require(got <= put, `got ${got} of ${put}`);
          require(queue.qsize() === 0 && queue.unfinishedTasks === 0, 'something is left');
        },
      };
    },
  },
];
