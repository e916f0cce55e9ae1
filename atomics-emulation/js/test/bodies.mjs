/* What agents do in one go. Each gets {objects, number, words, pause} and the arguments. */

/** Waits until so many agents have come to this: they race from then on. */
function meet(words, index, agents) {
  Atomics.add(words, index, 1);
  while (Atomics.load(words, index) < agents);
}

/** Adds to a word, not atomically, so often, each time with the lock held. */
export function increments({objects: {lock}, words}, index, agents, times, levels = 1) {
  meet(words, index + 2, agents);
  for (let i = 0; i < times; i++) {
    for (let level = 0; level < levels; level++) {
      lock.acquire();
    }
    const before = words[index];
    for (let j = 0; j < 20; j++) {
      words[index + 1] = j;
    }
    words[index] = before + 1;
    for (let level = 0; level < levels; level++) {
      lock.release();
    }
  }
}

/** Enters and leaves a semaphore so often; returns the most that were in at once. */
export function enters({objects: {semaphore}, words}, index, agents, times) {
  meet(words, index + 2, agents);
  let most = 0;
  for (let i = 0; i < times; i++) {
    semaphore.acquire();
    most = Math.max(most, Atomics.add(words, index, 1) + 1);
    for (let j = 0; j < 20; j++) {
      words[index + 1] = j;
    }
    Atomics.sub(words, index, 1);
    semaphore.release();
  }
  return most;
}

/** Calls a method when all agents are ready; returns the name of its error, if any. */
export function races({objects, words}, index, agents, name, method) {
  meet(words, index, agents);
  try {
    objects[name][method]();
    return 'None';
  } catch (error) {
    return error.name;
  }
}

/** Makes a call; returns what it returned and whether it took so long. */
export function timed({objects}, name, method, args, seconds) {
  const start = performance.now();
  let outcome;
  try {
    outcome = String(objects[name][method](...args));
  } catch (error) {
    outcome = error.name;
  }
  return [outcome, performance.now() - start >= 1000 * seconds - 0.1];
}

/** Acquires, waits and releases; returns what the wait returned, and the levels held after it. */
export function waits({objects: {lock, condition}}, timeout = null, levels = 1) {
  for (let level = 0; level < levels; level++) {
    condition.acquire();
  }
  const notified = condition.await(timeout);
  let held = 0;
  while (held < levels && condition.isOwned()) {
    condition.release();
    held++;
  }
  return [notified, held];
}

/** Acquires, notifies and releases. */
export function notifies({objects: {condition}}, n) {
  condition.acquire();
  condition.signal(n);
  condition.release();
}

/** The same for all waiters. */
export function notifiesAll({objects: {condition}}) {
  condition.acquire();
  condition.signalAll();
  condition.release();
}

/** Waits for a word to be as given. */
export function waitsFor({objects: {condition}, words}, index, value, timeout = null) {
  condition.acquire();
  const result = condition.awaitFor(() => words[index] === value, timeout);
  condition.release();
  return result;
}

/** Hands a turn round: waits for its own, then gives it to the next. */
export function takesTurns({objects: {condition}, number, words}, index, agents, rounds) {
  for (let round = 0; round < rounds; round++) {
    condition.acquire();
    condition.awaitFor(() => words[index] % agents === number - 1);
    words[index]++;
    condition.signalAll();
    condition.release();
  }
}

/** Passes so many generations; adds the numbers up, by generation, in words from index on. */
export function passes({objects: {barrier}, words}, index, generations) {
  for (let generation = 0; generation < generations; generation++) {
    const number = barrier.await();
    Atomics.add(words, index + generation, 1 << (8 * number));
  }
}

/** Puts so many records; returns the sum. */
export function puts({objects: {queue}, number}, count) {
  let sum = 0;
  for (let i = 1; i <= count; i++) {
    queue.put([i, number]);
    sum += i;
  }
  return sum;
}

/** Gets until the queue is at its end; returns the sum, and whether each putter's were in order. */
export function gets({objects: {queue}}) {
  const last = {};
  let sum = 0;
  let ordered = true;
  try {
    for (;;) {
      const [value, putter] = queue.get();
      ordered &&= value > (last[putter] ?? 0);
      last[putter] = value;
      sum += value;
      queue.taskDone();
    }
  } catch (error) {
    return [sum, ordered, error.name];
  }
}

/** Calls one after the other; returns what each came to. */
export function tells({objects}, calls) {
  return calls.map(([name, method, ...args]) => {
    try {
      const value = objects[name][method];
      const result = typeof value === 'function' ? value.apply(objects[name], args) : value;
      return ArrayBuffer.isView(result) ? Array.from(result) : result ?? null;
    } catch (error) {
      return error.message === '' ? error.name : `${error.name}: ${error.message}`;
    }
  });
}

/* Actions of barriers. */
const COUNT = 200;
const GATE = 201;

export const actions = {
  counts: ({words}) => {
    words[COUNT]++;
  },
  throws: () => {
    throw new TypeError("the action's");
  },
  waits: ({words, pause}) => {
    Atomics.add(words, COUNT, 1);
    while (Atomics.load(words, GATE) === 0) {
      pause(words, GATE, 0);
    }
  },
  touches: (context) => {
    context.words[COUNT] = 0;
    for (const method of ['await', 'reset', 'abort']) {
      try {
        context.objects.barrier[method]();
      } catch (error) {
        const due = 'cannot wait on, reset or abort a barrier in its own action';
        context.words[COUNT] += error.name === 'RuntimeError' && error.message === due ? 1 : 0;
      }
    }
  },
};
