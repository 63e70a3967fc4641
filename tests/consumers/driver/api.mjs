/** The service that the programs call, at an origin of its own. It keeps the headers of every call that arrived. */

import { startEchoServer } from '../../package/echo-server.mjs';

export async function startApi() {
  const calls = [];
  const server = await startEchoServer((request, response, path) => {
    if (request.method !== 'OPTIONS') calls.push({ path, headers: request.headers });
    return false;
  });
  return {
    ...server,
    /** The first call of a path; undefined while none has arrived. */
    call: (path) => calls.find((call) => call.path === path),
  };
}
