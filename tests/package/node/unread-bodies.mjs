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

export async function checkUnreadBodies(consumer) {
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
