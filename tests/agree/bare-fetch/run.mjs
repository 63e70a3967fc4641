/**
 * Calls the bare fetch and the wrapped one with the same generated arguments, against a server that misbehaves on
 * request, and compares all that a caller or the server can see.
 *
 *     node tests/agree/bare-fetch/run.mjs target/consumer [--runtime node] [--seed N] [--cases N] [--case N] [--control]
 *
 * `--case` runs one case alone and prints it, `--control` calls the bare fetch twice.
 */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { consumerFolder } from '../../package/consumer.mjs';
import { differencesOf } from './compare.mjs';
import { KNOWN } from './known.mjs';
import { placeClient } from './place.mjs';
import { RUNTIMES } from './runtimes.mjs';
import { portOf } from '../../package/port.mjs';

/** Failures after which a run ends. */
const SHOWN = 10;
/**
 * Cases that differ once and then no more: a connection that broke, a machine that stood still. More are no accident.
 */
const ACCIDENTS_PER_THOUSAND = 2;

const { values: options } = parseArgs({
  options: {
    runtime: { type: 'string', multiple: true, default: Object.keys(RUNTIMES) },
    seed: { type: 'string', default: '20250315' },
    cases: { type: 'string' },
    case: { type: 'string' },
    control: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const seed = numberOf('seed');
const alone = numberOf('case');
const { control } = options;

const folder = await placeClient(await consumerFolder());
const used = new Set();
let failed = 0;
for (const name of options.runtime) {
  const runtime = RUNTIMES[name];
  if (runtime === undefined) usage(`--runtime is one of ${Object.keys(RUNTIMES).join(', ')}, got ${name}`);
  failed += await runIn(name, runtime);
}
if (alone === undefined && !control) {
  for (const entry of KNOWN) {
    if (used.has(entry) || options.cases !== undefined || options.runtime.length < Object.keys(RUNTIMES).length)
      continue;
    failed++;
    console.log(`NEVER SEEN, so it does not belong to known.mjs: ${entry.name}`);
  }
}
process.exit(failed === 0 ? 0 : 1);

async function runIn(name, { start, cases, batch, ...facts }) {
  const count = alone === undefined ? (numberOf('cases') ?? cases) : 1;
  const begun = Date.now();
  const integrity = createHash('sha256').update('status 200').digest('base64');
  const runtime = {
    ...facts,
    ...(await start(folder, { ...facts, seed, control, refused: await refusedOrigin(), integrity })),
  };
  const counts = { accidents: 0, known: 0, answered: 0, requests: 0, sent: 0 };
  const failures = [];
  const numbers = Array.from({ length: count }, (_, n) => alone ?? n);
  try {
    // Where that many differ, more would only take time.
    while (numbers.length > 0 && failures.length < SHOWN) {
      for (const { result, differences } of await tried(runtime, numbers.splice(0, batch), counts, 0)) {
        if (differences.length === 0 || failures.length >= SHOWN) continue;
        // Once more, alone.
        const [again] = await tried(runtime, [result.one.number], counts, 1);
        if (again.differences.length > 0) failures.push(again);
        else if (++counts.accidents <= SHOWN)
          console.log(`${name}, case ${result.one.number} differed once: ${differences.join('; ')}`);
      }
    }
  } finally {
    await runtime.stop();
  }
  for (const { result, differences } of failures) {
    console.log(`FAILED ${name}, case ${result.one.number}: ${JSON.stringify(result.one)}`);
    for (const difference of differences) console.log(`       ${difference}`);
    console.log(
      `       again: node tests/agree/bare-fetch/run.mjs target/consumer --runtime ${name} --seed ${seed} --case ${result.one.number}`,
    );
  }
  const seconds = ((Date.now() - begun) / 1000).toFixed(0);
  console.log(
    `${name}: ${count} cases of seed ${seed}${control ? ', bare against bare' : ''}: ${failures.length} differ, ${counts.known} known ` +
      `differences, ${counts.accidents} once and not again; ${counts.answered} answered, ${counts.requests} requests, ${counts.sent} with our traceparent; ${seconds} s`,
  );
  const tooMany = counts.accidents > Math.ceil((count * ACCIDENTS_PER_THOUSAND) / 1000);
  if (tooMany) console.log(`FAILED ${name}: too many cases differ now and then`);
  return failures.length + (tooMany ? 1 : 0);
}

/** Runs cases and compares them. */
async function tried({ run, server, isPage }, numbers, counts, attempt) {
  const results = await run(numbers, attempt);
  return results.map((result) => {
    const take = (side) => server.take(`${side}${attempt}/${result.one.number}`);
    const requests = { bare: take('bare'), traced: take('wrap') };
    counts.requests += requests.bare.length + requests.traced.length;
    counts.sent += requests.traced.filter(({ rawHeaders }) => rawHeaders.includes('traceparent')).length;
    if (result.bare.response !== undefined) counts.answered++;
    if (alone !== undefined) print(result, requests);
    return {
      result,
      differences: differencesOf(result, requests, { control, isPage }).filter(
        (difference) => !isKnown(result, difference, counts),
      ),
    };
  });
}

function isKnown(result, difference, counts) {
  const entry = KNOWN.find(({ when }) => when(result.one, difference));
  if (entry === undefined) return false;
  used.add(entry);
  counts.known++;
  return true;
}

function print({ one, bare, traced, lines }, requests) {
  console.log(JSON.stringify({ one, bare, traced, lines }, undefined, 2));
  for (const [side, list] of Object.entries(requests)) {
    for (const { method, url, rawHeaders, body } of list)
      console.log(side, method, url, rawHeaders.join(' | '), String(body).slice(0, 500));
  }
}

/** An origin where nobody listens. */
async function refusedOrigin() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

function numberOf(name) {
  if (options[name] === undefined) return undefined;
  const number = Number(options[name]);
  if (!Number.isSafeInteger(number) || number < 0) usage(`--${name} is a whole number, got ${options[name]}`);
  return number;
}

function usage(message) {
  console.error(message);
  process.exit(2);
}
