/* Plays the scenarios in this page: agents are its workers. */
import {play} from '../test/play.mjs';

const browserPlatform = {
  /* Nobody tells a page whether a thread sleeps. */
  seesSleep: false,
  allSleep: () => true,
  mainThreadMayBlock: false,

  turn: () => new Promise((resolve) => setTimeout(resolve)),

  startWorker() {
    const worker = new Worker(new URL('../test/agent.mjs', import.meta.url), {type: 'module'});
    return {
      post: (message) => worker.postMessage(message),
      onReply: (listener) => {
        worker.onmessage = (event) => listener(event.data);
      },
      stop: () => worker.terminate(),
    };
  },
};

async function results() {
  if (!globalThis.crossOriginIsolated) {
    return {error: 'the page is not cross-origin isolated'};
  }
  try {
    const source = new URL('../src/index.mjs', import.meta.url).href;
    return {results: await play(browserPlatform, source), browser: navigator.userAgent};
  } catch (error) {
    return {error: String(error.stack ?? error)};
  }
}

const all = await results();
document.getElementById('report').textContent = JSON.stringify(all, null, 2);
document.getElementById('results').textContent = JSON.stringify(all).replaceAll('<', '\\u003c');
await fetch('/finished', {method: 'POST'});
