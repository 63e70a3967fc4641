// The way back: a response's headers name the server's own operation. Rust reads Server-Timing, whoever wrote it.

import { pageExports, table, writeUnits } from '../wasm/instance.js';

/** The server's operation, as `read` gives it for a traceparent, where a response's headers name it; else null. */
export function serverIn(headers, read) {
  const timing = headers.get('server-timing');
  return read(timing && operationIn(timing)) ?? read(headers.get('traceresponse'));
}

/** A Server-Timing with a metric for this operation behind all others, in place of those that name another. */
export function withOperation(header, traceparent) {
  const ours = `traceparent;desc="${traceparent}"`;
  if (!header) return ours;
  const count = scan(header);
  let others = '';
  let copied = 0;
  for (let row = 2; row < 2 + 2 * count; row += 2) {
    others += header.slice(copied, table[row]);
    copied = table[row + 1];
  }
  others = (others + header.slice(copied)).trim();
  const between = others === '' ? '' : others.endsWith(',') ? ' ' : ', ';
  return others + between + ours;
}

/** The text of the traceparent that a Server-Timing names, empty where it names none. */
function operationIn(header) {
  scan(header);
  return header.slice(table[0], table[1]);
}

function scan(header) {
  return pageExports().scan_server_timing(writeUnits(header));
}
