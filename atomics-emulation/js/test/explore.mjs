/*
 * Explores the interleavings of small programs over the primitives, which needs one thread only:
 * node atomics-emulation/js/test/explore.mjs [--only TEXT] [--executions N] [--seed N] [--mutants]
 *
 * With --mutants the planted bugs are explored instead: those that only a race shows have to be
 * found, and each program has to find one of any.
 * Exit status 0 if all is as is due, 1 if not.
 */
import {parseArgs} from 'node:util';
import {explore} from './explorer.mjs';
import {mutants} from './mutants.mjs';
import {withPlanted} from './plant.mjs';
import {programs} from './programs.mjs';

const {values} = parseArgs({
  options: {
    only: {type: 'string', default: ''},
    executions: {type: 'string', default: '500'},
    seed: {type: 'string'},
    mutants: {type: 'boolean'},
  },
});
// What planted bugs come to is to be the same each time.
const seed = values.seed ?? (values.mutants ? 1 : Math.floor(Math.random() * 2 ** 30));
const options = {executions: Number(values.executions), seed: Number(seed)};
const chosen = programs.filter(({name}) => name.includes(values.only));

/* Who finds a guard taken goes to sleep soon, so that this is explored, too. */
const IMPATIENT = {
  name: 'impatient',
  file: 'guard.mjs',
  from: 'const LOOKS = 100;',
  to: 'const LOOKS = 1;',
};

function print(line) {
  process.stdout.write(`${line}\n`);
}

/** Explores a program; returns why it failed, or null. */
function failure(program, module) {
  try {
    const whole = explore(program, module, options);
    // One that is broken off too often shows nothing.
    return whole >= options.executions / 2 ? null : `only ${whole} executions ended`;
  } catch (error) {
    return error.message;
  }
}

function exploreShipped() {
  return withPlanted([IMPATIENT], async (source) => {
    const module = await import(source);
    let failures = 0;
    for (const program of chosen) {
      const failed = failure(program, module);
      failures += failed === null ? 0 : 1;
      print(`${program.name}: ${failed === null ? 'holds' : `FAILED ${failed}`}`);
    }
    print(`${chosen.length - failures} of ${chosen.length} hold; seed ${options.seed}`);
    return failures === 0 && chosen.length > 0;
  });
}

/** Whether a program may run what is in a file: that of the guard and of times concerns all. */
function concerns({name}, file) {
  const own = file.match(/^shared-(.*)\.mjs$/);
  return own === null || name.includes(own[1]);
}

async function exploreMutants() {
  const finders = new Set();
  let missed = 0;
  for (const mutant of mutants) {
    // Some of the programs may not come to where the bug is.
    const isDue = mutant.scenarios === undefined && values.only === '';
    const found = await withPlanted([IMPATIENT, mutant], async (source) => {
      const module = await import(source);
      return chosen
        .filter((program) => isDue || !finders.has(program))
        .filter((program) => concerns(program, mutant.file))
        .filter((program) => failure(program, module) !== null);
    });
    found.forEach((program) => finders.add(program));
    found.forEach(({name}) => print(`${mutant.name}: found by "${name}"`));
    if (isDue && found.length === 0) {
      missed++;
      print(`${mutant.name}: NOT FOUND`);
    }
  }
  const idle = chosen.filter((program) => !finders.has(program));
  idle.forEach(({name}) => print(`finds no planted bug: ${name}`));
  print(`${finders.size} of ${chosen.length} programs find a planted bug, ${missed} bugs missed`);
  return idle.length === 0 && missed === 0 && chosen.length > 0;
}

process.exitCode = (await (values.mutants ? exploreMutants() : exploreShipped())) ? 0 : 1;
