/**
 * A page that a server renders and the browser brings to life: both sides call the API, each with a trace and lines of
 * its own.
 */

import { report } from '../../package/report.mjs';
import { equal, match } from '../../package/suite/support/assert.js';
import { HEADER } from '../../package/suite/support/examples.js';
import { startApi } from './api.mjs';
import { visit } from './page.mjs';
import { linesAreOneTrace } from './server.mjs';
import { isOneTrace } from './trace.mjs';

/**
 * What it calls: `/echo/render` while the page at `/` is rendered, `/echo/checkout` once the page runs, and
 * `/echo/NAME` when the route of that name is called.
 *
 * @param routes the names.
 * @param start `(env) => Promise<{url, output}>`: starts the application with these variables.
 */
export async function checkApplication(label, routes, start) {
  const api = await startApi();
  const { url, output } = await start({ API: api.origin });
  const call = async (path) => (await fetch(url + path, { headers: { traceparent: HEADER } })).text();

  await report.check(`${label}: a page is rendered in its caller's trace`, async () => {
    match(await call('/'), /The server got (<!-- -->)?200/);
    await linesAreOneTrace(output, api.call('/echo/render'), 'rendering');
  });

  for (const route of routes) {
    await report.check(`${label}: the ${route} route continues its caller's trace`, async () => {
      equal(await call(`/${route}`), 'got 200');
      await linesAreOneTrace(output, api.call(`/echo/${route}`), `${route} called`);
    });
  }

  await report.check(
    `${label}: the page comes to life, its call has a traceparent, and its lines are the same trace`,
    () =>
      visit(url, async ({ tab, lines }) => {
        await tab.getByText('The page got 200').waitFor();
        isOneTrace(api.call('/echo/checkout'), lines(), 'checkout opened');
      }),
  );
  await api.stop();
}
