/*
 * A static server for the page, which cross-origin isolates it: node serve.mjs [PORT]
 */
import {createReadStream, statSync} from 'node:fs';
import {createServer} from 'node:http';
import {extname, join, normalize} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const TYPES = {'.html': 'text/html', '.mjs': 'text/javascript'};

const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cache-Control': 'no-store',
};

/** Serves on a port, or on any if that is 0. */
export function serve(port) {
  let finish;
  const finished = new Promise((resolve) => {
    finish = resolve;
  });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname);
    if (path === '/finished') {
      finish();
      response.writeHead(204, ISOLATION).end();
      return;
    }
    if (path === '/finished.svg') {
      finished.then(() => {
        response.writeHead(200, {...ISOLATION, 'Content-Type': 'image/svg+xml'});
        response.end('<svg xmlns="http://www.w3.org/2000/svg"/>');
      });
      return;
    }
    const file = join(ROOT, path);
    const type = TYPES[extname(file)];
    if (type === undefined || statSync(file, {throwIfNoEntry: false})?.isFile() !== true) {
      response.writeHead(404, ISOLATION).end();
      return;
    }
    response.writeHead(200, {...ISOLATION, 'Content-Type': type});
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await serve(Number(process.argv[2] ?? 8080));
  process.stdout.write(`http://127.0.0.1:${server.address().port}/browser/index.html\n`);
}
