/** The sinks for loggers of the application, with the real pino and winston. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Writable } from 'node:stream';
import pino from 'pino';
import winston from 'winston';
import { report } from '../report.mjs';
import { deepEqual, equal, match, throws } from '../suite/support/assert.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../suite/support/examples.js';

/** A stream of lines, and the lines that it got. */
function destination() {
  const texts = [];
  const stream = new Writable({
    write(part, _, done) {
      texts.push(...String(part).trim().split('\n'));
      done();
    },
  });
  return { stream, all: () => texts.map((text) => JSON.parse(text)) };
}

/** A pino, or a winston, with what it wrote. */
const loggers = {
  pino(options) {
    const { stream, all } = destination();
    return { logger: pino({ level: 'debug', ...options }, stream), all };
  },
  winston(options) {
    const { stream, all } = destination();
    const transports = [new winston.transports.Stream({ stream })];
    return { logger: winston.createLogger({ level: 'debug', transports, ...options }), all };
  },
};

export async function checkLoggers(consumer) {
  // From a file beside the installed package, so that a user's import finds it.
  const entry = join(consumer, 'loggers-entry.mjs');
  await writeFile(
    entry,
    "export * from 'tracehop';\nexport * from 'tracehop/sinks';\nexport * from 'tracehop/dialects';\n",
  );
  const tracehop = await import(pathToFileURL(entry).href);
  const { createLogger, datadog, extract, startSpan, traceHandler } = tracehop;
  const sinks = { pino: tracehop.pinoSink, winston: tracehop.winstonSink };
  const context = () => extract({ traceparent: HEADER });

  for (const [name, make] of Object.entries(loggers)) {
    const sinkOf = sinks[name];
    const messageOf = (line) => line[name === 'pino' ? 'msg' : 'message'];
    const levelOf = ({ level }) => (name === 'pino' ? pino.levels.labels[level] : level);

    await report.check(
      `loggers: ${name} gets a request's lines and spans, each by its level, with its ids`,
      async () => {
        const { logger, all } = make();
        const traced = traceHandler(
          async () => {
            const log = createLogger();
            for (const level of ['debug', 'info', 'warn', 'error']) log[level](`100% ${level} %s`, { items: 3 });
            return new Response('', { status: 503 });
          },
          { log: sinkOf(logger), service: 'cart' },
        );
        await traced(new Request('https://shop.example/cart', { headers: { traceparent: HEADER } }));
        const lines = all();
        deepEqual(
          lines.map((line) => [messageOf(line), levelOf(line), line.items, line.trace_id, line.service]),
          [
            ...['debug', 'info', 'warn', 'error'].map((level) => [`100% ${level} %s`, level, 3, TRACE_ID, 'cart']),
            ['GET', 'error', undefined, TRACE_ID, 'cart'],
          ],
        );
        const span = lines.at(-1);
        deepEqual([span.parent_id, span.kind, span['http.response.status_code']], [PARENT_ID, 'server', 503]);
        deepEqual([typeof span.duration_ms, span.status, lines[0].span_id], ['number', 'error', span.span_id]);
        match(span.timestamp, /^\d{4}-\d\d-\d\dT/);
      },
    );

    await report.check(`loggers: ${name} keeps its own lowest level and its own bindings`, () => {
      const { logger, all } = make({ level: 'warn' });
      const child = logger.child({ region: 'eu' });
      startSpan('quiet', { log: sinkOf(child) }).end();
      startSpan('failed', { log: sinkOf(child) })
        .setStatus('error')
        .end();
      deepEqual(
        all().map((line) => [messageOf(line), line.region]),
        [['failed', 'eu']],
      );
    });

    await report.check(`loggers: ${name} gets the keys of a dialect, and any field as JSON`, () => {
      const { logger, all } = make();
      const log = createLogger({ log: sinkOf(logger), dialect: datadog(), context: context() });
      const cycle = { big: 10n };
      cycle.self = cycle;
      log.info('m', { level: 'mine', status: 'mine', message: 'mine', cycle, error: new RangeError('no') });
      const [line] = all();
      deepEqual(
        [line.dd, line.trace_id, line._status, line._message, messageOf(line)],
        [undefined, TRACE_ID, 'mine', 'mine', 'm'],
      );
      equal('status' in line, false, 'the level of the dialect is written by the logger');
      deepEqual([line.cycle.big, line.error['exception.type']], ['10', 'RangeError']);
    });

    await report.check(`loggers: what is no ${name} is a TypeError, and one that throws breaks nothing`, () => {
      for (const logger of [undefined, null, {}, 'console']) {
        match(
          throws(() => sinkOf(logger), TypeError).message,
          new RegExp(`^${name}Sink: the logger must have a method`),
        );
      }
      const thrower = () => {
        throw new Error('full');
      };
      createLogger({ log: sinkOf({ info: thrower, log: thrower }) }).info('m');
    });
  }

  await report.check("loggers: levels that have other names are the logger's", () => {
    const syslog = loggers.winston({ levels: winston.config.syslog.levels });
    for (const level of ['debug', 'info', 'warn', 'error'])
      createLogger({ log: sinks.winston(syslog.logger) })[level]('m');
    deepEqual(
      syslog.all().map(({ level }) => level),
      ['debug', 'info', 'warning', 'error'],
    );
  });
}
