import { bodySizes, startSpan, traceFetch } from 'tracehop';
import { deepEqual, equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { lineCollector, withConsole } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('fetch sizes');

const REQUEST = 'http.request.body.size';
const RESPONSE = 'http.response.body.size';

async function lineOf(url, { init, answer, fetch = recordingFetch(answer).fetch, ...options }) {
  const lines = lineCollector();
  await traceFetch({ fetch, log: lines.log, sizes: bodySizes, targets: ['https://a.example'], ...options })(
    url,
    init,
  ).catch(() => {});
  return lines.one();
}

const answering = (length, init) => () => new Response('body', { headers: { 'content-length': length }, ...init });

claim('are not there unless they are asked for', async () => {
  const line = await lineOf('https://a.example/', { answer: answering('4'), sizes: undefined });
  equal(RESPONSE in line, false);
});

claim('are what Content-Length says, and nothing where it is no length', async () => {
  for (const [text, size] of [
    ['0', 0],
    ['4', 4],
    ['007', 7],
    ['999999999999999', 999_999_999_999_999],
  ]) {
    equal((await lineOf('https://a.example/', { answer: answering(text) }))[RESPONSE], size, text);
  }
  for (const text of [
    '',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '0x10',
    '4, 4',
    '4 4',
    'NaN',
    'Infinity',
    '9'.repeat(16),
    '\u0664',
  ]) {
    const headers = {
      get: (name) => (name === 'content-length' ? text : null),
      *[Symbol.iterator]() {
        if (/^[ -~]*$/.test(text)) yield ['content-length', text];
      },
    };
    equal(RESPONSE in (await lineOf('https://a.example/', { answer: () => ({ status: 200, headers }) })), false, text);
  }
  equal(RESPONSE in (await lineOf('https://a.example/', { answer: () => new Response('body') })), false, 'no header');
});

claim("of the request are what the caller's headers say, in every shape", async () => {
  const lengths = { 'Content-Length': '12' };
  const init = { method: 'POST', body: 'twelve bytes' };
  for (const headers of [lengths, Object.entries(lengths), new Map(Object.entries(lengths))]) {
    equal((await lineOf('https://a.example/', { init: { ...init, headers } }))[REQUEST], 12);
  }
  const once = (function* () {
    yield ['content-length', '12'];
  })();
  equal((await lineOf('https://a.example/', { init: { ...init, headers: once } }))[REQUEST], 12, 'a generator');
  equal(REQUEST in (await lineOf('https://a.example/', { init })), false, 'nobody said it');
});

claim('over a real connection: of what travels, and of no body where there is none', async ({ echo }) => {
  const options = { fetch: globalThis.fetch, targets: [echo] };
  equal((await lineOf(`${echo}/length/5`, options))[RESPONSE], 5);
  equal(RESPONSE in (await lineOf(`${echo}/slow-body`, options)), false, 'nobody knew how long it would be');
  equal(RESPONSE in (await lineOf(`${echo}/length/5`, { ...options, init: { method: 'HEAD' } })), false, 'HEAD');
});

claim('leave the body alone', async () => {
  const response = answering('4')();
  await lineOf('https://a.example/', { answer: () => response });
  deepEqual([response.bodyUsed, response.body.locked, await response.text()], [false, false, 'body']);
});

claim('of headers that cannot be read are not there, and nothing is reported', async () => {
  const thrower = () => {
    throw new Error('from the headers');
  };
  const { calls } = await withConsole(async () => {
    for (const answer of [
      () => ({
        status: 200,
        get headers() {
          return thrower();
        },
      }),
      () => null,
      () => 'text',
      () => undefined,
    ]) {
      await lineOf('https://a.example/', { answer });
    }
    await lineOf('https://a.example/', { init: { headers: 5 } });
  });
  deepEqual(calls, []);
});

claim('can be added to a span by hand', () => {
  const lines = lineCollector();
  const span = startSpan('import', { log: lines.log });
  bodySizes(span, 'request', { headers: { 'content-length': '3' } });
  span.end();
  equal(lines.one()[REQUEST], 3);
});
