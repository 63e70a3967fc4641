import {
  adaptive,
  alwaysOn,
  byRoute,
  configure,
  createLogger,
  instrumentFetch,
  traceFetch,
  traceHandler,
} from 'tracehop';
import { equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';

const claim = about('options');

const NO_FUNCTION = [5, 'text', {}, [], true, null];
const NO_TEXT = [5, {}, [], true, null, () => 'x', Symbol('s')];
const NO_LOG = [5, 'console', {}, [], true, null, console];
const NO_SAMPLER = [5, 'text', {}, [], true, null, () => true, { shouldSample: true }];
const NO_CONTEXT = [5, 'text', {}, [], true, null, { traceparent: 'x' }];

const NO_DIALECT = [5, 'elastic', {}, [], true, null, () => ({}), { reserved: new Set() }];
const NO_LOG_SAMPLER = [5, 0.01, {}, [], true, null, () => true, { keeps: true }];
const NO_LEVEL = ['verbose', 'INFO', 5, {}, true, null];
const NO_FLAG = [5, 'true', {}, [], null, () => true];
const SECRET = '0123456789abcdef';
const BAD_SECRETS = [
  { secret: SECRET },
  { secretHeader: 'x-secret' },
  { secretHeader: 'x-secret', secret: undefined },
  { secretHeader: 'x secret', secret: SECRET },
  { secretHeader: '', secret: SECRET },
  { secretHeader: 5, secret: SECRET },
  { secretHeader: 'x-secret', secret: SECRET.slice(1) },
  { secretHeader: 'x-secret', secret: SECRET.repeat(17) },
  { secretHeader: 'x-secret', secret: `${SECRET} ` },
  { secretHeader: 'x-secret', secret: `${SECRET}\u00e9` },
  { secretHeader: 'x-secret', secret: 1234567890123456 },
  { secretHeader: 'x-secret', secret: SECRET, header: 'x' },
];
const NO_SWITCH = [0, 'true', {}, [], null, Promise.resolve(true)];

/** For each option: values of the wrong type, and a word that must tell what was expected. */
const fetchOptions = {
  service: [NO_TEXT, /string/],
  fetch: [NO_FUNCTION, /function/],
  targets: [
    ['https://a.example', 5, {}, true, null, [5], [null], [{}], ['a.example'], ['not a url'], ['/path'], ['']],
    /array|list|origin|RegExp|pattern|function/i,
  ],
  ignore: [
    ['https://a.example', 5, {}, true, null, [5], [null], [{}], ['a.example'], ['not a url']],
    /array|list|origin|RegExp|pattern|function/i,
  ],
  sampler: [NO_SAMPLER, /shouldSample|sampler/i],
  context: [NO_CONTEXT, /TraceContext|context.*function/i],
  override: [['KEEP', 'other', 5, true, null, {}], /keep.*replace/],
  unsampled: [['drop', 5, true, null, {}], /propagate.*omit/],
  onStart: [NO_FUNCTION, /function/],
  onEnd: [NO_FUNCTION, /function/],
  end: [[...NO_FUNCTION, 'headers', 'toString'], /untilBody/],
  sizes: [NO_FUNCTION, /bodySizes/],
  redirects: [[...NO_FUNCTION, 'strip'], /followRedirects/],
  redact: [NO_FUNCTION, /function/],
  log: [NO_LOG, /function|false/],
  dialect: [NO_DIALECT, /dialect/],
  enabled: [NO_SWITCH, /true.*false.*function/],
  debug: [NO_FLAG, /true or false/],
  lineage: [NO_FLAG, /true or false/],
  errors: [['never', 'Always', 5, true, null, {}], /sampled.*always/],
};

const handlerOptions = {
  service: [NO_TEXT, /string/],
  log: [NO_LOG, /function|false/],
  level: [NO_LEVEL, /debug.*info.*warn.*error/],
  sampler: [NO_SAMPLER, /shouldSample|sampler/i],
  trust: [['everybody', 5, true, null, {}, [], ...BAD_SECRETS], /accept.*restart.*function.*secretHeader.*secret/],
  errors: [['never', 'Always', 5, true, null, {}], /sampled.*always/],
  slowerThanMs: [['5', 0, -1, NaN, Infinity, true, null, {}], /positive number/],
  lineage: [NO_FLAG, /true or false/],
  errorResponse: [[5, 'yes', {}, [], null], /true, false or a function/],
  responseHeaders: [
    ['server-timing', 5, {}, true, null, ['x-trace'], [5], [null]],
    /list|server-timing.*traceresponse/,
  ],
  onStart: [NO_FUNCTION, /function/],
  onEnd: [NO_FUNCTION, /function/],
  redact: [NO_FUNCTION, /function/],
  route: [[5, {}, [], true, null, 'x'.repeat(257)], /string.*function/],
  dialect: [NO_DIALECT, /dialect/],
  logSampler: [NO_LOG_SAMPLER, /logRatio/],
  expose: [
    [
      'https://app.example',
      5,
      {},
      true,
      null,
      ['https://app.example/'],
      ['app.example'],
      ['https://app.example/path'],
      [5],
      [null],
    ],
    /list|origin/,
  ],
  enabled: [NO_SWITCH, /true.*false.*function/],
  carrier: [NO_FUNCTION, /function/],
};

const loggerOptions = {
  service: [NO_TEXT, /string/],
  level: [NO_LEVEL, /debug.*info.*warn.*error/],
  fields: [[5, 'text', true, null, () => ({})], /object/],
  log: [NO_LOG, /function|false/],
  dialect: [NO_DIALECT, /dialect/],
  logSampler: [NO_LOG_SAMPLER, /logRatio/],
  context: [NO_CONTEXT, /TraceContext|context.*function/i],
};

const configureOptions = {
  service: [NO_TEXT, /string/],
  log: [NO_LOG, /function|false/],
  level: [NO_LEVEL, /debug.*info.*warn.*error/],
  dialect: [NO_DIALECT, /dialect/],
  sampler: [NO_SAMPLER, /shouldSample|sampler/i],
  targets: fetchOptions.targets,
  hints: [NO_FLAG, /true or false/],
};

const takers = {
  configure: [configure, configureOptions],
  traceFetch: [traceFetch, fetchOptions],
  instrumentFetch: [instrumentFetch, fetchOptions],
  traceHandler: [(options) => traceHandler(() => new Response('ok'), options), handlerOptions],
  createLogger: [createLogger, loggerOptions],
};

for (const [name, [take, documented]] of Object.entries(takers)) {
  claim(`${name}: each option of the wrong type is a TypeError that names it and what was expected`, () => {
    const { fetch } = globalThis;
    for (const [option, [values, expected]] of Object.entries(documented)) {
      for (const [index, value] of values.entries()) {
        const what = `${option}, value ${index}`;
        const { message } = throws(() => take({ [option]: value }), TypeError, what);
        match(message, new RegExp(`\\b${option}\\b`), what);
        equal(message.includes(SECRET.slice(1)), false, `${what}: a secret is told to nobody`);
        match(message.replace(option, ''), expected, what);
      }
    }
    equal(globalThis.fetch, fetch);
  });

  claim(`${name}: an unknown option is a TypeError that names it`, () => {
    for (const unknown of ['target', 'servcie', 'dialekt', 'toString', '']) {
      const { message } = throws(() => take({ [unknown]: undefined, service: 'a' }), TypeError, unknown);
      match(message, new RegExp(unknown));
    }
  });

  claim(`${name}: options that are no object are a TypeError`, () => {
    const functions = name === 'traceHandler' ? [] : [() => {}];
    for (const options of [5, 'text', true, 1n, Symbol('s'), ...functions])
      throws(() => take(options), TypeError, String(options));
  });

  claim(`${name}: no options, empty options and undefined values are the defaults`, () => {
    for (const options of [
      undefined,
      {},
      Object.create(null),
      Object.fromEntries(Object.keys(documented).map((key) => [key])),
    ]) {
      const result = take(options);
      if (name === 'instrumentFetch') result();
    }
  });

  claim(`${name}: a hostile options object gives an error, and the next call works`, () => {
    const thrower = () => {
      throw new RangeError('from the options');
    };
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const everything = new Proxy(
      {},
      { get: thrower, has: thrower, ownKeys: thrower, getOwnPropertyDescriptor: thrower },
    );
    for (const options of [
      proxy,
      everything,
      {
        get service() {
          return thrower();
        },
      },
    ])
      throws(() => take(options), Error);
    const result = take({});
    if (name === 'instrumentFetch') result();
  });
}

claim('options are read at set-up: a later change changes nothing', async () => {
  const options = { targets: ['https://a.example'], fetch: async () => new Response('first'), log: false };
  const traced = traceFetch(options);
  options.fetch = async () => new Response('second');
  options.targets.length = 0;
  equal(await (await traced('https://a.example/')).text(), 'first');
  equal(traced.explain('https://a.example/').sent, true);
});

claim('adaptive() names an unknown option', () => {
  match(throws(() => adaptive({ targetPerSecond: 5, burst: 5 }), TypeError).message, /burst/);
});

claim('what could never match is a TypeError', () => {
  const origin = 'https://a.example';
  const path = `/${'x'.repeat(9000)}`;
  const never = {
    'a prefix longer than what is looked at of a path': () => traceFetch({ targets: [origin + path] }),
    'the same to ignore': () => traceFetch({ targets: [origin], ignore: [origin + path] }),
    'a method longer than what is looked at': () =>
      byRoute([{ path: '/', method: 'X'.repeat(300), sampler: alwaysOn() }]),
    'routes that leave no place for a path': () => byRoute([{ path: path + path.slice(1000), sampler: alwaysOn() }]),
  };
  for (const [what, call] of Object.entries(never)) throws(call, TypeError, what);
});

claim('as many targets as are taken are looked at, with the longest path', () => {
  const path = `https://a.example/${'x'.repeat(20_000)}`;
  const kinds = {
    functions: (count) => [...Array.from({ length: count - 1 }, () => () => false), () => true],
    patterns: (count) => [...Array.from({ length: count - 1 }, () => /never/), /a\.example/],
    origins: (count) => [
      ...Array.from({ length: count - 1 }, (_, index) => `https://b${index}.example`),
      'https://a.example',
    ],
  };
  for (const [kind, targetsOf] of Object.entries(kinds)) {
    let [most, refused] = [1, 50_000];
    while (refused - most > 1) {
      const count = Math.floor((most + refused) / 2);
      try {
        traceFetch({ targets: targetsOf(count), log: false });
        most = count;
      } catch (error) {
        equal(error instanceof TypeError, true, kind);
        refused = count;
      }
    }
    const fetch = traceFetch({ targets: targetsOf(most), log: false });
    equal(fetch.explain(path).sent, true, `${most} ${kind}`);
  }
});
