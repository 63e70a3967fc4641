/** What has to be true of the calls of page.js, in any browser. */

import { report } from '../report.mjs';
import { deepEqual, equal, match } from '../suite/support/assert.js';

const HEADER = /^00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]$/;
const LINE = 'Access-Control-Allow-Headers: traceparent';

/** @param found what the page sent; `servers` have what reached them. */
export async function checkOrigins(browser, found, { origins, requests }) {
  const check = (name, test) => report.check(`${browser}: ${name}`, test);
  if (found === undefined || found.failed !== undefined) {
    return report.failed(`${browser} runs the page`, found?.failed ?? 'nothing came from it in time');
  }
  const at = (name, path) => requests[name].filter((request) => request.path === path);
  const methods = (name, path) => at(name, path).map(({ method }) => method);
  const asked = (name, path) => at(name, path)[0].headers['access-control-request-headers'];

  await check('the own origin gets headers without a preflight', () => {
    match(found.home.arrived, HEADER);
    deepEqual(methods('home', '/home'), ['GET']);
    deepEqual(found.explainedHome, { sent: true, reason: found.explainedHome.reason, rule: origins.home });
  });

  await check('a target that allows the header gets it after a preflight that asks for it', () => {
    match(found.allows.arrived, HEADER);
    deepEqual(methods('allows', '/allows'), ['OPTIONS', 'GET']);
    equal(asked('allows', '/allows'), 'traceparent');
  });

  await check('a target that forgets to allow it fails by the preflight, and bare calls do not', () => {
    equal(found.bareForgets.arrived, null);
    equal(found.forgets.error, 'TypeError');
    deepEqual(methods('forgets', '/refused'), ['OPTIONS']);
    equal(asked('forgets', '/refused'), 'traceparent');
    deepEqual([found.refusedLine.status, found.refusedLine['error.type']], ['error', 'TypeError']);
  });

  await check('explain() has the very line that this server is missing', () => {
    deepEqual([found.explained.sent, found.explained.cors], [true, LINE]);
    match(found.mended.arrived, HEADER);
    deepEqual(methods('forgets', '/mended'), ['OPTIONS', 'GET']);
  });

  await check('an origin outside the targets sees no preflight and no header', () => {
    equal(found.outside.arrived, null);
    equal(found.byDefault.arrived, null);
    deepEqual(methods('outside', '/outside'), ['GET']);
    deepEqual(methods('outside', '/default'), ['GET']);
    equal('cors' in found.explainedOutside, false);
  });

  await check(
    'a redirect carries the header on, by every status: it arrives where it is allowed, and fails where it is not',
    () => {
      equal(Object.keys(found.redirects).length, 10);
      for (const [path, { allowed, outside }] of Object.entries(found.redirects)) {
        match(allowed.arrived, HEADER, path);
        deepEqual(methods('allows', `/${path}`), ['OPTIONS', 'GET'], path);
        equal(outside.error, 'TypeError', path);
        deepEqual(methods('outside', `/${path}`), ['OPTIONS'], path);
        equal('traceparent' in at('outside', `/${path}`)[0].headers, false, path);
      }
    },
  );
}
