// Writes the two headers into whatever an application keeps headers in.

import { isMap, isObject, isPromise, methodOf, NotAwaited } from './carrier-shape.js';
import { member } from '../host/member.js';

/** Puts each text under its lower-case name, or removes the name where there is no text. */
export function writeHeaders(carrier, headers) {
  const write = writerOf(carrier);
  try {
    for (const [name, text] of Object.entries(headers)) write(name, text);
  } catch (cause) {
    if (cause instanceof TypeError) throw cause;
    throw new TypeError('inject: the carrier could not be written', { cause });
  }
}

function writerOf(carrier) {
  if (isObject(carrier) && !ArrayBuffer.isView(carrier)) {
    const set = methodOf(carrier, ['set', 'setHeader']);
    if (set !== undefined) return (name, text) => writeBySet(carrier, set, name, text);
    if (isPromise(carrier)) throw new NotAwaited('inject', carrier);
    // Built-in objects, such as a Date or a Set, take a member and show it to nobody.
    if (Object.prototype.toString.call(carrier) === '[object Object]') {
      return (name, text) => writeMember(carrier, name, text);
    }
    const headers = member(carrier, 'headers');
    if (isObject(headers) && methodOf(headers, ['set']) !== undefined) return writerOf(headers);
  }
  throw new TypeError('inject: the carrier must be a plain object, or have set(name, value) as Headers and Map do');
}

function writeBySet(carrier, set, name, text) {
  if (isMap(carrier)) removeVariants(carrier.keys(), name, (key) => carrier.delete(key));
  if (text !== '') Reflect.apply(set, carrier, [name, text]);
  else remove(carrier, set, name);
}

/** Headers and Map have `delete`, gRPC's Metadata `remove`, Node's requests and responses `removeHeader`. */
function remove(carrier, set, name) {
  const remover = methodOf(carrier, ['delete', 'remove', 'removeHeader', 'unset']);
  if (remover !== undefined) Reflect.apply(remover, carrier, [name]);
  // An empty list belongs to no trace, and the one that is there to another.
  else if (methodOf(carrier, ['get', 'getHeader'])?.call(carrier, name)) Reflect.apply(set, carrier, [name, '']);
}

function writeMember(carrier, name, text) {
  removeVariants(Object.keys(carrier), name, (key) => delete carrier[key]);
  if (text !== '') carrier[name] = text;
}

/** A name is one name in whatever case it is written. */
function removeVariants(keys, name, remove) {
  for (const key of [...keys]) {
    if (String(key).toLowerCase() === name) remove(key);
  }
}
