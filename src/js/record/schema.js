// The words of a log line. They are decided in src/record/line.rs and src/record/span.rs, which test that these are the same; they stand
// here as text so that a logger also works on a host that forbids WebAssembly.

export const KEYS = [
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
  'clock',
  'status',
  'unfinished',
  'sampled',
  'links',
  'hidden_hop',
  'last_span_id',
  'truncated',
];
export const LEVELS = ['debug', 'info', 'warn', 'error'];
export const KINDS = ['internal', 'server', 'client', 'producer', 'consumer'];
export const STATUSES = ['unset', 'ok', 'error'];
export const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'CONNECT', 'QUERY'];
export const MAX_LINE = 65536;
export const MAX_LINKS = 128;
