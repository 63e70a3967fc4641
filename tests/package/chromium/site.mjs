/** A static site over the consumer's folder: pages, scripts and the installed package, beside the echo paths. */

import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { startEchoServer } from '../echo-server.mjs';

const TYPES = {
  '.js': 'text/javascript',
  '.html': 'text/html',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * @param {string} root the folder to serve
 * @param {Record<string, { html?: string, csp?: string }>} pages by their paths
 * @param {Parameters<typeof startEchoServer>[0]} [answer] asked first; true when it has answered
 */
export function startSite(root, pages, answer = () => false) {
  return startEchoServer(async (request, response, path) => {
    if (await answer(request, response, path)) return true;
    const page = pages[path];
    if (page !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': page.csp });
      response.end(page.html);
      return true;
    }
    if (path === '/favicon.ico') {
      response.writeHead(204).end();
      return true;
    }
    const file = normalize(join(root, path));
    if (!file.startsWith(root + sep)) return false;
    const contents = await readFile(file).catch(() => undefined);
    if (contents === undefined) return false;
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(contents);
    return true;
  });
}
