// The way back: which operation of the server a response names, by the rules of tracehop, in JavaScript alone.

import { parse } from './traceparent.js';

const LONGEST = 16 * 1024;

/** The server's operation, or null where a response names none. */
export function serverOf({ headers }) {
  const timing = headers.get('server-timing');
  return parse(timing && operationIn(timing)) ?? parse(headers.get('traceresponse'));
}

/** The value of the last metric that names an operation. */
function operationIn(header) {
  let last;
  if (header.length > LONGEST) return last;
  for (const metric of split(header, ',')) {
    const [name, ...parameters] = split(metric, ';');
    if (!['traceparent', 'trace'].includes(trimmed(name).toLowerCase())) continue;
    const value = description(parameters);
    if (value !== undefined && parse(value) !== null) last = value;
  }
  return last;
}

function description(parameters) {
  for (const parameter of parameters) {
    const [name, ...values] = split(parameter, '=');
    if (trimmed(name).toLowerCase() !== 'desc') continue;
    if (values.length === 0) return undefined;
    const value = trimmed(values.join('='));
    if (!value.startsWith('"')) return value;
    return value.length > 1 && value.endsWith('"') ? value.slice(1, -1) : undefined;
  }
  return undefined;
}

/** The parts between those separators that stand in no quoted string. */
function split(text, separator) {
  const parts = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '"') quoted = !quoted;
    else if (character === '\\' && quoted) index++;
    else if (character === separator && !quoted) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function trimmed(text) {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}
