/** A span that lasts until its body was read, and nobody reads it: its line is written when the body is gone. */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { report } from '../report.mjs';
import { deepEqual, equal, match } from '../suite/support/assert.js';

const PROGRAM = `
import { traceFetch, untilBody } from 'tracehop';

const lines = [];
const fetch = traceFetch({ fetch: async () => new Response('body'), end: untilBody, onEnd: () => {}, log: (line) => lines.push(JSON.parse(line)) });
const kept = await fetch('https://kept.example/');
await fetch('https://read.example/').then((response) => response.text());
await fetch('https://unread.example/');
await fetch('https://unread.example/');
for (let round = 0; round < 100 && lines.length < 3; round++) {
  globalThis.gc();
  await new Promise((resolve) => setTimeout(resolve, 10));
}
console.log(JSON.stringify(lines.map((line) => [line['server.address'], line.status, line['http.response.status_code'], line.unfinished ?? false])));
await kept.text();
console.log(lines.length);
`;

/** Real answers that are longer than what is read ahead, so that each keeps its connection until somebody ends it. */
const CONNECTIONS = `
import { createServer } from 'node:http';
import { traceFetch, untilBody } from 'tracehop';

const CALLS = 100;
const open = new Set();
const server = createServer((request, response) => void response.end(Buffer.alloc(1_000_000, 120)));
server.on('connection', (socket) => {
  open.add(socket);
  socket.on('close', () => open.delete(socket));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = 'http://127.0.0.1:' + server.address().port;
const lines = [];
const ended = [];
const options = { targets: [origin], end: untilBody, onEnd: (span, { response }) => ended.push(response?.status) };
const traced = traceFetch({ ...options, log: (line) => lines.push(JSON.parse(line)) });
const collect = async (isDone) => {
  // A machine that does much else takes longer.
  for (let round = 0; round < 25 || (round < 250 && !isDone()); round++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const use = {
  unread: (response) => response.ok,
  copied: (response) => response.clone().ok,
};
const result = {};
for (const [name, look] of Object.entries(use)) {
  const count = async (call, isDone) => {
    for (let n = 0; n < CALLS; n++) await look(await call(origin));
    await collect(isDone);
    return open.size;
  };
  const bare = await count(fetch, () => open.size <= CALLS / 2);
  const before = lines.length;
  const ours = await count(traced, () => open.size <= bare + 30 && lines.length >= before + CALLS / 2);
  result[name] = { more: ours - bare, written: lines.length - before, unfinished: lines.slice(before).filter((line) => line.unfinished).length };
}
// A body outlives its response: whoever reads it finds it whole, and onEnd gets the response.
const { body } = await traced(origin);
const reader = body.getReader();
let length = 0;
for (let part; !(part = await reader.read()).done; length += part.value.length) if (length < 200_000) globalThis.gc();
result.read = [length, ended.at(-1), lines.at(-1).status];
console.log(JSON.stringify(result));
process.exit();
`;

export async function checkUnreadBodies(consumer) {
  await report.check('package: a body that nobody reads frees its connection, as without us', async () => {
    const entry = join(consumer, 'unread-connections-entry.mjs');
    await writeFile(entry, CONNECTIONS);
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', entry], { cwd: consumer });
    const { read, ...uses } = JSON.parse(stdout);
    for (const [name, { more, written }] of Object.entries(uses)) {
      deepEqual([name, more <= 30, written >= 50], [name, true, true]);
    }
    deepEqual([uses.unread.unfinished >= 50, read], [true, [1_000_000, 200, 'ok']]);
  });
  await report.check(
    'package: the span of a body that nobody reads is written when the body is collected',
    async () => {
      const entry = join(consumer, 'unread-bodies-entry.mjs');
      await writeFile(entry, PROGRAM);
      const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--expose-gc', entry], { cwd: consumer });
      const [lines, count] = stdout
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text));
      deepEqual(lines, [
        ['read.example', 'ok', 200, false],
        ['unread.example', 'unset', 200, true],
        ['unread.example', 'unset', 200, true],
      ]);
      deepEqual(count, 4);
      const hints = stderr.split('\n').filter((text) => text.includes('unread body'));
      equal(hints.length, 1, stderr);
      match(hints[0], /^tracehop: unread body: .*read the body, or cancel it$/);
    },
  );
}
