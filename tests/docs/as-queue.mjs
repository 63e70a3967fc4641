/**
 * Runs a block as a worker that fills the queue ORDERS when it is asked, and takes from it: producer and consumer in
 * one trace.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { equal } from '../package/suite/support/assert.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../package/suite/support/examples.js';
import { readLine } from '../package/suite/support/lines.js';
import { bundleWorker, COMPATIBILITY_DATE } from '../package/workerd/bundle.mjs';

export async function runAsQueue({ code, language, argument = '/' }, folder, name) {
  const file = join(folder, `${name}.${language}`);
  await writeFile(file, code);
  const output = [];
  const miniflare = new Miniflare({
    modules: await bundleWorker(file),
    compatibilityDate: COMPATIBILITY_DATE,
    compatibilityFlags: ['nodejs_compat'],
    queueProducers: { ORDERS: 'orders' },
    queueConsumers: { orders: { maxBatchSize: 1, maxBatchTimeout: 0 } },
    handleRuntimeStdio: (stdout, stderr) => {
      for (const stream of [stdout, stderr]) stream.setEncoding('utf8').on('data', (part) => output.push(part));
    },
  });
  try {
    const response = await miniflare.dispatchFetch(`https://shop.example${argument}`, {
      headers: { traceparent: HEADER },
    });
    equal(response.ok, true, `answer ${response.status}: ${await response.text()}`);
    const lines = () =>
      output
        .join('')
        .split('\n')
        .filter((line) => line.startsWith('{"timestamp"'))
        .map(readLine);
    // The batch, whose span ends last.
    for (let n = 0; n < 250 && !lines().some((line) => 'links' in line); n++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const ofTrace = lines().filter((line) => line.trace_id === TRACE_ID);
    const span = (kind) => ofTrace.find((line) => line.kind === kind) ?? {};
    equal(span('server').parent_id, PARENT_ID, 'parent_id of the server span');
    equal(span('producer').parent_id, span('server').span_id, 'parent_id of the producer span');
    equal(span('consumer').parent_id, span('producer').span_id, 'parent_id of the consumer span');
    equal(
      ofTrace.some((line) => !('kind' in line) && line.span_id === span('consumer').span_id),
      true,
      'a log line of the consumer',
    );
  } finally {
    await miniflare.dispose();
  }
}
