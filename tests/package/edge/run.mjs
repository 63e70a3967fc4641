/**
 * The suite in Vercel's edge runtime: bare, and with the global AsyncLocalStorage that Vercel and Next.js put there.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'esbuild';
import { consumerFolder, placeSuite } from '../consumer.mjs';
import { startEchoServer } from '../echo-server.mjs';
import { report } from '../report.mjs';

const consumer = await consumerFolder();
const echo = await startEchoServer();
const folder = await placeSuite(consumer, { runtime: 'edge-runtime', echo: echo.origin, away: echo.away, page: false });
const {
  outputFiles: [bundle],
} = await build({
  stdin: {
    contents:
      "import { host } from './host.js';\nimport { checkAll } from './index.js';\n" +
      'globalThis.checkSuite = async (facts) => JSON.stringify(await checkAll({ ...host, ...JSON.parse(facts) }));',
    resolveDir: folder,
  },
  bundle: true,
  write: false,
  format: 'iife',
  // As modules are.
  banner: { js: '"use strict";' },
  target: 'es2022',
  conditions: ['edge-light', 'worker'],
  logLevel: 'error',
});

/** Claims that cannot hold here, and what of this runtime's own fetch says so. One that holds after all has to go. */
const OTHERWISE = [
  [/^fetch headers: an init with inherited or computed fields keeps them$/, "Request reads an init's own fields only"],
  [/^fetch override: .*, in every shape of arguments$/, "Request reads an init's own fields only"],
  [/^fetch init: the caller's own headers are found wherever /, "Request reads an init's own fields only"],
  [/^fetch init: members that only others know reach /, 'Request reads every member of an init'],
  [/^fetch init: an init of which fetch knows nothing /, 'Request adds duplex to each init, so that none is empty'],
  [/^instrumentFetch: .* (is no obstacle|nothing can replace)/, 'the global fetch cannot be redefined'],
  [
    /^fetch promise: invalid arguments reject as with fetch, and never throw$/,
    'the promise of fetch is one of another realm',
  ],
  [
    /^fetch network: a redirect is followed as fetch does, and the span names the first URL$/,
    'redirected is false after a redirect',
  ],
  [
    /^bad input: a traced fetch ends as fetch does for every value, as input and as init$/,
    'an init that is null is refused',
  ],
];

for (const [label, ambient] of [
  ['bare', false],
  ['with AsyncLocalStorage', true],
]) {
  const globals = ambient ? { AsyncLocalStorage } : {};
  try {
    const vm = new EdgeVM({ extend: (context) => Object.assign(context, globals) });
    vm.evaluate(bundle.text);
    const results = await vm.evaluate('checkSuite')(JSON.stringify({ ambient }));
    report.run(`edge-runtime ${label}`, withoutKnown(JSON.parse(results)));
  } catch (error) {
    report.failed(`edge-runtime ${label} runs`, error.stack);
  }
}
await echo.stop();
report.end();

function withoutKnown({ passed, failures }) {
  const isOf =
    (pattern) =>
    ({ name }) =>
      pattern.test(name);
  const unexpected = failures.filter((failure) => !OTHERWISE.some(([pattern]) => isOf(pattern)(failure)));
  const holding = OTHERWISE.filter(([pattern]) => !failures.some(isOf(pattern))).map(([pattern, why]) => ({
    name: `${pattern} holds now`,
    reason: `so it has to leave tests/package/edge/run.mjs, where it says: ${why}`,
  }));
  return { passed, failures: [...unexpected, ...holding] };
}
