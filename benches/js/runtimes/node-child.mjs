// One operation, measured in a Node process of its own: run.mjs asks for it, the answer goes back as a message.

import { measure } from '../measure.js';
import { OPS } from '../ops.js';
import { contendersOf } from '../rooms.js';

const [name, settings] = process.argv.slice(2);
const op = OPS[name];

const host = {
  /** CPU time, garbage collection on other threads included: what other programs do meanwhile does not count. */
  clock() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  collect: () => globalThis.gc({ type: 'minor' }),
  // biome-ignore lint/security/noGlobalEval: the measured module is a text that was bundled for this runtime
  evaluate: (text) => (0, eval)(text),
};

const contenders = {};
for (const contender of contendersOf(op.room, 'node')) {
  contenders[contender] = await import(`../contenders/${op.room}/${contender}.js`);
}
process.send(await measure(name, op, contenders, JSON.parse(settings), host));
