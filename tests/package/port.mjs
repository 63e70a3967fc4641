/**
 * The port that a server of Node listens on.
 *
 * @param {import('node:net').Server} server
 */
export function portOf(server) {
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return address.port;
}
