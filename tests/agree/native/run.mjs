/**
 * WebAssembly against native Rust. A test of the crate has written inputs with its answers, a line each
 * (tests/core/inputs/answers.rs): here the published modules get the same inputs, through their exports and, where the
 * input is text, through the package.
 *
 * Native Rust reads digits by the scalar rules and the modules by the SIMD ones, so this holds the two equal as well.
 */

import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { exportsOf } from './exports.mjs';
import { packageOf } from './package.mjs';
import { compareRecords } from './records.mjs';

/** Ways into the package. Each has a module of its own size, and Node's another way to hand text over. */
const WAYS = [
  ['the exports of tracehop.wasm', { wasm: 'tracehop.wasm' }],
  ['node/', { traceparent: 'node/traceparent.js', tracestate: 'node/tracestate.js' }],
  ['inline-traceparent/traceparent.js', { traceparent: 'entries/inline-traceparent/traceparent.js' }],
  ['inline-traceparent/tracestate.js', { tracestate: 'entries/inline-traceparent/tracestate.js' }],
];

/** Fewer were no comparison: there are 12 kinds of 1,000, and each way takes at least four of them. */
const FEWEST = 2_000;
const FEWEST_RECORDS = 1_100;

if (isMainThread) await main();
else parentPort.postMessage(await compare(workerData));

async function main() {
  const [consumer, answers] = process.argv.slice(2);
  if (answers === undefined) {
    console.error('Give the folder with the installed package and the answers, as cargo xtask test same does.');
    process.exit(2);
  }
  let failed = false;
  for (const [name, files] of WAYS) {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: { folder: resolve(consumer, 'node_modules/tracehop'), files, answers: resolve(answers) },
    });
    const { compared, differences } = await new Promise((done, fail) =>
      worker.once('message', done).once('error', fail),
    );
    console.log(`${name}: ${compared} inputs, ${differences.length === 0 ? 'all as native' : 'NOT as native'}`);
    for (const difference of differences.slice(0, 5)) console.log(`  ${difference}`);
    if (compared < FEWEST) console.log(`  fewer than ${FEWEST} inputs are no comparison`);
    failed ||= differences.length > 0 || compared < FEWEST;
  }
  const { compared, differences } = await compareRecords(resolve(consumer, 'node_modules/tracehop'), answers);
  console.log(`records: ${compared} lines, ${differences.length === 0 ? 'all as native' : 'NOT as native'}`);
  for (const difference of differences.slice(0, 5)) console.log(`  ${difference}`);
  failed ||= differences.length > 0 || compared < FEWEST_RECORDS;
  process.exit(failed ? 1 : 0);
}

async function compare({ folder, files, answers }) {
  const load = (file) => file && import(pathToFileURL(join(folder, file)).href);
  const way = files.wasm
    ? exportsOf(await readFile(join(folder, files.wasm)))
    : packageOf(await load(files.traceparent), await load(files.tracestate));
  let compared = 0;
  const differences = [];
  for await (const line of createInterface({ input: createReadStream(answers) })) {
    const [kind, input, expected] = JSON.parse(line);
    const answer = way[kind]?.(input, expected);
    if (answer === undefined) continue;
    compared++;
    if (JSON.stringify(answer) !== JSON.stringify(expected)) {
      differences.push(
        `${kind} of ${JSON.stringify(input)}: ${JSON.stringify(answer)}, natively ${JSON.stringify(expected)}`,
      );
    }
  }
  return { compared, differences };
}
