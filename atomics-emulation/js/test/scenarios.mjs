/*
 * What the primitives have to do, played by real agents. A scenario may need to know in which order
 * agents fell asleep (order), or a main thread that may not block (mainThread); it is
 * skipped, and said to be, where there is none.
 */
import {check} from './agents.mjs';
import {CONTROL} from './control.mjs';

const {BEFORE, AFTER} = CONTROL;

const FAR = 1000;
const SOON = 0.02;

/* Where scenarios keep words of their own. */
const SCRATCH = 100;
const COUNT = 200;
const GATE = 201;

const LOCK = {lock: ['SharedLock', 0]};
const RLOCK = {lock: ['SharedRLock', 0, '@agent']};
const SEMAPHORE = {semaphore: ['SharedSemaphore', 0]};
const BOUNDED = {semaphore: ['SharedBoundedSemaphore', 0]};
const EVENT = {event: ['SharedEvent', 0]};
const OVER_LOCK = {...LOCK, condition: ['SharedCondition', 16, '@lock']};
const OVER_RLOCK = {...RLOCK, condition: ['SharedCondition', 16, '@lock']};
const BARRIER = {barrier: ['SharedBarrier', 0]};
const QUEUE = {queue: ['SharedQueue', 0]};

/* Words of the layouts. */
const CONDITION = {SEQUENCE: 5, WAITING: 6, OWED: 7};

const acting = (action) => ({barrier: ['SharedBarrier', 0, `@${action}`]});
const semaphoreOf = (value) => (m, shared) => m.SharedSemaphore.create(shared, 0, value);
const boundedOf = (value) => (m, shared) => m.SharedBoundedSemaphore.create(shared, 0, value);
const barrierOf = (parties) => (m, shared) => m.SharedBarrier.create(shared, 0, parties);
const queueOf =
  (maxsize, width = 2, capacity = maxsize) =>
  (m, shared) =>
    m.SharedQueue.create(shared, 0, maxsize, width, capacity);

const NAN = 'ValueError: Invalid value NaN (not a number)';
const TOO_LARGE = 'OverflowError: timestamp out of range for platform time_t';
const NON_BLOCKING = "ValueError: can't specify a timeout for a non-blocking call";
const NEGATIVE = 'ValueError: timeout value must be a non-negative number';
const CANNOT_WAIT = 'RuntimeError: cannot wait on un-acquired lock';
const CANNOT_NOTIFY = 'RuntimeError: cannot notify on un-acquired lock';
const BROKEN = 'BrokenBarrierError';

/* Timeouts of acquire that are looked at first, whatever the state. */
const BAD_TIMEOUTS = [
  [[true, NaN], NAN],
  [[false, NaN], NAN],
  [[true, Infinity], TOO_LARGE],
  [[false, -Infinity], TOO_LARGE],
  [[true, 9223372037], TOO_LARGE],
  [[false, 0], NON_BLOCKING],
  [[false, -2], NON_BLOCKING],
  [[true, -2], NEGATIVE],
  [[true, -1e-10], NEGATIVE],
];

async function hasEnded(agents, calls, count) {
  await agents.until(
    () => calls.filter((call) => call.hasEnded).length >= count,
    `${count} of ${calls.map((call) => call.name)} to end`);
  const left = calls.filter((call) => !call.hasEnded);
  check(left.length, calls.length - count, 'calls that have not ended');
  return left;
}

/** Makes a call of the main thread's; returns what it returned, or the name of its error. */
function ofMainThread(call) {
  try {
    return call() ?? null;
  } catch (error) {
    return error.name;
  }
}

/** Wakes all that sleep on a word, and says how many these were. */
function wakeAll(words, index) {
  return Atomics.notify(words, index);
}

const lockScenarios = (kind, recipes) => [
  {
    name: `${kind}: excludes`,
    recipes,
    async run({all, words}) {
      const calls = all.map((agent) => agent.run('increments', SCRATCH, all.length, 4000));
      for (const call of calls) {
        await call.ends(null);
      }
      check(words[SCRATCH], 4000 * all.length, 'increments');
      check(await all[0].call('lock.locked'), false, 'locked() after all');
    },
  },
  {
    name: `${kind}: a release lets one waiter in, and no more`,
    recipes,
    async run({agents, a, b, c, d}) {
      check(await a.call('lock.acquire'), true, 'acquire()');
      let left = [b, c, d].map((agent) => agent.start('lock.acquire'));
      for (const call of left) {
        await call.blocks();
      }
      check(await a.call('lock.acquire', false), kind === 'rlock', 'acquire(False)');
      if (kind === 'rlock') {
        await a.start('lock.release').ends(null);
      }
      let holder = a;
      for (let round = 0; round < 3; round++) {
        await holder.start('lock.release').ends(null);
        const before = left;
        left = await hasEnded(agents, before, 1);
        const entered = before.find((call) => !left.includes(call));
        await entered.ends(true);
        holder = entered.agent;
        check(await holder.call('lock.locked'), true, 'locked()');
      }
      await holder.start('lock.release').ends(null);
      check(await holder.call('lock.locked'), false, 'locked() after the last release');
    },
  },
  {
    name: `${kind}: timeouts`,
    recipes,
    async run({a, b}) {
      const refuses = async (state) => {
        for (const [args, due] of BAD_TIMEOUTS) {
          check(await b.call('lock.acquire', ...args), due, `acquire(${args}) when ${state}`);
        }
      };
      await refuses('free');
      check(await a.call('lock.acquire', true, 0), true, 'acquire(True, 0) of a free lock');
      await refuses('held by another');
      check(await b.call('lock.acquire', false), false, 'acquire(False)');
      check(await b.call('lock.acquire', true, 0), false, 'acquire(True, 0)');
      check(await b.call('lock.acquire', false, -1), false, 'acquire(False, -1)');
      await b.run('timed', 'lock', 'acquire', [true, SOON], SOON).ends(['false', true]);
      const waiter = b.start('lock.acquire', true, -0.9999999999);
      await waiter.blocks();
      await a.start('lock.release').ends(null);
      await waiter.ends(true);
    },
  },
  {
    name: `${kind}: one who times out leaves the others to be woken`,
    recipes,
    async run({a, b, c}) {
      await a.start('lock.acquire').ends(true);
      const stays = b.start('lock.acquire');
      await stays.blocks();
      await c.start('lock.acquire', true, SOON).ends(false);
      await a.start('lock.release').ends(null);
      await stays.ends(true);
    },
  },
  {
    name: `${kind}: one who was woken, passed and timed out leaves the others to be woken`,
    recipes,
    order: true,
    async run({a, b, c}) {
      await a.start('lock.acquire').ends(true);
      b.hold(AFTER);
      const leaver = b.start('lock.acquire', true, 0.3);
      await leaver.blocks();
      const start = performance.now();
      const stays = c.start('lock.acquire');
      await stays.blocks();
      await a.start('lock.release').ends(null);
      await leaver.isHeld(AFTER);
      check(await a.call('lock.acquire', false), true, 'a newcomer acquires');
      await a.agents.until(() => performance.now() - start > 400, 'the time to be over');
      b.letGo();
      await leaver.ends(false);
      await a.start('lock.release').ends(null);
      await stays.ends(true);
    },
  },
  {
    name: `${kind}: a release that meets a waiter on its way to sleep`,
    recipes,
    async run({a, b}) {
      await a.start('lock.acquire').ends(true);
      b.hold(BEFORE);
      const waiter = b.start('lock.acquire');
      await waiter.isHeld(BEFORE);
      await a.start('lock.release').ends(null);
      b.letGo();
      await waiter.ends(true);
    },
  },
];

const conditionScenarios = (kind, recipes) => [
  {
    name: `condition over ${kind}: notify(n) ends n waits`,
    recipes,
    async run({agents, a, b, c, d, words}) {
      const calls = [b, c, d].map((agent) => agent.run('waits'));
      for (const call of calls) {
        await call.blocks();
      }
      await a.run('notifies', 0).ends(null);
      await a.run('notifies', -1).ends(null);
      await a.run('notifies', 2).ends(null);
      const [left] = await hasEnded(agents, calls, 2);
      await left.blocks();
      check(words[CONDITION.WAITING], 1, 'the word waiting');
      await a.run('notifies', 5).ends(null);
      for (const call of calls) {
        await call.ends([true, 1]);
      }
      check(words[CONDITION.WAITING], 0, 'the word waiting');
    },
  },
  {
    name: `condition over ${kind}: notify_all ends all waits`,
    recipes,
    async run({a, b, c, d}) {
      const calls = [b, c, d].map((agent, i) => agent.run('waits', i === 1 ? FAR : null));
      for (const call of calls) {
        await call.blocks();
      }
      await a.run('notifiesAll').ends(null);
      for (const call of calls) {
        await call.ends([true, 1]);
      }
    },
  },
  {
    name: `condition over ${kind}: those who wait longest are notified`,
    recipes,
    order: true,
    async run({a, b, c, d}) {
      for (const [first, second, third] of [[b, c, d], [d, b, c]]) {
        const waiting = [];
        for (const agent of [first, second, third]) {
          const call = agent.run('waits');
          await call.blocks();
          waiting.push(call);
        }
        for (const call of waiting) {
          await a.run('notifies', 1).ends(null);
          await call.ends([true, 1]);
        }
      }
    },
  },
  {
    name: `condition over ${kind}: notifications are not kept, and timeouts are lower bounds`,
    recipes,
    async run({a}) {
      await a.run('notifiesAll').ends(null);
      await a.start('condition.acquire').ends(true);
      await a.run('timed', 'condition', 'await', [SOON], SOON).ends(['false', true]);
      for (const timeout of [0, -1, -Infinity]) {
        check(await a.call('condition.await', timeout), false, `wait(${timeout})`);
      }
      check(await a.call('condition.await', NaN), NAN, 'wait(NaN)');
      check(await a.call('condition.await', Infinity), TOO_LARGE, 'wait(inf)');
      check(await a.call('condition.isOwned'), true, '_is_owned() after waits');
      await a.start('condition.release').ends(null);
    },
  },
  {
    name: `condition over ${kind}: who has no lock is refused`,
    recipes,
    async run({a, b}) {
      const calls = [
        ['condition', 'await'],
        ['condition', 'await', 0],
        ['condition', 'await', NaN],
        ['condition', 'await', Infinity],
        ['condition', 'signal'],
        ['condition', 'signal', 0],
        ['condition', 'signalAll'],
      ];
      const due = [CANNOT_WAIT, CANNOT_WAIT, NAN, CANNOT_WAIT];
      due.push(CANNOT_NOTIFY, CANNOT_NOTIFY, CANNOT_NOTIFY);
      await a.run('tells', calls).ends(due);
      if (kind === 'rlock') {
        await b.start('condition.acquire').ends(true);
        await a.run('tells', calls).ends(due);
        check(await b.call('lock.recursionCount'), 1, 'the levels of the owner');
      }
    },
  },
  {
    name: `condition over ${kind}: one on its way to sleep is notified`,
    recipes,
    async run({a, b, words}) {
      b.hold(BEFORE);
      const waiter = b.run('waits');
      await waiter.isHeld(BEFORE);
      await a.run('notifies', 1).ends(null);
      b.letGo();
      await waiter.ends([true, 1]);
      check([words[CONDITION.WAITING], words[CONDITION.OWED]], [0, 0], 'waiting and owed');
    },
  },
  {
    name: `condition over ${kind}: of two on their way to sleep one is notified`,
    recipes,
    async run({agents, a, b, c, words}) {
      const calls = [b, c].map((agent) => {
        agent.hold(BEFORE);
        return agent.run('waits');
      });
      for (const call of calls) {
        await call.isHeld(BEFORE);
      }
      await a.run('notifies', 1).ends(null);
      b.letGo();
      c.letGo();
      const [left] = await hasEnded(agents, calls, 1);
      await left.blocks(2);
      check([words[CONDITION.WAITING], words[CONDITION.OWED]], [1, 0], 'waiting and owed');
      await a.run('notifies', 1).ends(null);
      for (const call of calls) {
        await call.ends([true, 1]);
      }
    },
  },
  {
    name: `condition over ${kind}: who sleeps is notified before one on its way to sleep`,
    recipes,
    async run({a, b, c}) {
      b.hold(BEFORE);
      const late = b.run('waits');
      await late.isHeld(BEFORE);
      const asleep = c.run('waits');
      await asleep.blocks();
      await a.run('notifies', 1).ends(null);
      await asleep.ends([true, 1]);
      b.letGo();
      await late.blocks();
      await a.run('notifies', 1).ends(null);
      await late.ends([true, 1]);
    },
  },
  {
    name: `condition over ${kind}: nobody takes what was notified before it came`,
    recipes,
    async run({a, b, c, words}) {
      b.hold(BEFORE);
      const first = b.run('waits');
      await first.isHeld(BEFORE);
      await a.run('notifies', 1).ends(null);
      check(words[CONDITION.OWED], 1, 'the word owed');
      await c.run('waits', SOON).ends([false, 1]);
      b.letGo();
      await first.ends([true, 1]);
    },
  },
  {
    name: `condition over ${kind}: a second notification waits until the first is taken`,
    recipes,
    async run({a, b, c, d}) {
      b.hold(BEFORE);
      const first = b.run('waits');
      await first.isHeld(BEFORE);
      await a.run('notifies', 1).ends(null);
      const second = c.run('waits');
      await second.blocks();
      const notifier = d.run('notifies', 1);
      await notifier.blocks();
      b.letGo();
      await notifier.ends(null);
      await first.ends([true, 1]);
      await second.ends([true, 1]);
    },
  },
  {
    name: `condition over ${kind}: a notification that meets a timeout is kept`,
    recipes,
    async run({a, b, words}) {
      b.hold(AFTER);
      const waiter = b.run('waits', SOON);
      await waiter.isHeld(AFTER);
      await a.run('notifies', 1).ends(null);
      b.letGo();
      await waiter.ends([true, 1]);
      check([words[CONDITION.WAITING], words[CONDITION.OWED]], [0, 0], 'waiting and owed');
    },
  },
  {
    name: `condition over ${kind}: one who has timed out is not notified`,
    recipes,
    async run({a, b, c, words}) {
      await b.run('waits', SOON).ends([false, 1]);
      const stays = c.run('waits');
      await stays.blocks();
      await a.run('notifies', 1).ends(null);
      await stays.ends([true, 1]);
      check(words[CONDITION.WAITING], 0, 'the word waiting');
      for (let i = 0; i < 2; i++) {
        await a.run('notifies', 1).ends(null);
      }
    },
  },
  {
    name: `condition over ${kind}: wait_for looks after each notification`,
    recipes,
    async run({a, b, words}) {
      const waiter = b.run('waitsFor', SCRATCH, 1);
      await waiter.blocks();
      await a.run('notifies', 1).ends(null);
      await waiter.blocks(2);
      words[SCRATCH] = 1;
      await a.run('notifies', 1).ends(null);
      await waiter.ends(true);
      await b.run('waitsFor', SCRATCH, 1, 0).ends(true);
      await b.run('waitsFor', SCRATCH, 2, SOON).ends(false);
      await b.run('waitsFor', SCRATCH, 2, -1).ends(false);
      await b.run('waitsFor', SCRATCH, 1, Infinity).ends(true);
    },
  },
  {
    name: `condition over ${kind}: turns go round`,
    recipes,
    async run({all, words}) {
      const calls = all.map((agent) => agent.run('takesTurns', SCRATCH, all.length, 150));
      for (const call of calls) {
        await call.ends(null);
      }
      check(words[SCRATCH], 150 * all.length, 'turns');
    },
  },
];

export const scenarios = [
  ...lockScenarios('lock', LOCK),
  {
    name: 'lock: a free lock cannot be released, and any agent releases',
    recipes: LOCK,
    async run({a, b}) {
      const due = 'RuntimeError: release unlocked lock';
      check(await a.call('lock.release'), due, 'release() of a new lock');
      await a.start('lock.acquire').ends(true);
      await b.start('lock.release').ends(null);
      check(await a.call('lock.locked'), false, 'locked()');
      check(await a.call('lock.release'), due, 'release() once more');
    },
  },
  {
    name: 'lock: of racing releases one succeeds',
    recipes: LOCK,
    async run({all, a, words}) {
      for (let i = 0; i < 100; i++) {
        await a.start('lock.acquire').ends(true);
        words[SCRATCH] = 0;
        const calls = all.map((agent) => agent.run('races', SCRATCH, 4, 'lock', 'release'));
        const outcomes = [];
        for (const call of calls) {
          outcomes.push(await call.end());
        }
        check(outcomes.filter((outcome) => outcome === 'None').length, 1, `of ${outcomes}, None`);
      }
    },
  },

  ...lockScenarios('rlock', RLOCK),
  {
    name: 'rlock: levels',
    recipes: RLOCK,
    async run({a, b}) {
      const due = 'RuntimeError: cannot release un-acquired lock';
      check(await a.call('lock.release'), due, 'release() of a new lock');
      for (let level = 1; level <= 3; level++) {
        check(await a.call('lock.acquire', level !== 2), true, 'acquire() by the owner');
        check(await a.call('lock.recursionCount'), level, '_recursion_count()');
      }
      check(await b.call('lock.isOwned'), false, '_is_owned() by another');
      check(await b.call('lock.recursionCount'), 0, '_recursion_count() by another');
      check(await b.call('lock.locked'), true, 'locked() by another');
      check(await b.call('lock.release'), due, 'release() by another');
      const waiter = b.start('lock.acquire');
      await waiter.blocks();
      for (let level = 3; level > 1; level--) {
        await a.start('lock.release').ends(null);
        check(await a.call('lock.recursionCount'), level - 1, '_recursion_count()');
      }
      check(waiter.waits(), 1, 'how often the waiter has slept');
      await a.start('lock.release').ends(null);
      await waiter.ends(true);
      check(await a.call('lock.isOwned'), false, '_is_owned() by the last owner');
      check(await b.call('lock.recursionCount'), 1, '_recursion_count() by the new owner');
    },
  },
  {
    name: 'rlock: excludes at several levels',
    recipes: RLOCK,
    async run({all, words}) {
      const calls = all.map((agent) => agent.run('increments', SCRATCH, all.length, 2000, 3));
      for (const call of calls) {
        await call.ends(null);
      }
      check(words[SCRATCH], 2000 * all.length, 'increments');
    },
  },
  {
    name: 'rlock: too many levels are an error',
    recipes: RLOCK,
    async run({a, words}) {
      await a.start('lock.acquire').ends(true);
      words[1] = 0x7ffffffd;
      check(await a.call('lock.acquire'), true, 'acquire() of the last level');
      check(
        await a.call('lock.acquire'),
        'OverflowError: Internal lock count overflowed',
        'acquire() of one more');
      check(await a.call('lock.recursionCount'), 0x7fffffff, '_recursion_count()');
    },
  },
  {
    name: 'rlock: an agent has a number',
    recipes: {},
    async run({module, shared}) {
      for (const agent of [0, -1, 2 ** 31, 1.5, undefined]) {
        let seen = null;
        try {
          new module.SharedRLock(shared, 0, agent);
        } catch (error) {
          seen = error.name;
        }
        check(seen, 'RangeError', `agent ${agent}`);
      }
    },
  },

  {
    name: 'semaphore: counts',
    recipes: SEMAPHORE,
    create: semaphoreOf(2),
    async run({a}) {
      await a.run('tells', [
        ['semaphore', 'acquire'],
        ['semaphore', 'acquire', true, NaN],
        ['semaphore', 'acquire', false, 1],
        ['semaphore', 'acquire', true, Infinity],
        ['semaphore', 'acquire', false],
        ['semaphore', 'acquire', true, 0],
        ['semaphore', 'acquire', true, -Infinity],
        ['semaphore', 'acquire', true, Infinity],
        ['semaphore', 'release', 0],
        ['semaphore', 'release', 3],
        ['semaphore', 'acquire', false],
        ['semaphore', 'release', 0x7fffffff],
        ['semaphore', 'acquire', false],
        ['semaphore', 'acquire', false],
        ['semaphore', 'acquire', false],
      ]).ends([
        true,
        NAN,
        "ValueError: can't specify timeout for non-blocking acquire",
        true,
        false,
        false,
        false,
        TOO_LARGE,
        'ValueError: n must be one or more',
        null,
        true,
        'OverflowError: semaphore value too large',
        true,
        true,
        false,
      ]);
      await a.run('timed', 'semaphore', 'acquire', [true, SOON], SOON).ends(['false', true]);
    },
  },
  {
    name: 'semaphore: an initial value is not negative',
    recipes: {},
    async run({module, shared}) {
      for (const kind of [module.SharedSemaphore, module.SharedBoundedSemaphore]) {
        let seen = null;
        try {
          kind.create(shared, 0, -1);
        } catch (error) {
          seen = `${error.name}: ${error.message}`;
        }
        check(seen, 'ValueError: semaphore initial value must be >= 0', kind.name);
      }
    },
  },
  {
    name: 'semaphore: a release of two serves two',
    recipes: SEMAPHORE,
    create: semaphoreOf(0),
    async run({agents, a, b, c, d}) {
      const calls = [b, c, d].map((agent) => agent.start('semaphore.acquire'));
      for (const call of calls) {
        await call.blocks();
      }
      await a.start('semaphore.release', 2).ends(null);
      const [left] = await hasEnded(agents, calls, 2);
      await left.blocks();
      check(await a.call('semaphore.acquire', false), false, 'acquire(False)');
      await a.start('semaphore.release').ends(null);
      for (const call of calls) {
        await call.ends(true);
      }
      check(await a.call('semaphore.acquire', false), false, 'acquire(False)');
    },
  },
  {
    name: 'semaphore: two releases at once serve two',
    recipes: SEMAPHORE,
    create: semaphoreOf(0),
    async run({a, b, c}) {
      // Who was woken takes its permit only once both are there.
      b.hold(AFTER);
      c.hold(AFTER);
      const calls = [b, c].map((agent) => agent.start('semaphore.acquire'));
      for (const call of calls) {
        await call.blocks();
      }
      await a.run('tells', [['semaphore', 'release'], ['semaphore', 'release']]).ends([null, null]);
      b.letGo();
      c.letGo();
      for (const call of calls) {
        await call.ends(true);
      }
    },
  },
  {
    name: 'semaphore: a permit that meets a timeout or a waiter on its way to sleep is not lost',
    recipes: SEMAPHORE,
    create: semaphoreOf(0),
    async run({a, b, c}) {
      b.hold(BEFORE);
      const late = b.start('semaphore.acquire');
      await late.isHeld(BEFORE);
      await a.start('semaphore.release').ends(null);
      b.letGo();
      await late.ends(true);
      c.hold(AFTER);
      const leaver = c.start('semaphore.acquire', true, SOON);
      await leaver.isHeld(AFTER);
      await a.start('semaphore.release').ends(null);
      c.letGo();
      await leaver.ends(true);
      await c.start('semaphore.acquire', true, SOON).ends(false);
      await a.start('semaphore.release').ends(null);
      check(await a.call('semaphore.acquire', false), true, 'acquire(False)');
    },
  },
  {
    name: 'semaphore: one who was woken and passed waits on',
    recipes: SEMAPHORE,
    create: semaphoreOf(0),
    async run({a, b}) {
      b.hold(AFTER);
      const waiter = b.start('semaphore.acquire');
      await waiter.blocks();
      await a.start('semaphore.release').ends(null);
      await waiter.isHeld(AFTER);
      check(await a.call('semaphore.acquire', false), true, 'a newcomer acquires');
      b.letGo();
      await waiter.blocks(2);
      await a.start('semaphore.release').ends(null);
      await waiter.ends(true);
    },
  },
  {
    name: 'semaphore: never lets in more than it has permits',
    recipes: SEMAPHORE,
    create: semaphoreOf(1),
    async run({all, a}) {
      const calls = all.map((agent) => agent.run('enters', SCRATCH, all.length, 5000));
      for (const call of calls) {
        await call.ends(1);
      }
      check(await a.call('semaphore.acquire', false), true, 'acquire(False)');
      check(await a.call('semaphore.acquire', false), false, 'acquire(False)');
    },
  },
  {
    name: 'bounded semaphore: releases up to its bound',
    recipes: BOUNDED,
    create: boundedOf(2),
    async run({a}) {
      const due = 'ValueError: Semaphore released too many times';
      check(await a.call('semaphore.release'), due, 'release() of a full one');
      await a.start('semaphore.acquire').ends(true);
      check(await a.call('semaphore.release', 2), due, 'release(2) after one acquire()');
      await a.start('semaphore.release').ends(null);
    },
  },
  {
    name: 'bounded semaphore: of racing releases one succeeds',
    recipes: BOUNDED,
    create: boundedOf(1),
    async run({all, a, words}) {
      for (let i = 0; i < 100; i++) {
        await a.start('semaphore.acquire').ends(true);
        words[SCRATCH] = 0;
        const calls = all.map((agent) => agent.run('races', SCRATCH, 4, 'semaphore', 'release'));
        const outcomes = [];
        for (const call of calls) {
          outcomes.push(await call.end());
        }
        check(outcomes.filter((outcome) => outcome === 'None').length, 1, `of ${outcomes}, None`);
      }
    },
  },

  {
    name: 'event: a set ends all waits',
    recipes: EVENT,
    async run({a, b, c, d}) {
      check(await a.call('event.isSet'), false, 'is_set() of a new event');
      const calls = [b, c, d].map((agent, i) => agent.start('event.await', i === 1 ? FAR : null));
      for (const call of calls) {
        await call.blocks();
      }
      await a.start('event.clear').ends(null);
      await a.start('event.set').ends(null);
      for (const call of calls) {
        await call.ends(true);
      }
      await a.start('event.set').ends(null);
      await a.run('tells', [
        ['event', 'isSet'],
        ['event', 'await'],
        ['event', 'await', 0],
        ['event', 'await', Infinity],
        ['event', 'clear'],
        ['event', 'clear'],
        ['event', 'isSet'],
        ['event', 'await', 0],
        ['event', 'await', -Infinity],
        ['event', 'await', NaN],
        ['event', 'await', Infinity],
      ]).ends([true, true, true, true, null, null, false, false, false, NAN, TOO_LARGE]);
      await a.run('timed', 'event', 'await', [SOON], SOON).ends(['false', true]);
    },
  },
  {
    name: 'event: a pulse ends all waits',
    recipes: EVENT,
    async run({a, b, c, d}) {
      const calls = [b, c, d].map((agent) => {
        agent.hold(AFTER);
        return agent.start('event.await');
      });
      for (const call of calls) {
        await call.blocks();
      }
      await a.start('event.set').ends(null);
      for (const call of calls) {
        await call.isHeld(AFTER);
      }
      await a.start('event.clear').ends(null);
      for (const call of calls) {
        call.agent.letGo();
        await call.ends(true);
      }
      check(await a.call('event.isSet'), false, 'is_set()');
    },
  },
  {
    name: 'event: a pulse ends the wait of one on its way to sleep',
    recipes: EVENT,
    async run({a, b}) {
      for (let i = 0; i < 2; i++) {
        b.hold(BEFORE);
        const waiter = b.start('event.await');
        await waiter.isHeld(BEFORE);
        await a.start('event.set').ends(null);
        await a.start('event.clear').ends(null);
        b.letGo();
        await waiter.ends(true);
      }
    },
  },
  {
    name: 'event: a set that meets a timeout is seen',
    recipes: EVENT,
    async run({a, b}) {
      b.hold(AFTER);
      const waiter = b.start('event.await', SOON);
      await waiter.isHeld(AFTER);
      await a.start('event.set').ends(null);
      b.letGo();
      await waiter.ends(true);
    },
  },
  {
    name: 'event: who is woken for nothing waits on',
    recipes: EVENT,
    async run({agents, a, b, words}) {
      const waiter = b.start('event.await');
      await waiter.blocks();
      await agents.until(() => wakeAll(words, 0) === 1, 'one to be woken');
      await waiter.blocks(2);
      await a.start('event.set').ends(null);
      await waiter.ends(true);
    },
  },

  ...conditionScenarios('lock', OVER_LOCK),
  ...conditionScenarios('rlock', OVER_RLOCK),
  {
    name: 'condition over rlock: a wait gives up all levels and restores them',
    recipes: OVER_RLOCK,
    async run({a, b}) {
      const waiter = b.run('waits', null, 3);
      await waiter.blocks();
      check(await a.call('lock.acquire', false), true, 'acquire(False) while another waits');
      await a.start('condition.signal').ends(null);
      await waiter.blocks(2);
      await a.start('lock.release').ends(null);
      await waiter.ends([true, 3]);
      await b.run('waits', SOON, 2).ends([false, 2]);
      check(await a.call('lock.locked'), false, 'locked()');
    },
  },
  {
    name: 'condition over lock: another agent notifies and releases',
    recipes: OVER_LOCK,
    async run({a, b, c}) {
      const waiter = b.run('waits');
      await waiter.blocks();
      await a.start('condition.acquire').ends(true);
      await c.start('condition.signal').ends(null);
      await waiter.blocks(2);
      await c.start('condition.release').ends(null);
      await waiter.ends([true, 1]);
    },
  },

  {
    name: 'barrier: generations',
    recipes: BARRIER,
    create: barrierOf(4),
    async run({all, a, words}) {
      const generations = 60;
      const calls = all.map((agent) => agent.run('passes', SCRATCH, generations));
      for (const call of calls) {
        await call.ends(null);
      }
      for (let i = 0; i < generations; i++) {
        check(words[SCRATCH + i], 0x01010101, `the numbers of generation ${i}`);
      }
      const state = [['barrier', 'broken'], ['barrier', 'nWaiting'], ['barrier', 'parties']];
      await a.run('tells', state).ends([false, 0, 4]);
    },
  },
  {
    name: 'barrier: the last to arrive ends the wait of the others',
    recipes: BARRIER,
    create: barrierOf(3),
    async run({a, b, c, d}) {
      for (let round = 0; round < 3; round++) {
        const first = b.start('barrier.await');
        await first.blocks();
        const second = c.start('barrier.await', FAR);
        await second.blocks();
        check(await a.call('barrier.nWaiting'), 2, 'n_waiting');
        await d.start('barrier.await', 0).ends(2);
        await first.ends(0);
        await second.ends(1);
        check(await a.call('barrier.nWaiting'), 0, 'n_waiting');
      }
    },
  },
  ...['a timeout', 'no time', 'abort'].map((reason) => ({
    name: `barrier: ${reason} breaks it for all`,
    recipes: BARRIER,
    create: barrierOf(4),
    async run({a, b, c}) {
      for (let round = 0; round < 3; round++) {
        const calls = [b, c].map((agent) => agent.start('barrier.await'));
        for (const call of calls) {
          await call.blocks();
        }
        if (reason === 'abort') {
          await a.start('barrier.abort').ends(null);
        } else if (reason === 'no time') {
          check(await a.call('barrier.await', -1), BROKEN, 'wait(-1)');
        } else {
          await a.run('timed', 'barrier', 'await', [SOON], SOON).ends([BROKEN, true]);
        }
        for (const call of calls) {
          await call.ends(BROKEN);
        }
        await a.run('tells', [
          ['barrier', 'broken'],
          ['barrier', 'nWaiting'],
          ['barrier', 'await'],
          ['barrier', 'await', Infinity],
          ['barrier', 'await', NaN],
          ['barrier', 'reset'],
          ['barrier', 'broken'],
          ['barrier', 'await', Infinity],
          ['barrier', 'broken'],
        ]).ends([true, 0, BROKEN, BROKEN, NAN, null, false, TOO_LARGE, false]);
      }
    },
  })),
  {
    name: 'barrier: a reset refuses who waits, and the next generation passes',
    recipes: BARRIER,
    create: barrierOf(2),
    async run({a, b, c}) {
      for (let round = 0; round < 3; round++) {
        const waiter = b.start('barrier.await');
        await waiter.blocks();
        await a.start('barrier.reset').ends(null);
        await waiter.ends(BROKEN);
        const first = b.start('barrier.await');
        await first.blocks();
        await c.start('barrier.await').ends(1);
        await first.ends(0);
      }
    },
  },
  {
    name: 'barrier: an action runs once, before any passes',
    recipes: acting('waits'),
    create: barrierOf(2),
    async run({agents, a, b, c, words}) {
      b.hold(AFTER);
      const first = b.start('barrier.await', SOON);
      await first.isHeld(AFTER); // its time is over, and it does not know yet
      const last = c.start('barrier.await');
      await agents.until(() => words[COUNT] === 1, 'the action to run');
      check(await a.call('barrier.nWaiting'), 2, 'n_waiting within the action');
      b.letGo();
      await first.blocks(2);
      const late = a.start('barrier.await');
      await late.blocks();
      check(first.hasEnded || last.hasEnded, false, 'whether any has passed');
      Atomics.store(words, GATE, 1);
      Atomics.notify(words, GATE);
      await first.ends(0);
      await last.ends(1);
      await late.blocks(2);
      check(await b.call('barrier.nWaiting'), 1, 'n_waiting of the next generation');
      await b.start('barrier.await').ends(1);
      await late.ends(0);
      check(words[COUNT], 2, 'calls of the action');
    },
  },
  {
    name: 'barrier: an action that throws breaks it',
    recipes: acting('throws'),
    create: barrierOf(2),
    async run({a, b}) {
      const first = b.start('barrier.await');
      await first.blocks();
      check(await a.call('barrier.await'), "TypeError: the action's", 'the last to arrive');
      await first.ends(BROKEN);
      check(await a.call('barrier.broken'), true, 'broken');
    },
  },
  {
    name: 'barrier: an action cannot touch its own barrier',
    recipes: acting('touches'),
    create: barrierOf(2),
    async run({a, b, words}) {
      for (let round = 0; round < 2; round++) {
        const first = b.start('barrier.await');
        await first.blocks();
        await a.start('barrier.await').ends(1);
        await first.ends(0);
        check(words[COUNT], 3, 'errors in the action');
      }
    },
  },
  {
    name: 'barrier: abort and reset wait for the action',
    recipes: acting('waits'),
    create: barrierOf(2),
    async run({agents, a, b, c, d, words}) {
      const first = b.start('barrier.await');
      await first.blocks();
      const last = c.start('barrier.await');
      await agents.until(() => words[COUNT] === 1, 'the action to run');
      const abort = a.start('barrier.abort');
      await abort.blocks();
      Atomics.store(words, GATE, 1);
      Atomics.notify(words, GATE);
      await first.ends(0);
      await last.ends(1);
      await abort.ends(null);
      check(await d.call('barrier.broken'), true, 'broken');
    },
  },
  {
    name: 'barrier: who wakes up late learns the fate of its own generation',
    recipes: BARRIER,
    create: barrierOf(2),
    async run({a, b, c}) {
      for (const refusedFirst of [false, true]) {
        await a.start('barrier.reset').ends(null);
        b.hold(AFTER);
        const late = b.start('barrier.await');
        await late.blocks();
        if (refusedFirst) {
          await a.start('barrier.abort').ends(null);
          await a.start('barrier.reset').ends(null);
        } else {
          await a.start('barrier.await').ends(1);
        }
        await late.isHeld(AFTER);
        const next = c.start('barrier.await');
        await next.blocks();
        if (refusedFirst) {
          await a.start('barrier.await').ends(1);
          await next.ends(0);
        } else {
          await a.start('barrier.abort').ends(null);
          await next.ends(BROKEN);
        }
        b.letGo();
        await late.ends(refusedFirst ? BROKEN : 0);
      }
    },
  },
  {
    name: 'barrier: who comes two generations later waits until the late one has left',
    recipes: BARRIER,
    create: barrierOf(2),
    async run({a, b, c, d}) {
      b.hold(AFTER);
      const late = b.start('barrier.await');
      await late.blocks();
      await a.start('barrier.await').ends(1);
      await late.isHeld(AFTER);
      const next = c.start('barrier.await');
      await next.blocks();
      await a.start('barrier.await').ends(1);
      await next.ends(0);
      const third = d.start('barrier.await');
      await third.blocks();
      check(await a.call('barrier.nWaiting'), 0, 'n_waiting while one has not left');
      b.letGo();
      await late.ends(0);
      await third.blocks(2);
      check(await a.call('barrier.nWaiting'), 1, 'n_waiting');
      await a.start('barrier.abort').ends(null);
      await third.ends(BROKEN);
    },
  },
  {
    name: 'barrier: one on its way to sleep passes with its generation',
    recipes: BARRIER,
    create: barrierOf(2),
    async run({a, b}) {
      b.hold(BEFORE);
      const first = b.start('barrier.await');
      await first.isHeld(BEFORE);
      await a.start('barrier.await').ends(1);
      b.letGo();
      await first.ends(0);
    },
  },
  {
    name: 'barrier: a timeout that meets the last arrival comes too late',
    recipes: BARRIER,
    create: barrierOf(2),
    async run({a, b}) {
      b.hold(AFTER);
      const first = b.start('barrier.await', SOON);
      await first.isHeld(AFTER);
      await a.start('barrier.await').ends(1);
      b.letGo();
      await first.ends(0);
      check(await a.call('barrier.broken'), false, 'broken');
    },
  },
  {
    name: 'barrier: it has parties',
    recipes: {},
    async run({module, shared}) {
      for (const parties of [0, -1]) {
        let seen = null;
        try {
          module.SharedBarrier.create(shared, 0, parties);
        } catch (error) {
          seen = `${error.name}: ${error.message}`;
        }
        check(seen, 'ValueError: parties must be >= 1', `${parties} parties`);
      }
    },
  },

  {
    name: 'queue: first in, first out, round the ring',
    recipes: QUEUE,
    create: queueOf(3),
    async run({a, b}) {
      for (let i = 0; i < 3; i++) {
        await a.start('queue.put', [i, -i]).ends(null);
        check(await b.call('queue.qsize'), i + 1, 'qsize()');
      }
      for (let i = 3; i < 8; i++) {
        check(await b.call('queue.full'), true, 'full()');
        check(await a.call('queue.putNowait', [9, 9]), 'Full', 'put_nowait() into a full queue');
        await b.run('tells', [['queue', 'get']]).ends([[i - 3, 3 - i]]);
        check(await b.call('queue.full'), false, 'full()');
        await a.start('queue.put', [i, -i]).ends(null);
      }
      for (let i = 5; i < 8; i++) {
        check(await b.call('queue.empty'), false, 'empty()');
        await b.run('tells', [['queue', 'get']]).ends([[i, -i]]);
      }
      check(await b.call('queue.empty'), true, 'empty()');
      check(await b.call('queue.getNowait'), 'Empty', 'get_nowait() from an empty queue');
    },
  },
  {
    name: 'queue: timeouts',
    recipes: QUEUE,
    create: queueOf(1, 1),
    async run({a}) {
      const text = "ValueError: 'timeout' must be a non-negative number";
      await a.run('timed', 'queue', 'get', [true, SOON], SOON).ends(['Empty', true]);
      await a.run('tells', [
        ['queue', 'get', true, 0],
        ['queue', 'get', true, -1],
        ['queue', 'get', true, NaN],
        ['queue', 'get', false, -1],
        ['queue', 'get', true, Infinity],
        ['queue', 'put', [1], true, -1],
        ['queue', 'put', [1], true, NaN],
        ['queue', 'put', [1], true, Infinity],
        ['queue', 'put', [1], true, 0],
        ['queue', 'put', [1], false, -1],
        ['queue', 'put', [1], true, Infinity],
        ['queue', 'get', true, -1],
        ['queue', 'maxsize'],
      ]).ends([
        'Empty', text, NAN, 'Empty', TOO_LARGE, text, NAN, null, 'Full', 'Full', TOO_LARGE, text, 1,
      ]);
      await a.run('timed', 'queue', 'put', [[1], true, SOON], SOON).ends(['Full', true]);
    },
  },
  {
    name: 'queue: without a bound a timeout of put is not looked at',
    recipes: QUEUE,
    create: queueOf(0, 1, 4),
    async run({a}) {
      await a.run('tells', [
        ['queue', 'put', [1], true, -1],
        ['queue', 'put', [1], true, NaN],
        ['queue', 'full'],
        ['queue', 'maxsize'],
      ]).ends([null, NAN, false, 0]);
    },
  },
  {
    name: 'queue: a get waits for an item, and a put for room',
    recipes: QUEUE,
    create: queueOf(1, 1),
    async run({agents, a, b, c, d}) {
      const getters = [b, c, d].map((agent) => agent.run('tells', [['queue', 'get']]));
      for (const call of getters) {
        await call.blocks();
      }
      let left = getters;
      for (let item = 1; item <= 3; item++) {
        await a.start('queue.put', [item]).ends(null);
        const before = left;
        left = await hasEnded(agents, before, 1);
        await before.find((call) => !left.includes(call)).ends([[item]]);
      }
      await a.start('queue.put', [0]).ends(null);
      const putters = [b, c, d].map((agent) => agent.start('queue.put', [agent.number]));
      for (const call of putters) {
        await call.blocks();
      }
      const seen = [];
      for (let i = 0; i < 4; i++) {
        const [[item]] = await a.run('tells', [['queue', 'get']]).end();
        seen.push(item);
        await hasEnded(agents, putters, Math.min(i + 1, 3));
      }
      check(seen.sort(), [0, 2, 3, 4], 'items');
    },
  },
  {
    name: 'queue: an item meets a getter on its way to sleep, and room a putter',
    recipes: QUEUE,
    create: queueOf(1, 1),
    async run({a, b}) {
      b.hold(BEFORE);
      const getter = b.run('tells', [['queue', 'get']]);
      await getter.isHeld(BEFORE);
      await a.start('queue.put', [1]).ends(null);
      b.letGo();
      await getter.ends([[1]]);
      await a.start('queue.put', [2]).ends(null);
      b.hold(BEFORE);
      const putter = b.start('queue.put', [3]);
      await putter.isHeld(BEFORE);
      await a.run('tells', [['queue', 'get']]).ends([[2]]);
      b.letGo();
      await putter.ends(null);
      await a.run('tells', [['queue', 'get']]).ends([[3]]);
    },
  },
  {
    name: 'queue: one who was woken and passed waits on',
    recipes: QUEUE,
    create: queueOf(1, 1),
    async run({a, b}) {
      b.hold(AFTER);
      const getter = b.run('tells', [['queue', 'get']]);
      await getter.blocks();
      await a.start('queue.put', [1]).ends(null);
      await getter.isHeld(AFTER);
      await a.run('tells', [['queue', 'getNowait']]).ends([[1]]);
      b.letGo();
      await getter.blocks(2);
      await a.start('queue.put', [2]).ends(null);
      await getter.ends([[2]]);
    },
  },
  {
    name: 'queue: an item that meets a timeout is not lost',
    recipes: QUEUE,
    create: queueOf(1, 1),
    async run({a, b}) {
      b.hold(AFTER);
      const getter = b.run('tells', [['queue', 'get', true, SOON]]);
      await getter.isHeld(AFTER);
      await a.start('queue.put', [1]).ends(null);
      b.letGo();
      await getter.ends([[1]]);
    },
  },
  {
    name: 'queue: tasks are counted, and join waits for the last',
    recipes: QUEUE,
    create: queueOf(3, 1),
    async run({a, b, c}) {
      await b.start('queue.join').ends(null);
      const text = 'ValueError: task_done() called too many times';
      check(await a.call('queue.taskDone'), text, 'task_done() of a new queue');
      await a.run('tells', [['queue', 'put', [1]], ['queue', 'put', [2]]]).ends([null, null]);
      check(await a.call('queue.unfinishedTasks'), 2, 'unfinished_tasks');
      b.hold(AFTER);
      const joiners = [b, c].map((agent) => agent.start('queue.join'));
      for (const call of joiners) {
        await call.blocks();
      }
      await a.start('queue.taskDone').ends(null);
      check(joiners.map((call) => call.waits()), [1, 1], 'how often the joiners have slept');
      await a.start('queue.taskDone').ends(null);
      await a.run('tells', [['queue', 'get'], ['queue', 'put', [3]]]).ends([[1], null]);
      b.letGo();
      for (const call of joiners) {
        await call.ends(null); // although a put followed
      }
    },
  },
  {
    name: 'queue: more tasks than a word can count',
    recipes: QUEUE,
    create: queueOf(2, 1),
    async run({a, words}) {
      words[4] = -1;
      await a.run('tells', [
        ['queue', 'unfinishedTasks'],
        ['queue', 'put', [1]],
        ['queue', 'unfinishedTasks'],
        ['queue', 'taskDone'],
        ['queue', 'unfinishedTasks'],
      ]).ends([2 ** 32 - 1, null, 2 ** 32, null, 2 ** 32 - 1]);
    },
  },
  ...[false, true].map((immediate) => ({
    name: `queue: shutdown(${immediate ? 'True' : 'False'}) refuses who waits`,
    recipes: QUEUE,
    create: queueOf(1, 1),
    async run({a, b, c, d}) {
      const getters = [b, c].map((agent, i) =>
        agent.start('queue.get', true, i === 1 ? FAR : null));
      for (const call of getters) {
        await call.blocks();
      }
      await a.start('queue.shutdown', immediate).ends(null);
      for (const call of getters) {
        await call.ends('ShutDown');
      }
      await d.run('tells', [
        ['queue', 'isShutdown'],
        ['queue', 'put', [1]],
        ['queue', 'put', [1], true, -1],
        ['queue', 'get', true, -1],
        ['queue', 'get', true, Infinity],
        ['queue', 'getNowait'],
        ['queue', 'shutdown'],
        ['queue', 'join'],
      ]).ends([
        true, 'ShutDown', 'ShutDown', 'ShutDown', 'ShutDown', 'ShutDown', null, null,
      ]);
    },
  })),
  {
    name: 'queue: shutdown leaves items or drains them',
    recipes: QUEUE,
    create: queueOf(2, 1),
    async run({a, b, c, d}) {
      await a.run('tells', [['queue', 'put', [1]], ['queue', 'put', [2]]]).ends([null, null]);
      await a.run('tells', [['queue', 'get'], ['queue', 'put', [3]]]).ends([[1], null]);
      const putter = b.start('queue.put', [4]);
      await putter.blocks();
      const joiner = c.start('queue.join');
      await joiner.blocks();
      await a.start('queue.shutdown').ends(null);
      await putter.ends('ShutDown');
      await d.run('tells', [['queue', 'get'], ['queue', 'qsize']]).ends([[2], 1]);
      await d.start('queue.shutdown', true).ends(null);
      await d.run('tells', [
        ['queue', 'qsize'],
        ['queue', 'getNowait'],
        ['queue', 'unfinishedTasks'],
        ['queue', 'taskDone'],
        ['queue', 'taskDone'],
        ['queue', 'taskDone'],
      ]).ends([
        0, 'ShutDown', 2, null, null, 'ValueError: task_done() called too many times',
      ]);
      await joiner.ends(null);
    },
  },
  {
    name: 'queue: several putters and getters lose nothing and keep the order of each',
    recipes: QUEUE,
    create: queueOf(3),
    async run({a, b, c, d}) {
      const count = 3000;
      const putters = [a, b].map((agent) => agent.run('puts', count));
      const getters = [c, d].map((agent) => agent.run('gets'));
      let due = 0;
      for (const call of putters) {
        due += await call.end();
      }
      await a.start('queue.join').ends(null);
      await a.start('queue.shutdown').ends(null);
      let sum = 0;
      for (const call of getters) {
        const [part, ordered, error] = await call.end();
        check([ordered, error], [true, 'ShutDown'], 'order, and the end');
        sum += part;
      }
      check(sum, due, 'the sum of what was got');
    },
  },

  {
    name: 'main thread: locks and semaphores',
    recipes: LOCK,
    mainThread: true,
    async run({a, b, module, shared}) {
      const lock = new module.SharedLock(shared, 0);
      check(ofMainThread(() => lock.acquire()), true, 'acquire() of a free lock');
      const waiter = a.start('lock.acquire');
      await waiter.blocks();
      check(ofMainThread(() => lock.acquire()), 'TypeError', 'acquire() of a held lock');
      check(ofMainThread(() => lock.acquire(true, 0)), false, 'acquire(True, 0)');
      check(ofMainThread(() => lock.release()), null, 'release()');
      await waiter.ends(true);
      await b.start('lock.release').ends(null);
      const semaphore = module.SharedSemaphore.create(shared, 16, 0);
      check(ofMainThread(() => semaphore.acquire()), 'TypeError', 'acquire() of no permit');
      check(new Int32Array(shared)[5], 0, 'the word waiters');
      check(ofMainThread(() => semaphore.release()), null, 'release()');
      check(ofMainThread(() => semaphore.acquire()), true, 'acquire()');
    },
  },
  {
    name: 'main thread: events',
    recipes: EVENT,
    mainThread: true,
    async run({a, module, shared}) {
      const event = new module.SharedEvent(shared, 0);
      const waiter = a.start('event.await');
      await waiter.blocks();
      check(ofMainThread(() => event.await()), 'TypeError', 'wait()');
      check(ofMainThread(() => event.set()), null, 'set()');
      check(ofMainThread(() => event.await()), true, 'wait()');
      await waiter.ends(true);
    },
  },
  {
    name: 'main thread: conditions',
    recipes: OVER_RLOCK,
    mainThread: true,
    async run({a, module, shared, words}) {
      const lock = new module.SharedRLock(shared, 0, 99);
      const condition = new module.SharedCondition(shared, 16, lock);
      const waiter = a.run('waits');
      await waiter.blocks();
      check(ofMainThread(() => condition.acquire()), true, 'acquire()');
      check(ofMainThread(() => condition.await()), 'TypeError', 'wait()');
      check([words[CONDITION.WAITING], lock.recursionCount()], [1, 1], 'waiting, and levels');
      check(ofMainThread(() => condition.signal(2)), null, 'notify(2)');
      check(ofMainThread(() => condition.release()), null, 'release()');
      await waiter.ends([true, 1]);
    },
  },
  {
    name: 'main thread: barriers and queues',
    recipes: QUEUE,
    create: queueOf(1, 1),
    mainThread: true,
    async run({a, module, shared, words}) {
      const queue = new module.SharedQueue(shared, 0);
      check(ofMainThread(() => queue.get()), 'TypeError', 'get() of an empty queue');
      check(words[6], 0, 'the word getters');
      const getter = a.run('tells', [['queue', 'get']]);
      await getter.blocks();
      check(ofMainThread(() => queue.put([7])), null, 'put()');
      await getter.ends([[7]]);
      const barrier = module.SharedBarrier.create(shared, 400, 2);
      check(ofMainThread(() => barrier.await()), 'TypeError', 'wait()');
      check([barrier.nWaiting, barrier.broken], [0, false], 'n_waiting and broken');
    },
  },
];
