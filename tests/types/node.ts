// A service: context, spans, loggers.

import {
  adaptive,
  adoptTracer,
  alwaysOff,
  alwaysOn,
  createContextualLogger,
  createLogger,
  extract,
  getActiveSpan,
  getTraceContext,
  inject,
  logRatio,
  parentBased,
  ratio,
  runWithTrace,
  startActiveSpan,
  startSpan,
  stats,
  type Dialect,
  type Level,
  type Log,
  type LogRecord,
  type Logger,
  type LoggerOptions,
  type Origin,
  type ReadCarrier,
  type Span,
  type SpanKind,
  type SpanOptions,
  type SpanRecord,
  type SpanStatus,
  type Stats,
  type TraceContext,
  type TraceRecord,
  type WriteCarrier,
} from 'tracehop';
import {
  camelCase,
  customKeys,
  datadog,
  elastic,
  googleCloud,
  honeycomb,
  newRelic,
  openTelemetry,
} from 'tracehop/dialects';
import type { Tracestate } from 'tracehop/tracestate';
import { equals, type Same } from './same.js';

const context = extract(new Headers());
equals<Same<typeof context, TraceContext>>(true);
equals<Same<typeof context.tracestate, Tracestate>>(true);
equals<Same<typeof context.origin, Origin>>(true);

const incoming: { headers: Record<string, string | string[] | undefined> } = { headers: {} };
const carriers: ReadCarrier[] = [
  new Headers(),
  new Request('https://a.example/'),
  new Map([['traceparent', 'x']]),
  [['traceparent', 'x']],
  { TraceParent: 'x' },
  incoming.headers,
  incoming,
  new URLSearchParams(),
  null,
  undefined,
];
carriers.map(extract);
const targets: WriteCarrier[] = [
  new Headers(),
  new Map<string, string>(),
  {},
  { set: (name: string, value: string) => name + value },
];
for (const target of targets) inject(context.child(), target);

const value = runWithTrace(context, () => 5);
equals<Same<typeof value, number>>(true);
const promised = runWithTrace(context, async () => 'text');
equals<Same<typeof promised, Promise<string>>>(true);
equals<Same<ReturnType<typeof getTraceContext>, TraceContext | undefined>>(true);
equals<Same<ReturnType<typeof getActiveSpan>, Span | undefined>>(true);

declare const record: TraceRecord;
if (record.kind === undefined) {
  equals<Same<typeof record, LogRecord>>(true);
  equals<Same<typeof record.message, string>>(true);
} else {
  equals<Same<typeof record, SpanRecord>>(true);
  equals<Same<typeof record.name, string>>(true);
  equals<Same<typeof record.level, 'info' | 'error'>>(true);
}
export const written: Level = record.level;
// @ts-expect-error a record may have no fields
record.fields['items'];
// @ts-expect-error a record does not change
record.time = 0;

const counts = stats();
equals<Same<typeof counts, Stats>>(true);
equals<Same<typeof counts.dropped.unsampled, number>>(true);
export const lost: number = counts.created - counts.emitted - counts.open + counts.lines.dropped.overflow;
export const dialects: Dialect[] = [
  openTelemetry(),
  googleCloud({ project: 'p' }),
  datadog(),
  elastic(),
  newRelic(),
  honeycomb(),
  camelCase(),
  customKeys({ trace_id: 'requestId' }),
];
// @ts-expect-error none of our keys
customKeys({ traceId: 'requestId' });

const plain = startActiveSpan('work', (span) => span.context?.traceId);
equals<Same<typeof plain, string | undefined>>(true);
const later = startActiveSpan('work', { kind: 'consumer', attributes: { n: 1 } }, async () => 5);
equals<Same<typeof later, Promise<number>>>(true);
startActiveSpan('work', undefined, () => undefined);

const kind: SpanKind = 'producer';
const status: SpanStatus = 'ok';
const options: Required<SpanOptions> = {
  kind,
  context,
  root: false,
  attributes: {},
  service: 'cart',
  log: false,
  dialect: elastic(),
  sampler: alwaysOn(),
};
startSpan('work', options)
  .setAttribute('a', 1)
  .setAttributes({ b: [2] })
  .setStatus(status)
  .recordError(new Error('x'))
  .end();

const log: Log = (line) => void line.length;
const byLevel: Log = (line, of) => {
  equals<Same<typeof of, Level>>(true);
  if (of === 'error') console.error(line);
};
createLogger({ log: byLevel });
const level: Level = 'warn';
const everyOption: Required<LoggerOptions> = {
  service: 'cart',
  level,
  fields: { a: 1 },
  log,
  context,
  dialect: datadog({ classic: true }),
  logSampler: logRatio({ info: 0.01 }),
};
const logger: Logger = createLogger(everyOption).child({ b: 2 });
logger.error(new Error('x'));
logger.info({ anything: true }, 5);

class Pino {
  child(fields: object) {
    return Object.assign(new Pino(), fields);
  }
  info(message: string) {
    return message.length;
  }
}
const contextual = createContextualLogger(new Pino());
equals<Same<typeof contextual, Pino>>(true);
contextual.info('text');
createContextualLogger(console).warn('text');

adoptTracer({ activeSpan: () => ({ traceId: 'x', spanId: 'y', traceFlags: 1 }), instrumentsFetch: true });
adoptTracer({ activeSpan: () => undefined });
for (const sampler of [alwaysOn(), alwaysOff(), ratio(0.5), adaptive({ targetPerSecond: 5 })]) parentBased(sampler);

// @ts-expect-error there may be none
getTraceContext().traceId;
// @ts-expect-error there may be none
getActiveSpan().end();
// @ts-expect-error a context does not change
context.traceId = 'x';
// @ts-expect-error a context does not change
context.traceFlags = 1;
// @ts-expect-error a number carries nothing
extract(5);
// @ts-expect-error nothing can be written into a text
inject(context, 'text');
// @ts-expect-error a header is no context
inject('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', {});
// @ts-expect-error fn is missing
runWithTrace(context);
// @ts-expect-error a name comes first
startSpan({ kind: 'client' });
// @ts-expect-error no such kind
startSpan('work', { kind: 'other' });
// @ts-expect-error no such status
startSpan('work').setStatus('failed');
// @ts-expect-error no such level
createLogger({ level: 'verbose' });
// @ts-expect-error no such method
logger.fatal('x');
// @ts-expect-error no such option
createLogger({ dialects: elastic() });
// @ts-expect-error a dialect is made by its function
createLogger({ dialect: 'gcp' });
// @ts-expect-error a dialect is the package's own
createLogger({ dialect: { reserved: new Set(['a']) } });
// @ts-expect-error a sink is the package's own
createLogger({ log: { write: () => undefined } });
// @ts-expect-error a log function is not a true
createLogger({ log: true });
// @ts-expect-error a log sampler is the package's own
createLogger({ logSampler: { keeps: () => true } });
// @ts-expect-error one token is not another
createLogger({ logSampler: elastic() });
// @ts-expect-error the project is missing
googleCloud();
// @ts-expect-error errors are always written
logRatio({ error: 0.5 });
// @ts-expect-error no such reason
stats().dropped.forgotten;
// @ts-expect-error a share is a number
ratio('0.5');
// @ts-expect-error the target is missing
adaptive({});
// @ts-expect-error a logger is an object
createContextualLogger('console');
