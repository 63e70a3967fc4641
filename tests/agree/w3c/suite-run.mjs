/** How `cargo xtask conformance` judges: a suite that is no suite, and a Python that only prints, in the W3C's place. */

import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { report } from '../../package/report.mjs';
import { equal, match } from '../../package/suite/support/assert.js';
import { isOk } from './verdict.mjs';

const script = fileURLToPath(new URL('suite.mjs', import.meta.url));

const REPORTS = {
  'test_a (X.test_a) ... ok\n\n-----\nRan 41 tests in 0.381s\n\nOK\n': true,
  '-----\nRan 1 test in 1s\n\nOK\n': true,
  '-----\nRan 3 tests in 1s\n\nFAILED (failures=1, errors=1, skipped=1)\n': false,
  '-----\nRan 41 tests in 1s\n\nOK (skipped=12)\n': false,
  '-----\nRan 0 tests in 0s\n\nOK\n': false,
  'Traceback (most recent call last):\n  ...\nOSError: address in use\n': false,
  'OK\n': false,
};

/** Is asked for aiohttp, then to run test.py. `PYTHON` has its answers. */
const PYTHON = `#!/usr/bin/env node
const { aiohttp, levels, printed, code } = JSON.parse(process.env.PYTHON);
const { argv, env } = process;
if (argv[2] === '-c') process.exit(aiohttp ? 0 : 1);
const given = [env.STRICT_LEVEL, env.SPEC_LEVEL, Number(env.HARNESS_PORT) > 0, env.PYTHONDONTWRITEBYTECODE].join();
if (given !== levels || argv[2] !== '-u' || argv[3] !== 'test.py') throw new Error(given + argv);
const { status } = await fetch(argv[4], { method: 'POST', body: '[]' });
process.stderr.write(printed);
process.exit(status === 200 ? code : 1);
`;

/** Checks `suite.mjs` with this package. */
export async function checkSuiteRun(pkg) {
  for (const [text, ok] of Object.entries(REPORTS)) {
    await report.check(`a report that ends in ${JSON.stringify(text.slice(-30))}`, async () => equal(isOk(text), ok));
  }

  const folder = await mkdtemp(join(tmpdir(), 'tracehop-suite-'));
  const place = async (name, text) => {
    await mkdir(join(folder, name, 'test'), { recursive: true });
    await writeFile(join(folder, name, 'test/test.py'), text);
  };
  await place('old', 'STRICT_LEVEL');
  await place('new', 'STRICT_LEVEL, SPEC_LEVEL');
  await writeFile(join(folder, 'package.json'), '{"type":"module"}\n');
  await writeFile(join(folder, 'python3'), PYTHON);
  await chmod(join(folder, 'python3'), 0o755);
  const run = (options, python = {}) => {
    const answers = {
      aiohttp: true,
      levels: '2,2,true,1',
      printed: 'a\nRan 41 tests in 1s\n\nOK\n',
      code: 0,
      ...python,
    };
    const PATH = folder + delimiter + process.env.PATH;
    const env = { ...process.env, PATH, PYTHON: JSON.stringify(answers) };
    const { status, stderr } = spawnSync(process.execPath, [script, ...options], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    return { status, stderr };
  };
  const inNode = ['--runtime', 'node', '--package', pkg];

  await report.check('a suite passes with exit code 0, its folder named or that above', async () => {
    for (const suite of ['new', 'new/test']) {
      const { status, stderr } = run(['--suite', suite, ...inNode]);
      equal(status, 0, stderr);
      match(stderr, /^a\nRan 41 tests/);
    }
  });
  await report.check('a suite that fails, skips or ends with an error is not passed', async () => {
    for (const python of [{ code: 1 }, { printed: 'a\nRan 41 tests in 1s\n\nOK (skipped=1)\n' }]) {
      const { status, stderr } = run(['--suite', 'new', ...inNode], python);
      equal(status, 1);
      match(stderr, /^node does not conform\./m);
    }
  });
  await report.check('what is missing is refused with advice', async () => {
    /** @type {[string[], RegExp][]} */
    const refused = [
      [[], /^Get the W3C's suite/],
      [['--suite', 'nowhere'], /^nowhere has no test\.py that knows SPEC_LEVEL\. Get the W3C's suite/],
      [['--suite', 'old'], /^old has no test\.py that knows SPEC_LEVEL\. Get the W3C's suite/],
      [['--suite', 'new', '--runtime', 'deno'], /^--runtime is node or workerd\. /],
      [['--suit', 'new'], /--suit.*--suite DIR/],
      [['--suite', 'new'], /^The W3C's suite needs Python 3 .* with aiohttp\./],
    ];
    for (const [options, sentence] of refused) {
      const { status, stderr } = run(options, { aiohttp: false });
      match(stderr, sentence);
      equal(status, 1);
    }
  });
  await rm(folder, { recursive: true, force: true });
}
