// JSON that never throws, whatever it is given.

const MAX_DEPTH = 16;
/** Values that a copy may have: a few objects that name each other often can stand for billions. */
const MAX_VALUES = 10_000;
/** What is written in the place of a value that throws when it is read. */
export const THROWS = '[Throws]';

/** A value's JSON, or undefined for what JSON leaves out: undefined, functions, symbols. */
export function json(value) {
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : 'null';
  if (typeof value === 'bigint') return `"${value}"`;
  try {
    return JSON.stringify(isError(value) ? errorFields(value) : value);
  } catch {
    return JSON.stringify(copy(value, [], { left: MAX_VALUES }));
  }
}

/** The fields by which an error is written. */
export function errorFields(error) {
  const fields = { __proto__: null };
  for (const [key, name] of [
    ['type', 'name'],
    ['message', 'message'],
    ['stacktrace', 'stack'],
  ]) {
    const value = attempt(() => error?.[name], THROWS);
    if (typeof value === 'string' && value !== '') fields[`exception.${key}`] = value;
  }
  return fields;
}

/** Whether a value is an error, also one of another realm. */
export function isError(value) {
  if (typeof value !== 'object' || value === null) return false;
  try {
    // Most values are literals, and a look at their constructor is the cheapest question about them.
    return (
      value instanceof Error ||
      (value.constructor !== Object && Object.prototype.toString.call(value) === '[object Error]')
    );
  } catch {
    return false;
  }
}

/** A value as text, in a sentence. */
export function textOf(value) {
  if (typeof value === 'string') return value;
  if (isError(value)) return errorFields(value)['exception.message'] ?? 'Error';
  return attempt(() => (typeof value === 'object' && value !== null ? json(value) : String(value)), THROWS) ?? '';
}

/** What `read` gives, or `otherwise` where it throws. */
export function attempt(read, otherwise) {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** A copy that JSON can write: cycles, depths, BigInt and whatever throws are named in words. */
function copy(value, above, budget) {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'function') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[Circular]';
  if (above.length === MAX_DEPTH || budget.left-- <= 0) return '[More]';
  const inside = [...above, value];
  const inner = (item) => copy(item, inside, budget);
  return attempt(() => {
    if (isError(value)) return errorFields(value);
    if (typeof value.toJSON === 'function') return inner(value.toJSON());
    if (Array.isArray(value)) return Array.from(value, inner);
    return Object.fromEntries(Object.keys(value).map((key) => [key, attempt(() => inner(value[key]), THROWS)]));
  }, THROWS);
}
