// Options are checked once, at set-up: an unknown name or a wrong type is a TypeError that names it.

import { TraceContext } from '../context/context.js';
import { attempt } from '../host/json.js';
import { KINDS, LEVELS } from '../record/schema.js';

/** Functions for option `end` that have a name. Entries for pages know none. */
export const namedEnds = { __proto__: null };

const isFunction = (value) => typeof value === 'function';
export const oneOf = (words) => [(value) => words.includes(value), words.map((word) => `'${word}'`).join(' or ')];

export const text = [(value) => typeof value === 'string' && value.length <= 256, 'a string of at most 256 characters'];
export const flag = [(value) => typeof value === 'boolean', 'true or false'];
export const share = [(value) => value >= 0 && value <= 1 && typeof value === 'number', 'a number from 0 to 1'];
export const call = [isFunction, 'a function'];
const fields = [(value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'an object'];
export const log = [(value) => value === false || isFunction(value), 'false or a function that gets a line'];
export const dialect = [(value) => isFunction(value?.ours), 'a dialect, such as openTelemetry()'];
export const logSampler = [(value) => isFunction(value?.keeps), 'a logRatio()'];
export const isSampler = (value) => isFunction(value?.shouldSample);
export const sampler = [isSampler, 'a sampler, such as ratio(0.1)'];
export const enabled = [
  (value) => typeof value === 'boolean' || isFunction(value),
  'true, false or a function that returns one of them',
];
const isContext = (value) => value instanceof TraceContext;
const context = [(value) => isContext(value) || isFunction(value), 'a TraceContext or a function that returns one'];
const target = [
  (value) => isFunction(value) || value instanceof RegExp || isPrefix(value),
  "an origin such as 'https://api.example', an origin and a path prefix, a RegExp or a function of a URL",
];
const targets = [Array.isArray, 'a list', target];

const isPositive = (value) => typeof value === 'number' && value > 0 && value < Infinity;
export const positive = [isPositive, 'a positive number'];

export const adaptiveOptions = { targetPerSecond: positive, clock: call };
export const capOptions = {
  maxPerSecond: positive,
  burst: [(value) => isPositive(value) && value >= 1, 'a number of at least 1'],
  clock: call,
};
export const loggerOptions = {
  service: text,
  level: /* @__PURE__ */ oneOf(LEVELS),
  fields,
  log,
  dialect,
  context,
  logSampler,
};
export const spanOptions = {
  kind: /* @__PURE__ */ oneOf(KINDS),
  context: [isContext, 'a TraceContext'],
  attributes: fields,
  service: text,
  log,
  dialect,
  sampler,
};
export const fetchOptions = {
  service: text,
  log,
  dialect,
  fetch: call,
  targets,
  ignore: targets,
  sampler,
  context,
  override: /* @__PURE__ */ oneOf(['keep', 'replace']),
  unsampled: /* @__PURE__ */ oneOf(['propagate', 'omit']),
  lineage: flag,
  onStart: call,
  onEnd: call,
  end: [(value) => isFunction(value) || value in namedEnds, "untilBody, or outside of pages 'body'"],
  sizes: [isFunction, 'bodySizes'],
  redirects: [isFunction, 'followRedirects'],
  redact: call,
  enabled,
  debug: flag,
};
/** Those of one call, in `init.tracehop`. */
export const overrideOptions = { sent: flag, context: [isContext, 'a TraceContext'], sampled: flag };
/** A copy of the options that has every known one, so that no prototype can add some. */
export function checkOptions(caller, options, known) {
  const checked = {};
  for (const name of Object.keys(known)) checked[name] = undefined;
  if (options === undefined) return checked;
  const names = typeof options === 'object' ? attempt(() => Reflect.ownKeys(options)) : undefined;
  if (!Array.isArray(names)) throw new TypeError(`${caller}: options must be an object, got ${describe(options)}`);
  for (const name of names) {
    if (!Object.hasOwn(known, name)) {
      throw new TypeError(
        `${caller}: unknown option ${String(name)}; the options are ${Object.keys(known).join(', ')}`,
      );
    }
    const value = valueOf(options, name, caller);
    if (value !== undefined) check(`${caller}: option ${name}`, value, known[name]);
    checked[name] = value;
  }
  return checked;
}

function valueOf(options, name, caller) {
  try {
    return options[name];
  } catch (cause) {
    throw new TypeError(`${caller}: option ${name} cannot be read`, { cause });
  }
}

/** A type is a test, what to say when it fails, for a list the type of its entries, and whether what is given may be a secret. */
function check(what, value, [isValid, expected, entry, isSecret]) {
  if (attempt(() => isValid(value)) !== true)
    throw new TypeError(`${what} must be ${expected}, got ${isSecret ? typeof value : describe(value)}`);
  // Not forEach, which passes over the holes of a list.
  if (entry) for (const [index, one] of [...value].entries()) check(`${what}[${index}]`, one, entry);
}

/** An absolute http or https URL of nothing but origin and path. A `*` would match nothing, so it is a mistake. */
function isPrefix(target) {
  if (typeof target !== 'string' || target.includes('*')) return false;
  try {
    const url = new URL(target);
    return /^https?:$/.test(url.protocol) && url.href === url.origin + url.pathname;
  } catch {
    return false;
  }
}

export function isOrigin(value) {
  return isPrefix(value) && new URL(value).origin === value;
}

export function describe(value) {
  if (value === null) return 'null';
  if (attempt(() => Array.isArray(value)) === true) return 'a list';
  return typeof value === 'string' ? JSON.stringify(value) : typeof value === 'number' ? String(value) : typeof value;
}
