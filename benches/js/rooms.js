// Who takes part in what, and where. Each contender is a module contenders/<room>/<name>.js.

const EVERYWHERE = ['node', 'chromium', 'workerd'];

/** Room -> contender -> the runtimes that it works in. tracehop and its twin stand first, then the rivals. */
export const ROOMS = {
  traceparent: {
    tracehop: EVERYWHERE,
    twin: EVERYWHERE,
    tctx: EVERYWHERE,
    otel: EVERYWHERE,
    // Built on Node's Buffer and crypto.
    elastic: ['node'],
  },
  headers: { tracehop: EVERYWHERE, twin: EVERYWHERE, tctx: EVERYWHERE, otel: EVERYWHERE, bare: EVERYWHERE },
  tracestate: {
    tracehop: EVERYWHERE,
    twin: EVERYWHERE,
    tctx: EVERYWHERE,
    otel: EVERYWHERE,
    datadog: EVERYWHERE,
  },
  log: {
    tracehop: EVERYWHERE,
    twin: EVERYWHERE,
    // Its browser edition where there is no Node: see the module.
    pino: EVERYWHERE,
    // Built on Node's streams.
    winston: ['node'],
    stringify: EVERYWHERE,
  },
  fetch: {
    tracehop: EVERYWHERE,
    twin: EVERYWHERE,
    // Both instrument pages: they need a window.
    otel: ['chromium'],
    sentry: ['chromium'],
    bare: EVERYWHERE,
  },
};

/** Contenders that are no rivals but yardsticks: they do less than the operation asks, or are ours. */
export const YARDSTICKS = ['tracehop', 'twin', 'bare', 'stringify'];

export function contendersOf(room, runtime) {
  return Object.keys(ROOMS[room]).filter((name) => ROOMS[room][name].includes(runtime));
}
