/* Plants bugs into copies of the module. */
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));

/** The address of the module as it is shipped. */
export const SHIPPED = pathToFileURL(join(SOURCE, 'index.mjs')).href;

/** Replaces a text that is once in a file of the module. */
function planted({name, file, from, to}, directory) {
  const text = readFileSync(join(directory, file), 'utf8');
  const parts = text.split(from);
  if (parts.length !== 2) {
    throw new Error(`${name}: its text is ${parts.length - 1} times in ${file}, and is due once`);
  }
  writeFileSync(join(directory, file), parts.join(to));
}

/** Calls with the address of a module into which bugs are planted; returns what that returns. */
export async function withPlanted(bugs, call) {
  const copy = mkdtempSync(join(tmpdir(), 'lockstep-mutant-'));
  try {
    cpSync(SOURCE, copy, {recursive: true});
    for (const bug of bugs) {
      planted(bug, copy);
    }
    return await call(pathToFileURL(join(copy, 'index.mjs')).href);
  } finally {
    rmSync(copy, {recursive: true});
  }
}
