/** Servers of four origins, which differ in what they say to a preflight, and keep what reached them. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { portOf } from '../port.mjs';

/** What each answers to the preflight of another origin's page, beside `access-control-allow-origin: *`. */
const PREFLIGHT = {
  home: {},
  allows: { 'access-control-allow-headers': 'content-type, traceparent, tracestate' },
  /** Allows what its neighbours send, until somebody adds a line. */
  forgets: { 'access-control-allow-headers': 'content-type' },
  outside: {},
};

/**
 * @param answer `(request, response, path) => boolean`: what else the home has; asked first.
 * @returns `{origins, requests, addLine(line), forget()}`, the first two by name.
 */
export async function startOrigins(answer) {
  const requests = {};
  const servers = [];
  const origins = {};
  let added = {};
  for (const name of Object.keys(PREFLIGHT)) {
    requests[name] = [];
    const server = createServer(async (request, response) => {
      const { pathname, searchParams } = new URL(request.url, 'http://origin');
      if (name === 'home' && (await answer(request, response, pathname))) return;
      const { method, headers } = request;
      requests[name].push({ method, path: pathname, headers });
      response.setHeader('access-control-allow-origin', '*');
      // So that no second call finds the leave that the first one got.
      response.setHeader('access-control-max-age', '0');
      const more = { ...PREFLIGHT[name], ...(name === 'forgets' && added) };
      if (method === 'OPTIONS') return void response.writeHead(name === 'outside' ? 403 : 204, more).end();
      if (pathname.startsWith('/redirect/'))
        return void response.writeHead(Number(pathname.slice(10)), { location: searchParams.get('to') }).end();
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ traceparent: headers.traceparent ?? null }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
    origins[name] = `http://127.0.0.1:${portOf(server)}`;
  }
  return {
    origins,
    requests,
    /** Adds a header line, as a developer copies it, to what `forgets` answers. */
    addLine(line) {
      const colon = line.indexOf(':');
      added = { [line.slice(0, colon)]: line.slice(colon + 1).trim() };
    },
    forget() {
      added = {};
      for (const list of Object.values(requests)) list.length = 0;
    },
    stop() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
