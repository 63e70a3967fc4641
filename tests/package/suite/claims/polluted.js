/** Somebody else's code put names on Object.prototype: ours are not read from there. */

import { action, createLogger, extract, inject, startSpan, traceFetch, traceHandler } from 'tracehop';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, TRACE_ID, VALID } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('polluted prototype');

// The names of options, header fields and keys of lines. Hosts themselves break on others, such as `get` or `method`.
const NAMES = [
  'service',
  'log',
  'sampler',
  'context',
  'targets',
  'ignore',
  'redact',
  'onStart',
  'onEnd',
  'trust',
  'fields',
  'dialect',
  'level',
  'logSampler',
  'expose',
  'held',
  'other',
  'attributes',
  'traceparent',
  'tracestate',
  'trace_id',
  'span_id',
  'parent_id',
  'trace_flags',
  'kind',
  'duration_ms',
  // Parts of a row of options, of a record and of a span.
  'default',
  'entry',
  'secret',
  'links',
  'hiddenHop',
  'isLate',
  'root',
  'template',
  'action',
  'route',
  'errors',
  'slowerThanMs',
  'sampled',
  'unfinished',
  'clock',
  'parentId',
];

/** Runs `test` while each of the names stands on Object.prototype. */
const polluted = (test) => async () => {
  for (const name of NAMES) Object.prototype[name] = 'polluted';
  try {
    await test();
  } finally {
    for (const name of NAMES) delete Object.prototype[name];
  }
};

/** A line without what it inherits. */
const own = (line) => Object.assign(Object.create(null), line);

claim(
  'extract starts a trace from an empty carrier and continues one from headers',
  polluted(() => {
    for (const carrier of [{}, [], new Map(), null]) equal(extract(carrier).origin, 'started');
    equal(extract({ traceparent: HEADER, tracestate: 'a=1' }).traceId, TRACE_ID);
    const carrier = {};
    inject(extract(new Map([['traceparent', HEADER]])), carrier);
    deepEqual(Object.entries(carrier), [['traceparent', HEADER]]);
  }),
);

claim(
  'lines have their own keys and no others',
  polluted(() => {
    const lines = lineCollector();
    createLogger({ log: lines.log }).info('message', { a: 1 });
    startSpan('work', { log: lines.log }).end();
    const [logged, span] = lines.all().map(own);
    deepEqual(Object.keys(logged), ['timestamp', 'level', 'message', 'a']);
    deepEqual(Object.keys(span), [
      'timestamp',
      'level',
      'message',
      'trace_id',
      'span_id',
      'trace_flags',
      'kind',
      'duration_ms',
      'status',
    ]);
    equal(span.kind, 'internal');
    createLogger();
    traceFetch();
    action('work', ({ log }) => log.info('inside'), { log: lines.log });
    const [inside, done] = lines.all().slice(2).map(own);
    deepEqual(Object.keys(inside), ['timestamp', 'level', 'message', 'trace_id', 'span_id', 'trace_flags']);
    deepEqual(Object.keys(done), Object.keys(span));
  }),
);

claim(
  'a traced fetch and a traced handler read their own options only',
  polluted(async () => {
    const lines = lineCollector();
    const record = recordingFetch();
    const traced = traceFetch({ targets: ['https://a.example'], fetch: record.fetch, log: lines.log });
    await traced('https://a.example/');
    match(new Headers(Object.entries(record.calls[0][1].headers)).get('traceparent'), VALID);
    await traceHandler(() => new Response('ok'), { log: lines.log })(new Request('https://a.example/'));
    await traceHandler({ scheduled() {} }, { log: lines.log }).scheduled({ cron: '* * * * *', scheduledTime: 0 });
    const [client, server, scheduled] = lines.all().map(own);
    for (const line of [client, server, scheduled]) {
      equal('links' in line || 'last_span_id' in line || 'sampled' in line, false);
    }
    equal('service' in client || 'service' in server, false);
    deepEqual([client.kind, server.kind, 'parent_id' in server], ['client', 'server', false]);
  }),
);
