// Records that stay as they are after the call that made them.

import { joinedFields } from './fields.js';

/** The same record with plain values: fields may change after the call, and a context is an object of ours. */
export function plainRecord(record) {
  const { context, fields } = record;
  const operation = context && { traceId: context.traceId, spanId: context.spanId, traceFlags: context.traceFlags };
  return { ...record, context: operation, fields: fields && { ...joinedFields([fields]) } };
}
