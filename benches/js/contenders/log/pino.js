// pino, set up so that its lines have the same keys: level as a word, time as text, the service, the ids by a mixin.
// Its browser edition has no mixin and gives objects, so there the ids go with the fields and the sink makes the line.
import pino from 'pino';
import { swallow } from './sink.js';

export const read = (traceparent) => ({
  trace_id: traceparent.slice(3, 35),
  span_id: traceparent.slice(36, 52),
  trace_flags: traceparent.slice(53),
});

const formatters = { level: (level) => ({ level }) };

function inNode() {
  let current;
  const options = {
    base: { service: 'shop' },
    messageKey: 'message',
    timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
    formatters,
    mixin: () => current,
  };
  const logger = pino(options, { write: swallow });
  return ({ context, message, fields }) => {
    current = context;
    logger.info(fields, message);
  };
}

function inBrowser() {
  const write = (record) => swallow(JSON.stringify(record));
  const logger = pino({
    base: { service: 'shop' },
    messageKey: 'message',
    timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
    browser: { asObject: true, formatters, write },
  });
  return ({ context, message, fields }) => logger.info({ service: 'shop', ...context, ...fields }, message);
}

export const ops = { log_line: pino.transport?.name === 'transport' ? inNode() : inBrowser() };
