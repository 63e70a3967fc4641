// What runs in the page: it waits to be asked.

export function serve(measureHere) {
  const host = {
    clock: () => globalThis.cpuTime(),
    collect: () => globalThis.gc({ type: 'minor' }),
    // biome-ignore lint/security/noGlobalEval: the measured module is a text that was bundled for this runtime
    evaluate: (text) => (0, eval)(text),
  };
  globalThis.bench = (settings) => measureHere(settings, host);
}
