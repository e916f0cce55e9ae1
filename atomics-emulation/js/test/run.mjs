/*
 * Plays the scenarios under Node: node atomics-emulation/js/test/run.mjs [--only TEXT]
 * [--mutants [--every N]]
 *
 * With --mutants each of the planted bugs, or every nth of them, is played instead, and has to be
 * found. Exit status 0 if all is as is due, 1 if not.
 */
import {parseArgs} from 'node:util';
import {mutants} from './mutants.mjs';
import {nodePlatform} from './node-platform.mjs';
import {SHIPPED, withPlanted} from './plant.mjs';
import {play} from './play.mjs';
import {report} from './report.mjs';

/* A planted bug often shows in that nothing happens, and then several can be played at once. */
const LIMIT_OF_MUTANTS = 5000;
const AT_ONCE = 4;

const {values: options} = parseArgs({
  options: {
    mutants: {type: 'boolean'},
    every: {type: 'string', default: '1'},
    only: {type: 'string', default: ''},
  },
});

async function playShipped() {
  const selected = (scenario) => scenario.name.includes(options.only);
  return report(await play(nodePlatform, SHIPPED, {selected}));
}

/** Plays a planted bug; returns whether it was found. */
async function isFound(mutant) {
  const results = await withPlanted([mutant], (source) =>
    play(nodePlatform, source, {
      selected: (scenario) => mutant.scenarios.some((name) => scenario.name.includes(name)),
      stopAtFailure: true,
      limit: LIMIT_OF_MUTANTS,
    }));
  const finder = results.find((result) => result.failed);
  const verdict = finder ? `found by "${finder.name}"` : 'NOT FOUND';
  process.stdout.write(`${mutant.name}: ${verdict}\n`);
  return finder !== undefined;
}

async function playMutants() {
  const chosen = mutants
    .filter(({name, scenarios}) => scenarios !== undefined && name.includes(options.only))
    .filter((mutant, index) => index % Number(options.every) === 0);
  const left = [...chosen];
  let found = 0;
  const playLeft = async () => {
    for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
      if (await isFound(mutant)) {
        found++;
      }
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, playLeft));
  process.stdout.write(`${found} of ${chosen.length} planted bugs found\n`);
  return found === chosen.length && found > 0;
}

process.exitCode = (await (options.mutants ? playMutants() : playShipped())) ? 0 : 1;
