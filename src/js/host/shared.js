// What all copies of the package on one page, or in one program, know together: applications and their libraries bring
// one each.

import { attempt } from './json.js';
import { property } from './member.js';

const KEY = Symbol.for('tracehop.shared');
/** Headers that are remembered. A call that comes back to us after more others than this is taken for a new one. */
const MAX_HEADERS = 1024;

let state;

/** `{isEnabled, calling, headers, next, storage}`. Later versions keep these names and what they mean. */
export function shared() {
  return (state ??= attempt(() => typeof globalThis[KEY].isEnabled === 'boolean' && globalThis[KEY], false) || put());
}

function put() {
  const value = { isEnabled: true, calling: undefined, headers: [], next: 0, storage: undefined };
  // Where the global object is frozen, this copy is on its own.
  Reflect.defineProperty(globalThis, KEY, property({ value, configurable: true }));
  return value;
}

/** What lasts through the call, or the request, that we are in: src/js/host/storage.js stores it. */
export function stored() {
  return shared().storage?.getStore();
}

/** Changes what all copies know. Where somebody has frozen it, this copy goes on with its own. */
export function share(name, value) {
  try {
    shared()[name] = value;
  } catch {
    state = { ...state, [name]: value };
  }
}

/** Another operation begins: what it calls is no part of the call of fetch that is being made. */
export function leaveCall() {
  share('calling', undefined);
}

/** Remembers a header that leaves. */
export function remember(header) {
  const { next } = shared();
  share('next', (next + 1) % MAX_HEADERS);
  attempt(() => {
    state.headers[next] = header;
  });
}

/** Whether one of us wrote this header, so that its operation has a line already. */
export function isRemembered(header) {
  return shared().headers.includes(header);
}
