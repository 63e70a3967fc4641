/** Runs the suite in a runtime that is a program of its own (Node, Deno, Bun). */

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { consumerFolder, placeSuite } from './consumer.mjs';
import { startEchoServer } from './echo-server.mjs';
import { report } from './report.mjs';

const LIMIT_MS = 240_000;

/**
 * @param {string} runtime its name
 * @param {string[]} command `[program, ...arguments]`, to which the suite's entry is added
 * @param {(consumer: string) => Promise<void>} [more] further checks, with the consumer's folder
 */
export async function runInProcess(runtime, command, more = async () => {}) {
  const consumer = await consumerFolder();
  await runSuite(consumer, runtime, command);
  await more(consumer);
  report.end();
}

/**
 * @param {string} consumer
 * @param {string} runtime
 * @param {string[]} command
 * @param {string} [entry] what stands in the place of `tracehop`, such as `tracehop/js`
 */
export async function runSuite(consumer, runtime, [program, ...args], entry) {
  const label = entry === undefined ? runtime : `${runtime} with ${entry}`;
  let results;
  const server = await startEchoServer(async (request, response, path) => {
    if (path !== '/results') return false;
    results = JSON.parse(await text(request));
    response.end();
    return true;
  });
  const settings = { runtime, echo: server.origin, away: server.away, ambient: true, page: false };
  const folder = await placeSuite(consumer, settings, entry);
  const child = spawn(program, [...args, 'in-process.js'], { cwd: folder, stdio: 'inherit', timeout: LIMIT_MS });
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      resolve(-1);
    });
    child.on('exit', resolve);
  });
  await server.stop();
  report.run(label, results);
  if (results !== undefined && code !== 0) report.failed(`${label} ends well`, `exit code ${code}`);
}
