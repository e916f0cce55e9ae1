/* Plants bugs into copies of the module. */
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));

/** The address of the module as it is shipped. */
export const SHIPPED = pathToFileURL(join(SOURCE, 'index.mjs')).href;

/** Calls with the address of a module into which a bug is planted; returns what that returns. */
export async function withPlanted({name, file, from, to}, call) {
  const text = readFileSync(join(SOURCE, file), 'utf8');
  const parts = text.split(from);
  if (parts.length !== 2) {
    throw new Error(`${name}: its text is ${parts.length - 1} times in ${file}, and is due once`);
  }
  const copy = mkdtempSync(join(tmpdir(), 'lockstep-mutant-'));
  try {
    cpSync(SOURCE, copy, {recursive: true});
    writeFileSync(join(copy, file), parts.join(to));
    return await call(pathToFileURL(join(copy, 'index.mjs')).href);
  } finally {
    rmSync(copy, {recursive: true});
  }
}
