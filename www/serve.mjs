// The demo: a page, five workers in workerd, and what they print. Runs until Ctrl-C.
//
//   node www/serve.mjs [--port N]
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createFront } from './server/front.mjs';
import { LineStore } from './server/line-store.mjs';

const pkg = fileURLToPath(new URL('../pkg', import.meta.url));

/**
 * Ends with a sentence that says what to do, in place of a stack trace.
 *
 * @param {string} sentence
 * @returns {never}
 */
function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function readPort() {
  const given = portOption();
  const port = Number(given);
  if (!/^\d+$/.test(given) || port > 65_535) {
    refuse(`--port takes a number from 0 (any free port) to 65535, not "${given}".`);
  }
  return port;
}

function portOption() {
  try {
    return parseArgs({ options: { port: { type: 'string', default: '8787' } } }).values.port;
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    return refuse(`${message.split('. ')[0]}. The only option is --port N.`);
  }
}

const port = readPort();
if (!existsSync(`${pkg}/package.json`)) refuse('The package is not built yet. Run: cargo xtask build');
// Everything that runs belongs to this process: Miniflare ends workerd when it exits.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));

const store = new LineStore();
const front = createFront({ pkg, store });
front.server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
  if (error.code === 'EADDRINUSE') {
    refuse(
      `Port ${port} is already taken. Stop what runs there, or choose another one with --port, such as --port ${port + 1}.`,
    );
  }
  refuse(`The page cannot be served on port ${port}: ${error.message}. Use --port to choose another.`);
});
front.server.listen(port, '127.0.0.1', () => {
  start().catch((error) => refuse(`The workers did not start: ${error.message}`));
});

async function start() {
  const { startEdge } = await import('./server/edge.mjs').catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return refuse('The npm packages are not installed yet. Run: npm ci');
  });
  // A worker may print anything: what is no line of a trace goes to the terminal.
  const gateway = await startEdge(
    pkg,
    (/** @type {string} */ line) => store.add(line) || process.stdout.write(`worker: ${line}\n`),
  );
  front.open(gateway);
  const address = /** @type {import('node:net').AddressInfo} */ (front.server.address());
  process.stdout.write(`\n  tracehop demo: http://127.0.0.1:${address.port}/\n  Ctrl-C ends it.\n\n`);
}
