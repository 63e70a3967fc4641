/** Checks that a block shows lines as the package writes them: valid JSON, the documented keys, in their order. */

import { deepEqual, equal, match } from '../../package/suite/support/assert.js';
import { readLine } from '../../package/suite/support/lines.js';

const ORDER = [
  'timestamp',
  'level',
  'message',
  'service',
  'trace_id',
  'span_id',
  'parent_id',
  'trace_flags',
  'kind',
  'duration_ms',
  'status',
];
const FORMS = {
  service: /\S/,
  trace_id: /^[0-9a-f]{32}$/,
  span_id: /^[0-9a-f]{16}$/,
  parent_id: /^[0-9a-f]{16}$/,
  trace_flags: /^0[0-3]$/,
  kind: /^(internal|server|client|producer|consumer)$/,
  status: /^(ok|error|unset)$/,
};

export function checkLog({ code }) {
  const lines = code.trim().split('\n').map(readLine);
  for (const line of lines) {
    const keys = Object.keys(line);
    const ours = keys.filter((key) => ORDER.includes(key));
    deepEqual(
      keys.slice(0, ours.length),
      ORDER.filter((key) => key in line),
      'order of the keys',
    );
    for (const [key, form] of Object.entries(FORMS)) if (key in line) match(line[key], form, key);
    for (const key of ['trace_id', 'span_id', 'trace_flags']) equal(key in line, true, key);
    const isSpan = 'kind' in line;
    for (const key of ['duration_ms', 'status'])
      equal(key in line, isSpan, `${key} on a ${isSpan ? 'span' : 'log'} line`);
    if (isSpan) equal(typeof line.duration_ms, 'number', 'duration_ms');
    else equal('parent_id' in line, false, 'parent_id on a log line');
  }
}
