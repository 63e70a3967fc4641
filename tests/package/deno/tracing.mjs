/** Deno with its own tracing on: it has a span for every request, and adds a header to every fetch. */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { report } from '../report.mjs';
import { deepEqual, equal, match } from '../suite/support/assert.js';

const PROGRAM = `
import { createLogger, traceFetch, traceHandler } from 'tracehop';

const SPAN = Symbol.for('OpenTelemetry Context Key SPAN');
const active = () => globalThis[Symbol.for('opentelemetry.js.api.1')]?.context.active().getValue(SPAN)?.spanContext();
const lines = [];
const log = (line) => lines.push(JSON.parse(line));
const received = [];
const spans = [];
const listen = (handler) => Deno.serve({ port: 0, hostname: '127.0.0.1', onListen() {} }, handler);
const echo = listen((request) => {
  received.push(request.headers.get('traceparent'));
  return new Response('ok');
});
const origin = 'http://127.0.0.1:' + echo.addr.port;
const fetch = traceFetch({ targets: [origin], log });
const logger = createLogger({ log });
const shop = listen(traceHandler(async () => {
  spans.push(active());
  logger.info('inside');
  await (await fetch(origin)).text();
  return new Response('ok');
}, { log, service: 'shop' }));

// By a socket: Deno's own fetch would add a header here too.
const socket = await Deno.connect({ hostname: '127.0.0.1', port: shop.addr.port });
const head = 'GET /cart HTTP/1.1\\r\\nhost: shop\\r\\nconnection: close\\r\\ntraceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\\r\\n\\r\\n';
await socket.write(new TextEncoder().encode(head));
const answer = await new Response(socket.readable).text();
console.log(JSON.stringify({ spans, received, lines, timing: /^server-timing: (.*)$/im.exec(answer)?.[1], explained: fetch.explain(origin) }));
Deno.exit(0);
`;

async function play(consumer, deno, env) {
  const file = join(consumer, 'deno-tracing.mjs');
  await writeFile(file, PROGRAM);
  const [program, ...args] = deno;
  // Where nobody listens: what Deno exports is its own affair.
  const variables = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', ...env };
  const { stdout } = await promisify(execFile)(program, [...args, file], { cwd: consumer, env: variables });
  return JSON.parse(stdout);
}

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';

/** @param deno the program and the arguments before a file. */
export async function checkTracing(consumer, deno) {
  await report.check('deno, its own tracing on: the ids of its span are ours, and one header leaves', async () => {
    const {
      spans: [span],
      received,
      lines,
      timing,
      explained,
    } = await play(consumer, deno, { OTEL_DENO: 'true' });
    equal(span.traceId, TRACE_ID, 'the span of Deno continues the trace');
    const [inside, own] = lines;
    for (const line of [inside, own]) deepEqual([line.trace_id, line.span_id], [TRACE_ID, span.spanId]);
    deepEqual([lines.length, own.kind, own.parent_id], [2, 'server', CALLER]);
    equal(received.length, 1);
    match(received[0], new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-01$`), 'one header');
    equal(received[0].includes(span.spanId), false, 'of the call, which Deno traces');
    equal(timing, `traceparent;desc="00-${TRACE_ID}-${span.spanId}-01"`);
    deepEqual([explained.sent, /OpenTelemetry/.test(explained.reason)], [false, true]);
  });

  await report.check('deno, its own tracing off: all of it is ours, and one header leaves', async () => {
    const { spans, received, lines, explained } = await play(consumer, deno, { OTEL_DENO: '' });
    deepEqual(spans, [null]);
    const [inside, client, own] = lines;
    deepEqual([inside.span_id, client.parent_id, own.parent_id, lines.length], [own.span_id, own.span_id, CALLER, 3]);
    deepEqual(received, [`00-${TRACE_ID}-${client.span_id}-01`]);
    equal(explained.sent, true);
  });
}
