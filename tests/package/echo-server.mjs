/**
 * The server that the tests talk to: it says what it received, and misbehaves on request. Any page may call it, except
 * where the path says otherwise.
 *
 * /echo...        JSON: method, url, headers (every line as it came), body /kept/N         the same, and /kept-of/N
 * says it again: what arrived with a call whose answer cannot be read; 404 if none did /simple-only    the same, but it
 * answers no preflight /redirect?to=U  302 to U; /redirect/N?to=U the same with that status /status/N       that
 * status, with the text "status N" /length/N       N bytes, and says so /slow-body      headers at once, then the body
 * in two pieces /hang           never answers /broken-body    headers, a first piece, and then it breaks the connection
 * /reset          breaks the connection
 *
 * What comes with `?key=K` is kept, and /arrived/K says it, all in the order in which it came: origin, method, headers,
 * body.
 */

import { createServer } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { portOf } from './port.mjs';

/**
 * Starts it on two free ports of this machine: `origin`, and `away`, which is another origin to browsers and to fetch.
 *
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse, path: string) =>
 *   boolean | Promise<boolean>} [answer] asked first; true when it has answered
 */
export async function startEchoServer(answer = () => false) {
  const listener = (request, response) => {
    respond(request, response, answer).catch((error) => response.destroy(error));
  };
  const servers = [createServer(listener), createServer(listener)];
  for (const server of servers) await once(server.listen(0, '127.0.0.1'), 'listening');
  const [origin, away] = servers.map((server) => `http://127.0.0.1:${portOf(server)}`);
  return {
    origin,
    away,
    async stop() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
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
  if (searchParams.has('key')) await keepArrival(request, searchParams.get('key'));
  if (first === 'arrived') return void response.end(JSON.stringify(arrived.get(second) ?? []));
  if (first === 'echo' || first === 'simple-only') return echo(request, response);
  if (first === 'kept') return echo(request, response, second);
  if (first === 'kept-of') return void response.writeHead(kept.has(second) ? 200 : 404).end(kept.get(second));
  if (first === 'redirect')
    return void response.writeHead(Number(second ?? 302), { location: searchParams.get('to') }).end('elsewhere');
  if (first === 'status') return void response.writeHead(Number(second)).end(`status ${second}`);
  if (first === 'reset') return void request.socket.destroy();
  if (first === 'hang') return;
  if (first === 'length')
    return void response.writeHead(200, { 'content-length': second }).end('x'.repeat(Number(second)));
  if (first === 'slow-body') {
    response.writeHead(200, { 'content-type': 'text/plain' }).write('first,');
    await pause(100);
    return void response.end('second');
  }
  if (first === 'broken-body') {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' }).write('first,');
    await pause(100);
    return void request.socket.destroy();
  }
  response.writeHead(404).end();
}

const kept = new Map();
const arrived = new Map();

async function keepArrival(request, key) {
  const { method, headers } = request;
  const list = arrived.get(key) ?? [];
  arrived.set(key, list);
  // Its place is taken before the body is here.
  const arrival = { origin: `http://${headers.host}`, method, headers };
  list.push(arrival);
  arrival.body = await text(request);
}

async function echo(request, response, keepAs) {
  const { method, url, rawHeaders } = request;
  const headers = Array.from({ length: rawHeaders.length / 2 }, (_, n) => [rawHeaders[2 * n], rawHeaders[2 * n + 1]]);
  response.writeHead(200, { 'content-type': 'application/json' });
  const answer = JSON.stringify({ method, url, headers, body: await text(request) });
  if (keepAs !== undefined) kept.set(keepAs, answer);
  response.end(answer);
}
