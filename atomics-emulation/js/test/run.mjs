/*
 * Plays the scenarios under Node: node atomics-emulation/js/test/run.mjs [--only TEXT] [--mutants]
 *
 * With --mutants each of the planted bugs is played instead, and has to be found. Exit status 0 if
 * all is as is due, 1 if not.
 */
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';
import {mutants} from './mutants.mjs';
import {nodePlatform} from './node-platform.mjs';
import {play} from './play.mjs';
import {report} from './report.mjs';

/* A planted bug often shows in that nothing happens. */
const LIMIT_OF_MUTANTS = 2000;

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));

const {values: options} = parseArgs({
  options: {mutants: {type: 'boolean'}, only: {type: 'string', default: ''}},
});

function print(line) {
  process.stdout.write(line + '\n');
}

async function playShipped() {
  const results = await play(nodePlatform, pathToFileURL(join(SOURCE, 'index.mjs')).href, {
    selected: (scenario) => scenario.name.includes(options.only),
  });
  return report(results);
}

/** Plants a bug into a copy of the module; returns the copy's directory. */
function planted({name, file, from, to}) {
  const text = readFileSync(join(SOURCE, file), 'utf8');
  const parts = text.split(from);
  if (parts.length !== 2) {
    throw new Error(`${name}: its text is ${parts.length - 1} times in ${file}, and is due once`);
  }
  const copy = mkdtempSync(join(tmpdir(), 'lockstep-mutant-'));
  cpSync(SOURCE, copy, {recursive: true});
  writeFileSync(join(copy, file), parts.join(to));
  return copy;
}

async function playMutants() {
  let survivors = 0;
  const chosen = mutants.filter(({name}) => name.includes(options.only));
  for (const mutant of chosen) {
    const copy = planted(mutant);
    try {
      const results = await play(nodePlatform, pathToFileURL(join(copy, 'index.mjs')).href, {
        selected: (scenario) => mutant.scenarios.some((name) => scenario.name.includes(name)),
        stopAtFailure: true,
        limit: LIMIT_OF_MUTANTS,
      });
      const killer = results.find((result) => result.failed);
      survivors += killer ? 0 : 1;
      print(`${mutant.name}: ${killer ? `found by "${killer.name}"` : 'NOT FOUND'}`);
    } finally {
      rmSync(copy, {recursive: true});
    }
  }
  print(`${chosen.length - survivors} of ${chosen.length} planted bugs found`);
  return survivors === 0 && chosen.length > 0;
}

process.exitCode = (await (options.mutants ? playMutants() : playShipped())) ? 0 : 1;
