/* Plays scenarios, and says of each what it came to. */
import {Agents} from './agents.mjs';
import {scenarios} from './scenarios.mjs';

const AGENTS = 4;
const BYTES = 4096;

/* How long something that is due may take, in milliseconds: a busy machine is slow. */
const LIMIT = 10_000;

/**
 * Plays the scenarios that are selected, over the module of that address. A result has a name and,
 * unless it passed, why it failed or was skipped. After a failure the agents are new ones.
 */
export async function play(platform, source, options = {}) {
  const {selected = () => true, stopAtFailure = false, limit = LIMIT} = options;
  const module = await import(source);
  const results = [];
  let agents = null;
  for (const scenario of scenarios.filter(selected)) {
    const skipped = reasonToSkip(scenario, platform);
    if (skipped !== null) {
      results.push({name: scenario.name, skipped});
      continue;
    }
    agents ??= await Agents.start(platform, source, AGENTS, limit);
    const failed = await outcome(scenario, agents, module);
    results.push(failed === null ? {name: scenario.name} : {name: scenario.name, failed});
    if (failed !== null) {
      await agents.stop();
      agents = null;
      if (stopAtFailure) {
        break;
      }
    }
  }
  await agents?.stop();
  return results;
}

function reasonToSkip(scenario, platform) {
  if (scenario.order && !platform.seesSleep) {
    return 'the order in which agents fall asleep cannot be observed here';
  }
  if (scenario.mainThread && platform.mainThreadMayBlock) {
    return 'the main thread may block here';
  }
  return null;
}

async function outcome(scenario, agents, module) {
  try {
    const shared = new SharedArrayBuffer(BYTES);
    scenario.create?.(module, shared);
    await agents.begin(shared, scenario.recipes);
    const [a, b, c, d] = agents.agents;
    const words = new Int32Array(shared);
    await scenario.run({agents, all: agents.agents, a, b, c, d, words, shared, module});
    return null;
  } catch (error) {
    return String(error.stack ?? error);
  }
}
