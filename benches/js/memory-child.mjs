// In a process of its own: the heap that a million kept contexts take, and what ten million dropped ones leave behind.

import { randomBytes } from 'node:crypto';

const [library, kept, dropped] = process.argv.slice(2);
const { make, parse } = await import(`${library}/traceparent`);
const instance =
  library === 'tracehop'
    ? await import(new URL('js/wasm/instance.js', import.meta.resolve('tracehop/package.json')).href)
    : undefined;

const heap = () => {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
};
const wasmBytes = () => instance?.wasm.memory.buffer.byteLength;

/** Text as a header brings it: a string of its own. */
const header = () => {
  const hex = randomBytes(24).toString('hex');
  return Buffer.from(`00-${hex.slice(0, 32)}-${hex.slice(32)}-01`).toString('latin1');
};

const WAYS = {
  make,
  parse: () => parse(header()),
  child: (parent) => parent.child(),
  hopped: () => parse(header()).child(),
};

make().child();
const before = wasmBytes();
const perContext = {};
for (const [way, fresh] of Object.entries(WAYS)) {
  const parent = make();
  const contexts = new Array(Number(kept)).fill(null);
  const empty = heap();
  for (let index = 0; index < contexts.length; index++) contexts[index] = fresh(parent);
  perContext[way] = (heap() - empty) / contexts.length;
  if (contexts.at(-1).flags === undefined) throw new Error('the contexts are gone');
}

const empty = heap();
let last;
for (let index = 0; index < Number(dropped); index++) last = parse(make().toString()).child();
const left = heap() - empty;
process.send({ perContext, left, wasm: { before, after: wasmBytes() }, last: last.flags });
