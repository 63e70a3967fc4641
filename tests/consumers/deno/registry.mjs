/** A registry with one package in one version. */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { portOf } from '../../package/port.mjs';

/** @returns its `origin`, and `stop()`. */
export async function startRegistry(tarball) {
  const contents = await readFile(tarball);
  const [, version] = /-(\d[^/\\]*)\.tgz$/.exec(tarball);
  const server = createServer((request, response) => {
    if (request.url === '/tracehop') response.end(JSON.stringify(metadata()));
    else if (request.url === '/tracehop.tgz') response.end(contents);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${portOf(server)}`;
  const metadata = () => ({
    name: 'tracehop',
    'dist-tags': { latest: version },
    versions: {
      [version]: {
        name: 'tracehop',
        version,
        dist: {
          tarball: `${origin}/tracehop.tgz`,
          integrity: `sha512-${createHash('sha512').update(contents).digest('base64')}`,
        },
      },
    },
  });
  return {
    origin,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
