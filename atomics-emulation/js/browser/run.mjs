/*
 * Plays the scenarios in a page of a headless Chromium: node atomics-emulation/js/browser/run.mjs
 *
 * CHROMIUM names the browser, if it is not on the PATH. Exit status 0 if all is as is due, 1 if not,
 * 3 if there is no Chromium.
 */
import {spawn} from 'node:child_process';
import {accessSync, constants, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {report} from '../test/report.mjs';
import {serve} from './serve.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const LIMIT_MILLISECONDS = 120_000;

const NO_BROWSER = 3;

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findBrowser() {
  if (process.env.CHROMIUM) {
    return process.env.CHROMIUM;
  }
  const directories = (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== '');
  return NAMES.flatMap((name) => directories.map((entry) => join(entry, name))).find(isExecutable);
}

/** Loads a page; returns its document once it is loaded. */
function documentOf(browser, url) {
  const profile = mkdtempSync(join(tmpdir(), 'lockstep-chromium-'));
  const options = ['--headless', '--disable-gpu', '--disable-dev-shm-usage', '--dump-dom'];
  // Chromium has no sandbox for root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(browser, [...options, ...sandbox, `--user-data-dir=${profile}`, url]);
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (errors += data));
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MILLISECONDS);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      rmSync(profile, {recursive: true, force: true, maxRetries: 5});
      if (code === 0) {
        resolve(output);
      } else {
        reject(new Error(`${browser} ended with ${code ?? signal}: ${errors}`));
      }
    });
  });
}

function resultsOf(document) {
  const json = document.match(/<script type="application\/json" id="results">(.*?)<\/script>/s);
  if (json === null || json[1] === '') {
    throw new Error(`the page has no results: ${document}`);
  }
  const all = JSON.parse(json[1]);
  if (all.error !== undefined) {
    throw new Error(all.error);
  }
  process.stdout.write(`${all.browser}\n`);
  return all.results;
}

const browser = findBrowser();
if (browser === undefined) {
  process.stdout.write(
    `skipped: there is no Chromium: none of ${NAMES.join(', ')} is on the PATH,`
    + ' and CHROMIUM names none\n');
  process.exitCode = NO_BROWSER;
} else {
  const server = await serve(0);
  try {
    const url = `http://127.0.0.1:${server.address().port}/browser/index.html`;
    process.exitCode = report(resultsOf(await documentOf(browser, url))) ? 0 : 1;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
