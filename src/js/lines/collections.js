// Maps, Sets and what is like them, in lines of servers. Pages leave it out for its size.

import { member } from '../host/member.js';

/** Items of a collection that are looked at: an iterator may never end. */
const MAX_ITEMS = 32_768;

/** The entries of a Map, of Headers and the like as fields, the items of a Set as a list; undefined for all else. */
export function collected(value) {
  const can = (name) => typeof member(value, name) === 'function';
  if (!can('entries') || !can(Symbol.iterator)) return undefined;
  const items = [];
  for (const item of value) if (items.push(item) === MAX_ITEMS) break;
  return can('get') ? fieldsOf(items) : items;
}

/** The values of a name that comes again, as in headers, are a list. */
function fieldsOf(pairs) {
  const fields = { __proto__: null };
  for (const [key, value] of pairs) fields[key] = key in fields ? [fields[key], value].flat() : value;
  return fields;
}
