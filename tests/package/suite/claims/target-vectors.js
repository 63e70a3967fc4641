/** The vectors of addresses that look like a target, through a traced fetch: text, URL and Request. */

import { traceFetch } from 'tracehop';
import { deepEqual, equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('target vectors');

const named = ({ url, targets, why }) => `${why}: ${JSON.stringify(url)} for ${JSON.stringify(targets)}`;

const targetsOf = ({ targets }) =>
  targets.map((target) => (typeof target === 'string' ? target : new RegExp(target.pattern, target.flags)));

const isHttp = ({ origin }) => origin !== null && /^https?:/.test(origin);

/** As a caller would give it. What is no URL, and what fetch takes as text only, is there as text alone. */
function* inputsOf(vector) {
  const { url, origin } = vector;
  yield url;
  if (origin === null) return;
  yield new URL(url);
  // A Request takes no user info, and hosts know different schemes.
  if (isHttp(vector) && !hasUser(url)) yield new Request(url);
}

function hasUser(url) {
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}

claim('a URL parser makes of them what the rules were written for', ({ vectors }) => {
  equal(vectors.targets.length > 120, true, 'tests/vectors/targets.json is there');
  // What the standard refuses some browsers take, with a host of its own: the next claim is about those, too.
  for (const vector of vectors.targets.filter(isHttp)) {
    const { origin, pathname } = new URL(vector.url);
    deepEqual([origin, pathname], [vector.origin, vector.path], named(vector));
  }
});

claim('headers go to the target itself, and explain says so', async ({ vectors }) => {
  for (const vector of vectors.targets) {
    const record = recordingFetch();
    const traced = traceFetch({ targets: targetsOf(vector), fetch: record.fetch, log: false });
    // Twice, for patterns that remember where they were and rules that remember the last origin.
    for (const input of [...inputsOf(vector), ...inputsOf(vector)]) {
      equal(traced.explain(input).sent, vector.sent, named(vector));
      await traced(input);
      const [sent, init] = record.calls.at(-1);
      const headers = new Headers(init?.headers ?? sent.headers);
      equal(headers.has('traceparent') || headers.has('tracestate'), vector.sent, named(vector));
    }
  }
});

claim('what goes nowhere by http passes untouched, and has no line', async ({ vectors }) => {
  const lines = [];
  for (const vector of vectors.targets.filter(({ origin }) => origin !== null)) {
    if (isHttp(vector)) continue;
    const record = recordingFetch();
    const init = { headers: {} };
    await traceFetch({ targets: targetsOf(vector), fetch: record.fetch, log: (line) => void lines.push(line) })(
      vector.url,
      init,
    );
    equal(record.calls[0].length, 2, named(vector));
    equal(record.calls[0][0], vector.url, named(vector));
    equal(record.calls[0][1], init, named(vector));
  }
  deepEqual(lines, []);
});
