/**
 * The programs in examples/, each asked as a caller inside a trace asks, by real HTTP, and with a real service behind
 * it.
 *
 *     node tests/docs/examples/run.mjs target/debug/axum-service target/examples/rust-worker
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Miniflare } from 'miniflare';
import { report } from '../../package/report.mjs';
import { deepEqual, equal, match } from '../../package/suite/support/assert.js';
import { HEADER, PARENT_ID, TRACE_ID, VALID } from '../../package/suite/support/examples.js';
import { readLine } from '../../package/suite/support/lines.js';
import { bundleWorker } from '../../package/workerd/bundle.mjs';
import { checkLog } from '../readme/as-log.mjs';
import { portOf } from '../../package/port.mjs';

const [service, worker] = process.argv.slice(2).map((path) => resolve(path));
const TRACED = { traceparent: HEADER, tracestate: 'vendor=x' };

/** What each of them does in one trace: `ask(headers)` gives the response; `lines` are those written so far. */
async function checkTraces(name, ask, lines, sent) {
  const spans = (kind) => lines().filter((line) => line.kind === kind);
  const ended = async (count) => {
    for (let n = 0; n < 200 && spans('server').length < count; n++)
      await new Promise((resolve) => setTimeout(resolve, 20));
  };

  await report.check(`${name}: a call, its child and what they log are one trace`, async () => {
    const response = await ask(TRACED);
    deepEqual([response.status, await response.text()], [200, '["tea"]']);
    await ended(1);
    const [[server], [client]] = [spans('server'), spans('client')];
    deepEqual([server.trace_id, server.parent_id, server.status], [TRACE_ID, PARENT_ID, 'ok']);
    deepEqual([client.trace_id, client.parent_id, client.status], [TRACE_ID, server.span_id, 'ok']);
    equal(new Set([PARENT_ID, server.span_id, client.span_id]).size, 3, 'operations');
    deepEqual(sent, [{ traceparent: `00-${TRACE_ID}-${client.span_id}-01`, tracestate: 'vendor=x' }]);
    match(response.headers.get('server-timing'), new RegExp(`traceparent;desc="00-${TRACE_ID}-${server.span_id}-01"`));
    const [log] = lines().filter((line) => !('kind' in line));
    deepEqual([log.trace_id, log.span_id], [TRACE_ID, server.span_id]);
    checkLog({
      code: lines()
        .map((line) => JSON.stringify(line))
        .join('\n'),
    });
  });

  await report.check(`${name}: a header that is invalid restarts the trace, and takes its list with it`, async () => {
    await ask({ traceparent: HEADER.toUpperCase(), tracestate: 'vendor=x' });
    await ended(2);
    match(sent[1].traceparent, VALID);
    equal(sent[1].traceparent.includes(TRACE_ID), false, 'the old trace-id');
    equal(sent[1].tracestate, undefined, 'tracestate');
    equal('parent_id' in spans('server')[1], false, 'parent_id');
  });

  await report.check(`${name}: an unsampled trace goes on, and has no span lines`, async () => {
    await ask({ traceparent: `${HEADER.slice(0, -2)}00` });
    match(sent[2].traceparent, new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-00$`));
    equal(spans('server').length, 2, 'server span lines');
  });
}

async function checkService() {
  const sent = [];
  const stock = createServer(({ headers: { traceparent, tracestate } }, response) => {
    sent.push({ traceparent, tracestate });
    response.end('["tea"]');
  }).listen(0, '127.0.0.1');
  await once(stock, 'listening');
  const program = spawn(service, {
    env: { ...process.env, STOCK: `http://127.0.0.1:${portOf(stock)}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const output = [];
    const reader = createInterface(program.stdout);
    const [first] = await once(reader, 'line');
    reader.on('line', (line) => output.push(line));
    const [, address] = /^listening on (http:\S+)$/.exec(first);
    await checkTraces(
      'axum',
      (headers) => fetch(`${address}/cart`, { headers }),
      () => output.map(readLine),
      sent,
    );
  } finally {
    program.kill();
    stock.close();
  }
}

async function checkWorker() {
  const module = new WebAssembly.Module(await readFile(join(worker, 'rust_worker_bg.wasm')));
  await report.check('Rust worker: it exports nothing that is for the JavaScript package', () => {
    const names = WebAssembly.Module.exports(module).map(({ name }) => name);
    deepEqual(
      names.filter((name) => /_address$|_traceparents?$|_tracestate$/.test(name)),
      [],
    );
  });

  const [sent, output] = [[], []];
  const miniflare = new Miniflare({
    modules: await bundleWorker(join(worker, 'worker.js')),
    compatibilityDate: '2026-04-01',
    serviceBindings: {
      STOCK: ({ headers }) => {
        const [traceparent, tracestate] = ['traceparent', 'tracestate'].map((name) => headers.get(name) ?? undefined);
        sent.push({ traceparent, tracestate });
        return new Response('["tea"]');
      },
    },
    handleRuntimeStdio: (stdout, stderr) => {
      for (const stream of [stdout, stderr]) stream.setEncoding('utf8').on('data', (part) => output.push(part));
    },
  });
  const lines = () =>
    output
      .join('')
      .split('\n')
      .filter((line) => line.startsWith('{"timestamp"'))
      .map(readLine);
  try {
    const { origin } = await miniflare.ready;
    await checkTraces('Rust worker', (headers) => fetch(`${origin}/prices`, { headers }), lines, sent);
  } finally {
    await miniflare.dispose();
  }
}

await checkService();
await checkWorker();
report.end();
