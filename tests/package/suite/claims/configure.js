import { alwaysOff, alwaysOn, configure, createLogger, memorySink, startActiveSpan, startSpan } from 'tracehop';
import { traceFetch, traceHandler } from 'tracehop';
import { elastic } from 'tracehop/dialects';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER } from '../support/examples.js';
import { lineCollector, readLine } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const about_ = about('configure');

/** A claim after which the defaults are those of before. */
const claim = (sentence, check) =>
  about_(sentence, async (host) => {
    try {
      await check(host);
    } finally {
      configure();
    }
  });

const request = () => new Request('https://shop.example/', { headers: { traceparent: HEADER } });

claim('loggers, spans, calls and handlers that were made before take service, log and dialect from it', async () => {
  const { fetch: inner } = recordingFetch();
  const logger = createLogger();
  const child = logger.child({ part: 1 });
  const fetch = traceFetch({ fetch: inner });
  const handler = traceHandler(() => {
    throw new Error('no stock');
  });
  const lines = lineCollector();
  configure({ service: 'shop', log: lines.log });
  logger.info('logged');
  child.info('by a child');
  startSpan('by hand').end();
  startActiveSpan('active', () => logger.info('inside'));
  await fetch('https://api.example/');
  await handler(request()).catch(() => {});
  deepEqual(
    lines.all().map(({ message, service }) => [message, service]),
    ['logged', 'by a child', 'by hand', 'inside', 'active', 'GET', 'no stock', 'GET'].map((message) => [
      message,
      'shop',
    ]),
  );
  const texts = [];
  configure({ log: (line) => texts.push(line), dialect: elastic() });
  logger.info('logged');
  equal(JSON.parse(texts[0])['log.level'], 'info');
  equal('service.name' in JSON.parse(texts[0]), false, 'what is not given again has no default');
});

claim('what a call says wins, then the scope of the handler, then the defaults', async () => {
  const [own, handlers, defaults] = [memorySink(), memorySink(), memorySink()];
  configure({ service: 'default', log: defaults });
  const said = createLogger({ service: 'own', log: own });
  const silent = createLogger();
  const handler = traceHandler(
    () => {
      said.info('said');
      silent.info('inherited');
      return new Response('ok');
    },
    { service: 'handler', log: handlers },
  );
  await handler(request());
  silent.info('outside');
  const services = ({ records }) => records.map(({ message, name, service }) => [message ?? name, service]);
  deepEqual(services(own), [['said', 'own']]);
  deepEqual(services(defaults), [['outside', 'default']]);
  deepEqual(services(handlers).at(-1), ['GET', 'handler']);
});

claim('the level of a logger, of a handler, and the default, in this order', async ({ ambient }) => {
  const lines = lineCollector();
  configure({ log: lines.log, level: 'error' });
  const debug = createLogger({ level: 'debug' });
  const plain = createLogger();
  const both = (where) => {
    debug.debug(`${where}: debug`);
    plain.warn(`${where}: plain`);
  };
  both('outside');
  await traceHandler(
    () => {
      both('handler');
      return new Response('ok');
    },
    { level: 'warn' },
  )(request());
  configure({ log: lines.log });
  plain.debug('no default');
  deepEqual(
    lines
      .all()
      .filter(({ kind }) => kind === undefined)
      .map(({ message }) => message),
    ['outside: debug', 'handler: debug', 'handler: plain', 'no default'],
    String(ambient),
  );
});

claim('the default sampler decides about spans, calls and handlers that have none', async () => {
  const sink = memorySink();
  const { fetch: inner, headers } = recordingFetch();
  const fetch = traceFetch({ fetch: inner, targets: ['https://api.example'] });
  configure({ sampler: alwaysOff(), log: sink });
  startSpan('span').end();
  startSpan('own sampler', { sampler: alwaysOn() }).end();
  await fetch('https://api.example/');
  match(headers().get('traceparent'), /-0[02]$/);
  await traceHandler(() => new Response('ok'))(request());
  deepEqual(
    sink.records.map(({ name }) => name),
    ['own sampler'],
  );
});

claim('the default targets are those of every fetch that names none, whenever it was made', async () => {
  const before = traceFetch({ log: false, ignore: ['https://api.example/ignored'] });
  const own = traceFetch({ log: false, targets: ['https://own.example'] });
  equal(before.explain('https://api.example/').sent, false);
  configure({ targets: ['https://api.example'] });
  const after = traceFetch({ log: false });
  for (const fetch of [before, after]) {
    equal(fetch.explain('https://api.example/a').reason, 'sent: targets[0] matches');
    equal(fetch.explain('https://other.example/').reason, 'not sent: no entry of targets matches');
  }
  equal(before.explain('https://api.example/ignored').reason, 'not sent: ignore[0] matches');
  equal(own.explain('https://api.example/').sent, false);
  equal(own.explain('https://own.example/').sent, true);
  configure({});
  equal(before.explain('https://api.example/a').sent, false);
});

claim('a wrong option changes nothing', () => {
  const lines = lineCollector();
  configure({ service: 'shop', log: lines.log });
  throws(() => configure({ service: 'other', levle: 'info' }), /configure: unknown option levle/);
  createLogger().info('logged');
  equal(lines.one().service, 'shop');
});

claim('a polluted prototype gives no defaults', () => {
  const texts = [];
  Object.defineProperty(Object.prototype, 'service', { value: 'forged', configurable: true, writable: true });
  try {
    configure({ log: (line) => texts.push(line) });
    createLogger().info('logged');
  } finally {
    Reflect.deleteProperty(Object.prototype, 'service');
  }
  equal(readLine(texts[0]).service, undefined);
});
