/**
 * A user's worker in workerd, called over a real socket: what fetch() of a test would tidy up arrives here as it was
 * sent.
 */

import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { rawRequest } from '../raw-request.mjs';
import { report } from '../report.mjs';
import { deepEqual, equal, match } from '../suite/support/assert.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../suite/support/examples.js';
import { readLine } from '../suite/support/lines.js';
import { bundleWorker, COMPATIBILITY_DATE } from './bundle.mjs';

const TIMING = /^traceparent;desc="00-([0-9a-f]{32})-([0-9a-f]{16})-0([0-3])"$/;

export async function checkRealRequests(folder, echo) {
  const modules = await bundleWorker(join(folder, 'gateway.js'));
  for (const flags of [['nodejs_compat'], []]) {
    const output = [];
    const miniflare = new Miniflare({
      modules,
      compatibilityDate: COMPATIBILITY_DATE,
      compatibilityFlags: flags,
      bindings: { ECHO: echo, AMBIENT: flags.length > 0 },
      handleRuntimeStdio: (stdout, stderr) => {
        for (const stream of [stdout, stderr]) stream.setEncoding('utf8').on('data', (part) => output.push(part));
      },
    });
    try {
      const url = await miniflare.ready;
      await checkGateway(flags[0] ?? 'no flag', url, output, miniflare);
    } finally {
      await miniflare.dispose();
    }
  }
}

async function checkGateway(flags, url, output, miniflare) {
  const check = (name, test) => report.check(`workerd with ${flags}, real request: ${name}`, test);

  /** Sends one request, waits for its server line. @returns the answer and the lines that were written since. */
  const exchange = async (path, headerLines = []) => {
    output.length = 0;
    const answer = await rawRequest(url, path, headerLines);
    const lines = () =>
      output
        .join('')
        .split('\n')
        .filter((line) => line.startsWith('{"timestamp"'))
        .map(readLine);
    for (let n = 0; n < 100 && !lines().some((line) => line.kind === 'server'); n++) await pause(20);
    return { ...answer, lines: lines() };
  };

  await check('one trace from the caller through the worker to the next service', async () => {
    const { headers, body, lines } = await exchange('/cart', [
      `TraceParent: ${HEADER}`,
      'tracestate: vendor=x',
      'tracestate: other=y',
    ]);
    const [, traceId, spanId] = TIMING.exec(headers.get('server-timing'));
    equal(traceId, TRACE_ID);
    const server = lines.find((line) => line.kind === 'server');
    const client = lines.find((line) => line.kind === 'client');
    deepEqual([server.span_id, server.parent_id, client.parent_id], [spanId, PARENT_ID, spanId]);
    const sent = new Headers(JSON.parse(body).headers);
    equal(sent.get('traceparent'), `00-${TRACE_ID}-${client.span_id}-01`);
    equal(sent.get('tracestate'), 'vendor=x,other=y');
    deepEqual(lines.map((line) => [line.message, line.trace_id, line.service]).sort(), [
      ['GET', TRACE_ID, 'gateway'],
      ['GET', TRACE_ID, 'gateway'],
      ['after the response', TRACE_ID, 'gateway'],
      ['calling', TRACE_ID, 'gateway'],
    ]);
  });

  await check('spaces and tabs around the value are not part of it', async () => {
    const { headers } = await exchange('/', [`traceparent: \t ${HEADER} \t `]);
    match(headers.get('server-timing'), new RegExp(TRACE_ID));
  });

  await check('invalid headers restart the trace, with no tracestate left', async () => {
    for (const lines of [
      [`traceparent: ${HEADER}`, `traceparent: ${HEADER}`],
      [`traceparent: ${HEADER}-x`],
      ['traceparent:'],
      [`traceparent: ${HEADER}\xe9`],
      [`traceparent: ${HEADER.replace('4', '\xe9')}`],
      [`traceparent: \x01${HEADER}`],
    ]) {
      const { status, headers, lines: written } = await exchange('/', [...lines, 'tracestate: vendor=x']);
      equal(status, 200, lines[0]);
      equal(TIMING.exec(headers.get('server-timing'))[1] === TRACE_ID, false, lines[0]);
      const calling = written.find((line) => line.message === 'calling');
      deepEqual([calling.origin, calling.tracestate], ['restarted', ''], lines[0]);
    }
  });

  await check('60 kB of tracestate cost the list and not the trace', async () => {
    const { headers, lines } = await exchange('/', [`traceparent: ${HEADER}`, `tracestate: ${'k=v,'.repeat(15_000)}`]);
    match(headers.get('server-timing'), new RegExp(TRACE_ID));
    equal(lines.find((line) => line.message === 'calling').tracestate, '');
  });

  await check('a thrown error becomes a 500 with the trace id and nothing else', async () => {
    const { status, body, lines } = await exchange('/throw', [`traceparent: ${HEADER}`]);
    equal(status, 500);
    equal(JSON.parse(body).trace_id, TRACE_ID);
    equal(/secret|RangeError/.test(body), false);
    equal(lines.find((line) => line.kind === 'server')['error.type'], 'RangeError');
  });

  await check('a WebSocket upgrade passes through', async () => {
    const { webSocket } = await miniflare.dispatchFetch('http://gateway/socket', { headers: { upgrade: 'websocket' } });
    const answer = new Promise((resolve) => webSocket.addEventListener('message', ({ data }) => resolve(data)));
    webSocket.accept();
    webSocket.send('hello');
    equal(await answer, 'echo hello');
    webSocket.close();
  });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
