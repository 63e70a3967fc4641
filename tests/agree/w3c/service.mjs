// A service for the W3C's test suite: whatever path is called, it makes the calls that the body asks for, traced by the
// package.
//
//   node tests/agree/w3c/service.mjs --runtime node|workerd [--port N] [--package FOLDER] [--until-stdin-ends]
//
// The package is pkg/, what `cargo xtask build` wrote, unless --package names the folder of another one.
import { existsSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const RUNTIMES = ['node', 'workerd'];
const USAGE = 'The options are --runtime node|workerd, --port N, --package FOLDER and --until-stdin-ends.';

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
        runtime: { type: 'string' },
        port: { type: 'string', default: '0' },
        package: { type: 'string', default: fileURLToPath(new URL('../../../pkg', import.meta.url)) },
        'until-stdin-ends': { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    refuse(`${error.message.split('. ')[0]}. ${USAGE}`);
  }
  if (!RUNTIMES.includes(values.runtime)) refuse(`--runtime is ${RUNTIMES.join(' or ')}. ${USAGE}`);
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    refuse(`--port takes a number from 0 (any free port) to 65535, not "${values.port}".`);
  }
  return { runtime: values.runtime, port, pkg: resolve(values.package), untilStdinEnds: values['until-stdin-ends'] };
}

/** A folder where the service's modules find the package as a user's do: under node_modules, by its published name. */
async function place(pkg) {
  const folder = await mkdtemp(join(tmpdir(), 'tracehop-w3c-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  await cp(fileURLToPath(new URL('service', import.meta.url)), folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}\n');
  await mkdir(join(folder, 'node_modules'));
  await symlink(pkg, join(folder, 'node_modules/tracehop'), 'junction');
  return join(folder, 'worker.js');
}

const { runtime, port, pkg, untilStdinEnds } = readOptions();
if (!existsSync(join(pkg, 'package.json'))) {
  refuse(`There is no package in ${pkg}. Run: cargo xtask build`);
}
// Everything that runs belongs to this process: Miniflare ends workerd when it exits.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
if (untilStdinEnds) process.stdin.on('close', () => process.exit(0)).resume();

try {
  const { serve } = await import(`./runtimes/${runtime}.mjs`);
  const bound = await serve(await place(pkg), port);
  process.stdout.write(`listening on http://127.0.0.1:${bound}/\n`);
} catch (error) {
  if (/^Cannot find package '(esbuild|miniflare)'/.test(error.message))
    refuse('The npm packages are not installed yet. Run: npm ci');
  if (error.code === 'EADDRINUSE') {
    refuse(`Port ${port} is already taken. Stop what runs there, or choose another one with --port.`);
  }
  refuse(`The service did not start: ${error.message}`);
}
