// The demo as a process of its own, started and ended as people do it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { until } from './tally.mjs';

const script = fileURLToPath(new URL('../../www/serve.mjs', import.meta.url));

/** Runs the demo to its end. @returns its exit code and what it said */
export async function runDemo(...options) {
  const demo = launch(options);
  await demo.ended;
  return { code: demo.process.exitCode, said: demo.said() };
}

/** Starts the demo on a free port and waits until it serves. */
export async function startDemo() {
  const demo = launch(['--port', '0']);
  const address = await until(
    'the demo to say its address',
    () => {
      if (demo.process.exitCode !== null) throw new Error(`the demo ended early: ${demo.said()}`);
      return /http:\/\/127\.0\.0\.1:\d+/.exec(demo.said())?.[0];
    },
    60_000,
  );
  return {
    address,
    port: Number(new URL(address).port),
    /** The lines of one trace, parsed. */
    async lines(traceId) {
      const response = await fetch(`${address}/lines?traceId=${traceId}`);
      return response.ok
        ? (await response.text())
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line))
        : [];
    },
    /** The processes that the demo started, where the system tells. */
    async children() {
      const { pid } = demo.process;
      const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
      return list.trim().split(' ').filter(Boolean).map(Number);
    },
    /**
     * Ends it with a signal.
     *
     * @param {NodeJS.Signals} [signal]
     * @returns the exit code
     */
    async end(signal = 'SIGTERM') {
      if (demo.process.exitCode === null) demo.process.kill(signal);
      await demo.ended;
      return demo.process.exitCode;
    },
  };
}

function launch(options) {
  const child = spawn(process.execPath, [script, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  // Whatever ends the test ends the demo.
  process.on('exit', () => child.kill());
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  return { process: child, said: () => said, ended: once(child, 'close') };
}
