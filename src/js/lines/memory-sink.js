// A sink that keeps records as they are, for tests.

import { joinedFields } from './fields.js';
import { sinkWith } from './sink.js';

export function memorySink() {
  const records = [];
  const members = {
    records,
    clear() {
      records.length = 0;
    },
  };
  return sinkWith(members, copied, (record) => records.push(record));
}

/** The same record with plain values: fields may change after the call, and a context is an object of ours. */
function copied(record) {
  const { context, fields } = record;
  const operation = context && { traceId: context.traceId, spanId: context.spanId, traceFlags: context.traceFlags };
  return { ...record, context: operation, fields: fields && { ...joinedFields([fields]) } };
}
