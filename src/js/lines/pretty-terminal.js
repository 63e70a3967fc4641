// What people read in a terminal, with its colours.

import { fieldsText, logPieces, requestPieces, waterfall } from './pretty-text.js';

/** The numbers of ANSI's colours. */
const COLOURS = {
  dim: 90,
  strong: 1,
  service: 35,
  debug: 90,
  info: 36,
  warn: 33,
  error: 31,
  server: 36,
  client: 34,
  internal: 32,
  producer: 35,
  consumer: 35,
};
const INDENT = '    ';

/** A writer of log lines and of trees of spans, to `write(text, level)`. */
export function terminal(write, hasColours) {
  const paint = (text, style) =>
    hasColours && COLOURS[style] !== undefined ? `\u001b[${COLOURS[style]}m${text}\u001b[0m` : text;
  const lineOf = (pieces) => pieces.map(([text, style]) => paint(text, style)).join('');
  return {
    log(record) {
      const { pairs, stack } = fieldsText(record);
      const line = lineOf(logPieces(record)) + (pairs === '' ? '' : ` ${paint(pairs, 'dim')}`);
      write([line, ...stack.map((text) => INDENT + paint(text, 'dim'))].join('\n'), record.level);
    },
    spans(rows, isLine) {
      const head = lineOf(requestPieces(rows));
      const below = isLine ? [] : waterfall(rows).map((pieces) => INDENT + lineOf(pieces).trimEnd());
      write([head, ...below].join('\n'), rows[0].span.level);
    },
  };
}
