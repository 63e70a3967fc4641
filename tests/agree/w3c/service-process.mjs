/** The service as a process of its own, for the tests and for the script that runs the suite of the W3C. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('service.mjs', import.meta.url));

/** Runs it to its end. @returns its exit code, and what it said to whom started it */
export async function runService(...options) {
  const { child, said } = launch(options);
  const [code] = await once(child, 'close');
  return { code, said: said() };
}

/** Starts it on a free port, and waits until it listens. */
export async function startService(runtime, pkg) {
  const { child, said, listening } = launch(['--runtime', runtime, '--package', pkg, '--until-stdin-ends']);
  const ended = once(child, 'close');
  await Promise.race([listening, ended]);
  const address = /^listening on (http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(said())?.[1];
  if (address === undefined) throw new Error(`the service in ${runtime} did not start: ${said()}`);
  return {
    port: Number(new URL(address).port),
    isRunning: () => child.exitCode === null,
    /** What it wrote besides the lines of its traces. */
    complaints: () =>
      said()
        .split('\n')
        .filter((line) => line !== '' && !/^(\{"timestamp"|listening on )/.test(line)),
    /** Ends it as it ends when its starter does. @returns the exit code, null if it had to be killed */
    async stop() {
      child.stdin.end();
      const limit = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(limit);
      return child.exitCode;
    },
  };
}

function launch(options) {
  const child = spawn(process.execPath, [script, ...options], { stdio: 'pipe' });
  let said = '';
  /** @type {Promise<void>} */
  const listening = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
        if (said.includes('listening on ')) resolve();
      });
    }
  });
  return { child, said: () => said, listening };
}
