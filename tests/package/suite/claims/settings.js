import { traceHandler } from 'tracehop';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { lineCollector, withConsole } from '../support/lines.js';

const claim = about('options by environment');

const request = (path = '/') => new Request(`https://shop.example${path}`);
const answer = () => new Response('ok');

claim('a function of env gives the options, once for each environment', async () => {
  const lines = lineCollector();
  const asked = [];
  const traced = traceHandler({ fetch: answer, scheduled() {} }, (env) => {
    asked.push(env.NAME);
    return { service: env.NAME, log: lines.log };
  });
  const [first, second] = [{ NAME: 'a' }, { NAME: 'b' }];
  await traced.fetch(request(), first);
  await traced.fetch(request(), second);
  await traced.scheduled({}, first);
  await traced.fetch(request(), first);
  deepEqual(
    lines.all().map((line) => line.service),
    ['a', 'b', 'a', 'a'],
  );
  deepEqual(asked, ['a', 'b']);
});

claim('a function of env and request is asked for each request; for other events there is none', async () => {
  const lines = lineCollector();
  const traced = traceHandler({ fetch: answer, alarm() {} }, (env, incoming) => {
    return { service: incoming === undefined ? 'no request' : new URL(incoming.url).pathname, log: lines.log };
  });
  const env = {};
  await traced.fetch(request('/a'), env);
  await traced.fetch(request('/b'), env);
  await traced.alarm({}, env);
  deepEqual(
    lines.all().map((line) => line.service),
    ['/a', '/b', 'no request'],
  );
});

claim('a host without an environment has one', async () => {
  let asked = 0;
  const traced = traceHandler(answer, (env) => {
    equal(env, undefined);
    asked++;
    return { log: false };
  });
  await traced(request());
  await traced(request());
  equal(asked, 1);
});

claim('a function that fails or gives no options is reported once, and the defaults are used', async () => {
  const failing = [
    () => {
      throw new Error('no binding');
    },
    (env) => env.MISSING.service,
    () => undefined,
    () => null,
    () => 5,
    () => ({ sevice: 'typo' }),
    () => ({ service: 5 }),
    async () => ({ service: 'later' }),
    (env, incoming) => incoming.missing.service,
  ];
  let told = 0;
  for (const options of failing) {
    const traced = traceHandler(answer, options);
    for (let n = 0; n < 2; n++) {
      const { result, calls } = await withConsole(() => traced(request(), {}));
      equal(await result.text(), 'ok');
      match(result.headers.get('server-timing'), /^traceparent;desc="00-/);
      const lines = calls.filter(([, text]) => text.startsWith('{')).map(([, text]) => JSON.parse(text));
      deepEqual(
        lines.map(({ kind, service }) => [kind, service]),
        [['server', undefined]],
      );
      const warnings = calls.filter(([method]) => method === 'warn');
      for (const [, text] of warnings) match(text, /^tracehop: the options of traceHandler could not be used/);
      told += warnings.length;
    }
  }
  equal(told <= 1, true, `reported ${told} times`);
});

claim('after a failure the function is asked again', async () => {
  const lines = lineCollector();
  let calls = 0;
  const traced = traceHandler(answer, () => {
    if (++calls === 1) throw new Error('not yet');
    return { service: 'ready', log: lines.log };
  });
  const env = {};
  await withConsole(() => traced(request(), env));
  await traced(request(), env);
  equal(lines.one().service, 'ready');
});

claim('what a sampler counts, it counts for its environment', async () => {
  const traced = traceHandler(
    (incoming, env, ctx, trace) => new Response(String(trace.traceFlags)),
    () => {
      let left = 2;
      return { sampler: { shouldSample: () => left-- > 0 }, log: false };
    },
  );
  const env = {};
  const flags = [];
  for (let n = 0; n < 4; n++) flags.push(await (await traced(request(), env)).text());
  deepEqual(flags, ['3', '3', '2', '2']);
});
