/** Waiting for what another process does, with a limit at which something is certainly wrong. */

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { portOf } from '../../package/port.mjs';

const LIMIT_MS = 60_000;
const PAUSE_MS = 50;

/**
 * @returns the first value of `look()` that is not undefined and no empty answer; after the limit, whatever it gives
 * then.
 */
export async function eventually(look) {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const found = await look();
    if (found || Date.now() > end) return found;
    await pause(PAUSE_MS);
  }
}

/** A port that is free now, for tools that cannot say which one they took. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** Whether somebody listens at a port. It is not called: that would be a request more than the test's own. */
export function accepts(port) {
  return new Promise((settle) => {
    const socket = connect(port, '127.0.0.1');
    socket
      .on('error', () => settle(false))
      .on('connect', () => {
        settle(true);
        socket.destroy();
      });
  });
}
