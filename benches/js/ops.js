// The operations, in the order of the tables. Every number in a table is about one of these.

/**
 * - `room`: the folder in contenders/ whose modules have this operation under its name.
 * - `from`: what each call gets, by the names of inputs.js.
 * - `gives`: how the result is consumed, by the names of loops.js.
 * - `above`: the contender whose cost is taken off everybody else's, because it is not what is measured.
 */
export const OPS = {
  make: { room: 'traceparent', from: 'headers', gives: 'object', what: 'fresh ids -> object' },
  make_string: { room: 'traceparent', from: 'headers', gives: 'text', what: 'fresh ids -> header, read' },
  parse_valid: { room: 'traceparent', from: 'headers', gives: 'object', what: 'header -> object' },
  parse_invalid: { room: 'traceparent', from: 'invalid', gives: 'object', what: 'no header -> refused' },
  child: { room: 'traceparent', from: 'parents', gives: 'object', what: 'object -> child' },
  child_string: { room: 'traceparent', from: 'parents', gives: 'text', what: "object -> child's header, read" },
  hop: { room: 'traceparent', from: 'headers', gives: 'text', what: "header -> child's header, read" },
  to_string: { room: 'traceparent', from: 'parents', gives: 'text', what: 'object -> header, read' },
  headers_in_out: { room: 'headers', from: 'requests', gives: 'object', what: 'Headers -> child in new Headers' },
  tracestate_3: { room: 'tracestate', from: 'lists3', gives: 'text', what: '3 members: parse, set, toString' },
  tracestate_32: { room: 'tracestate', from: 'lists32', gives: 'text', what: '32 members: parse, set, toString' },
  log_line: { room: 'log', from: 'events', gives: 'object', what: 'message, ids, 3 fields -> line, read' },
  fetch_overhead: {
    room: 'fetch',
    from: 'urls',
    gives: 'promise',
    above: 'bare',
    what: 'fetch, header sent, span line',
  },
};
