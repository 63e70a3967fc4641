/**
 * The service in Node: its HTTP server, and between the server's objects and the worker's a bridge that tidies nothing.
 */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { portOf } from '../../../package/port.mjs';

/** The longest head of a request that is read, the same as workerd's. */
const MOST_HEAD_BYTES = 128 * 1024;

/** @param worker the path of its module. @returns the port, for which 0 stands for any free one. */
export async function serve(worker, port) {
  const { default: service } = await import(pathToFileURL(worker).href);
  const server = createServer({ maxHeaderSize: MOST_HEAD_BYTES }, (incoming, outgoing) => {
    answer(service, incoming, outgoing).catch((error) => {
      process.stderr.write(`${incoming.method} ${incoming.url}: ${error.stack}\n`);
      outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(500).end();
    });
  });
  server.requestTimeout = 30_000;
  server.maxHeadersCount = 0; // no limit: what is beyond one is dropped without a word
  // Node would close the connection of a CONNECT without an answer.
  server.on('connect', (_, socket) => {
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nallow: POST\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return portOf(server);
}

async function answer(service, incoming, outgoing) {
  const request = requestOf(incoming);
  const response = request === undefined ? new Response(null, { status: 400 }) : await service.fetch(request, {}, {});
  const bytes = new Uint8Array(await response.arrayBuffer());
  outgoing.writeHead(response.status, [...response.headers, ['content-length', bytes.length]].flat());
  outgoing.write(bytes);
  // What still comes of the body is dropped, but awaited: to close on a caller that sends can take the answer away from
  // it.
  incoming.removeAllListeners('data').resume();
  if (!incoming.complete) await new Promise((resolve) => incoming.once('close', resolve));
  outgoing.end();
}

/** The same request with every header line as it came, or undefined where the standard has no such request. */
function requestOf(incoming) {
  const { method, url, rawHeaders } = incoming;
  /** @type {[string, string][]} */
  const lines = Array.from({ length: rawHeaders.length / 2 }, (_, n) => [rawHeaders[2 * n], rawHeaders[2 * n + 1]]);
  const body = bodyOf(incoming);
  const rest = method === 'GET' || method === 'HEAD' ? {} : { body, duplex: 'half' };
  const address = url.startsWith('/') ? `http://127.0.0.1${url}` : url;
  try {
    return new Request(new URL(address, 'http://127.0.0.1'), { method, headers: lines, ...rest });
  } catch {
    return undefined;
  }
}

/** The body as it comes, whether it is wanted or not: what nobody reads has to leave the connection too. */
function bodyOf(incoming) {
  return new ReadableStream({
    start(controller) {
      incoming.on('data', (chunk) => controller.enqueue(new Uint8Array(chunk)));
      incoming.on('end', () => controller.close());
      incoming.on('error', (error) => controller.error(error));
    },
  });
}
