/** OTEL_SERVICE_NAME, by which a server's environment names its service. */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { report } from '../report.mjs';
import { deepEqual } from '../suite/support/assert.js';

const PROGRAM = `
const { configure, createLogger, startSpan, traceHandler } = await import('tracehop');
const services = [];
const log = (line) => services.push(JSON.parse(line).service ?? null);
const logger = createLogger({ log });
logger.info('by the environment');
startSpan('a span', { log }).end();
createLogger({ log, service: 'own' }).info('its own');
const handler = traceHandler(() => new Response('ok'), { service: 'handler', log });
await handler(new Request('https://shop.example/'));
configure({ service: 'configured' });
logger.info('configured');
configure({ level: 'debug' });
logger.info('by the environment again');
console.log(JSON.stringify(services));
`;

export async function checkServiceName(consumer) {
  const services = async (condition, env) => {
    const entry = join(consumer, 'service-name.mjs');
    await writeFile(entry, PROGRAM);
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions', condition, entry], {
      cwd: consumer,
      env: { ...process.env, ...env },
    });
    return JSON.parse(stdout);
  };

  await report.check('package: OTEL_SERVICE_NAME is the last resort for service on servers', async () => {
    for (const condition of ['node', 'edge-light']) {
      const named = await services(condition, { OTEL_SERVICE_NAME: 'by-env' });
      deepEqual(named, ['by-env', 'by-env', 'own', 'handler', 'configured', 'by-env'], condition);
    }
    deepEqual(await services('node', { OTEL_SERVICE_NAME: '' }), [null, null, 'own', 'handler', 'configured', null]);
  });

  await report.check('package: a page reads no environment', async () => {
    const named = await services('browser', { OTEL_SERVICE_NAME: 'by-env' });
    deepEqual(named, [null, null, 'own', 'handler', 'configured', null]);
  });
}
