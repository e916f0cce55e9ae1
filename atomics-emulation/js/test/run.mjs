/*
 * Plays the scenarios under Node: node atomics-emulation/js/test/run.mjs [--only TEXT] [--mutants]
 *
 * With --mutants each of the planted bugs is played instead, and has to be found. Exit status 0 if
 * all is as is due, 1 if not.
 */
import {parseArgs} from 'node:util';
import {mutants} from './mutants.mjs';
import {nodePlatform} from './node-platform.mjs';
import {SHIPPED, withPlanted} from './plant.mjs';
import {play} from './play.mjs';
import {report} from './report.mjs';

/* A planted bug often shows in that nothing happens. */
const LIMIT_OF_MUTANTS = 2000;

const {values: options} = parseArgs({
  options: {mutants: {type: 'boolean'}, only: {type: 'string', default: ''}},
});

async function playShipped() {
  const selected = (scenario) => scenario.name.includes(options.only);
  return report(await play(nodePlatform, SHIPPED, {selected}));
}

async function playMutants() {
  let survivors = 0;
  const chosen = mutants.filter(({name}) => name.includes(options.only));
  for (const mutant of chosen) {
    const results = await withPlanted(mutant, (source) =>
      play(nodePlatform, source, {
        selected: (scenario) => mutant.scenarios.some((name) => scenario.name.includes(name)),
        stopAtFailure: true,
        limit: LIMIT_OF_MUTANTS,
      }));
    const killer = results.find((result) => result.failed);
    survivors += killer ? 0 : 1;
    const verdict = killer ? `found by "${killer.name}"` : 'NOT FOUND';
    process.stdout.write(`${mutant.name}: ${verdict}\n`);
  }
  process.stdout.write(`${chosen.length - survivors} of ${chosen.length} planted bugs found\n`);
  return survivors === 0 && chosen.length > 0;
}

process.exitCode = (await (options.mutants ? playMutants() : playShipped())) ? 0 : 1;
