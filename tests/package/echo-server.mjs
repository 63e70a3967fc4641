/**
 * The server that the tests talk to: it says what it received, and misbehaves on request. Any page may call it, except
 * where the path says otherwise.
 *
 * /echo...        JSON: method, url, headers (every line as it came), body
 * /kept/N         the same, and /kept-of/N says it again: what arrived with a call whose answer cannot be read; 404 if none did
 * /simple-only    the same, but it answers no preflight
 * /redirect?to=U  302 to U
 * /status/N       that status, with the text "status N"
 * /slow-body      headers at once, then the body in two pieces
 * /hang           never answers
 * /reset          breaks the connection
 */

import { createServer } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Starts it on a free port of this machine.
 *
 * @param answer `(request, response, path) => boolean`: asked first; true when it has answered.
 */
export async function startEchoServer(answer = () => false) {
  const server = createServer((request, response) => {
    respond(request, response, answer).catch((error) => response.destroy(error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*, traceparent, tracestate',
  'access-control-allow-methods': '*',
};

async function respond(request, response, answer) {
  const { pathname, searchParams } = new URL(request.url, 'http://echo');
  if (await answer(request, response, pathname)) return;
  if (pathname === '/simple-only') {
    response.setHeader('access-control-allow-origin', '*');
  } else {
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
  }
  if (request.method === 'OPTIONS') return void response.writeHead(pathname === '/simple-only' ? 403 : 204).end();

  const [, first, second] = pathname.split('/');
  if (first === 'echo' || first === 'simple-only') return echo(request, response);
  if (first === 'kept') return echo(request, response, second);
  if (first === 'kept-of') return void response.writeHead(kept.has(second) ? 200 : 404).end(kept.get(second));
  if (first === 'redirect') return void response.writeHead(302, { location: searchParams.get('to') }).end();
  if (first === 'status') return void response.writeHead(Number(second)).end(`status ${second}`);
  if (first === 'reset') return void request.socket.destroy();
  if (first === 'hang') return;
  if (first === 'slow-body') {
    response.writeHead(200, { 'content-type': 'text/plain' }).write('first,');
    await pause(100);
    return void response.end('second');
  }
  response.writeHead(404).end();
}

const kept = new Map();

async function echo(request, response, keepAs) {
  const { method, url, rawHeaders } = request;
  const headers = Array.from({ length: rawHeaders.length / 2 }, (_, n) => [rawHeaders[2 * n], rawHeaders[2 * n + 1]]);
  response.writeHead(200, { 'content-type': 'application/json' });
  const answer = JSON.stringify({ method, url, headers, body: await text(request) });
  if (keepAs !== undefined) kept.set(keepAs, answer);
  response.end(answer);
}
