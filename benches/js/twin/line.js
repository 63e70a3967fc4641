// A line of console JSON, with the tricks of tracehop: text that stays the same is kept, the engine writes the rest.

const RESERVED = new Set(['timestamp', 'level', 'message', 'service', 'trace_id', 'span_id', 'trace_flags']);
const MAX_LINE = 65_536;
const PLAIN = /^[ !#-[\]-~]*$/;

let latest;
let latestText;

/** The text of a moment in milliseconds. */
export function timestamp(ms) {
  if (ms !== latest) {
    latest = ms;
    latestText = new Date(ms).toISOString();
  }
  return latestText;
}

/** A string's JSON. Most need no escapes, and then no call. */
export function quoted(text) {
  return text.length < 64 && PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** The ids of a context as they stand in a line, with a comma before them. */
export function idsText({ traceId, spanId, traceFlags }, parentId) {
  const parent = parentId === undefined ? '' : `","parent_id":"${parentId}`;
  return `,"trace_id":"${traceId}","span_id":"${spanId}${parent}","trace_flags":"0${traceFlags}"`;
}

/** The fields as they stand in a line, with a comma before them. None of ours can be overwritten, and none throws. */
export function fieldsText(fields) {
  try {
    if (typeof fields.toJSON === 'function') return checkedFieldsText(fields);
    for (const key in fields) {
      if (RESERVED.has(key) || isError(fields[key])) return checkedFieldsText(fields);
    }
    const text = JSON.stringify(fields);
    return text === '{}' ? '' : `,${text.slice(1, -1)}`;
  } catch {
    return checkedFieldsText(fields);
  }
}

function checkedFieldsText(fields) {
  let text = '';
  for (const key of Object.keys(fields)) {
    try {
      const value = isError(fields[key]) ? errorFields(fields[key]) : fields[key];
      const json = JSON.stringify(value);
      if (json !== undefined) text += `,${JSON.stringify(RESERVED.has(key) ? `_${key}` : key)}:${json}`;
    } catch {
      text += `,${JSON.stringify(key)}:"[Throws]"`;
    }
  }
  return text;
}

/** What a caller passed as fields: an error is some. */
export function fieldsOf(value) {
  return isError(value) ? errorFields(value) : value;
}

function isError(value) {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

function errorFields({ name, message, stack }) {
  return { 'exception.type': name, 'exception.message': message, 'exception.stacktrace': stack };
}

export function checked(line) {
  if (line.length * 3 > MAX_LINE) throw new RangeError('the line is too long');
  return line;
}
