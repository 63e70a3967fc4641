// What all copies of the package on one page, or in one program, know together: applications and their libraries bring
// one each.

const KEY = Symbol.for('tracehop.shared');
/** Headers that are remembered. A call that comes back to us after more others than this is taken for a new one. */
const MAX_HEADERS = 1024;

let state;

/** `{isEnabled, calling, headers, next}`. Later versions keep these names and what they mean. */
export function shared() {
  return (state ??= globalThis[KEY] ?? put({ isEnabled: true, calling: undefined, headers: [], next: 0 }));
}

function put(fresh) {
  // Where the global object is frozen, this copy is on its own.
  Reflect.defineProperty(globalThis, KEY, { value: fresh, configurable: true });
  return fresh;
}

/** Another operation begins: what it calls is no part of the call of fetch that is being made. */
export function leaveCall() {
  shared().calling = undefined;
}

/** Remembers a header that leaves. */
export function remember(header) {
  const { headers, next } = shared();
  headers[next] = header;
  state.next = (next + 1) % MAX_HEADERS;
}

/** Whether one of us wrote this header, so that its operation has a line already. */
export function isRemembered(header) {
  return shared().headers.includes(header);
}
