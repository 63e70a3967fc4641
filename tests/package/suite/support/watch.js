/**
 * Counts what the package's import does with randomness, clocks, timers, the network and the wasm compiler.
 * Evaluated before the package's first module, because index.js imports it first.
 */

const touched = [];
const undo = [];

function watch(owner, name, ownerName) {
  const original = owner?.[name];
  if (typeof original !== 'function') return;
  const key = `${ownerName}.${name}`;
  const watched = new Proxy(original, {
    apply(target, self, args) {
      touched.push(key);
      return Reflect.apply(target, self, args);
    },
    construct(target, args, newTarget) {
      touched.push(key);
      return Reflect.construct(target, args, newTarget);
    },
  });
  const own = Object.getOwnPropertyDescriptor(owner, name);
  try {
    Object.defineProperty(owner, name, { value: watched, configurable: own?.configurable ?? true, writable: true });
  } catch {
    return; // a host that does not let it be replaced: the names in `watching` say which were
  }
  watching.push(key);
  undo.push(() => (own === undefined ? delete owner[name] : Object.defineProperty(owner, name, own)));
}

/** What could be watched here. */
export const watching = [];

for (const name of ['getRandomValues', 'randomUUID']) watch(globalThis.crypto, name, 'crypto');
for (const name of ['now']) watch(globalThis.performance, name, 'performance');
for (const name of ['now']) watch(Date, name, 'Date');
for (const name of ['random']) watch(Math, name, 'Math');
for (const name of ['Module', 'Instance', 'compile', 'instantiate', 'instantiateStreaming']) {
  watch(globalThis.WebAssembly, name, 'WebAssembly');
}
for (const name of ['Date', 'fetch', 'XMLHttpRequest', 'WebSocket', 'setTimeout', 'setInterval', 'queueMicrotask']) {
  watch(globalThis, name, 'globalThis');
}

/** Stops watching. @returns what was touched, in order. */
export function stopWatching() {
  for (const step of undo.reverse()) step();
  return touched;
}
