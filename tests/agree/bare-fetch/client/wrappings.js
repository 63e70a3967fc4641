/** The ways in which a user wraps fetch, by the names in cases.js. */

import { alwaysOff, bodySizes, extract, followRedirects, instrumentFetch, traceFetch, untilBody } from 'tracehop';

const HEADER = '00-11111111111111111111111111111111-2222222222222222-01';
const fail = () => {
  throw new Error('of the application');
};

/**
 * @param name the wrapping.
 * @param place the servers, as in arguments.js.
 * @param log what gets the span lines.
 * @param bare the fetch inside.
 */
export function wrapped(name, { home, away }, log, bare) {
  return WRAPPINGS[name]({ targets: [home, away], log, fetch: (...args) => bare(...args) });
}

const WRAPPINGS = {
  targets: traceFetch,
  context: (options) => traceFetch({ ...options, context: extract({ traceparent: HEADER }) }),
  state: (options) =>
    traceFetch({ ...options, context: () => extract({ traceparent: HEADER, tracestate: 'vendor=x,other=y' }) }),
  replace: (options) => traceFetch({ ...options, override: 'replace' }),
  outside: (options) => traceFetch({ ...options, targets: ['https://elsewhere.example'] }),
  ignored: (options) => traceFetch({ ...options, ignore: [/./] }),
  omit: (options) => traceFetch({ ...options, sampler: alwaysOff(), unsampled: 'omit' }),
  hooks: (options) => traceFetch({ ...options, onStart: () => {}, onEnd: () => {}, redact: () => 'hidden' }),
  'throwing-hooks': (options) => traceFetch({ ...options, onStart: fail, onEnd: fail, redact: fail }),
  'until-body': (options) => traceFetch({ ...options, end: untilBody, sizes: bodySizes }),
  redirects: (options) => traceFetch({ ...options, redirects: followRedirects }),
  twice: (options) => traceFetch({ ...options, fetch: traceFetch(options) }),
  instrument(options) {
    const original = globalThis.fetch;
    instrumentFetch(options);
    const traced = globalThis.fetch;
    // Not by the undo, after which it would only pass calls on.
    globalThis.fetch = original;
    return traced;
  },
  'broken-log': (options) =>
    traceFetch({
      ...options,
      log: (line) => {
        options.log(line);
        fail();
      },
    }),
  regexp: ({ targets, ...options }) => traceFetch({ ...options, targets: [/^http:\/\/127\.0\.0\.1:/g] }),
  predicate: ({ targets, ...options }) => traceFetch({ ...options, targets: [(url) => url.hostname === '127.0.0.1'] }),
};
