/** A service in workerd, called over a real socket. */

import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { checkOnTheWire } from '../wire-vectors.mjs';
import { bundleWorker, COMPATIBILITY_DATE } from './bundle.mjs';

export async function checkWire(suite, echo) {
  const modules = await bundleWorker(join(suite, 'processing-worker.js'));
  const miniflare = new Miniflare({ modules, compatibilityDate: COMPATIBILITY_DATE, bindings: { ECHO: echo } });
  try {
    await checkOnTheWire('workerd', await miniflare.ready);
  } finally {
    await miniflare.dispose();
  }
}
