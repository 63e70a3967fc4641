/** `init.tracehop`: what one call says about its own tracing. No fetch gets to see it, and nobody's init is changed. */

import { alwaysOff, extract, runWithTrace, traceFetch } from 'tracehop';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, TRACE_ID, UNSAMPLED, VALID, partsOf } from '../support/examples.js';
import { lineCollector, withConsole } from '../support/lines.js';
import { echoed } from '../support/network.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('fetch override');

const URL_IN = 'https://stock.example/items';
const OTHER = '00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01';

async function called(init, options = {}, input = URL_IN) {
  const lines = lineCollector();
  const record = recordingFetch();
  const traced = traceFetch({ targets: ['https://stock.example'], fetch: record.fetch, log: lines.log, ...options });
  await traced(input, init);
  return {
    lines,
    args: record.calls[0],
    header: record.headers().get('traceparent'),
    request: new Request(...record.calls[0]),
  };
}

claim('false: a plain fetch, without header, span or hook', async () => {
  const hooks = [];
  const { lines, args, header } = await called(
    { method: 'PUT', tracehop: false },
    { onStart: () => hooks.push('start') },
  );
  deepEqual([header, lines.texts(), hooks], [null, [], []]);
  deepEqual(args, [URL_IN, { method: 'PUT' }]);
});

claim('sent: false: no header, but a span', async () => {
  const { lines, args, header } = await called({ method: 'PUT', tracehop: { sent: false } });
  equal(header, null);
  equal(lines.one()['http.request.method'], 'PUT');
  deepEqual(args[1], { method: 'PUT' });
});

claim('sent: true sends no header where no target is', async () => {
  for (const options of [
    { targets: [] },
    { targets: ['https://other.example'] },
    { targets: undefined },
    { ignore: [/stock/] },
  ]) {
    equal((await called({ tracehop: { sent: true } }, options)).header, null);
  }
});

claim('context: the parent of this call, whatever is ambient or an option', async () => {
  const context = extract({ traceparent: HEADER, tracestate: 'vendor=x' });
  const around = extract({ traceparent: OTHER });
  const { lines, header, request } = await runWithTrace(around, () =>
    called({ tracehop: { context } }, { context: around }),
  );
  equal(partsOf(header).trace_id, TRACE_ID);
  equal(request.headers.get('tracestate'), 'vendor=x');
  deepEqual([lines.one().trace_id, lines.one().parent_id], [TRACE_ID, context.spanId]);
});

claim('sampled: this call is recorded or not, whatever the sampler and the parent say', async () => {
  const on = await called({ tracehop: { sampled: true } }, { sampler: alwaysOff() });
  match(on.header, /-03$/);
  equal(on.lines.texts().length, 1);
  const off = await called({ tracehop: { sampled: false } });
  match(off.header, /-02$/);
  equal(off.lines.texts().length, 0);
  const context = extract({ traceparent: UNSAMPLED });
  const below = await called({ tracehop: { sampled: true } }, { context });
  match(below.header, new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-01$`));
  equal(below.lines.one().parent_id, context.spanId);
  equal(context.traceFlags, 0, 'the parent is as it was');
  equal(
    (await called({ tracehop: { sampled: false } }, { context: extract({ traceparent: HEADER }), unsampled: 'omit' }))
      .header,
    null,
  );
});

claim('an override that says nothing changes nothing', async () => {
  for (const tracehop of [undefined, {}, { sent: undefined }, Object.create(null)]) {
    const { lines, header } = await called({ tracehop });
    match(header, VALID);
    equal(lines.texts().length, 1);
  }
});

class Init {
  #secret = 'x';
  tracehop;
  constructor(tracehop) {
    this.tracehop = tracehop;
  }
  get method() {
    return this.#secret && 'DELETE';
  }
  get headers() {
    return { 'x-own': this.#secret };
  }
}

/** The same call with an override, in every shape that fetch takes. */
function shapes(tracehop) {
  const frozen = Object.freeze({ method: 'DELETE', headers: Object.freeze({ 'x-own': 'x' }), tracehop });
  const plain = { method: 'DELETE', headers: { 'x-own': 'x' } };
  return {
    'a frozen literal': [URL_IN, frozen],
    'a URL': [new URL(URL_IN), frozen],
    'a Request and its override': [new Request(URL_IN, plain), { tracehop }],
    'a Request and more': [new Request(URL_IN), frozen],
    'a class': [URL_IN, new Init(tracehop)],
    'a frozen class': [URL_IN, Object.freeze(new Init(tracehop))],
    'inherited fields': [URL_IN, Object.create(frozen)],
    'a Request as init': [URL_IN, Object.assign(new Request('https://elsewhere.example/', plain), { tracehop })],
  };
}

for (const [kind, tracehop] of [
  ['false', false],
  ['sent: false', { sent: false }],
  ['sampled: false', { sampled: false }],
]) {
  claim(`${kind}: the key never reaches the inner fetch, all else does, in every shape of arguments`, async () => {
    for (const [shape, [input, init]] of Object.entries(shapes(tracehop))) {
      const { args, header, request } = await called(init, {}, input);
      equal(args[1]?.tracehop, undefined, shape);
      deepEqual([request.url, request.method, request.headers.get('x-own')], [URL_IN, 'DELETE', 'x'], shape);
      equal(header === null, kind !== 'sampled: false', shape);
      equal(init.tracehop, tracehop, `${shape}: the init of the caller`);
    }
  });
}

claim('what is plain beside it passes through as it is, and so do further arguments', async () => {
  const signal = new AbortController().signal;
  const cf = { cacheTtl: 5 };
  const record = recordingFetch();
  await traceFetch({ fetch: record.fetch, log: false })(URL_IN, { signal, cf, tracehop: { sent: false } }, 'more');
  const [, init, more] = record.calls[0];
  // workerd has cf among the members of fetch, and other runtimes do not: the order is theirs.
  deepEqual([Object.keys(init).sort(), more], [['cf', 'signal'], 'more']);
  deepEqual([init.signal === signal, init.cf === cf], [true, true]);
});

claim('the key is taken off where tracing is off', async () => {
  for (const tracehop of [false, { sent: false }, { sampled: true }, 'wrong']) {
    const { args, header } = await withConsole(() => called({ method: 'PUT', tracehop }, { enabled: false })).then(
      ({ result }) => result,
    );
    deepEqual([args[1], header], [{ method: 'PUT' }, null]);
  }
});

claim('a wrong override is told once and ignored, but sent: false holds', async () => {
  const { calls } = await withConsole(async () => {
    for (const tracehop of [
      null,
      true,
      5,
      'off',
      [],
      () => {},
      { send: false },
      { sent: 'no' },
      { sampled: 1 },
      { context: HEADER },
      {
        get sent() {
          throw new Error('from the override');
        },
      },
    ]) {
      const { args, header, lines } = await called({ method: 'PUT', tracehop });
      match(header, VALID);
      equal('tracehop' in args[1], false);
      equal(lines.texts().length, 1);
    }
    equal((await called({ tracehop: { sent: false, sampld: true } })).header, null);
  });
  equal(calls.length < 2, true, 'reports');
});

claim('an init that throws when it is asked ends as it would without us', async () => {
  const thrower = () => {
    throw new RangeError('from the init');
  };
  for (const init of [
    {
      get tracehop() {
        return thrower();
      },
    },
    new Proxy({}, { get: thrower }),
  ]) {
    const { fetch, calls } = recordingFetch();
    equal((await traceFetch({ fetch, log: false })(URL_IN, init)).status, 200);
    equal(calls[0][0], URL_IN);
  }
});

claim('over a real connection: false and sent: false arrive whole and without a header', async ({ echo }) => {
  const traced = traceFetch({ targets: [echo], log: false });
  for (const tracehop of [false, { sent: false }]) {
    const request = await echoed(
      await traced(`${echo}/echo`, { method: 'POST', body: 'text', headers: { 'x-own': '1' }, tracehop }),
    );
    deepEqual(
      [request.method, request.body, request.header('x-own'), request.header('traceparent')],
      ['POST', 'text', '1', undefined],
    );
  }
});
