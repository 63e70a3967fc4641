// Reads the two headers from what HTTP has: the headers that fetch takes, and those of a request. Carriers of all other
// kinds are read by read-carrier.js, which pages do not load.

import { member } from '../host/member.js';

/** What a carrier has that has neither. */
export const NONE = { traceparent: null, tracestate: null };

/**
 * The text of `{traceparent, tracestate}`, or null for either. Lines of one name are joined with commas, as HTTP joins
 * them. What cannot be read is not there.
 */
export function readHeaders(carrier) {
  try {
    if (typeof member(carrier, 'get') === 'function' && !(carrier instanceof Map)) {
      return { traceparent: textOf(carrier.get('traceparent')), tracestate: textOf(carrier.get('tracestate')) };
    }
    if (carrier === null || typeof carrier !== 'object') return NONE;
    const fields = typeof member(carrier, Symbol.iterator) === 'function' ? [...carrier] : Object.entries(carrier);
    const texts = { traceparent: joined(fields, 'traceparent'), tracestate: joined(fields, 'tracestate') };
    const headers = member(carrier, 'headers');
    return texts.traceparent !== null || headers === undefined ? texts : readHeaders(headers);
  } catch {
    return NONE;
  }
}

function joined(fields, name) {
  const values = fields.filter(([key, value]) => String(key).toLowerCase() === name && value != null);
  return values.length === 0 ? null : values.map(([, value]) => textOf(value)).join();
}

function textOf(value) {
  return typeof value === 'string' ? value : value == null ? null : String(value);
}
