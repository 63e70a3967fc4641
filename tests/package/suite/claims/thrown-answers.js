/** What is thrown in the place of an answer, and callers that went away: neither is a failure. */

import { startActiveSpan, traceHandler } from 'tracehop';
import { deepEqual, equal, rejects } from '../support/assert.js';
import { about } from '../support/claim.js';
import { lineCollector } from '../support/lines.js';

const claim = about('thrown answers');

const pause = (ms = 1) => new Promise((resolve) => setTimeout(resolve, ms));

/** Handles a request, and says what came of it. */
async function outcome(handler, { options = {}, signal } = {}) {
  const lines = lineCollector();
  const ended = [];
  const traced = traceHandler(handler, { log: lines.log, onEnd: (span, result) => ended.push(result), ...options });
  const answer = traced(new Request('https://a.example/', { signal }));
  const [thrown] = await answer.then(
    () => [],
    (error) => [error],
  );
  const span = lines.all().find(({ kind }) => kind === 'server');
  const errors = lines.all().filter(({ kind, level }) => kind === undefined && level === 'error').length;
  return { thrown, errors, status: span.status, code: span['http.response.status_code'], span, ended: ended[0] };
}
const throwing = (value) => async () => {
  throw value;
};

claim('redirects, not found and bail-outs of Next.js are passed on, and are no errors', async () => {
  for (const digest of [
    'NEXT_REDIRECT;replace;/login;307;',
    'NEXT_HTTP_ERROR_FALLBACK;404',
    'NEXT_NOT_FOUND',
    'BAILOUT_TO_CLIENT_SIDE_RENDERING',
    'DYNAMIC_SERVER_USAGE',
    'HANGING_PROMISE_REJECTION',
  ]) {
    const error = Object.assign(new Error('control flow'), { digest });
    for (const options of [{}, { errorResponse: true }]) {
      const { thrown, errors, status, span } = await outcome(throwing(error), { options });
      deepEqual([thrown === error, errors, status, span['error.type']], [true, 0, 'unset', undefined], digest);
    }
    const lines = lineCollector();
    await rejects(startActiveSpan('x', { log: lines.log }, throwing(error)), error);
    equal(lines.one().status, 'unset');
  }
});

claim('a digest of another kind is an error, as of what failed in a component', async () => {
  for (const digest of ['2817423843', '', 5, undefined]) {
    const { errors, status } = await outcome(throwing(Object.assign(new Error('real'), { digest })));
    deepEqual([errors, status], [1, 'error'], String(digest));
  }
});

claim('a thrown Response is passed on, and its status decides', async () => {
  for (const [code, expected] of [
    [302, 'ok'],
    [404, 'unset'],
    [503, 'error'],
  ]) {
    const response = new Response(null, { status: code });
    for (const options of [{}, { errorResponse: true }]) {
      const { thrown, errors, status, code: written, ended } = await outcome(throwing(response), { options });
      deepEqual([thrown === response, errors, status, written], [true, 0, expected, code]);
      equal(ended.response, response);
    }
  }
});

claim('an error is an error, and errorResponse answers it', async () => {
  deepEqual((({ errors, status }) => [errors, status])(await outcome(throwing(new Error('x')))), [1, 'error']);
  const { thrown, code } = await outcome(throwing(new Error('x')), { options: { errorResponse: true } });
  deepEqual([thrown, code], [undefined, 500]);
});

claim('rejecting because the caller went away is cancelled, whatever the reason', async () => {
  const aborted = (signal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  const wrapped = async ({ signal }) => {
    await aborted(signal).catch(() => {});
    throw Object.assign(new Error('stopped', { cause: signal.reason }), { name: 'AbortError' });
  };
  for (const [handler, reason] of [
    [({ signal }) => aborted(signal), undefined],
    [({ signal }) => aborted(signal), new TypeError('client closed')],
    [wrapped, undefined],
  ]) {
    const caller = new AbortController();
    const answer = outcome(handler, { signal: caller.signal });
    await pause();
    caller.abort(reason);
    const { errors, status, span } = await answer;
    deepEqual([errors, status, span.cancelled, span['error.type']], [0, 'unset', true, undefined]);
  }
});

claim('an error of its own stays one after the caller left, and so does a timeout', async () => {
  for (const [error, reason] of [
    [new RangeError('x'), undefined],
    [new Error('order failed', { cause: 'left' }), 'left'],
  ]) {
    const caller = new AbortController();
    const late = async () => {
      await pause(10);
      throw error;
    };
    const answer = outcome(late, { signal: caller.signal });
    await pause();
    caller.abort(reason);
    const { errors, status, span } = await answer;
    deepEqual([errors, status, span.cancelled], [1, 'error', undefined]);
  }
  const timeout = new DOMException('late', 'TimeoutError');
  const caller = new AbortController();
  const handler = ({ signal }) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const answer = outcome(handler, { signal: caller.signal });
  await pause();
  caller.abort(timeout);
  deepEqual((({ errors, status }) => [errors, status])(await answer), [1, 'error']);
});
