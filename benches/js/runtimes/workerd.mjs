// workerd, the runtime of Cloudflare Workers: a fresh worker for each operation.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { Miniflare } from 'miniflare';
import { bundle } from './bundle.mjs';

export async function open() {
  const { version } = JSON.parse(
    await readFile(createRequire(import.meta.resolve('miniflare')).resolve('workerd/package.json'), 'utf8'),
  );
  return { version, measure, close: async () => {} };
}

/** Its clock counts whole milliseconds, so a slice has to have many. */
const SLICES = 3;

async function measure(name, { rounds, slice }) {
  const settings = { rounds, slice: slice * SLICES };
  const files = await bundle('workerd', name, {
    conditions: ['workerd', 'worker', 'browser'],
    mainFields: ['browser', 'module', 'main'],
    external: ['node:*', 'cloudflare:*', 'buffer', 'crypto'],
    loader: { '.wasm': 'copy' },
  });
  const modules = files.map(({ path, contents }) => ({
    type: path.endsWith('.wasm') ? 'CompiledWasm' : 'ESModule',
    path: basename(path),
    contents,
  }));
  const miniflare = new Miniflare({
    modules: modules.sort((a, b) => (a.type === 'ESModule' ? -1 : 1) - (b.type === 'ESModule' ? -1 : 1)),
    compatibilityDate: '2025-03-10',
    compatibilityFlags: ['nodejs_compat'],
    unsafeEvalBinding: 'EVALUATE',
  });
  try {
    const response = await miniflare.dispatchFetch('https://bench.example/', {
      method: 'POST',
      body: JSON.stringify(settings),
    });
    if (!response.ok) throw new Error(await response.text());
    return await response.json();
  } finally {
    await miniflare.dispose();
  }
}
