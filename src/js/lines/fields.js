// The fields of a record: whatever an application passes as such, as one object.

import { attempt, contentsOf, THROWS } from '../host/json.js';

/** The fields in whatever a caller passed as such. */
export function fieldsOf(value) {
  if (value == null) return {};
  const contents = typeof value === 'object' ? attempt(() => contentsOf(value), THROWS) : value;
  return typeof contents === 'object' && contents !== null && !Array.isArray(contents) ? contents : { value: contents };
}

/**
 * The fields of several objects as one, in their order. Of a key that comes twice, the first one that has a value
 * counts.
 */
export function joinedFields(objects) {
  const joined = { __proto__: null };
  for (const fields of objects) {
    for (const key of attempt(() => Object.keys(fields), [])) {
      if (isNothing(joined[key])) joined[key] = attempt(() => fields[key], THROWS);
    }
  }
  return joined;
}

/** Whether JSON leaves a value out, and another field of the name may stand in its place. */
function isNothing(value) {
  return value === undefined || typeof value === 'function' || typeof value === 'symbol';
}
