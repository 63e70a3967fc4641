// What a call goes to: the text of a URL, or a Request, read as fetch itself reads it.

import { attempt } from '../host/json.js';
import { isObject } from './init.js';

/** The text of a Request, of whatever realm or library. */
const REQUEST = '[object Request]';

/**
 * The input as it is sent, the text of its URL, and what reads the members of a Request. Calls `toString` once and sends
 * that string, so that a stateful object cannot show us one URL and fetch another.
 *
 * @returns {{ address: any, url: string, request?: (name: string) => any }}
 */
export function addressOf(input) {
  let request = readerOf(globalThis.Request?.prototype, input);
  let url;
  if (request === undefined) {
    url = `${input}`;
    // Another library's Request, for a fetch that knows it.
    if (url === REQUEST || isInstance('Request', input)) request = readerOf(input, input);
  }
  if (request) return { address: input, url: request('url'), request };
  const address = !isObject(input) || isPlainUrl(input) ? input : url;
  return { address, url: /** @type {string} */ (url), request: undefined };
}

/** The text of an input's URL, of one that has it at hand. */
export function urlOf(input) {
  if (typeof input === 'string') return input;
  return attempt(() => readerOf(globalThis.Request?.prototype, input)?.('url') ?? input.url ?? input.href, undefined);
}

/**
 * What reads members of a Request as fetch does: in most hosts in the way of the class that made it, whatever a subclass
 * or the object itself says. The class is the last one of a chain of prototypes. Undefined where the input is none of it.
 *
 * @returns {((name: string) => any) | undefined}
 */
function readerOf(chain, input) {
  if (!isObject(input)) return undefined;
  const read = (name) => {
    let found;
    for (let at = chain; at && at !== Object.prototype; at = Object.getPrototypeOf(at))
      found = Object.getOwnPropertyDescriptor(at, name) ?? found;
    if (!found?.get) return found?.value;
    const value = Reflect.apply(found.get, input, []);
    return ofObject(input, name, value);
  };
  return attempt(() => typeof read('url') === 'string', false) ? read : undefined;
}

let ofObject = (_input, _name, value) => value;

/** Takes what gives a member of a Request, where that is not always what its class gives. */
export function provideMembers(read) {
  ofObject = read;
}

/** Whether nothing but its class says what the text of a URL is. */
function isPlainUrl(input) {
  return isInstance('URL', input) && Object.getPrototypeOf(input) === URL.prototype && !Reflect.ownKeys(input).length;
}

function isInstance(name, input) {
  return typeof globalThis[name] === 'function' && input instanceof globalThis[name];
}
