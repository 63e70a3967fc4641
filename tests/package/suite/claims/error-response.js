/** Option errorResponse as a function: an API keeps its own shape of errors, with the trace in it. */

import { createLogger, traceHandler } from 'tracehop';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, TRACE_ID } from '../support/examples.js';
import { lineCollector, withConsole } from '../support/lines.js';

const claim = about('error response');
const thrown = new RangeError('secret');
const fails = async () => {
  throw thrown;
};

/** The answer to a request whose handler throws, with the lines and what onEnd was given. */
async function answered(errorResponse, options = {}) {
  const lines = lineCollector();
  const results = [];
  const onEnd = (_, result) => results.push(result);
  const traced = traceHandler(fails, { log: lines.log, errorResponse, onEnd, ...options });
  const request = new Request('https://shop.example/cart', { headers: { traceparent: HEADER } });
  const response = await traced(request);
  const all = lines.all();
  return { response, request, results, lines: all, span: all.at(-1) };
}

claim('it gets the trace, the error and the request, and its response is the answer, with our headers', async () => {
  let given;
  const { response, request, lines, span, results } = await answered((...args) => {
    given = args;
    return Response.json({ error: 'internal', traceId: args[0].traceId }, { status: 503, headers: { 'x-api': '2' } });
  });
  deepEqual([given.length, given[0].traceId, given[1] === thrown, given[2] === request], [3, TRACE_ID, true, true]);
  deepEqual([response.status, response.headers.get('x-api')], [503, '2']);
  deepEqual(await response.json(), { error: 'internal', traceId: TRACE_ID });
  match(response.headers.get('server-timing'), new RegExp(`traceparent;desc="00-${TRACE_ID}-${span.span_id}`));
  deepEqual([lines.length, lines[0].message, lines[0].level], [2, 'secret', 'error']);
  deepEqual([span.status, span['error.type'], span['http.response.status_code']], ['error', 'RangeError', 503]);
  deepEqual([results.length, results[0].error === thrown, results[0].response.status], [1, true, 503]);
});

claim('an error that it answers with a 404 is no failure of the span', async () => {
  const { response, span } = await answered(async () => new Response('none', { status: 404 }));
  equal(response.status, 404);
  deepEqual([span.status, span.level, span['http.response.status_code']], ['unset', 'info', 404]);
  equal('error.type' in span, false);
});

claim('it runs inside the request', async () => {
  const { lines } = await answered((trace) => {
    createLogger({ context: trace }).info('answering');
    return new Response('', { status: 500 });
  });
  const [, own, span] = lines;
  deepEqual([own?.message, own?.span_id], ['answering', span?.span_id]);
});

claim('one that fails, or gives no response, leaves the answer to us', async () => {
  const used = new Response('used');
  await used.text();
  const failing = [
    () => {
      throw new Error('again');
    },
    async () => {
      throw new Error('again');
    },
    () => undefined,
    () => 'text',
    () => ({ status: 500 }),
    () => used,
    () => ({
      get status() {
        throw new Error('hostile');
      },
    }),
  ];
  for (const errorResponse of failing) {
    const { result } = await withConsole(() => answered(errorResponse));
    equal(result.response.status, 500);
    deepEqual(await result.response.json(), { error: 'Internal Server Error', trace_id: TRACE_ID });
    deepEqual([result.span.status, result.span['error.type']], ['error', 'RangeError']);
    equal('response' in result.results[0], false);
  }
});

claim('while tracing is off it is not asked, and the error goes on', async () => {
  let isAsked = false;
  const errorResponse = () => {
    isAsked = true;
    return new Response();
  };
  let error;
  await answered(errorResponse, { enabled: false }).catch((caught) => {
    error = caught;
  });
  deepEqual([error === thrown, isAsked], [true, false]);
});
