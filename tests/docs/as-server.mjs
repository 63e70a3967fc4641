/** Runs a block as a server of Node and asks it once, as a caller inside a trace. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { deepEqual, equal, match } from '../package/suite/support/assert.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../package/suite/support/examples.js';
import { readLine } from '../package/suite/support/lines.js';
import { ANSWER } from './readme/elsewhere.mjs';

/** What stands around the server: any free port in place of the one it names, and an answer to whatever it calls. */
const AROUND = `import { Server } from 'node:net';

const { listen } = Server.prototype;
Server.prototype.listen = function (port, ...more) {
  this.once('listening', () => process.send({ port: this.address().port }));
  return Reflect.apply(listen, this, [0, ...more]);
};
globalThis.fetch = async (input, init) => {
  process.send({ sent: Object.fromEntries(new Request(input, init).headers) });
  return Response.json(${JSON.stringify(ANSWER)});
};
`;

/** A server with the package: it continues the caller's trace, in each line, and in each call it makes. */
export async function runAsServer(block, folder, name) {
  const { response, lines, sent } = await ask(block, folder, name, (lines) =>
    lines.some((line) => line.kind === 'server'),
  );
  match(
    response.headers.get('server-timing'),
    new RegExp(`traceparent;desc="00-${TRACE_ID}-[0-9a-f]{16}-0[0-3]"`),
    'Server-Timing',
  );
  const [server, ...more] = lines.filter((line) => line.kind === 'server');
  equal(more.length, 0, 'server span lines beyond the first');
  equal(server.parent_id, PARENT_ID, 'parent_id of the server span');
  for (const line of lines) equal(line.trace_id, TRACE_ID, `trace of the line "${line.message}"`);
  const clients = lines.filter((line) => line.kind === 'client');
  for (const client of clients) equal(client.parent_id, server.span_id, 'parent_id of the client span');
  deepEqual(
    sent.map(({ traceparent }) => traceparent.slice(0, -3)),
    clients.map(({ span_id }) => `00-${TRACE_ID}-${span_id}`),
    'headers',
  );
}

/** A server without it: it answers. */
export async function runAsOtherServer(block, folder, name) {
  await ask(block, folder, name, () => true);
}

async function ask({ code, language, argument = '/' }, folder, name, isDone) {
  const { code: script } = await transform(code, { loader: language, format: 'esm', target: 'es2022' });
  await writeFile(join(folder, `${name}.mjs`), script);
  await writeFile(join(folder, 'around.mjs'), AROUND);
  const child = fork(`${name}.mjs`, { cwd: folder, execArgv: ['--import', './around.mjs'], silent: true });
  const [output, complaints, sent] = [[], [], []];
  child.stdout.setEncoding('utf8').on('data', (part) => output.push(part));
  child.stderr.setEncoding('utf8').on('data', (part) => complaints.push(part));
  child.on('message', (/** @type {{ sent?: unknown }} */ message) => 'sent' in message && sent.push(message.sent));
  const ended = once(child, 'exit');
  try {
    const [{ port } = {}] = await Promise.race([once(child, 'message'), ended.then(() => [])]);
    equal(port === undefined, false, `the server ended before it listened: ${complaints.join('')}`);
    const response = await fetch(`http://127.0.0.1:${port}${argument}`, { headers: { traceparent: HEADER } });
    equal(response.ok, true, `answer ${response.status}: ${await response.text()}`);
    const lines = () =>
      output
        .join('')
        .split('\n')
        .filter((line) => line.startsWith('{"timestamp"'))
        .map(readLine);
    for (let n = 0; n < 100 && !isDone(lines()); n++) await new Promise((resolve) => setTimeout(resolve, 20));
    equal(complaints.join(''), '', 'standard error');
    return { response, lines: lines(), sent };
  } finally {
    child.kill();
    await ended;
  }
}
