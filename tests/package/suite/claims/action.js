import { action, alwaysOff, extract, getActiveSpan, getTraceContext, memorySink } from 'tracehop';
import { runWithTrace, setEnabled, startActiveSpan, startSpan, traceFetch } from 'tracehop';
import { deepEqual, equal, match, rejects, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../support/examples.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('action');

const pause = (ms = 1) => new Promise((resolve) => setTimeout(resolve, ms));

/** A sink, a fetch, and the options that use them. */
function shop(answer) {
  const sink = memorySink();
  const { fetch, headers, calls } = recordingFetch(answer);
  return {
    sink,
    headers,
    calls,
    options: { fetch, log: sink, targets: ['https://api.example'], service: 'shop' },
    named: (name) => sink.records.filter((record) => (record.name ?? record.message) === name),
  };
}

claim('three awaits, each followed by a call and a line, are one trace', async () => {
  const { sink, options, headers } = shop();
  const result = await action(
    'buy',
    async ({ fetch, log }) => {
      for (const step of [1, 2, 3]) {
        await pause();
        await fetch(`https://api.example/${step}`);
        log.info(`step ${step}`);
      }
      return 'bought';
    },
    options,
  );
  equal(result, 'bought');
  deepEqual(
    sink.records.map(({ name, message }) => name ?? message),
    ['GET', 'step 1', 'GET', 'step 2', 'GET', 'step 3', 'buy'],
  );
  const root = sink.records.at(-1);
  deepEqual([root.kind, root.parentId, root.status, root.links], ['internal', undefined, 'ok', undefined]);
  for (const { context, kind, parentId, service } of sink.records.slice(0, -1)) {
    equal(context.traceId, root.context.traceId);
    equal(kind === undefined ? context.spanId : parentId, root.context.spanId);
    equal(service, 'shop');
  }
  for (const index of [0, 1, 2]) equal(headers(index).get('traceparent').slice(3, 35), root.context.traceId);
});

claim('two actions at once never mix, whatever is ambient when they go on', async () => {
  const { options, named } = shop();
  const gates = [];
  const gate = () => new Promise((resolve) => gates.push(resolve));
  const steps = async (name, { fetch, log, run }) => {
    await gate();
    log.info(`${name} logs`);
    await fetch(`https://api.example/${name}`);
    await gate();
    run(() => startSpan(`${name} runs`, { log: options.log }).end());
    log.child({ part: 1 }).info(`${name} logs`);
  };
  const both = ['a', 'b'].map((name) => action(name, (own) => steps(name, own), { ...options, service: name }));
  // Each goes on inside of the scope of another operation.
  while (gates.length > 0) {
    runWithTrace(extract({ traceparent: HEADER }), () => gates.shift()());
    await pause(5);
  }
  await Promise.all(both);
  const ids = ['a', 'b'].map((name) => {
    const [{ context }] = named(name);
    const lines = named(`${name} logs`);
    equal(lines.length, 2);
    for (const line of lines) deepEqual([line.context.spanId, line.service], [context.spanId, name]);
    deepEqual([named(`${name} runs`)[0].parentId, named(`${name} runs`)[0].service], [context.spanId, name]);
    return context.traceId;
  });
  equal(new Set([...ids, TRACE_ID]).size, 3);
  const calls = named('GET').map(({ context, service, fields }) => [context.traceId, service, fields['url.full']]);
  deepEqual(
    calls,
    ['a', 'b'].map((name, n) => [ids[n], name, `https://api.example/${name}`]),
  );
});

claim('inside the scope of another operation, what it was given still belongs to it', async () => {
  const { options, named, headers } = shop();
  await action(
    'buy',
    async ({ fetch, log, run, span }) => {
      await runWithTrace(extract({ traceparent: HEADER }), () => {
        log.warn('not of the other');
        equal(
          run(() => getActiveSpan()),
          span,
        );
        equal(fetch.explain('https://api.example/').sent, true);
        return fetch('https://api.example/');
      });
    },
    options,
  );
  const [{ context }] = named('buy');
  equal(headers().get('traceparent').slice(3, 35), context.traceId);
  equal(named('not of the other')[0].context.traceId, context.traceId);
});

claim('a span below it is the parent of the calls in it', async () => {
  const { options, named } = shop();
  await action(
    'buy',
    ({ fetch, run }) => run(() => startActiveSpan('inner', { log: false }, () => fetch('https://api.example/'))),
    options,
  );
  equal(named('GET')[0].context.traceId, named('buy')[0].context.traceId);
  equal(named('GET')[0].parentId === named('buy')[0].context.spanId, false);
});

claim('an action in another one is a part of it, and with root: true a trace of its own', () => {
  const { options, named } = shop();
  action(
    'outer',
    () => {
      action('inner', ({ span }) => equal(getActiveSpan(), span), options);
      action('own', () => {}, { ...options, root: true });
    },
    options,
  );
  const [[outer], [inner], [own]] = ['outer', 'inner', 'own'].map(named);
  equal(inner.parentId, outer.context.spanId);
  deepEqual([own.parentId, own.context.traceId === outer.context.traceId], [undefined, false]);
});

claim('the outcome is that of the function, unchanged: a value, an error, a promise of either', async () => {
  const { options, named } = shop();
  const error = new RangeError('sold out');
  equal(
    action('value', () => 5, options),
    5,
  );
  equal(
    throws(
      () =>
        action(
          'throws',
          () => {
            throw error;
          },
          options,
        ),
      RangeError,
    ),
    error,
  );
  equal(
    await rejects(
      action('rejects', () => Promise.reject(error), options),
      RangeError,
    ),
    error,
  );
  deepEqual(
    ['value', 'throws', 'rejects'].map((name) => [named(name)[0].status, named(name)[0].fields['error.type']]),
    [
      ['ok', undefined],
      ['error', 'RangeError'],
      ['error', 'RangeError'],
    ],
  );
});

claim('it takes the options of its span, its fetch and its logger', async () => {
  const { sink, options, headers } = shop();
  const asked = [];
  await action(
    'buy',
    async ({ fetch, log }) => {
      await fetch('https://other.example/');
      log.debug('not written');
      log.info('logged');
    },
    {
      ...options,
      context: () => extract({ traceparent: HEADER }),
      kind: 'producer',
      attributes: { items: 2 },
      fields: { page: 'cart' },
      level: 'info',
      onStart: (span) => asked.push(span.name),
    },
  );
  deepEqual(
    sink.records.map(({ name, message }) => name ?? message),
    ['GET', 'logged', 'buy'],
  );
  const [, logged, span] = sink.records;
  deepEqual([span.kind, span.parentId, span.fields], ['producer', PARENT_ID, { items: 2 }]);
  deepEqual(logged.fields, { page: 'cart' });
  equal(headers().get('traceparent'), null, 'other.example is no target');
  deepEqual(asked, ['GET']);
  for (const [wrong, names] of [
    [{ servcie: 'shop' }, /action: unknown option servcie/],
    [{ level: 'loud' }, /action: option level/],
    [{ root: 1 }, /action: option root must be true or false/],
  ])
    match(throws(() => action('buy', () => {}, wrong), TypeError).message, names);
  match(throws(() => action('buy', { log: false }), TypeError).message, /action: the second argument/);
});

claim(
  'with errors: always a failed action and its failed calls are written though its trace is not sampled',
  async () => {
    const { sink, options } = shop((url) => new Response('', { status: url.endsWith('fine') ? 200 : 503 }));
    await rejects(
      action(
        'buy',
        async ({ fetch }) => {
          await fetch('https://api.example/fine');
          await fetch('https://api.example/fails');
          throw new Error('no');
        },
        { ...options, sampler: alwaysOff(), errors: 'always' },
      ),
      /no/,
    );
    deepEqual(
      sink.records.map(({ name, sampled }) => [name, sampled]),
      [
        ['GET', 'late'],
        ['buy', 'late'],
      ],
    );
  },
);

claim('where tracing is off the function runs all the same', async () => {
  const { sink, options, headers } = shop();
  const buy = ({ fetch, log }) => {
    equal(getTraceContext(), undefined);
    log.info('logged');
    return fetch('https://api.example/');
  };
  for (const off of [false, true]) {
    if (off) setEnabled(false);
    try {
      equal((await action('buy', buy, off ? options : { ...options, enabled: false })).status, 200);
    } finally {
      setEnabled(true);
    }
  }
  deepEqual(
    sink.records.map(({ message, context }) => [message, context]),
    [
      ['logged', undefined],
      ['logged', undefined],
    ],
  );
  equal(headers(0).get('traceparent') ?? headers(1).get('traceparent'), null);
});

const about_root = about('root');

about_root('a span, an active span and a call start a trace inside of another', async () => {
  const { options, named, headers } = shop();
  const fetch = traceFetch(options);
  const context = extract({ traceparent: HEADER, tracestate: 'vendor=x' });
  await runWithTrace(context, () => {
    startSpan('span', { log: options.log, root: true, context }).end();
    startActiveSpan('active', { log: options.log, root: true }, () => startSpan('below', { log: options.log }).end());
    startSpan('not root', { log: options.log, root: false }).end();
    return fetch('https://api.example/', { headers: { traceparent: HEADER }, tracehop: { root: true } });
  });
  for (const name of ['span', 'active', 'GET']) {
    const [{ parentId, context }] = named(name);
    deepEqual([parentId, context.traceId === TRACE_ID], [undefined, false], name);
  }
  equal(named('below')[0].parentId, named('active')[0].context.spanId);
  equal(named('not root')[0].context.traceId, TRACE_ID);
  equal(headers().get('traceparent').slice(3, 35), named('GET')[0].context.traceId, 'what arrived goes no further');
  equal(headers().get('tracestate'), null);
});

about_root('the sampler decides about it', () => {
  const { sink, options } = shop();
  runWithTrace(extract({ traceparent: HEADER }), () => {
    startSpan('span', { log: options.log, root: true, sampler: alwaysOff() }).end();
  });
  equal(sink.records.length, 0);
});
