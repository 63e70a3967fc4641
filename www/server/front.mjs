// What the browser talks to: the page, the lines, and /api, which is handed to the gateway as it came.
import { createServer, request as httpRequest } from 'node:http';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sendFile } from './files.mjs';
import { addLines, followLines, readLines } from './lines.mjs';

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 */

const page = fileURLToPath(new URL('../page', import.meta.url));

/**
 * The HTTP server, not yet listening. Until `open` is called it answers that it is starting.
 *
 * @param {{ pkg: string, store: import('./line-store.mjs').LineStore }} parts
 */
export function createFront({ pkg, store }) {
  /** @type {number | undefined} */
  let gatewayPort;
  const server = createServer((request, response) => {
    response.setHeader('cache-control', 'no-store');
    response.on('error', () => response.destroy());
    handle(request, response).catch((error) => {
      process.stderr.write(`${request.method} ${request.url}: ${error.stack}\n`);
      response.headersSent ? response.destroy() : say(response, 500, 'The demo itself failed here: see the terminal.');
    });
  });
  const own = () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    return [`127.0.0.1:${port}`, `localhost:${port}`];
  };

  /**
   * @param {Request} request
   * @param {Response} response
   */
  async function handle(request, response) {
    if (gatewayPort === undefined) return say(response, 503, 'The demo is starting.');
    // A page elsewhere can make a browser call this machine, under a name that it made point here. It gets nothing.
    const { host = '', origin } = request.headers;
    if (!own().includes(host) || (origin && !own().includes(origin.replace(/^http:\/\//, '')))) {
      return say(response, 403, 'This demo is for pages of its own address only.');
    }
    const url = URL.parse(request.url ?? '', `http://${host}`);
    if (!url) return say(response, 400, 'That is not an address.');
    if (url.pathname.startsWith('/api/')) return pass(request, response, gatewayPort);

    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (url.pathname === '/lines' && request.method === 'POST') return addLines(store, request, response);
    if (!reads) return say(response, 405, `${request.method} is not for this address.`);
    if (url.pathname === '/lines') return readLines(store, url, response);
    if (url.pathname === '/lines/live') return followLines(store, request, response);
    const [root, path] = file(url.pathname);
    if (!(await sendFile(root, path, response))) say(response, 404, 'Nothing is here.');
  }

  /**
   * The folder of an address, and the path in it.
   *
   * @param {string} pathname
   * @returns {[root: string, path: string]}
   */
  function file(pathname) {
    if (pathname === '/') return [page, 'index.html'];
    if (pathname.startsWith('/tracehop/')) return [resolve(pkg), pathname.slice('/tracehop/'.length)];
    return [page, pathname.slice(1)];
  }

  return {
    server,
    open: (/** @type {number} */ port) => {
      gatewayPort = port;
    },
  };
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} sentence
 */
function say(response, status, sentence) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`);
}

/**
 * Hands the request on with its headers untouched, so that the gateway receives what the browser sent.
 *
 * @param {Request} request
 * @param {Response} response
 * @param {number} port
 */
function pass(request, response, port) {
  const { method, url, rawHeaders } = request;
  const upstream = httpRequest({ host: '127.0.0.1', port, method, path: url, headers: rawHeaders });
  upstream.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
    answer.pipe(response);
  });
  upstream.on('error', () => {
    response.headersSent ? response.destroy() : say(response, 502, 'The gateway does not answer.');
  });
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}
