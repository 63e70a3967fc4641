import { extract, traceHandler } from 'tracehop';
import { Tracestate } from 'tracehop/tracestate';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID, UNSAMPLED, VALID } from '../support/examples.js';

const claim = about('extract');

const STATE = 'vendor=x,other=y';

/** The two headers in every kind of carrier that is documented. */
function carriers(traceparent, tracestate) {
  const headers = { traceparent, tracestate };
  const pairs = Object.entries(headers);
  return {
    Headers: new Headers(headers),
    Request: new Request('https://shop.example/', { headers }),
    Map: new Map(pairs),
    pairs,
    'a generator of pairs': (function* () {
      yield* pairs;
    })(),
    object: headers,
    'an object in odd case': { TraceParent: traceparent, TRACESTATE: tracestate, 'Content-Type': 'text/plain' },
    'a Map in odd case': new Map([
      ['TraceParent', traceparent],
      ['TRACESTATE', tracestate],
    ]),
    'pairs in odd case': [
      ['Traceparent', traceparent],
      ['TraceState', tracestate],
    ],
    'anything with get': { get: (name) => headers[name] },
    'anything with headers': { headers: { get: (name) => headers[name] ?? null } },
    'an object without a prototype': Object.assign(Object.create(null), headers),
  };
}

claim('continues the trace of any carrier', () => {
  for (const [kind, carrier] of Object.entries(carriers(HEADER, STATE))) {
    const context = extract(carrier);
    equal(context.origin, 'continued', kind);
    equal(context.traceId, TRACE_ID, kind);
    equal(context.spanId, PARENT_ID, kind);
    equal(context.traceFlags, 1, kind);
    equal(context.traceparent, HEADER, kind);
    equal(context.tracestate instanceof Tracestate, true, kind);
    equal(String(context.tracestate), STATE, kind);
  }
});

function isFresh(context, origin, what) {
  equal(context.origin, origin, what);
  match(context.traceparent, VALID, what);
  equal(context.traceparent.endsWith('-03'), true, what);
  equal(context.traceFlags, 3, what);
  equal(context.traceId === TRACE_ID, false, what);
  equal(context.spanId === PARENT_ID, false, what);
  equal(context.tracestate.size, 0, what);
  equal(context.traceparent, `00-${context.traceId}-${context.spanId}-03`, what);
}

claim('starts a trace where there is no traceparent, and discards a lone tracestate', () => {
  const empty = [
    null,
    undefined,
    {},
    [],
    new Map(),
    new Headers(),
    new Request('https://shop.example/'),
    { traceparent: undefined },
    { traceparent: null },
    { get: () => null },
    { get: () => undefined },
  ];
  for (const [index, carrier] of empty.entries()) isFresh(extract(carrier), 'started', `carrier ${index}`);
  isFresh(extract({ tracestate: STATE }), 'started', 'tracestate only');
  isFresh(extract(new Headers({ tracestate: STATE })), 'started', 'tracestate only, Headers');
});

claim('restarts where the traceparent is invalid, and nothing of the headers is kept', () => {
  const invalid = [
    HEADER.toUpperCase(),
    `${HEADER}-x`,
    `ff${HEADER.slice(2)}`,
    HEADER.slice(1),
    'x',
    '',
    `00-${'0'.repeat(32)}-${PARENT_ID}-01`,
    `00-${TRACE_ID}-${'0'.repeat(16)}-01`,
  ];
  for (const value of invalid) {
    for (const kind of ['Headers', 'Map', 'object', 'pairs']) {
      isFresh(extract(carriers(value, STATE)[kind]), 'restarted', `${kind} ${JSON.stringify(value)}`);
    }
  }
});

claim('a doubled traceparent restarts, the same value or another', () => {
  for (const second of [HEADER, UNSAMPLED]) {
    const headers = new Headers({ traceparent: HEADER, tracestate: STATE });
    headers.append('traceparent', second);
    const doubled = {
      Headers: headers,
      pairs: [
        ['traceparent', HEADER],
        ['tracestate', STATE],
        ['traceparent', second],
      ],
      'pairs in two spellings': [
        ['traceparent', HEADER],
        ['TraceParent', second],
      ],
      'an object in two spellings': { traceparent: HEADER, TraceParent: second },
    };
    for (const [kind, carrier] of Object.entries(doubled)) isFresh(extract(carrier), 'restarted', kind);
  }
});

claim('several tracestate lines are one list, in order', () => {
  const headers = new Headers({ traceparent: HEADER });
  for (const line of ['a=1', '', 'b=2,c=3']) headers.append('tracestate', line);
  equal(String(extract(headers).tracestate), 'a=1,b=2,c=3');
  const pairs = [
    ['tracestate', 'a=1'],
    ['traceparent', HEADER],
    ['TraceState', ''],
    ['tracestate', 'b=2,c=3'],
  ];
  equal(String(extract(pairs).tracestate), 'a=1,b=2,c=3');
});

claim('a bad tracestate is discarded and the trace goes on', () => {
  for (const state of ['a=1,BAD=2', 'a', Array.from({ length: 33 }, (_, n) => `k${n}=v`).join(',')]) {
    const context = extract({ traceparent: HEADER, tracestate: state });
    equal(context.origin, 'continued');
    equal(context.tracestate.size, 0);
  }
});

claim('a future version continues and is written as version 00', () => {
  const context = extract({ traceparent: `cc-${TRACE_ID}-${PARENT_ID}-01-what`, tracestate: STATE });
  equal(context.origin, 'continued');
  equal(context.traceparent, HEADER);
  equal(String(context.tracestate), STATE);
});

claim('the random flag stays as it came, and unknown flags do not', () => {
  for (const [received, kept] of [
    ['00', 0],
    ['01', 1],
    ['02', 2],
    ['03', 3],
    ['ff', 3],
    ['fc', 0],
  ]) {
    const context = extract({ traceparent: `00-${TRACE_ID}-${PARENT_ID}-${received}` });
    equal(context.traceFlags, kept, received);
    equal(context.child().traceFlags, kept, received);
  }
});

claim('child() keeps everything but the span id', () => {
  const context = extract({ traceparent: HEADER, tracestate: STATE });
  const child = context.child();
  match(child.spanId, /^[0-9a-f]{16}$/);
  equal(child.spanId === context.spanId, false);
  equal(child.traceparent, `00-${TRACE_ID}-${child.spanId}-01`);
  deepEqual(
    [child.traceId, child.traceFlags, String(child.tracestate), child.origin],
    [TRACE_ID, 1, STATE, 'continued'],
  );
  equal(context.traceparent, HEADER);
  equal(new Set(Array.from({ length: 200 }, () => context.child().spanId)).size, 200);
});

claim("a child's tracestate is a copy", () => {
  const context = extract({ traceparent: HEADER, tracestate: STATE });
  // The second child is made after the parent's list has been looked at.
  for (const look of [() => {}, () => context.tracestate.size]) {
    look();
    const child = context.child();
    child.tracestate.set('mine', '1');
    equal(String(context.tracestate), STATE);
    equal(String(child.tracestate), `mine=1,${STATE}`);
  }
});

claim('a context never changes', () => {
  const context = extract({ traceparent: HEADER, tracestate: STATE });
  for (const field of ['traceId', 'spanId', 'traceFlags', 'traceparent', 'origin']) {
    const before = context[field];
    try {
      context[field] = 'changed';
    } catch (error) {
      equal(error instanceof TypeError, true, field);
    }
    equal(context[field], before, field);
  }
});

claim('never throws because of what the carrier holds', () => {
  const thrower = () => {
    throw new Error('from the carrier');
  };
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const hostile = [
    { get: thrower },
    { headers: { get: thrower } },
    {
      get traceparent() {
        return thrower();
      },
    },
    { headers: null },
    {
      get headers() {
        return thrower();
      },
    },
    {
      get get() {
        return thrower();
      },
    },
    { [Symbol.iterator]: thrower },
    proxy,
    new Proxy({}, { ownKeys: thrower, get: thrower, has: thrower }),
    [null],
    [[]],
    [['traceparent']],
    [1, 2],
    'text',
    5,
    true,
    1n,
    Symbol('s'),
    () => {},
    { get: 'no function' },
    { get: () => Symbol('s') },
    { traceparent: Symbol('s') },
    { traceparent: { toString: thrower } },
    { traceparent: 5 },
    new Map([[Symbol('k'), HEADER]]),
    [[Symbol('k'), 'v']],
    { traceparent: { value: Symbol('s') } },
    { traceparent: [[[[]]]] },
    Array.from({ length: 3 }),
    {
      *[Symbol.iterator]() {
        yield ['traceparent', HEADER];
        thrower();
      },
    },
    new Date(NaN),
    new Uint8Array(3),
  ];
  for (const [index, carrier] of hostile.entries()) {
    const context = extract(carrier);
    match(context.traceparent, VALID, `carrier ${index}`);
    match(context.origin, /^(started|restarted|continued)$/, `carrier ${index}`);
  }
  equal(extract({ traceparent: HEADER }).traceparent, HEADER);
});

claim('a header of a later version continues the trace whatever its length', () => {
  for (const length of [1, 512, 40_000, 1_000_000]) {
    const traceparent = `cc${HEADER.slice(2)}-${'x'.repeat(length)}`;
    equal(extract({ traceparent }).traceparent, HEADER, `${length} more`);
    equal(extract({ traceparent: traceparent.replace('01-', '01.') }).origin, 'restarted', `${length} and no dash`);
    equal(extract({ traceparent: `${HEADER}-${'x'.repeat(length)}` }).origin, 'restarted', `${length} in version 00`);
    equal(extract({ traceparent: `${HEADER}${' '.repeat(length)}x` }).origin, 'restarted', `${length} spaces`);
  }
});

const bytes = (text) => new TextEncoder().encode(text);

claim('reads the attributes of messages and events as their services give them', () => {
  const text = (name) => (value) => ({ DataType: 'String', [name]: value });
  const each = (wrap) => ({ traceparent: wrap(HEADER), tracestate: wrap(STATE) });
  const carriers = {
    'SQS, sent': each(text('StringValue')),
    'SQS, received by Lambda': { messageAttributes: each(text('stringValue')) },
    'SQS, bytes': each((value) => ({ DataType: 'Binary', BinaryValue: bytes(value) })),
    SNS: { MessageAttributes: each(text('Value')) },
    CloudFront: { headers: each((value) => [{ key: 'Name', value }]) },
    'CloudFront functions': { headers: each((value) => ({ value })) },
    ALB: { multiValueHeaders: each((value) => [value]) },
    'ALB, both': { headers: { traceparent: UNSAMPLED }, multiValueHeaders: each((value) => [value]) },
    Kafka: each(bytes),
    'Kafka, lists': each((value) => [bytes(value)]),
    'Kafka, one object for each': [{ other: bytes('x') }, { traceparent: bytes(HEADER) }, { tracestate: bytes(STATE) }],
    'Kafka, numbers': [{ traceparent: [...bytes(HEADER)] }, { tracestate: [...bytes(STATE)] }],
    'keys and values': [
      { key: 'traceparent', value: bytes(HEADER) },
      { key: 'tracestate', value: STATE },
    ],
    'a Buffer that was JSON': each((value) => ({ type: 'Buffer', data: [...bytes(value)] })),
    'raw headers': ['Host', 'shop.example', 'TraceParent', HEADER, 'tracestate', STATE],
    'a request with raw headers': { rawHeaders: ['TraceParent', HEADER, 'tracestate', STATE] },
    'a request of Express': { get: (name) => each(String)[name], headers: {} },
  };
  for (const [kind, carrier] of Object.entries(carriers)) {
    const context = extract(carrier);
    deepEqual([context.traceparent, String(context.tracestate)], [HEADER, STATE], kind);
  }
});

claim('bytes of every kind are text', () => {
  const { buffer } = bytes(`xx${HEADER}yy`);
  const views = [new Uint8Array(buffer, 2, HEADER.length), new DataView(buffer, 2, HEADER.length)];
  for (const value of [...views, bytes(HEADER).buffer, bytes(`  ${HEADER}`)]) {
    equal(extract({ traceparent: value }).traceparent, HEADER);
    equal(extract(new Map([['traceparent', value]])).traceparent, HEADER);
    equal(extract({ get: () => [value] }).traceparent, HEADER);
  }
  isFresh(extract({ traceparent: bytes('garbage') }), 'restarted');
  isFresh(extract({ traceparent: new Uint8Array(1e8) }), 'restarted');
});

claim('a text is a traceparent by itself, and so are its bytes', () => {
  for (const carrier of [HEADER, `\t${HEADER} `, bytes(HEADER), bytes(HEADER).buffer]) {
    equal(extract(carrier).traceparent, HEADER);
  }
  isFresh(extract('garbage'), 'restarted');
  isFresh(extract(''), 'started');
  isFresh(extract(new Uint8Array(0)), 'started');
});

claim('an empty text or list that get() gives for what it does not have starts a trace', () => {
  for (const nothing of ['', [], [''], null, undefined]) {
    isFresh(extract({ get: () => nothing }), 'started', JSON.stringify(nothing));
    isFresh(extract({ headers: { get: () => nothing } }), 'started', JSON.stringify(nothing));
    isFresh(extract({ get: () => nothing, has: () => false }), 'started', JSON.stringify(nothing));
  }
  isFresh(extract({ traceparent: [] }), 'started');
  isFresh(extract({ get: () => '', has: () => true }), 'restarted', 'a header that is there and empty');
  const headers = { traceparent: HEADER };
  equal(extract({ get: (name) => headers[name] ?? '' }).tracestate.size, 0);
});

claim('a header is found behind any number of others', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => [`x-${index}`, 'v']);
  const behind = [...many, ['TraceParent', HEADER]];
  for (const carrier of [behind, new Map(behind), Object.fromEntries(behind), behind.flat(), behind.values()]) {
    equal(extract(carrier).traceparent, HEADER);
  }
  const endless = (function* () {
    for (;;) yield ['x', 'v'];
  })();
  isFresh(extract(endless), 'started');
});

claim('a promise of headers is a TypeError that says to await it', async () => {
  const headers = () => new Headers({ traceparent: HEADER });
  const promises = {
    'of headers': Promise.resolve(headers()),
    'that fails': Promise.reject(new Error('from the application')),
    'as the headers of a request': { headers: Promise.resolve(headers()) },
    'of a header': { get: async () => HEADER },
    'of a store that fails': { get: () => Promise.reject(new Error('from the store')) },
  };
  for (const [kind, carrier] of Object.entries(promises)) {
    match(throws(() => extract(carrier), TypeError, kind).message, /await it/, kind);
  }
  equal(extract(await promises['of headers']).traceparent, HEADER);
  isFresh(extract({ traceparent: Promise.resolve(HEADER) }), 'restarted', 'a promise among the fields is no header');
  // A rejection that nobody handles would be reported before this task.
  await new Promise((resolve) => setTimeout(resolve));
});

claim('only the two headers of an object are read', () => {
  const thrower = () => {
    throw new Error('from the carrier');
  };
  const carrier = Object.defineProperty({ traceparent: HEADER }, 'other', { get: thrower, enumerable: true });
  equal(extract(carrier).traceparent, HEADER);
});

claim('the messages of a batch are linked, in whatever form their attributes are', async () => {
  const lines = [];
  const carrier = ({ attributes }) => attributes;
  const handler = traceHandler({ queue() {} }, { carrier, log: (line) => lines.push(JSON.parse(line)) });
  const messages = [{ attributes: { traceparent: { StringValue: HEADER } } }, { attributes: new Map() }];
  await handler.queue({ queue: 'orders', messages });
  deepEqual(lines[0].links, [{ trace_id: TRACE_ID, span_id: PARENT_ID }]);
});
