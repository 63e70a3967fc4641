/**
 * A service behind the HTTP server of Node, with the bridge that its users write: the lines as they came become
 * Headers.
 */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startEchoServer } from '../echo-server.mjs';
import { checkOnTheWire } from '../wire-vectors.mjs';
import { portOf } from '../port.mjs';

export async function checkWire(consumer) {
  const { default: worker } = await import(pathToFileURL(join(consumer, 'suite-node/processing-worker.js')).href);
  const echo = await startEchoServer();
  const server = createServer(async ({ rawHeaders, url }, response) => {
    const headers = new Headers();
    for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at], rawHeaders[at + 1]);
    const answer = await worker.fetch(new Request(new URL(url, 'http://shop.example'), { headers }), {
      ECHO: echo.origin,
    });
    response.writeHead(answer.status, [...answer.headers].flat()).end(await answer.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Node answers 400 to control characters.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Node's parser refuses these in a header
  const takes = (value) => !/[\x01-\x08\x0b-\x1f\x7f]/.test(value);
  await checkOnTheWire('node', new URL(`http://127.0.0.1:${portOf(server)}`), takes);
  server.close();
  server.closeAllConnections();
  await echo.stop();
}
