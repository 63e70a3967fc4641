import { runInProcess } from '../process-run.mjs';
import { checkAborts } from './aborts.mjs';
import { checkBundled } from './bundled.mjs';
import { checkDoors } from './doors.mjs';
import { checkEntries } from './entries.mjs';
import { checkExportedNames } from './exported-names.mjs';
import { checkExpress } from './express.mjs';
import { checkIds } from './ids.mjs';
import { checkOpenTelemetry } from './opentelemetry.mjs';
import { checkPackage } from './package-facts.mjs';
import { checkServiceName } from './service-name.mjs';
import { checkUnreadBodies } from './unread-bodies.mjs';
import { checkWire } from './wire.mjs';

await runInProcess('node', [process.execPath], async (consumer) => {
  await checkPackage(consumer);
  await checkBundled(consumer);
  await checkAborts(consumer);
  await checkUnreadBodies(consumer);
  await checkDoors(consumer);
  await checkEntries(consumer);
  await checkServiceName(consumer);
  await checkExportedNames(consumer);
  await checkWire(consumer);
  await checkExpress(consumer);
  await checkIds(consumer);
  await checkOpenTelemetry(consumer);
});
