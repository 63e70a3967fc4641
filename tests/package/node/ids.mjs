/** Ids in processes of their own: at import, without crypto, and in a thousand instances of one compiled module. */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { report } from '../report.mjs';
import { deepEqual, equal, match } from '../suite/support/assert.js';
import { complaintsAbout } from '../suite/support/census.js';

/** Counts what draws randomness, while a door is imported and then while it is first used. */
const IMPORT = `
import { syncBuiltinESMExports } from 'node:module';
import node from 'node:crypto';
let drawn = 0;
const sources = [[Crypto.prototype, 'getRandomValues'], [Crypto.prototype, 'randomUUID'], [Math, 'random'],
  ...['randomBytes', 'randomFillSync', 'randomInt', 'randomUUID'].map((name) => [node, name])];
for (const [owner, name] of sources) {
  const original = owner[name];
  owner[name] = function (...args) { drawn++; return Reflect.apply(original, this, args); };
}
syncBuiltinESMExports();
const door = await import(process.argv[2]);
const atImport = drawn;
if (door.extract) door.extract({});
else door.make();
console.log(JSON.stringify([atImport, drawn]));
`;

/** A host without crypto from the start, which gets it later. */
const LATE = `
import { createServer } from 'node:http';
const { crypto } = globalThis;
delete globalThis.crypto;
const { make } = await import('tracehop/traceparent');
const { startSpan, traceFetch, traceHandler } = await import('tracehop');
const attempt = () => { try { return String(make()); } catch (error) { return error.message; } };
const told = [];
console.warn = (text) => told.push(text.split('\\n')[0]);

const handler = traceHandler(async () => new Response(await (await fetch(origin)).text()), { log: false });
const server = createServer((request, response) => response.end(String('traceparent' in request.headers))).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const origin = 'http://127.0.0.1:' + server.address().port;
const fetch = traceFetch({ targets: [origin], log: false });
const request = async () => (await handler(new Request('https://a.example/'))).text();

const without = [attempt(), await request(), await request()];
startSpan('work', { log: false }).end();
globalThis.crypto = crypto;
const withIt = [attempt(), await request()];
console.log(JSON.stringify([without, withIt, told]));
process.exit(0);
`;

/**
 * Evaluates the bundle a thousand times. The compiler's answer is kept, as where a worker's module was compiled before.
 */
const INSTANCES = `
const { Module, Instance } = WebAssembly;
const modules = new Map();
WebAssembly.Module = new Proxy(Module, {
  construct(_, [bytes]) {
    const key = Buffer.from(bytes).toString('base64');
    if (!modules.has(key)) modules.set(key, new Module(bytes));
    return modules.get(key);
  },
});
let instances = 0;
WebAssembly.Instance = new Proxy(Instance, { construct: (_, args) => (instances++, new Instance(...args)) });
const [traceIds, spanIds] = [new Set(), new Set()];
for (let n = 0; n < 1000; n++) {
  const { make } = await import('./instances-bundle.mjs?instance=' + n);
  for (let round = 0; round < 20; round++) {
    const id = make();
    for (const header of [id, id.child()].map(String)) {
      traceIds.add(header.slice(3, 35));
      spanIds.add(header.slice(36, 52));
    }
  }
}
console.log(JSON.stringify({ modules: modules.size, instances, traceIds: traceIds.size, spanIds: spanIds.size }));
`;

/** What a program prints as JSON. */
async function output(consumer, name, program, { options = [], args = [] } = {}) {
  const file = join(consumer, name);
  await writeFile(file, program);
  const { stdout } = await promisify(execFile)(process.execPath, [...options, file, ...args], { cwd: consumer });
  return JSON.parse(stdout);
}

export async function checkIds(consumer) {
  const check = (name, test) => report.check(`ids: ${name}`, test);

  await check('importing any door draws nothing, and the first id does', async () => {
    for (const condition of ['browser', 'node']) {
      for (const door of ['tracehop', 'tracehop/traceparent', 'tracehop/tracestate']) {
        const drawn = await output(consumer, 'ids-import.mjs', IMPORT, {
          options: ['--conditions', condition],
          args: [door],
        });
        deepEqual(
          drawn,
          [0, door === 'tracehop/tracestate' ? 0 : 1],
          `${door}, condition ${condition}: at import, and at the first use`,
        );
      }
    }
  });

  await check(
    'without crypto from the start there are no ids and requests are untraced; with it there are',
    async () => {
      const [[id, ...requests], [later, traced], told] = await output(consumer, 'ids-late.mjs', LATE);
      match(id, /no crypto\.getRandomValues/);
      deepEqual(requests, ['false', 'false']);
      match(later, /^00-[0-9a-f]{32}-[0-9a-f]{16}-03$/);
      equal(traced, 'true');
      deepEqual(told.map((text) => text.split(': ')[1]).sort(), ['a request was handled untraced', 'tracing is off']);
      for (const text of told) match(text, /no crypto\.getRandomValues/);
    },
  );

  await check('a thousand instances of one compiled module share no id', async () => {
    const entry = join(consumer, 'instances-entry.mjs');
    await writeFile(entry, "export { make } from 'tracehop/traceparent';\n");
    const outfile = join(consumer, 'instances-bundle.mjs');
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      minify: true,
      format: 'esm',
      conditions: ['browser'],
      logLevel: 'error',
    });
    const counted = await output(consumer, 'instances.mjs', INSTANCES);
    deepEqual(counted, { modules: 1, instances: 1000, traceIds: 20_000, spanIds: 40_000 });
  });

  await check('the census of ids notices a leaning bit, an id that comes twice and one of zeros', () => {
    const word = () =>
      Math.floor(2 ** 32 * Math.random())
        .toString(16)
        .padStart(8, '0');
    const spanId = () => word() + word();
    const traceId = () => spanId() + spanId();
    const source = (idOf) => () => {
      const header = (id) => ({ toString: () => `00-${id}-${spanId()}-03`, child: () => header(id) });
      return header(idOf());
    };
    // One id in ten has its first four bits set for sure: 55 in a hundred.
    const leaning = () => (Math.random() < 0.1 ? `f${traceId().slice(1)}` : traceId());
    deepEqual(
      complaintsAbout(source(leaning), 100_000).map((text) => text.slice(0, 15)),
      ['trace-id: bit 0', 'trace-id: bit 1', 'trace-id: bit 2', 'trace-id: bit 3'],
    );
    let made = 0;
    const repeating = () =>
      made++ === 1 ? 'a'.repeat(32) : made === 4 ? '0'.repeat(32) : made === 9 ? 'a'.repeat(32) : traceId();
    deepEqual(complaintsAbout(source(repeating), 100), ['trace-id: 1 of zeros', 'trace-id: 1 that had come before']);
  });
}
