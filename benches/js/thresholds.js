// What the figures have to be: each line is one op on one runtime, as the ratio of a contender's time to tracehop's.

/**
 * Times as fast as a rival, at least.
 *
 * @type {[op: string, contender: string, least: Record<string, number>][]}
 */
const RIVALS = [
  ['parse_valid', 'tctx', { node: 8, chromium: 5 }],
  ['make_string', 'tctx', { node: 30, chromium: 15 }],
  ['child_string', 'tctx', { node: 13, chromium: 11 }],
  ['hop', 'tctx', { node: 15, chromium: 11, workerd: 4 }],
  ['to_string', 'tctx', { node: 25, chromium: 25 }],
  ['tracestate_3', 'tctx', { node: 5, chromium: 5 }],
  ['tracestate_32', 'tctx', { node: 5, chromium: 5 }],
  ['headers_in_out', 'otel', { node: 2.2, chromium: 2.2 }],
  ['log_line', 'pino', { node: 2, chromium: 2 }],
  ['fetch_overhead', 'otel', { chromium: 50 }],
  ['fetch_overhead', 'sentry', { chromium: 25 }],
];

/**
 * How many times as long as the bare contender an operation may take. The bare contender makes only the calls of the
 * host that every library has to make.
 *
 * @type {[op: string, contender: string, most: Record<string, number>][]}
 */
const BARE = [['headers_in_out', 'bare', { node: 1.7, chromium: 1.7 }]];

/** Of the twin's speed, at least: below 1 only by what two runs differ. A fetch wrapper may take half as long again. */
const TWIN = { others: 0.9, fetch_overhead: 1 / 1.5, ahead: { node: ['parse_valid', 'make', 'make_string'] } };

/** Every bar for an operation on a runtime: `{contender, least}`. */
export function barsOf(runtime, op) {
  const bars = [];
  for (const [name, contender, least] of RIVALS) {
    if (name === op && runtime in least) bars.push({ contender, least: least[runtime] });
  }
  for (const [name, contender, most] of BARE) {
    if (name === op && runtime in most) bars.push({ contender, least: 1 / most[runtime] });
  }
  const isAhead = TWIN.ahead[runtime]?.includes(op);
  bars.push({ contender: 'twin', least: isAhead ? 1 : (TWIN[op] ?? TWIN.others) });
  return bars;
}

/** What is below its bar, each as a sentence. */
export function missed(runtimes) {
  const sentences = [];
  for (const [runtime, { ratios }] of Object.entries(runtimes)) {
    for (const [op, reached] of Object.entries(ratios)) {
      for (const { contender, least } of barsOf(runtime, op)) {
        const ratio = reached[contender];
        if (ratio >= least) continue;
        const is = Number.isFinite(ratio)
          ? `${contender} takes ${ratio.toFixed(2)} times as long as tracehop`
          : `${contender} was not measured`;
        sentences.push(`${runtime} ${op}: ${is}, the bar is ${least.toFixed(2)}`);
      }
    }
  }
  return sentences;
}

/** Import and first header: no slower than tctx beyond what two runs differ. */
export function missedAtStartup({ nothing, tracehop, tctx }) {
  const most = 1.05;
  const ratio = (nothing + tracehop) / (nothing + tctx);
  return ratio <= most ? [] : [`startup: tracehop takes ${ratio.toFixed(2)} times as long as tctx, the bar is ${most}`];
}

/** Kept contexts take at most twice tctx's heap, and WebAssembly memory never grows. */
export function missedInMemory({ tracehop, tctx }) {
  const sentences = [];
  for (const [way, bytes] of Object.entries(tracehop.perContext)) {
    const ratio = bytes / tctx.perContext[way];
    if (ratio > 2)
      sentences.push(`memory ${way}: a kept context takes ${ratio.toFixed(2)} times the heap of tctx's, the bar is 2`);
  }
  if (tracehop.wasm.after !== tracehop.wasm.before) sentences.push('memory: WebAssembly memory grew');
  return sentences;
}
