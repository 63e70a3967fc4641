/** What the page does: calls of every kind, and what came of each goes to its server. */

import { followRedirects, traceFetch } from 'tracehop';

const { home, allows, forgets, outside } = await (await fetch('/origins')).json();

const lines = [];
const traced = traceFetch({ targets: [home, allows, forgets], log: (line) => lines.push(JSON.parse(line)) });

/** @returns the traceparent that arrived, or the error. */
const called = (call, ...args) =>
  call(...args).then(
    async (response) => ({ arrived: (await response.json()).traceparent }),
    ({ name }) => ({ error: name }),
  );

const found = {};
try {
  found.home = await called(traced, '/home');
  found.byDefault = await called(traceFetch({ log: false }), `${outside}/default`);
  found.allows = await called(traced, `${allows}/allows`);
  found.outside = await called(traced, `${outside}/outside`);

  found.bareForgets = await called(fetch, `${forgets}/bare`);
  found.forgets = await called(traced, `${forgets}/refused`);
  found.explained = traced.explain(`${forgets}/refused`);
  found.refusedLine = lines.at(-1);
  await fetch('/add-line', { method: 'POST', body: found.explained.cors ?? '' });
  found.mended = await called(traced, `${forgets}/mended`);

  found.explainedHome = traced.explain('/home');
  found.explainedOutside = traced.explain(`${outside}/outside`);
  found.redirects = {};
  for (const [name, call] of [
    ['platform', traced],
    ['followRedirects', traceFetch({ targets: [home, allows], log: false, redirects: followRedirects })],
  ]) {
    for (const code of [301, 302, 303, 307, 308]) {
      const redirected = (origin) =>
        called(call, `/redirect/${code}?to=${encodeURIComponent(`${origin}/${name}/${code}`)}`);
      found.redirects[`${name}/${code}`] = { allowed: await redirected(allows), outside: await redirected(outside) };
    }
  }
} catch (error) {
  found.failed = String(error?.stack ?? error);
}
await fetch('/found', { method: 'POST', body: JSON.stringify(found) });
