/**
 * The doors of the package bring modules of three sizes. A program may open one after the other, each when it likes.
 */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { report } from '../report.mjs';
import { equal } from '../suite/support/assert.js';

const PROGRAM = `
const { make, parse } = await import('tracehop/traceparent');
const first = make();
const list = await import('tracehop/tracestate');
const state = list.parse('vendor=x').set('shop', 'y');
const { createLogger, extract, traceFetch, traceHandler } = await import('tracehop');
const lines = [];
const log = (line) => lines.push(JSON.parse(line));
const fetch = traceFetch({ targets: ['https://a.example'], fetch: async (url, { headers }) => new Response(headers.traceparent), log });
const handler = traceHandler(async () => new Response(await (await fetch('https://a.example/')).text()), { log });
const response = await handler(new Request('https://b.example/', { headers: { traceparent: String(first) } }));
const header = parse(await response.text());
console.log(header.trace_id === first.trace_id, String(state), lines.length, extract({ tracestate: 'a=1' }).tracestate.size);
`;

export async function checkDoors(consumer) {
  for (const condition of ['browser', 'node']) {
    await report.check(`package: the doors opened one after the other, by the condition ${condition}`, async () => {
      const entry = join(consumer, 'doors-entry.mjs');
      await writeFile(entry, PROGRAM);
      const { stdout } = await promisify(execFile)(process.execPath, ['--conditions', condition, entry], {
        cwd: consumer,
      });
      equal(stdout.trim(), 'true shop=y,vendor=x 2 0');
    });
  }
}
