/*
 * Plays the scenarios under Node: node atomics-emulation/js/test/run.mjs [--only TEXT]
 * [--mutants [--every N]] [--mutant NAME]
 *
 * With --mutants each of the planted bugs, or every nth of them, is played instead, and has to be
 * found; with --mutant one. Exit status 0 if all is as is due, 1 if not.
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
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
    mutant: {type: 'string'},
    every: {type: 'string', default: '1'},
    only: {type: 'string', default: ''},
  },
});

/* The others are explored. */
const played = mutants.filter(({scenarios}) => scenarios !== undefined);

async function playShipped() {
  const selected = (scenario) => scenario.name.includes(options.only);
  return report(await play(nodePlatform, SHIPPED, {selected}));
}

/** Plays a planted bug; prints what found it, and returns whether anything did. */
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

/** The same in a process of its own, as whether agents sleep is seen of all threads of a process. */
async function isFoundElsewhere({name}) {
  const self = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [self, '--mutant', name], {stdio: 'inherit'});
  const [status, signal] = await once(child, 'exit');
  if (status !== 0 && status !== 1) {
    throw new Error(`${name} could not be played: ${signal ?? `exit status ${status}`}`);
  }
  return status === 0;
}

async function playMutants() {
  const chosen = played
    .filter(({name}) => name.includes(options.only))
    .filter((mutant, index) => index % Number(options.every) === 0);
  const left = [...chosen];
  let found = 0;
  const playLeft = async () => {
    for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
      if (await isFoundElsewhere(mutant)) {
        found++;
      }
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, playLeft));
  process.stdout.write(`${found} of ${chosen.length} planted bugs found\n`);
  return found === chosen.length && found > 0;
}

async function playAll() {
  if (options.mutant !== undefined) {
    const mutant = played.find(({name}) => name === options.mutant);
    if (mutant === undefined) {
      throw new Error(`--mutant ${options.mutant}: none of ${played.map(({name}) => name).join(' ')}`);
    }
    return isFound(mutant);
  }
  return options.mutants ? playMutants() : playShipped();
}

process.exitCode = (await playAll()) ? 0 : 1;
