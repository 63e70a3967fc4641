// What a response says about its trace: the ids, and to whom a browser may show them.

import { withOperation } from '../headers/server-timing.js';

/** The headers that a response gets: for each its name, and what its value is, given the value it has already, or null. */
export function stampsOf({ responseHeaders = ['server-timing'], expose }, traceparent) {
  const stamps = responseHeaders.map((name) => [
    name,
    (before) => (name === 'traceresponse' ? traceparent : withOperation(before, traceparent)),
  ]);
  if (expose === undefined || stamps.length === 0) return stamps;
  const origins = expose === '*' ? ['*'] : expose;
  return [
    ...stamps,
    ['timing-allow-origin', (before) => withTokens(before, origins)],
    ['access-control-expose-headers', (before) => withTokens(before, responseHeaders)],
  ];
}

/** A list with these tokens too; the list itself where it has them, or allows everything. */
function withTokens(list, tokens) {
  const own = (list ?? '')
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');
  if (own.includes('*')) return list;
  const known = own.map((token) => token.toLowerCase());
  return [...own, ...tokens.filter((token) => !known.includes(token))].join(', ');
}
