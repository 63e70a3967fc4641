/** The calls, a way of using the package after the other, and what they leave behind. */

import { alwaysOff, extract, startActiveSpan, traceFetch, traceHandler } from 'tracehop';

/**
 * More than that is not needed before every function is compiled and every connection open; fewer calls get half of
 * theirs.
 */
const WARM_UP = 10_000;
const CHECKPOINTS = 10;
/** How far the heap may be above what it was after the warm-up. */
const MOST_BYTES = 1024 * 1024;
/** Bare calls after which Node keeps no more for them. */
const HOST_WARM_UP = 150_000;
/** Calls under way at once. */
const WIDTH = 50;

const [stubbed, loopback] = process.argv.slice(2, 4).map(Number);
const origin = process.argv[4];
const context = extract({
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  tracestate: 'vendor=x',
});
let lines = 0;
const log = () => void lines++;

/** The same answer each time: what a fetch of the host leaves behind is not ours. */
const answer = Promise.resolve(new Response(null));
function stub() {
  return answer;
}

/**
 * `options` of traceFetch, or `call`, a function that gets the traced fetch and the URL and makes one call of another
 * kind; `hostKeeps`, that Node itself keeps megabytes for such calls, which the bare fetch has to bring about before
 * anything is measured.
 */
const WAYS = {
  'no lines': { options: { log: false } },
  'a line for each call': { options: { log } },
  'continued, with hooks and a redaction': {
    options: { log, context, onStart() {}, onEnd() {}, redact: (url) => url },
  },
  'not sampled, nothing sent': { options: { log, sampler: alwaysOff(), unsampled: 'omit' } },
  'a Request with a signal': {
    options: { log },
    hostKeeps: true,
    call: (fetch, url) => fetch(new Request(url, { headers: { 'x-own': '1' }, signal: new AbortController().signal })),
  },
  'inside an active span': {
    options: { log },
    call: (fetch, url) => startActiveSpan('work', { log }, () => fetch(url)),
  },
  'inside a handler': {
    options: { log },
    call(fetch, url) {
      this.handler ??= traceHandler(() => fetch(url), { log, service: 'soak' });
      return this.handler({ url: 'https://soak.example/', method: 'GET', headers: new Map() });
    },
  },
};

let failed = false;
const share = (count) => Math.ceil(count / Object.keys(WAYS).length);
for (const [name, way] of Object.entries(WAYS)) {
  if (stubbed > 0) await soak(`stubbed, ${name}`, share(stubbed), way, 'https://stub.example', { fetch: stub });
  if (loopback > 0) await soak(`loopback, ${name}`, share(loopback), way, origin, {});
}
process.exit(failed ? 1 : 0);

async function soak(name, count, way, target, more) {
  const traced = traceFetch({ targets: [target], ...more, ...way.options });
  const call = way.call?.bind({}, traced) ?? traced;
  const url = `${target}/items?id=1`;
  if (way.hostKeeps) await make(Math.min(HOST_WARM_UP, count), way.call.bind({}, more.fetch ?? globalThis.fetch), url);
  await make(Math.min(WARM_UP, Math.ceil(count / 2)), call, url);
  const start = await measured();
  let most = 0;
  const begun = performance.now();
  for (let checkpoint = 1; checkpoint <= CHECKPOINTS; checkpoint++) {
    await make(Math.floor(count / CHECKPOINTS), call, url);
    const now = await measured();
    most = Math.max(most, now.heap - start.heap);
    if (now.wasm !== start.wasm)
      complain(`${name}: the memory of the WebAssembly went from ${start.wasm} to ${now.wasm} bytes`);
  }
  if (most >= MOST_BYTES) complain(`${name}: the heap grew by ${most} bytes`);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const kib = (most / 1024).toFixed(0);
  console.log(
    `${name}: ${count.toLocaleString('en')} calls in ${seconds} s, heap at most +${kib} KiB, wasm ${start.wasm / 1024} KiB throughout`,
  );
}

async function make(count, call, url) {
  for (let made = 0; made < count; made += WIDTH) {
    const calls = Array.from({ length: Math.min(WIDTH, count - made) }, async (_, n) => {
      const response = await call(url);
      // Bodies are read, cancelled or, where there is none, left alone.
      if (response.body !== null) await (n % 10 === 0 ? response.body.cancel() : response.arrayBuffer());
    });
    await Promise.all(calls);
  }
}

/** After all that is garbage has gone: the host lets go of some of it only a turn or two later. */
async function measured() {
  for (let round = 0; round < 5; round++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  if (globalThis.memories.length === 0) complain('no memory of WebAssembly was seen');
  return {
    heap: process.memoryUsage().heapUsed,
    wasm: globalThis.memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
  };
}

function complain(text) {
  failed = true;
  console.log(`FAILED ${text}`);
}
