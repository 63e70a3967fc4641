import { alwaysOff, getActiveSpan, memorySink, startActiveSpan, startSpan, traceFetch } from 'tracehop';
import { deepEqual, equal, rejects } from '../support/assert.js';
import { about } from '../support/claim.js';
import { withConsole } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('names of spans');

claim('setName renames a span until it ends', () => {
  const sink = memorySink();
  const span = startSpan('first', { log: sink });
  equal(span.setName('second'), span);
  equal(span.name, 'second');
  span.end();
  span.setName('third');
  startActiveSpan('outer', { log: sink }, () => getActiveSpan().setName(/** @type {any} */ (5)));
  deepEqual(
    sink.records.map(({ name }) => name),
    ['second', '5'],
  );
});

claim('a call is named by its template, and fetch gets none of it', async () => {
  const sink = memorySink();
  const { fetch: inner, calls } = recordingFetch();
  const fetch = traceFetch({ fetch: inner, log: sink });
  await fetch('https://api.example/carts/7', { method: 'DELETE', tracehop: { template: '/carts/{id}' } });
  await fetch('https://api.example/carts/7', { method: 'CUSTOM', tracehop: { template: '/carts/{id}' } });
  await fetch('https://api.example/carts/7');
  const { result: answer } = await withConsole(() =>
    fetch('https://api.example/carts/7', { tracehop: { template: /** @type {any} */ (7) } }),
  );
  equal(answer.status, 200);
  deepEqual(
    sink.records.map(({ name, fields }) => [name, fields['url.template']]),
    [
      ['DELETE /carts/{id}', '/carts/{id}'],
      ['HTTP /carts/{id}', '/carts/{id}'],
      ['GET', undefined],
      ['GET', undefined],
    ],
  );
  equal('tracehop' in calls[0][1], false);
});

const late = about('errors of calls');

late('with errors: always a call that fails is written though its trace is not sampled', async () => {
  const sink = memorySink();
  const answers = [new Response(''), new Response('', { status: 404 }), new Response('', { status: 500 })];
  const { fetch: inner, headers } = recordingFetch(() => {
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError('no network');
    return answer;
  });
  const targets = ['https://api.example'];
  const fetch = traceFetch({ fetch: inner, log: sink, targets, sampler: alwaysOff(), errors: 'always' });
  for (let n = 0; n < 3; n++) await fetch('https://api.example/');
  await rejects(fetch('https://api.example/'), /no network/);
  deepEqual(
    sink.records.map(({ name, status, sampled, fields }) => [name, status, sampled, fields['error.type']]),
    [
      ['GET', 'error', 'late', '404'],
      ['GET', 'error', 'late', '500'],
      ['GET', 'error', 'late', 'TypeError'],
    ],
  );
  equal(/-0[02]$/.test(headers(1).get('traceparent')), true, 'the flag stays');
});

late('without it, it is not', async () => {
  const sink = memorySink();
  const { fetch: inner } = recordingFetch(() => new Response('', { status: 500 }));
  const fetch = traceFetch({ fetch: inner, log: sink, sampler: alwaysOff(), errors: 'sampled' });
  await fetch('https://api.example/');
  equal(sink.records.length, 0);
});
