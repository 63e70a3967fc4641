/** The service in workerd. Its socket is the worker's own: nothing stands between it and the caller. */

import { once } from 'node:events';
import { createServer } from 'node:net';
import { Log, LogLevel, Miniflare } from 'miniflare';
import { bundleWorker, COMPATIBILITY_DATE } from '../../../package/workerd/bundle.mjs';

const host = '127.0.0.1';

/** @param worker the path of its module. @returns the port, for which 0 stands for any free one. */
export async function serve(worker, port) {
  await checkPort(port);
  const miniflare = new Miniflare({
    modules: await bundleWorker(worker),
    compatibilityDate: COMPATIBILITY_DATE,
    compatibilityFlags: ['nodejs_compat'],
    host,
    port: 0,
    cf: false, // or Miniflare asks the network what `request.cf` should say
    log: new Log(LogLevel.ERROR),
    unsafeDirectSockets: [{ host, port }],
    handleRuntimeStdio: (stdout, stderr) => {
      stdout.pipe(process.stdout);
      stderr.pipe(process.stderr);
    },
  });
  return Number((await miniflare.unsafeGetDirectURL()).port);
}

/** Throws what Node throws where a port is taken: workerd would end with a stack trace. */
async function checkPort(port) {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  await new Promise((closed) => server.close(closed));
}
