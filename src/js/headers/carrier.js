// Reads and writes the two headers in whatever an application keeps its headers in.

/** What a carrier has that has neither. */
export const NONE = { traceparent: null, tracestate: null };

/** Pairs of an iterable that are looked at, for it may never end. */
const MAX_FIELDS = 1000;

/**
 * The text of `{traceparent, tracestate}`, or null for either. Lines of one name are joined with commas, as HTTP joins
 * them. What cannot be read is not there.
 */
export function readHeaders(carrier) {
  try {
    if (typeof carrier?.get === 'function' && !isMap(carrier)) {
      return { traceparent: textOf(carrier.get('traceparent')), tracestate: textOf(carrier.get('tracestate')) };
    }
    if (carrier === null || typeof carrier !== 'object') return NONE;
    const fields = fieldsOf(carrier);
    const texts = { traceparent: joined(fields, 'traceparent'), tracestate: joined(fields, 'tracestate') };
    return texts.traceparent !== null || carrier.headers === undefined ? texts : readHeaders(carrier.headers);
  } catch {
    return NONE;
  }
}

/** Puts text under a lower-case name, or removes the name when there is no text. */
export function writeHeader(carrier, name, text) {
  if (typeof carrier?.set === 'function') {
    if (isMap(carrier)) removeVariants(carrier.keys(), name, (key) => carrier.delete(key));
    if (text !== '') carrier.set(name, text);
    else if (typeof carrier.delete === 'function') carrier.delete(name);
    return;
  }
  if (carrier === null || typeof carrier !== 'object' || Array.isArray(carrier)) {
    throw new TypeError('inject: the carrier must be a plain object, or have set(name, value) as Headers and Map do');
  }
  removeVariants(Object.keys(carrier), name, (key) => delete carrier[key]);
  if (text !== '') carrier[name] = text;
}

/**
 * A Map knows no header names, so the case of its keys is looked past. Headers are recognised first, because they are
 * the usual carrier.
 */
function isMap(carrier) {
  return typeof carrier.append !== 'function' && carrier instanceof Map;
}

/** A name is one name in whatever case it stands. */
function removeVariants(keys, name, remove) {
  for (const key of [...keys]) {
    if (String(key).toLowerCase() === name) remove(key);
  }
}

function fieldsOf(carrier) {
  if (typeof carrier[Symbol.iterator] !== 'function') return Object.entries(carrier);
  const fields = [];
  for (const field of carrier) {
    if (fields.push(field) === MAX_FIELDS) break;
  }
  return fields;
}

function joined(fields, name) {
  const values = fields.filter(([key, value]) => String(key).toLowerCase() === name && value != null);
  return values.length === 0 ? null : values.map(([, value]) => textOf(value)).join();
}

function textOf(value) {
  return typeof value === 'string' ? value : value == null ? null : String(value);
}
