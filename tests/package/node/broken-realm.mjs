/** What cannot be undone in a process: frozen shared state, a foreign value in its place, a process that crashes. */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { report } from '../report.mjs';
import { deepEqual } from '../suite/support/assert.js';

const USE_ALL = `
import { createLogger, extract, getTraceContext, runWithTrace, setEnabled, startActiveSpan, stats, traceFetch, traceHandler } from 'tracehop';

console.warn = () => {};
const fetch = traceFetch({ fetch: async (input, init) => new Response(String(new Request(input, init).headers.has('traceparent'))), targets: [/./], log: () => {} });
const handler = traceHandler(async () => {
  await null;
  return new Response(String(getTraceContext() !== undefined));
}, { log: () => {} });
const text = async (response) => (await response).text();
const useAll = async () => [
  await text(fetch('https://a.example/')),
  await text(handler(new Request('https://a.example/'))),
  runWithTrace(extract({}), () => 'ran'),
  startActiveSpan('x', { log: () => {} }, () => 'ran'),
  createLogger({ log() {} }).info('x') ?? 'logged',
];
const switchedOff = async () => {
  setEnabled(false);
  const sent = await text(fetch('https://a.example/'));
  setEnabled(true);
  return sent;
};
const key = Symbol.for('tracehop.shared');
`;

const PROGRAMS = {
  'shared state that is frozen later': `${USE_ALL}
    await useAll();
    for (const value of Object.values(globalThis[key])) Object.freeze(value);
    Object.freeze(globalThis[key]);
    console.log(JSON.stringify([...(await useAll()), await switchedOff()]));`,
  'a frozen global object': `${USE_ALL}
    // Node makes its classes when they are first used.
    await useAll();
    Object.freeze(globalThis);
    console.log(JSON.stringify([...(await useAll()), await switchedOff()]));`,
  'frozen prototypes': `${USE_ALL}
    for (const { prototype } of [Object, Function, Array, Promise, Map, Set, WeakMap, Error, String]) Object.freeze(prototype);
    console.log(JSON.stringify([...(await useAll()), await switchedOff()]));`,
  ...Object.fromEntries(
    ['5', '"text"', 'null', '{}', 'Object.freeze({})', '() => {}', '{ get isEnabled() { throw new Error() } }'].map(
      (value) => [
        `${value} in the place of the shared state`,
        `${USE_ALL}
        globalThis[key] = ${value};
        console.log(JSON.stringify([...(await useAll()), await switchedOff()]));`,
      ],
    ),
  ),
};

const CRASH = `
import { createServer, get } from 'node:http';
import { traceMiddleware } from 'tracehop/node';

const trace = traceMiddleware({ log: (line) => console.log(JSON.parse(line).message) });
const server = createServer((request, response) => trace(request, response, async () => {
  throw new RangeError('broken');
})).listen(0, '127.0.0.1', () => get({ port: server.address().port, host: '127.0.0.1' }).on('error', () => {}));
`;

export async function checkBrokenRealm(consumer) {
  const run = async (name, program) => {
    const entry = join(consumer, `broken-realm-${name}.mjs`);
    await writeFile(entry, program);
    return promisify(execFile)(process.execPath, [entry], { cwd: consumer }).catch((error) => error);
  };
  for (const [place, [what, program]] of Object.entries(PROGRAMS).entries()) {
    await report.check(`package: works with ${what}`, async () => {
      const { stdout, stderr } = await run(place, program);
      deepEqual(JSON.parse(stdout || JSON.stringify(stderr)), ['true', 'true', 'ran', 'ran', 'logged', 'false']);
    });
  }
  await report.check('package: an error that ends the process is written before it does', async () => {
    const { stdout, code } = await run('crash', CRASH);
    deepEqual([stdout.trim().split('\n'), code], [['broken', 'GET'], 1]);
  });
}
