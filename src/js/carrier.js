// Reads and writes named text in whatever an application keeps its headers in.

/** Pairs of an iterable that are looked at, for it may never end. */
const MOST_FIELDS = 1000;

/**
 * The text under each lower-case name, or null. Lines of one name are joined with commas, as HTTP joins them. What cannot be
 * read is not there.
 */
export function readFields(carrier, ...names) {
  try {
    if (typeof carrier?.get === 'function' && !(carrier instanceof Map)) return names.map((name) => textOf(carrier.get(name)));
    if (carrier === null || typeof carrier !== 'object') return names.map(() => null);
    const fields = fieldsOf(carrier);
    const texts = names.map((name) => joined(fields, name));
    if (texts[0] !== null || carrier.headers === undefined) return texts;
    return readFields(carrier.headers, ...names);
  } catch {
    return names.map(() => null);
  }
}

/** Puts text under a lower-case name, or removes the name when there is no text. */
export function writeField(carrier, name, text) {
  if (carrier instanceof Map) removeVariants(carrier.keys(), name, (key) => carrier.delete(key));
  if (typeof carrier?.set === 'function') {
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
    if (fields.push(field) === MOST_FIELDS) break;
  }
  return fields;
}

function joined(fields, name) {
  const values = fields.filter(([key, value]) => String(key).toLowerCase() === name && value != null);
  return values.length === 0 ? null : values.map(([, value]) => textOf(value)).join();
}

function textOf(value) {
  return value == null ? null : String(value);
}
