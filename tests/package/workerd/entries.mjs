/** `tracehop/slim` and `tracehop/js` in workerd. Each claim has a worker of its own, for what is loaded stays. */

import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { report } from '../report.mjs';
import { deepEqual } from '../suite/support/assert.js';
import { HEADER, TRACE_ID } from '../suite/support/examples.js';
import { bundleWorker, COMPATIBILITY_DATE } from './bundle.mjs';

const TRACED = { given: TRACE_ID, ambient: TRACE_ID };

export async function checkEntries(workers) {
  const claim = (name, file, path, expected) =>
    report.check(`workerd: ${name}`, async () => {
      const modules = await bundleWorker(join(workers, file));
      const miniflare = new Miniflare({
        modules,
        compatibilityDate: COMPATIBILITY_DATE,
        compatibilityFlags: ['nodejs_als'],
      });
      try {
        const response = await miniflare.dispatchFetch(`http://worker${path}`, { headers: { traceparent: HEADER } });
        deepEqual(await response.json(), expected);
      } finally {
        await miniflare.dispose();
      }
    });

  await claim('tracehop/slim traces once it has the module that the worker imports', 'slim.js', '/given', {
    before: {},
    after: TRACED,
  });
  await claim('tracehop/slim has a module of its own', 'slim.js', '/own', { before: {}, after: TRACED });
  await claim('tracehop/js traces, with an ambient context', 'without-wasm.js', '/', TRACED);
}
