import { main, touched, traceparent, tracestate, watching } from '../support/watched-import.js';
import { deepEqual, equal } from '../support/assert.js';
import { about } from '../support/claim.js';

const claim = about('import');

// What each host lets a script replace; a shorter list would make the next claim empty without anybody seeing it.
const ALWAYS = [
  'crypto.getRandomValues',
  'performance.now',
  'Date.now',
  'Math.random',
  'WebAssembly.Module',
  'WebAssembly.Instance',
  'globalThis.Date',
  'globalThis.fetch',
  'globalThis.setTimeout',
];

claim('the watch of randomness, clocks, timers, network and compiler is in place', () => {
  deepEqual(
    ALWAYS.filter((name) => !watching.includes(name)),
    [],
  );
});

claim('nothing random, timed or networked happens, and nothing is compiled', () => {
  deepEqual(touched, []);
});

claim('the main door has the documented names and no other', () => {
  deepEqual(Object.keys(main).sort(), [
    'action',
    'adaptive',
    'adoptTracer',
    'alwaysOff',
    'alwaysOn',
    'bodySizes',
    'byRoute',
    'configure',
    'createContextualLogger',
    'createLogger',
    'extract',
    'followRedirects',
    'getActiveSpan',
    'getTraceContext',
    'inject',
    'instrumentFetch',
    'logRatio',
    'memorySink',
    'parentBased',
    'ratio',
    'runWithTrace',
    'setEnabled',
    'startActiveSpan',
    'startSpan',
    'stats',
    'traceFetch',
    'traceHandler',
    'traceMeta',
    'untilBody',
  ]);
});

claim('the traceparent door has the documented names and no other', () => {
  deepEqual(Object.keys(traceparent).sort(), [
    'FLAG_RANDOM',
    'FLAG_SAMPLE',
    'hop',
    'is_random',
    'is_randomed',
    'is_sampled',
    'make',
    'parse',
    'sample',
    'unsample',
  ]);
});

claim('the tracestate door has the documented names and no other', () => {
  deepEqual(Object.keys(tracestate).sort(), ['Tracestate', 'make', 'parse']);
});

claim('the global fetch is left alone', () => {
  equal(touched.includes('globalThis.fetch'), false);
  equal(globalThis.fetch.name, 'fetch');
  equal('explain' in globalThis.fetch, false);
});
