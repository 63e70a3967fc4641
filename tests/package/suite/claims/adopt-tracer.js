/** Any other tracer, whose active span the application names. */

import {
  adoptTracer,
  createLogger,
  extract,
  getTraceContext,
  startActiveSpan,
  traceFetch,
  traceHandler,
} from 'tracehop';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../support/examples.js';
import { withConsole } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('adopt tracer');

/** What the other tracer has active. It is adopted once, for there is no way back. */
let active;
let isAdopted = false;

async function inside(span, fn) {
  if (!isAdopted) adoptTracer({ activeSpan: () => (typeof active === 'function' ? active() : active) });
  isAdopted = true;
  active = span;
  try {
    return await fn();
  } finally {
    active = undefined;
  }
}

const SPAN = { traceId: TRACE_ID, spanId: PARENT_ID, traceFlags: 1 };

function collected() {
  const lines = [];
  return { lines, log: (line) => lines.push(JSON.parse(line)) };
}

claim(
  'its span, as ids or as a header, is the parent of a call, a span and a request, and lines have its ids',
  async () => {
    for (const span of [SPAN, HEADER, { ...SPAN, traceFlags: undefined }]) {
      const { lines, log } = collected();
      const next = recordingFetch();
      await inside(span, async () => {
        createLogger({ log }).info('inside');
        await traceFetch({ targets: ['https://a.example'], fetch: next.fetch, log })('https://a.example/');
        startActiveSpan('ours', { log }, () => {});
        await traceHandler(() => new Response('ok'), { log })(new Request('https://shop.example/'));
      });
      const [line, ...spans] = lines;
      deepEqual([line.trace_id, line.span_id], [TRACE_ID, PARENT_ID]);
      deepEqual(
        spans.map(({ trace_id, parent_id }) => [trace_id, parent_id]),
        spans.map(() => [TRACE_ID, PARENT_ID]),
      );
      equal(spans.length, 3);
      equal(next.headers().get('traceparent'), `00-${TRACE_ID}-${spans[0].span_id}-01`);
    }
  },
);

claim('its decision not to sample is followed', () =>
  inside({ ...SPAN, traceFlags: 0 }, () => {
    equal(getTraceContext().traceFlags, 0);
  }),
);

claim('the span of the request in work gives its ids to a handler', async () => {
  const { lines, log } = collected();
  await inside({ ...SPAN, isServer: true }, () =>
    traceHandler(() => new Response('ok'), { log })(new Request('https://shop.example/')),
  );
  deepEqual([lines[0].trace_id, lines[0].span_id, 'parent_id' in lines[0]], [TRACE_ID, PARENT_ID, false]);
});

claim('a span of ours inside counts, and one of theirs inside that', async () => {
  const { lines, log } = collected();
  await inside(SPAN, () =>
    startActiveSpan('ours', { log }, (ours) => {
      createLogger({ log }).info('in ours');
      active = { ...SPAN, spanId: 'b7ad6b7169203331' };
      createLogger({ log }).info('in theirs');
      active = { ...SPAN };
      createLogger({ log }).info('in ours again');
      deepEqual(
        lines.map(({ span_id }) => span_id),
        [ours.context.spanId, 'b7ad6b7169203331', ours.context.spanId],
      );
    }),
  );
});

claim('what is no span is none, and a failure is reported once', async () => {
  const thrower = () => {
    throw new Error('from the tracer');
  };
  const wrong = [null, undefined, {}, 'garbage', 5, { ...SPAN, traceId: 'x' }, { ...SPAN, spanId: '0'.repeat(16) }];
  for (const span of [...wrong, Promise.resolve(HEADER), Symbol('s')]) {
    await inside(span, () => equal(getTraceContext(), undefined, String(span)));
  }
  const { calls } = await withConsole(() =>
    inside(thrower, () => {
      equal(getTraceContext(), undefined);
      equal(getTraceContext(), undefined);
      equal(extract({ traceparent: HEADER }).traceparent, HEADER);
    }),
  );
  equal(calls.length, 1);
  match(calls[0][1], /activeSpan/);
});

claim('its options are checked', () => {
  for (const options of [
    undefined,
    {},
    { activeSpan: HEADER },
    { activeSpan: () => {}, instrumentsFetch: 1 },
    { x: 1 },
  ]) {
    throws(() => adoptTracer(options), TypeError, JSON.stringify(options));
  }
});
