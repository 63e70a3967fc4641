/**
 * Workers of a user with a real queue, a real Durable Object, a service binding, a schedule and a WebSocket, in one
 * trace.
 */

import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { report } from '../report.mjs';
import { deepEqual, equal, match } from '../suite/support/assert.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../suite/support/examples.js';
import { readLine } from '../suite/support/lines.js';
import { bundleWorker, COMPATIBILITY_DATE } from './bundle.mjs';

/** @param folder where the workers were copied to, beside the installed package. */
export async function checkBeyondHttp(folder) {
  for (const flags of [['nodejs_compat'], []]) {
    const output = [];
    const worker = async (name, more = {}) => ({
      name,
      modules: await bundleWorker(join(folder, `${name}.js`)),
      compatibilityDate: COMPATIBILITY_DATE,
      compatibilityFlags: flags,
      bindings: { NAME: name },
      ...more,
    });
    const miniflare = new Miniflare({
      workers: [
        await worker('shop', { queueProducers: { ORDERS: 'orders' }, serviceBindings: { STOCK: 'stock' } }),
        await worker('stock'),
        await worker('packer', {
          queueConsumers: { orders: { maxBatchSize: 4, maxBatchTimeout: 1 } },
          durableObjects: { COUNTER: 'Counter' },
        }),
      ],
      handleRuntimeStdio: (stdout, stderr) => {
        for (const stream of [stdout, stderr]) stream.setEncoding('utf8').on('data', (part) => output.push(part));
      },
    });
    try {
      await checkShop(flags, miniflare, output);
    } finally {
      await miniflare.dispose();
    }
  }
}

async function checkShop(flags, miniflare, output) {
  const check = (name, test) => report.check(`workerd with ${flags[0] ?? 'no flag'}, beyond HTTP: ${name}`, test);
  const lines = () =>
    output
      .join('')
      .split('\n')
      .filter((line) => line.startsWith('{"timestamp"'))
      .map(readLine);
  const linesUntil = async (isThere) => {
    for (let n = 0; n < 300 && !lines().some(isThere); n++) await new Promise((resolve) => setTimeout(resolve, 20));
    if (!lines().some(isThere)) throw new Error(`a line did not come. What came: ${output.join('')}`);
    return lines();
  };

  await check('one trace through a service binding, a queue and a Durable Object', async () => {
    const response = await miniflare.dispatchFetch('http://shop/order', { headers: { traceparent: HEADER } });
    const seen = await response.json();
    const all = await linesUntil((line) => line.message === 'process orders');
    const spans = (service, kind) => all.filter((line) => line.service === service && line.kind === kind);
    const [shop] = spans('shop', 'server');
    const [call] = spans('shop', 'client');
    const [stock] = spans('stock', 'server');
    deepEqual(
      [shop.trace_id, shop.parent_id, call.parent_id, stock.parent_id],
      [TRACE_ID, PARENT_ID, shop.span_id, call.span_id],
    );
    deepEqual(seen, { traceparent: `00-${TRACE_ID}-${call.span_id}-01`, name: 'stock' });

    const batch = all.find((line) => line.message === 'process orders');
    deepEqual(
      [batch.kind, batch.status, batch['messaging.batch.message_count'], batch.links.length],
      ['consumer', 'ok', 4, 3],
    );
    equal(
      batch.links.every((link) => link.trace_id === TRACE_ID),
      true,
    );
    const orders = all.filter((line) => line.message === 'order' && line.trace_id === TRACE_ID);
    deepEqual(
      orders.map((line) => line.parent_id),
      batch.links.map((link) => link.span_id),
    );
    for (const order of orders) {
      const client = all.find((line) => line.kind === 'client' && line.parent_id === order.span_id);
      const counted = all.find((line) => line.service === 'counter' && line.parent_id === client.span_id);
      deepEqual([client.trace_id, counted.trace_id, counted.kind], [TRACE_ID, TRACE_ID, 'server']);
    }
    const packed = all.find((line) => line.message === 'packed');
    deepEqual([packed.total, packed.trace_id, packed.span_id], [4, batch.trace_id, batch.span_id]);
  });

  await check("a binding's method without the binding is a TypeError at set-up", async () => {
    const [alone, ...others] = await (await miniflare.dispatchFetch('http://shop/unbound')).json();
    match(alone, /^TypeError: traceFetch: option fetch must be .*env\.STOCK/);
    deepEqual(others, [null, null]);
  });

  await check('an alarm of a Durable Object is a span of its own', async () => {
    const all = await linesUntil((line) => line.message === 'alarm');
    const alarm = all.find((line) => line.message === 'alarm');
    const rang = all.find((line) => line.message === 'alarm rang');
    deepEqual([alarm.service, alarm.kind, alarm.status, 'parent_id' in alarm], ['counter', 'internal', 'ok', false]);
    deepEqual([rang.ambient, rang.span_id], flags.length > 0 ? [true, alarm.span_id] : [false, undefined]);
  });

  await check('a schedule is a span, and what it logs is in it', async () => {
    const worker = await miniflare.getWorker('shop');
    await worker.scheduled({ cron: '*/5 * * * *' });
    const all = await linesUntil((line) => line.message === 'scheduled');
    const span = all.find((line) => line.message === 'scheduled');
    const inside = all.find((line) => line.message === 'cleaning');
    deepEqual([span.service, span['faas.cron'], inside.span_id], ['shop', '*/5 * * * *', span.span_id]);
  });

  await check('a frame of a WebSocket continues the trace that it carries, and so does the answer', async () => {
    const { webSocket } = await miniflare.dispatchFetch('http://shop/socket', { headers: { upgrade: 'websocket' } });
    const answer = new Promise((resolve) =>
      webSocket.addEventListener('message', ({ data }) => resolve(JSON.parse(data))),
    );
    webSocket.accept();
    webSocket.send(JSON.stringify({ text: 'hello', traceparent: HEADER }));
    const { text, traceparent } = await answer;
    const all = await linesUntil((line) => line.message === 'frame');
    const frame = all.find((line) => line.message === 'frame');
    deepEqual([text, frame.parent_id, frame.kind], ['got hello', PARENT_ID, 'consumer']);
    match(traceparent, new RegExp(`^00-${TRACE_ID}-${frame.span_id}-01$`));
    webSocket.close();
  });
}
