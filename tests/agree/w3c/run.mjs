/**
 * The service of the W3C's suite, in Node and in workerd: it converses as the suite asks, and nothing breaks it. And the
 * script that runs the suite: it passes none that should fail.
 */

import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { consumerFolder } from '../../package/consumer.mjs';
import { report } from '../../package/report.mjs';
import { deepEqual, equal, match } from '../../package/suite/support/assert.js';
import { startCallbacks } from './callbacks.mjs';
import { checkConversations } from './conversations.mjs';
import { checkRawRequests } from './raw.mjs';
import { runService, startService } from './service-process.mjs';
import { checkSuiteRun } from './suite-run.mjs';
import { portOf } from '../../package/port.mjs';

const pkg = join(await consumerFolder(), 'node_modules/tracehop');
const callbacks = await startCallbacks();

async function checkIn(runtime) {
  const service = await startService(runtime, pkg);
  await checkConversations(runtime, service, callbacks);
  deepEqual(service.complaints(), [], `what ${runtime} wrote besides its lines`);
  await checkRawRequests(runtime, service, callbacks);
  await report.check(`${runtime} ends when its starter does`, async () => equal(await service.stop(), 0));
}

await Promise.all(['node', 'workerd'].map((runtime) => report.check(`${runtime} serves`, () => checkIn(runtime))));

await report.check('wrong options and a taken port are one sentence each, exit code 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const port = String(portOf(taken));
  /** @type {[string[], RegExp][]} */
  const refused = [
    [[], /^--runtime is node or workerd\. .*\n$/],
    [['--runtime', 'deno'], /^--runtime is node or workerd\. .*\n$/],
    [['--prot', '1'], /^[^\n]*--prot[^\n]*--port N[^\n]*\n$/],
    [['--runtime', 'node', '--port', 'x'], /^--port takes a number .*\n$/],
    [['--runtime', 'node', '--package', 'nowhere'], /^There is no package in .*nowhere\. Run: cargo xtask build\n$/],
    [
      ['--runtime', 'node', '--package', pkg, '--port', port],
      new RegExp(`^Port ${port} is already taken\\. .*--port\\.\n$`),
    ],
    [
      ['--runtime', 'workerd', '--package', pkg, '--port', port],
      new RegExp(`^Port ${port} is already taken\\. .*--port\\.\n$`),
    ],
  ];
  for (const [options, sentence] of refused) {
    const { code, said } = await runService(...options);
    match(said, sentence, options.join(' '));
    equal(code, 1, options.join(' '));
  }
  taken.close();
});

await checkSuiteRun(pkg);
await callbacks.stop();
report.end();
