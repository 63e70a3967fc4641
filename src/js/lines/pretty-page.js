// What people read in a browser's console: styled, and the spans of a request folded.

import { logPieces, requestPieces, waterfall } from './pretty-text.js';

const STYLES = {
  dim: 'color:#888',
  strong: 'font-weight:bold',
  service: 'color:#a3a',
  debug: 'color:#888',
  info: 'color:#07a',
  warn: 'color:#a60',
  error: 'color:#c22',
  server: 'color:#07a',
  client: 'color:#36c',
  internal: 'color:#283',
  producer: 'color:#a3a',
  consumer: 'color:#a3a',
};
/** A waterfall needs letters of one width. */
const ROW = ';font-family:monospace;white-space:pre';

/** The arguments of a call of the console. The format is ours alone, so a text cannot use its signs. */
function styled(pieces, more = '') {
  return [
    pieces.map(() => '%c%s').join(''),
    ...pieces.flatMap(([text, style]) => [
      `${STYLES[style] ?? 'color:inherit'};font-weight:${style === 'strong' ? 'bold' : 'normal'}${more}`,
      text,
    ]),
  ];
}

/** The fields as an object to unfold, if there are any. */
function unfoldable(fields) {
  return fields && Object.values(fields).some((value) => value !== undefined) ? [fields] : [];
}

/** A writer of log lines and of trees of spans. */
export const page = {
  log(record) {
    console[record.level](...styled(logPieces(record)), ...unfoldable(record.fields));
  },
  spans(rows, isLine) {
    const head = styled(requestPieces(rows));
    if (isLine) {
      console[rows[0].span.level](...head, ...unfoldable(rows[0].span.fields));
      return;
    }
    console.groupCollapsed(...head);
    waterfall(rows).forEach((pieces, index) => {
      console.log(...styled(pieces, ROW), ...unfoldable(rows[index].span.fields));
    });
    console.groupEnd();
  },
};
