// Sinks that give records to a logger of the application: spans then go where its own lines go.

import { describe } from '../options/options.js';
import { isSpan } from '../record/record.js';
import { lineOf } from './line.js';
import { sinkWith } from './sink.js';

/** What loggers with levels of their own call ours. */
const NAMES = {
  debug: ['debug', 'verbose', 'trace', 'info'],
  info: ['info', 'notice', 'log'],
  warn: ['warn', 'warning', 'info'],
  error: ['error', 'err', 'fatal', 'crit'],
};

export function pinoSink(logger) {
  check('pinoSink', logger, 'info');
  return sinkWith({}, entryOf, ({ fields, message }, level) => logger[methodOf(logger, level)](fields, message));
}

export function winstonSink(logger) {
  check('winstonSink', logger, 'log');
  // As one object: as two arguments, winston leaves the fields out where the message has a percent sign.
  return sinkWith({}, entryOf, ({ fields, message }, level) => {
    logger.log({ ...fields, level: methodOf(logger, level), message });
  });
}

function check(caller, logger, method) {
  if (typeof logger?.[method] !== 'function')
    throw new TypeError(`${caller}: the logger must have a method ${method}, got ${describe(logger)}`);
}

function methodOf(logger, level) {
  return NAMES[level].find((name) => typeof logger[name] === 'function') ?? level;
}

/**
 * What a line of the record says, in the words of the dialect, without what every logger writes itself: level and
 * message.
 */
function entryOf(record, dialect) {
  const { [dialect?.levelKey ?? 'level']: level, ...said } = JSON.parse(lineOf(record, dialect));
  const { [dialect?.messageKeyOf?.(isSpan(record)) ?? 'message']: message, ...fields } = said;
  return { fields, message };
}
