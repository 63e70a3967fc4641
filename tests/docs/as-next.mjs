/**
 * Runs a block as code of Next.js, in the edge runtime that Next.js runs it in, with the AsyncLocalStorage that Next.js
 * puts there. What is imported of Next.js itself is in `next-server.js`.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'esbuild';
import { equal, match } from '../package/suite/support/assert.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../package/suite/support/examples.js';
import { readLine } from '../package/suite/support/lines.js';

/** A route's GET answers by itself. */
export async function runAsRoute(block, folder, name) {
  const { response } = await call('GET', block, folder, name);
  equal(response.ok, true, `answer ${response.status}`);
}

/** A middleware lets the request go on, as a child of its own span. */
export async function runAsMiddleware(block, folder, name) {
  const { response, server } = await call('middleware', block, folder, name);
  equal(response.headers.get('x-middleware-next'), '1', 'x-middleware-next');
  match(response.headers.get('x-middleware-override-headers'), /\btraceparent\b/, 'the headers that go on');
  equal(
    response.headers.get('x-middleware-request-traceparent'),
    `00-${TRACE_ID}-${server.span_id}-01`,
    'the traceparent that goes on',
  );
}

/** @returns the response, and the line of the server span. */
async function call(exported, { code, language, argument = '/' }, folder, name) {
  await writeFile(join(folder, `${name}.${language}`), code);
  const {
    outputFiles: [bundle],
  } = await build({
    stdin: {
      contents: `import { ${exported} } from './${name}.${language}';\nglobalThis.exported = ${exported};\n`,
      resolveDir: folder,
    },
    alias: { 'next/server': fileURLToPath(new URL('next-server.js', import.meta.url)) },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    conditions: ['edge-light', 'worker'],
    logLevel: 'error',
  });
  const output = [];
  const console = { log: (text) => output.push(text), warn: (text) => output.push(text) };
  const vm = new EdgeVM({ extend: (context) => Object.assign(context, { AsyncLocalStorage, console }) });
  vm.evaluate(bundle.text);
  const request = `new Request('https://shop.example${argument}', { headers: { traceparent: '${HEADER}' } })`;
  const response = await vm.evaluate(`exported(${request})`);
  match(
    response.headers.get('server-timing'),
    new RegExp(`traceparent;desc="00-${TRACE_ID}-[0-9a-f]{16}-0[0-3]"`),
    'Server-Timing',
  );
  const lines = output.map(readLine);
  for (const line of lines) equal(line.trace_id, TRACE_ID, `trace of the line "${line.message}"`);
  const [server, ...more] = lines.filter((line) => line.kind === 'server');
  equal(more.length, 0, 'server span lines beyond the first');
  equal(server.parent_id, PARENT_ID, 'parent_id of the server span');
  return { response, server };
}
