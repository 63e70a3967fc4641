// The W3C's own test suite, from a local checkout, against the package in Node and in workerd.
//
//   node tests/agree/w3c/suite.mjs --suite DIR [--runtime node|workerd]... [--package FOLDER]
//
// The package is pkg/, which is built first, unless --package names the folder of another one.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { portOf } from '../../package/port.mjs';
import { startService } from './service-process.mjs';
import { folderOfSuite, isOk } from './verdict.mjs';

const RUNTIMES = ['node', 'workerd'];
const USAGE = 'The options are --suite DIR, --runtime node|workerd (can be given several times) and --package FOLDER.';
const GET_SUITE = `Get the W3C's suite, of July 2026 or newer, whose grammar is that of Trace Context Level 2, with

  git clone https://github.com/w3c/trace-context

and run: cargo xtask conformance --suite trace-context`;
const GET_AIOHTTP = `The W3C's suite needs Python 3 (https://python.org) with aiohttp. To install that in an environment of its own:

  python3 -m venv target/python && . target/python/bin/activate && pip install aiohttp`;

/** Ends with a sentence that says what to do, where a stack trace would not. */
function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function readOptions() {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        suite: { type: 'string' },
        runtime: { type: 'string', multiple: true, default: RUNTIMES },
        package: { type: 'string' },
      },
    }));
  } catch (error) {
    refuse(`${error.message.split('. ')[0]}. ${USAGE}`);
  }
  if (values.runtime.some((name) => !RUNTIMES.includes(name))) {
    refuse(`--runtime is ${RUNTIMES.join(' or ')}. ${USAGE}`);
  }
  if (values.suite === undefined) refuse(GET_SUITE);
  return values;
}

function build() {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const { status } = spawnSync(process.env.CARGO ?? 'cargo', ['xtask', 'build'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) refuse('The package could not be built. What cargo printed above says why.');
  return join(root, 'pkg');
}

/** A port that nothing listens on, for the suite's own server. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Runs every test against a service, at the strictest levels. The suite's report is shown as it comes. */
async function passes(folder, address) {
  const levels = { STRICT_LEVEL: '2', SPEC_LEVEL: '2' };
  const env = { ...process.env, ...levels, PYTHONDONTWRITEBYTECODE: '1', HARNESS_PORT: String(await freePort()) };
  const suite = spawn('python3', ['-u', 'test.py', address], {
    cwd: folder,
    env,
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let printed = '';
  suite.stderr.setEncoding('utf8').on('data', (text) => {
    printed += text;
    process.stderr.write(text);
  });
  const [code] = await once(suite, 'close');
  return code === 0 && isOk(printed);
}

const { suite, runtime, package: given } = readOptions();
const folder = folderOfSuite(resolve(suite));
if (folder === undefined) refuse(`${suite} has no test.py that knows SPEC_LEVEL. ${GET_SUITE}`);
if (spawnSync('python3', ['-c', 'import aiohttp'], { cwd: folder }).status !== 0) refuse(GET_AIOHTTP);
const pkg = given === undefined ? build() : resolve(given);
for (const name of new Set(runtime)) {
  console.log(`the W3C's suite against tracehop in ${name}`);
  const service = await startService(name, pkg);
  if (!(await passes(folder, `http://127.0.0.1:${service.port}/test`))) {
    console.error(`${name} does not conform. The suite's report above names the tests.`);
    process.exitCode = 1;
  }
  await service.stop();
}
