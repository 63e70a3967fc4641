/** The sink for people: what a terminal and a browser's console are given. */

import { createLogger, extract, startActiveSpan, startSpan, traceFetch, traceHandler } from 'tracehop';
import { pretty } from 'tracehop/pretty';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, TRACE_ID } from '../support/examples.js';

const claim = about('pretty');
const METHODS = ['debug', 'log', 'info', 'warn', 'error', 'group', 'groupCollapsed', 'groupEnd'];

/** The calls of the console while `fn` runs, as `[method, text, objects]`; the text without what styles it. */
async function shownBy(fn) {
  const kept = METHODS.map((method) => [method, console[method]]);
  const calls = [];
  for (const method of METHODS) console[method] = (...args) => calls.push([method, ...args]);
  try {
    await fn();
  } finally {
    for (const [method, original] of kept) console[method] = original;
  }
  return calls.map(([method, format = '', ...args]) => {
    if (!format.startsWith('%c')) return [method, format, args];
    equal(/^(%c%s)*$/.test(format), true, `format ${format}`);
    const count = format.length / 4;
    const texts = args.slice(0, 2 * count).filter((_, index) => index % 2 === 1);
    return [method, texts.join(''), args.slice(2 * count)];
  });
}

/** What is shown as lines of text, however it came. */
const linesOf = (calls) => calls.flatMap(([, text]) => text.split('\n'));
const respond = async () => new Response('ok', { status: 503 });

/** A request with a log line, a span inside, and a call that fails. */
function request(log, runtimeOptions) {
  const fetch = traceFetch({ fetch: respond, targets: ['https://stock.example'] });
  const traced = traceHandler(
    async (incoming, env, ctx, trace) => {
      createLogger({ context: trace, log }).warn('low stock', { items: 3, name: 'a b' });
      startActiveSpan('load cart', { context: trace, log }, () => {});
      await fetch('https://stock.example/items/7?token=x', { tracehop: { context: trace } });
      return new Response('ok');
    },
    { log, service: 'cart', ...runtimeOptions },
  );
  return traced(new Request('https://shop.example/cart?page=2', { headers: { traceparent: HEADER } }));
}

claim('log lines come at once, and the spans of a request as one waterfall when it is over', async (host) => {
  const log = pretty({ colors: false });
  const calls = await shownBy(() => request(log));
  const lines = linesOf(calls);
  match(lines[0], /^\d\d:\d\d:\d\d\.\d{3} WARN {2}(cart )?low stock [0-9a-f]{8}/);
  match(lines[1], new RegExp(`^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} cart GET /cart 200 .* ms 3 spans, 1 failed ${TRACE_ID}$`));
  const rows = lines.filter((line) => line.includes('█'));
  equal(rows.length, 3);
  match(rows[0].trim(), /^GET \/cart +[·█]{24} +\S+ ms 200$/);
  match(
    rows.find((row) => row.includes('load')),
    /^ +load cart +[·█]{24} +\S+ ms$/,
  );
  match(
    rows.find((row) => row.includes('stock')),
    /^ +GET stock\.example\/items\/7 +[·█]{24} +\S+ ms 503$/,
  );
  const expected = host.page
    ? ['warn', 'groupCollapsed', 'log', 'log', 'log', 'groupEnd']
    : ['node', 'deno', 'bun'].includes(host.runtime)
      ? ['log', 'log']
      : ['warn', 'info'];
  deepEqual(
    calls.map(([method]) => method),
    expected,
  );
  if (host.page) deepEqual({ ...calls[0][2][0] }, { items: 3, name: 'a b' });
  else match(lines[0], / items=3 name="a b"$/);
});

claim('with requests: line, a request is one line', async () => {
  const log = pretty({ requests: 'line', colors: false });
  const calls = await shownBy(() => request(log));
  equal(calls.length, 2);
  match(calls[1][1], new RegExp(`^\\S+ cart GET /cart 200 \\S+ ms 3 spans, 1 failed ${TRACE_ID}$`));
});

claim('two traces at once do not mix, and a span that ends after its root comes alone', async () => {
  const log = pretty({ requests: 'line', colors: false });
  const calls = await shownBy(() => {
    const [one, two] = ['one', 'two'].map((name) => startSpan(name, { log }));
    const inside = [one, two].map(({ context }) => startSpan('inside', { log, context }));
    const late = startSpan('late', { log, context: one.context });
    const [below] = [startSpan('below', { log, context: late.context })];
    for (const span of [...inside, one, below, late, two]) span.end();
  });
  deepEqual(
    linesOf(calls).map((line) => /(one|two|late) .* ms( \d spans)?/.exec(line)?.slice(1)),
    [
      ['one', ' 2 spans'],
      ['late', ' 2 spans'],
      ['two', ' 2 spans'],
    ],
  );
});

claim('the spans of a caller that writes elsewhere are roots here, whatever their kind', async () => {
  const log = pretty({ requests: 'line', colors: false });
  const calls = await shownBy(() => {
    for (const flags of ['00', '01', '02', '03']) {
      const context = extract({ traceparent: HEADER.slice(0, -2) + flags }).withSampled?.(true);
      startActiveSpan(`job ${flags}`, { log, context, kind: 'consumer' }, (span) => {
        startSpan('inside', { log, context: span.context }).end();
      });
    }
  });
  deepEqual(
    linesOf(calls).map((line) => /job \d\d .* 2 spans/.test(line)),
    [true, true, true, true],
  );
});

claim('spans whose root never ends are shown when there are too many of them', async () => {
  const log = pretty({ requests: 'line', colors: false });
  const calls = await shownBy(() => {
    for (let n = 0; n < 600; n++) {
      const { context } = startSpan('forgotten', { log });
      startSpan('inside', { log, context }).end();
    }
  });
  equal(calls.length, 100);
});

claim('no text moves a cursor, starts a line or uses a format of the console', async () => {
  const log = pretty({ colors: false });
  const evil = '\u001b[2J\r\n00:00:00.000 INFO  %c%s\u202e\u2028';
  const calls = await shownBy(() => {
    createLogger({ log, service: evil }).info(evil, { [evil]: evil, 'exception.stacktrace': `a${evil}b` });
    startSpan(evil, { log, service: evil, attributes: { 'error.type': evil } })
      .setStatus('error')
      .end();
  });
  for (const [, text] of calls) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
    equal(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/.test(text), false, JSON.stringify(text));
    for (const line of text.split('\n')) equal(line.startsWith('00:00'), false, JSON.stringify(text));
  }
});

claim('values that throw, and whatever else a field may be, are shown or left out', async () => {
  const log = pretty({ colors: false });
  const hostile = {
    get a() {
      throw new Error('no');
    },
    b: Symbol('s'),
    c: 10n,
    d: Object.create(null),
    e: undefined,
  };
  const calls = await shownBy(() => {
    createLogger({ log }).info('m', hostile);
    createLogger({ log }).error(new RangeError('failed'));
    startSpan('work', { log, attributes: { 'error.type': Object.create(null), 'url.full': 5 } }).end();
  });
  const lines = linesOf(calls);
  match(lines[0], /INFO {2}m/);
  equal(
    lines.some((line) => line.includes('ERROR failed')),
    true,
  );
  equal(
    lines.some((line) => line.includes('work')),
    true,
  );
});

claim('a wrong option is a TypeError that names it', () => {
  match(throws(() => pretty({ requests: 'tree' }), TypeError).message, /pretty: option requests/);
  match(throws(() => pretty({ color: true }), TypeError).message, /pretty: unknown option color/);
});
