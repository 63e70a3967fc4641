/**
 * The server of the generated cases: it keeps what reached it, and misbehaves on request. A path names the call it
 * belongs to, `/SIDE/NUMBER/WHAT/...`, so that the requests of many calls at once can be told apart.
 *
 * echo                    the body that came; several headers, some of them twice status/N                that status
 * size/N                  N bytes; gzip/N the same, compressed early                   103 before the answer slow
 * three pieces redirect/N/PATH         N with `location: PATH`, which is encoded once loop/N                  N to
 * itself nowhere/N               N without a location; bad-location/N with one that is no URL hang
 * never answers; hang-body: headers and the first piece only reset, reset-headers, reset-body, garbage arrived
 * answers when another request of the same call has arrived
 */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/**
 * Two servers of different origins, with one memory.
 *
 * @param {object} options
 * @param {boolean} options.keepAlive whether connections are used again. Where not, no request is sent twice because an
 * old one was closed.
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) =>
 * Promise<boolean>} [options.answer] asked first; true when it has answered
 */
export async function startCaseServer({ keepAlive, answer = async () => false }) {
  const calls = new Map();
  const callOf = (key) => {
    if (!calls.has(key)) calls.set(key, { requests: [], open: new Set(), waiting: new Set() });
    return calls.get(key);
  };
  const listener = (request, response) => {
    respond(request, response).catch(() => response.destroy());
  };

  async function respond(request, response) {
    if (await answer(request, response)) return;
    const [, side, number, what, ...rest] = request.url.split('?')[0].split('/');
    if (!keepAlive) response.setHeader('connection', 'close');
    response.setHeader('x-case', number);
    const call = callOf(`${side}/${number}`);
    if (what === 'arrived') return void response.end(String(await arrival(call)));
    const { method, url, rawHeaders } = request;
    const record = { method, url, rawHeaders, port: request.socket.localPort };
    call.requests.push(record);
    call.open.add(request.socket);
    response.on('finish', () => call.open.delete(request.socket));
    // Before the body: a call that is aborted may not bring it to its end.
    record.body = await buffer(request).catch(() => null);
    withoutBoundary(record);
    for (const arrived of call.waiting) arrived(true);
    await (WAYS[what] ?? WAYS.unknown)(request, response, rest, record);
  }

  async function arrival(call) {
    if (call.requests.some(({ body }) => body !== undefined)) return true;
    return new Promise((resolve) => call.waiting.add(resolve));
  }

  const servers = [];
  for (let n = 0; n < 2; n++) {
    const server = createServer({ keepAliveTimeout: 120_000 }, listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
  }
  const [home, away] = servers.map((server) => `http://127.0.0.1:${server.address().port}`);
  return {
    home,
    away,
    /** The requests of one call, which are forgotten, and whatever of it still hangs is ended. */
    take(key) {
      const call = calls.get(key);
      calls.delete(key);
      for (const socket of call?.open ?? []) socket.destroy();
      for (const arrived of call?.waiting ?? []) arrived(false);
      return call?.requests ?? [];
    },
    stop() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

/**
 * The boundary of a form is random: it is replaced by one of the same length in what is kept and in what is answered.
 */
function withoutBoundary(record) {
  const text = record.body?.toString('latin1') ?? '';
  const boundary = /^--([-\w]+)\r\nContent-Disposition: form-data/i.exec(text)?.[1];
  if (boundary === undefined) return;
  const same = 'B'.repeat(boundary.length);
  record.rawHeaders = record.rawHeaders.map((header) => header.replace(boundary, same));
  record.body = Buffer.from(text.replaceAll(boundary, same), 'latin1');
}

const pattern = (size) => Buffer.from(Uint8Array.from({ length: size }, (_, n) => (n * 31 + (n >> 8)) & 0xff));

const WAYS = {
  echo(request, response, rest, { rawHeaders, body }) {
    const type = rawHeaders.findIndex((text, n) => n % 2 === 0 && text.toLowerCase() === 'content-type');
    response.writeHead(
      200,
      [
        ['content-type', type < 0 ? 'application/octet-stream' : rawHeaders[type + 1]],
        ['x-twice', 'one'],
        ['x-twice', 'two'],
        ['set-cookie', 'a=1; path=/'],
        ['set-cookie', 'b=2; path=/'],
        ['server-timing', 'db;dur=1'],
        ['cache-control', 'max-age=60'],
        ['etag', '"e"'],
      ].flat(),
    );
    response.end(body ?? '');
  },
  status(request, response, [code]) {
    response.writeHead(Number(code), `Reason ${code}`);
    response.end(['204', '205', '304'].includes(code) ? undefined : `status ${code}`);
  },
  size: (request, response, [size]) => void response.end(pattern(Number(size))),
  gzip(request, response, [size]) {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(pattern(Number(size))));
  },
  early(request, response) {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.end('after early hints');
  },
  async slow(request, response) {
    for (const piece of ['first,', 'second,', 'third']) {
      response.write(piece);
      await pause(3);
    }
    response.end();
  },
  redirect(request, response, [code, path]) {
    response.writeHead(Number(code), { location: decodeURIComponent(path) }).end('elsewhere');
  },
  loop: (request, response, [code]) => void response.writeHead(Number(code), { location: request.url }).end(),
  nowhere: (request, response, [code]) => void response.writeHead(Number(code)).end('nowhere'),
  'bad-location': (request, response, [code]) => void response.writeHead(Number(code), { location: 'http://[' }).end(),
  hang() {},
  'hang-body': (request, response) => void response.writeHead(200, { 'content-type': 'text/plain' }).write('first,'),
  reset: (request) => void request.socket.destroy(),
  'reset-headers': (request) => void request.socket.end('HTTP/1.1 200 OK\r\ncontent-le'),
  'reset-body': (request) => void request.socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nfirst,'),
  garbage: (request) => void request.socket.end('this is no HTTP\r\n\r\n'),
  unknown: (request, response) => void response.writeHead(404).end('unknown'),
};
