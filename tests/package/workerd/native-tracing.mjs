/**
 * The tracing of Cloudflare's own: it shows no ids and sends no header, so ours are the only ones. Should that change,
 * this fails.
 */

import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { report } from '../report.mjs';
import { deepEqual } from '../suite/support/assert.js';
import { HEADER, TRACE_ID } from '../suite/support/examples.js';
import { bundleWorker } from './bundle.mjs';

/** The first by which every runtime that the tests may have gives `tracing`. */
const COMPATIBILITY_DATE = '2026-04-01';

export async function checkNativeTracing(folder, echo) {
  await report.check(
    'workerd: inside a span of the host one header leaves, ours, for the host shows no ids to adopt',
    async () => {
      const modules = await bundleWorker(join(folder, 'traced-by-host.js'));
      const bindings = { ECHO: echo };
      const miniflare = new Miniflare({
        modules,
        compatibilityDate: COMPATIBILITY_DATE,
        compatibilityFlags: ['nodejs_compat'],
        bindings,
      });
      try {
        const response = await miniflare.dispatchFetch('http://shop/', { headers: { traceparent: HEADER } });
        const { shown, headers, lines } = JSON.parse(await response.text());
        const [inside, client, server] = lines;
        deepEqual(shown, ['isTraced', 'setAttribute']);
        deepEqual(headers, [['traceparent', `00-${TRACE_ID}-${client.span_id}-01`]]);
        deepEqual(
          [inside.span_id, client.parent_id, server.trace_id, lines.length],
          [server.span_id, server.span_id, TRACE_ID, 3],
        );
      } finally {
        await miniflare.dispose();
      }
    },
  );
}
