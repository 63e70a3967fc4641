/** The lowest level of the lines of a request: an option of handlers, which loggers inside inherit. */

import { createLogger, setEnabled, startActiveSpan, traceHandler } from 'tracehop';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { lineCollector } from '../support/lines.js';

const claim = about('levels');
const LEVELS = ['debug', 'info', 'warn', 'error'];

/** The messages that loggers inside a handler with these options write, without the lines of spans. */
async function writtenWith(options, loggerOptions) {
  const lines = lineCollector();
  const traced = traceHandler(
    () => {
      const logger = createLogger(loggerOptions);
      for (const level of LEVELS) logger[level](level);
      startActiveSpan('inside', () => logger.child({ a: 1 }).info('child'));
      return new Response('ok');
    },
    { log: lines.log, ...options },
  );
  await traced(new Request('https://shop.example/'));
  const spans = lines.all().filter(({ kind }) => kind !== undefined);
  const messages = lines.all().filter(({ kind }) => kind === undefined);
  return { spans: spans.map(({ message }) => message), messages: messages.map(({ message }) => message) };
}

claim('the level of a handler is that of the loggers inside, and spans are written as always', async () => {
  for (const [index, level] of LEVELS.entries()) {
    const { messages, spans } = await writtenWith({ level });
    deepEqual(messages, [...LEVELS.slice(index), ...(index <= 1 ? ['child'] : [])]);
    deepEqual(spans, ['inside', 'GET']);
  }
});

claim('a level of the logger wins, whichever is lower', async () => {
  deepEqual((await writtenWith({ level: 'error' }, { level: 'warn' })).messages, ['warn', 'error']);
  deepEqual((await writtenWith({ level: 'debug' }, { level: 'error' })).messages, ['error']);
});

claim('the level of a handler holds while tracing is off', async () => {
  setEnabled(false);
  try {
    deepEqual((await writtenWith({ level: 'warn' })).messages, ['warn', 'error']);
  } finally {
    setEnabled(true);
  }
});

claim('the level of a handler holds for its other events', async () => {
  const lines = lineCollector();
  const scheduled = () => {
    createLogger().info('hidden');
    createLogger().warn('shown');
  };
  await traceHandler({ scheduled }, { log: lines.log, level: 'warn' }).scheduled({ cron: '* * * * *' });
  deepEqual(
    lines.all().map(({ message }) => message),
    ['shown', 'scheduled'],
  );
});

claim('a level on Object.prototype hides no line', () => {
  const lines = lineCollector();
  Object.prototype.level = 'error';
  try {
    startActiveSpan('work', { log: lines.log }, () => createLogger().info('inside'));
  } finally {
    delete Object.prototype.level;
  }
  equal(lines.texts().length, 2);
});

claim('a wrong level of a handler is a TypeError that names it', () => {
  const { message } = throws(() => traceHandler(() => new Response(), { level: 'verbose' }), TypeError);
  match(message, /option level must be 'debug' or 'info' or 'warn' or 'error', got "verbose"/);
});
