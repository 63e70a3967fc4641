/** A page whose visitor clicks, and in which things go wrong: the lines that it writes go to its server. */

import { action, configure, startSpan } from 'tracehop';
import { tracePage } from 'tracehop/page';

const lines = [];
configure({ service: 'shop', log: (line) => lines.push(JSON.parse(line)) });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const button = document.querySelector('button');

/** Waits until the page has written a line that matches. */
async function written(matches) {
  for (let n = 0; n < 500 && !lines.some(matches); n++) await pause(10);
}

/** Clicks with this handler, and waits until there are so many lines. */
async function click(handler, count) {
  button.onclick = handler;
  const before = lines.length;
  button.click();
  for (let n = 0; n < 500 && lines.length < before + count; n++) await pause(10);
  return lines.slice(before);
}

const buy = (name) =>
  action(name, async ({ fetch, log }) => {
    for (const step of [1, 2, 3]) {
      await pause(5);
      await (await fetch(`/api/${name}/${step}`, { tracehop: { template: `/api/${name}/{step}` } })).text();
      log.info(`${name} ${step}`);
    }
  });

const found = {};
try {
  const undo = tracePage();
  startSpan('while it loads').end();
  const early = [];
  addEventListener('error', ({ message }) => early.push(message));
  addEventListener('unhandledrejection', (event) => event.preventDefault());
  await written(({ message }) => message === 'documentLoad');
  startSpan('later').end();

  found.one = await click(() => buy('one'), 7);
  found.two = await click(() => {
    buy('a');
    buy('b');
  }, 14);
  const fail = (error) => () => {
    throw error;
  };
  found.throws = await click(() => action('throws', fail(new RangeError('thrown'))), 2);
  found.rejects = await click(() => {
    action('rejects', async () => fail(new RangeError('rejected'))());
  }, 2);
  found.text = await click(() => {
    action('text', async () => fail('only a text')());
  }, 2);
  found.call = await click(() => {
    action('call', ({ fetch }) => {
      fetch('http://127.0.0.1:1/');
    });
  }, 3);
  found.outside = await click(fail(new RangeError('of no action')), 1);
  found.reported = [...early];

  undo();
  const before = lines.length;
  await click(fail(new Error('after the undo')), 0);
  Promise.reject(new Error('after the undo'));
  await pause(50);
  found.afterUndo = lines.slice(before);
  tracePage()();
  await pause(50);
  found.loads = lines.filter(({ message }) => message === 'documentLoad');
  found.loading = lines.filter(({ message }) => message === 'while it loads' || message === 'later');
} catch (error) {
  found.failed = String(error?.stack ?? error);
}
await fetch('/found', { method: 'POST', body: JSON.stringify(found) });
