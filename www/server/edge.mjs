// Five workers in workerd, each listening on a port of its own, and the address where nobody answers.
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { Log, LogLevel, Miniflare } from 'miniflare';
import { bundleWorkers, www } from './bundle.mjs';

const host = '127.0.0.1';
const services = ['gateway', 'cart', 'payment', 'bank', 'inventory'];

/**
 * Starts a server on a free port.
 *
 * @param {import('node:net').Server} server
 * @returns {Promise<{ server: import('node:net').Server, port: number }>}
 */
const listen = (server) =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, host, () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve({ server, port });
    });
  });

/**
 * Ports that are free now. They are held together until all are known, so that no two are the same.
 *
 * @param {number} count
 */
async function freePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(createServer())));
  await Promise.all(servers.map(({ server }) => new Promise((closed) => server.close(closed))));
  return servers.map(({ port }) => port);
}

/** A listener that takes every connection and never says a word: the host that payment still believes in. */
function blackHole() {
  return listen(createServer((socket) => socket.on('error', () => socket.destroy()).resume()));
}

/**
 * Starts the workers. Nothing outside this machine is asked for anything.
 *
 * @param {string} pkg the built package's folder
 * @param {(line: string) => void} onOutput gets every line that a worker prints
 * @returns {Promise<number>} the gateway's port
 */
export async function startEdge(pkg, onOutput) {
  const [modules, hole] = await Promise.all([bundleWorkers(pkg, services), blackHole()]);
  // Another program may take one of the ports before workerd does: then other ports are picked.
  for (let attempt = 1; ; attempt++) {
    const ports = await freePorts(services.length);
    const runtime = new Miniflare(options(modules, ports, hole.port, onOutput));
    try {
      await runtime.ready;
      return ports[services.indexOf('gateway')];
    } catch (error) {
      await runtime.dispose();
      const { code } = /** @type {{ code?: string }} */ (error);
      if (code !== 'ERR_ADDRESS_IN_USE' || attempt === 3) throw error;
    }
  }
}

/**
 * @param {Map<string, import('miniflare').ModuleDefinition[]>} modules of each worker
 * @param {number[]} ports of the workers, in their order
 * @param {number} holePort
 * @param {(line: string) => void} onOutput
 * @returns {import('miniflare').MiniflareOptions}
 */
function options(modules, ports, holePort, onOutput) {
  const addresses = Object.fromEntries(services.map((name, i) => [name.toUpperCase(), `http://${host}:${ports[i]}`]));
  return {
    host,
    port: 0,
    cf: false, // or Miniflare asks the network what `request.cf` should say
    log: new Log(LogLevel.ERROR),
    handleRuntimeStdio: (/** @type {import('node:stream').Readable[]} */ ...streams) => {
      for (const stream of streams) createInterface(stream).on('line', onOutput);
    },
    workers: services.map((name, i) => ({
      name,
      rootPath: www,
      modulesRoot: www,
      modules: modules.get(name) ?? [],
      compatibilityDate: '2026-04-01',
      compatibilityFlags: ['nodejs_compat'],
      bindings: { ...addresses, MOVED_BANK: `http://${host}:${holePort}` },
      unsafeDirectSockets: [{ host, port: ports[i] }],
    })),
  };
}
