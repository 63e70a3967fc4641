// Records that are the same in every run, for tests.

/**
 * A function that replaces what differs in every run of a test: ids are numbered in the order in which they come up, and
 * all clocks stand still.
 */
export function fixedRecords() {
  const traceIds = new Map();
  const spanIds = new Map();
  const numberOf = (ids, id, length) => {
    if (!ids.has(id)) ids.set(id, String(ids.size + 1).padStart(length, '0'));
    return ids.get(id);
  };
  const traceId = (id) => id && numberOf(traceIds, id, 32);
  const spanId = (id) => id && numberOf(spanIds, id, 16);
  const operation = (ids) => ids && { ...ids, traceId: traceId(ids.traceId), spanId: spanId(ids.spanId) };
  return (record) => {
    const fixed = { ...record, time: 0, context: operation(record.context) };
    if (record.kind === undefined) return fixed;
    const { parentId, links, hiddenHop, fields } = record;
    const { 'server.trace_id': serverTrace, 'server.span_id': serverSpan } = fields ?? {};
    return {
      ...fixed,
      parentId: spanId(parentId),
      durationMs: 0,
      clock: undefined,
      links: links?.map(operation),
      hiddenHop: spanId(hiddenHop),
      fields: {
        ...fields,
        ...(serverTrace && { 'server.trace_id': traceId(serverTrace) }),
        ...(serverSpan && { 'server.span_id': spanId(serverSpan) }),
      },
    };
  };
}
