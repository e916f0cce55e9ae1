// Runs the oracle's driver in Pyodide: a CPython without threads, under Node.
//   node --input-type=module -e "<this text>" <directory with node_modules/pyodide> "<text of oracle.py>"
import { readSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [directory, driver] = process.argv.slice(1);
const module = resolve(directory, 'node_modules/pyodide/pyodide.mjs');
const { loadPyodide } = await import(pathToFileURL(module).href);

const byte = Buffer.alloc(1);
function readLine() {
  const bytes = [];
  while (readSync(0, byte, 0, 1, null) === 1) {
    bytes.push(byte[0]);
    if (byte[0] === 10) {
      break;
    }
  }
  return bytes.length === 0 ? null : Buffer.from(bytes).toString('utf8');
}

const pyodide = await loadPyodide();
pyodide.setStdin({ stdin: readLine });
pyodide.setStdout({ batched: (line) => writeSync(1, line + '\n') });
pyodide.runPython('__name__ = "oracle"\n' + driver + '\nmain()\n');
