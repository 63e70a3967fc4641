/**
 * The entries that bring the Rust side in another way: as JavaScript, and as a file that the program loads by itself.
 */

import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runSuite } from '../process-run.mjs';
import { report } from '../report.mjs';
import { deepEqual, equal, match } from '../suite/support/assert.js';
import { portOf } from '../port.mjs';

const CONDITIONS = ['edge-light', 'deno', 'bun', 'browser', 'node', 'default'];

export async function checkEntries(consumer) {
  const check = (name, test) => report.check(`package: ${name}`, test);
  const root = join(consumer, 'node_modules/tracehop');
  const run = (program, condition = 'node') => runProgram(consumer, program, condition);

  for (const condition of CONDITIONS.filter((one) => !['browser', 'default'].includes(one))) {
    await check(
      `every entry for servers adopts OpenTelemetry's active span, by the condition ${condition}`,
      async () => {
        for (const entry of ['tracehop', 'tracehop/js', 'tracehop/slim']) {
          const program = `
          const span = { kind: 0, spanContext: () => ({ traceId: '${HEADER.slice(3, 35)}', spanId: '${HEADER.slice(36, 52)}', traceFlags: 1 }) };
          globalThis[Symbol.for('opentelemetry.js.api.1')] = { context: { active: () => ({ getValue: () => span }) } };
          const { getTraceContext, init } = await import('${entry}');
          ${entry === 'tracehop/slim' ? `await init((await import('node:fs')).readFileSync(${JSON.stringify(join(root, 'tracehop.wasm'))}));` : ''}
          print(getTraceContext()?.traceparent);`;
          equal(await run(program, condition), HEADER, entry);
        }
      },
    );
  }

  await runSuite(consumer, 'node', [process.execPath], 'tracehop/js');

  await check('tracehop/js needs no WebAssembly, and evaluates no text as code', async () => {
    const program = `
      delete globalThis.WebAssembly;
      const { extract, inject, startSpan } = await import('tracehop/js');
      const carrier = {};
      inject(extract({ traceparent: '${HEADER}', tracestate: 'a=1' }).child(), carrier);
      const lines = [];
      startSpan('one', { log: (line) => lines.push(JSON.parse(line).message) }).end();
      const { hop } = await import('tracehop/js/traceparent');
      print([carrier.traceparent.slice(0, 36), carrier.tracestate, lines, hop('${HEADER}').slice(0, 36)]);`;
    const { stdout } = await execute(consumer, program, ['--disallow-code-generation-from-strings']);
    deepEqual(JSON.parse(stdout), [HEADER.slice(0, 36), 'a=1', ['one'], HEADER.slice(0, 36)]);
  });

  await check('a host without WebAssembly is told of tracehop/js, once, and programs go on', async () => {
    const program = `
      delete globalThis.WebAssembly;
      const warnings = [];
      console.warn = (text) => warnings.push(text);
      const { extract, traceFetch } = await import('tracehop');
      const traced = traceFetch({ fetch: async (url, init) => init?.headers ?? 'as it was', targets: ['https://a.example'] });
      const answers = [await traced('https://a.example/'), await traced('https://a.example/')];
      let message;
      try { extract({}); } catch (error) { message = error.message; }
      print([answers, message, warnings.length]);`;
    const [answers, message, warnings] = await run(program, 'browser');
    deepEqual([answers, warnings], [['as it was', 'as it was'], 1]);
    match(
      message,
      /^tracehop: WebAssembly could not start\. .*"tracehop\/js", which needs none\. WebAssembly is not defined$/,
    );
  });

  await check('in Node, tracehop/js imported late mends what could not start, for the other entries too', async () => {
    const program = `
      delete globalThis.WebAssembly;
      console.warn = () => {};
      const { hop } = await import('tracehop/traceparent');
      const before = hop('${HEADER}');
      await import('tracehop/js/traceparent');
      print([before, hop('${HEADER}').slice(0, 36)]);`;
    deepEqual(await run(program), [null, HEADER.slice(0, 36)]);
  });

  await checkSlim(consumer, root, run);
}

async function checkSlim(consumer, root, run) {
  const check = (name, test) => report.check(`package: tracehop/slim: ${name}`, test);
  const module = await readFile(join(root, 'tracehop.wasm'));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const server = createServer((request, response) => {
    const answers = {
      '/right': [200, 'application/wasm', module],
      '/plain': [200, 'text/plain', module],
      '/page': [200, 'text/html', '<!doctype html>'],
      '/lying': [200, 'application/wasm', '<!doctype html>'],
    };
    const [status, type, body] = answers[request.url] ?? [404, 'text/plain', 'nothing'];
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${portOf(server)}`;

  const START = `
    import { readFile } from 'node:fs/promises';
    const file = ${JSON.stringify(join(root, 'tracehop.wasm'))};
    const { extract, init, startSpan, traceFetch, traceHandler } = await import('tracehop/slim');
    const works = () => extract({ traceparent: '${HEADER}' }).child().traceparent.startsWith('${HEADER.slice(0, 36)}');
    const refusal = (source) => init(source).then(() => 'no error', (error) => error.name + ': ' + error.message);`;

  await check(
    'before init, what needs it says what to call, wrappers pass through, and the console says so once',
    async () => {
      const [message, sent, handled, warnings, afterwards] = await run(`${START}
      const warnings = [];
      console.warn = (text) => warnings.push(text);
      const fetch = traceFetch({ fetch: async (url, init) => new Response(new Headers(init?.headers).get('traceparent')), targets: ['https://a.example'], log: false });
      const handler = traceHandler((request, env, ctx, trace) => new Response(trace?.traceId ?? 'untraced'), { log: false });
      let message;
      try { extract({}); } catch (error) { message = error.message; }
      const sent = await (await fetch('https://a.example/')).text();
      const handled = await (await handler(new Request('https://a.example/'))).text();
      startSpan('one', { log: false }).end();
      await init();
      const later = await (await fetch('https://a.example/')).text();
      print([message, sent, handled, warnings, [works(), later.length]]);`);
      equal(message, 'tracehop: no WebAssembly yet. First await init() of "tracehop/slim", or use "tracehop".');
      deepEqual([sent, handled, warnings.length], ['', 'untraced', 1]);
      match(warnings[0], /^tracehop: tracing is off: .*First await init\(\) of "tracehop\/slim"/);
      deepEqual(afterwards, [true, 55]);
    },
  );

  const SOURCES = {
    'an address': `'${origin}/right'`,
    'a URL': `new URL('${origin}/right')`,
    'a Request': `new Request('${origin}/right')`,
    'a Response': `await fetch('${origin}/right')`,
    'a promise of a Response': `fetch('${origin}/right')`,
    'a Response of another type': `fetch('${origin}/plain')`,
    'a Response that the program made': 'new Response(await readFile(file))',
    bytes: 'await readFile(file)',
    'a promise of an ArrayBuffer': `readFile(file).then(({ buffer, byteOffset, length }) => buffer.slice(byteOffset, byteOffset + length))`,
    'a module': 'new WebAssembly.Module(await readFile(file))',
    'a module of another realm': `(await import('node:vm')).runInNewContext('new WebAssembly.Module(bytes)', { bytes: await readFile(file) })`,
    nothing: '',
  };
  for (const [what, source] of Object.entries(SOURCES)) {
    await check(`init takes ${what}`, async () => {
      deepEqual(await run(`${START}\nprint([await init(${source}), works()]);`), [null, true]);
    });
  }

  await check(
    'a response of type application/wasm is compiled while it arrives, any other when it is there',
    async () => {
      const counted = await run(`${START}
      let streamed = 0;
      const { compileStreaming } = WebAssembly;
      WebAssembly.compileStreaming = (response) => { streamed++; return compileStreaming(response); };
      await init('${origin}/right');
      print([streamed, works()]);`);
      deepEqual(counted, [1, true]);
    },
  );

  await check('calls share one load, and further ones do nothing, whatever they are given', async () => {
    const [fetched, settled] = await run(`${START}
      const { fetch } = globalThis;
      let fetched = 0;
      globalThis.fetch = (...args) => { fetched++; return fetch(...args); };
      const settled = await Promise.all([init('${origin}/right'), init('${origin}/right'), init('${origin}/missing')]);
      settled.push(await init('${origin}/missing'), await init(42), await init());
      print([fetched, settled]);`);
    deepEqual([fetched, settled], [1, Array(6).fill(null)]);
  });

  await check('a load that failed says why, and the next call tries again', async () => {
    const messages = await run(`${START}
      const bytes = await readFile(file);
      const at = bytes.lastIndexOf('${version}');
      const older = Buffer.concat([bytes.subarray(0, at), Buffer.from('${version}'.replace(/^./, '9'))]);
      const messages = [];
      const sources = ['${origin}/missing', '${origin}/page', '${origin}/lying', Buffer.from('text'), 'http://127.0.0.1:1/',
        Promise.reject(new Error('offline')), Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0), older, 42, null, {}];
      sources[5].catch(() => {});
      for (const source of sources) messages.push(await refusal(source));
      messages.push(await init('${origin}/right') ?? works());
      print(messages);`);
    const expected = [
      `^Error: tracehop: init got status 404 from ${origin}/missing$`,
      `^Error: tracehop: init found no WebAssembly in ${origin}/page: .*expected magic word`,
      `^Error: tracehop: init found no WebAssembly in ${origin}/lying: .*expected magic word`,
      '^Error: tracehop: init found no WebAssembly in the bytes: .*expected magic word',
      '^Error: tracehop: init could not load the WebAssembly: fetch failed$',
      '^Error: tracehop: init could not load the WebAssembly: offline$',
      `^Error: tracehop: init was given a module that is not tracehop\\.wasm; this is tracehop ${version}$`,
      `^Error: tracehop: init was given tracehop\\.wasm of 9\\S+; this is tracehop ${version}$`,
      '^TypeError: init: the source must be a URL, a Request, a Response, a promise of one of them, .*, got Number$',
      '^TypeError: init: .* got Null$',
      '^TypeError: init: .* got Object$',
      '^true$',
    ];
    equal(messages.length, expected.length);
    for (const [index, pattern] of expected.entries()) match(String(messages[index]), new RegExp(pattern));
  });

  await check('a host that compiles nothing is told of tracehop/js', async () => {
    const message = await run(`${START}
      const bytes = await readFile(file);
      delete globalThis.WebAssembly;
      print(await refusal(bytes));`);
    match(
      message,
      /^Error: tracehop: this host compiles no WebAssembly\. .*"tracehop\/js" does without it\. WebAssembly is not defined$/,
    );
  });

  await check('beside tracehop it waits for nothing, and tracehop/traceparent waits with it', async () => {
    deepEqual(await run(`${START}\nawait import('tracehop');\nprint(works());`), true);
    deepEqual(
      await run(`
      console.warn = () => {};
      const { hop } = await import('tracehop/traceparent');
      ${START}
      let message;
      try { extract({}); } catch (error) { message = error.message; }
      const before = hop('${HEADER}');
      await init();
      print([before, /init\\(\\)/.test(message), hop('${HEADER}').slice(0, 36), works()]);`),
      [null, true, HEADER.slice(0, 36), true],
    );
  });

  await new Promise((resolve) => server.close(resolve));
}

const HEADER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** Runs a program in the consumer's folder. @returns what it gave to `print`. */
async function runProgram(consumer, program, condition) {
  const { stdout } = await execute(consumer, program, ['--conditions', condition]);
  return JSON.parse(stdout);
}

async function execute(consumer, program, options) {
  const entry = join(consumer, 'entries-program.mjs');
  await writeFile(entry, `const print = (value) => console.log(JSON.stringify(value));\n${program}\n`);
  return promisify(execFile)(process.execPath, [...options, entry], { cwd: consumer });
}
