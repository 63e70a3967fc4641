/** Runs a block as a worker in workerd and asks it once, as a caller inside a trace. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { equal, match } from '../../package/suite/support/assert.js';
import { HEADER, TRACE_ID } from '../../package/suite/support/examples.js';
import { readLine } from '../../package/suite/support/lines.js';
import { bundleWorker, COMPATIBILITY_DATE } from '../../package/workerd/bundle.mjs';
import { answerTo } from './elsewhere.mjs';

export function runAsWorker(block, folder, name) {
  return checkWorker(block, folder, name, ['nodejs_compat']);
}

/** The same on a host without AsyncLocalStorage. */
export function runAsWorkerWithoutFlags(block, folder, name) {
  return checkWorker(block, folder, name, []);
}

async function checkWorker({ code, language, argument = '/' }, folder, name, compatibilityFlags) {
  const file = join(folder, `${name}.${language}`);
  await writeFile(file, code);
  const output = [];
  const miniflare = new Miniflare({
    modules: await bundleWorker(file),
    compatibilityDate: COMPATIBILITY_DATE,
    compatibilityFlags,
    // Whatever the worker calls is answered here: a README may name services that do not exist.
    outboundService: answerTo,
    serviceBindings: { STOCK: answerTo },
    handleRuntimeStdio: (stdout, stderr) => {
      for (const stream of [stdout, stderr]) stream.setEncoding('utf8').on('data', (part) => output.push(part));
    },
  });
  try {
    const response = await miniflare.dispatchFetch(`https://shop.example${argument}`, {
      headers: { traceparent: HEADER },
    });
    const body = await response.text();
    equal(response.ok, true, `answer ${response.status}: ${body}`);
    match(
      response.headers.get('server-timing'),
      new RegExp(`traceparent;desc="00-${TRACE_ID}-[0-9a-f]{16}-0[0-3]"`),
      'Server-Timing',
    );
    const lines = () =>
      output
        .join('')
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map(readLine);
    for (let n = 0; n < 100 && !lines().some((line) => line.kind === 'server'); n++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    equal(lines().filter((line) => line.kind === 'server').length, 1, 'server span lines');
    for (const line of lines()) equal(line.trace_id, TRACE_ID, `trace of the line "${line.message}"`);
  } finally {
    await miniflare.dispose();
  }
}
