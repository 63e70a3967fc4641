// Reads the two headers from whatever an application keeps headers in: those of HTTP, and attributes of messages.
//
//   'text', bytes                             a traceparent by itself
//   { get(name) }                             Headers, gRPC's Metadata, a request of Express
//   Map, [[name, value]], [name, value, ...]  Map, pairs, Node's rawHeaders
//   [{ key, value }], [{ name: value }]       headers of Kafka, as node-rdkafka and AWS Lambda give them
//   { name: value }                           Node's headers, messages of Kafka, SQS, SNS and CloudFront
//   { headers: ... }                          what has one of these as a member, such as a Request

import { MAX_RECEIVED_TRACESTATE } from '../record/schema.js';
import { NONE } from './carrier.js';
import { isMap, isObject, isPromise, methodOf, NotAwaited } from './carrier-shape.js';
import { member } from '../host/member.js';

/** Fields of a list that are looked at, for a generator may never end. A Map does. */
const MAX_FIELDS = 100_000;
/** Members that hold the headers of a carrier, the most exact first: of several values, headers may have only one. */
const HOLDERS = ['multiValueHeaders', 'headers', 'rawHeaders', 'messageAttributes', 'MessageAttributes'];
const MAX_DEPTH = 4;
/** Members that hold the text or the bytes of a value: those of SQS, SNS, CloudFront, and of a Buffer as JSON. */
const VALUES = ['StringValue', 'stringValue', 'Value', 'value', 'BinaryValue', 'data'];

const decoder = new TextDecoder();

/**
 * The text of `{traceparent, tracestate}`, or null for either. Values of one name are joined with commas, as HTTP joins
 * them. What cannot be read is not there.
 *
 * @throws `TypeError` for a promise, whose headers are not known yet.
 */
export function readCarrier(carrier) {
  try {
    return headersIn(carrier, 0);
  } catch (error) {
    if (error instanceof NotAwaited) throw error;
    return NONE;
  }
}

function headersIn(carrier, depth) {
  if (typeof carrier === 'string' || isBytes(carrier))
    return { traceparent: textOf(carrier) || null, tracestate: null };
  if (!isObject(carrier) || depth === MAX_DEPTH) return NONE;
  const get = methodOf(carrier, ['get']);
  if (get !== undefined && !isMap(carrier)) return headersOf((name) => got(carrier, get, name));
  if (isPromise(carrier)) throw new NotAwaited('extract', carrier);
  const fields = fieldsOf(carrier);
  const found = headersOf((name) => textOf(fields[name]));
  if (found.traceparent !== null) return found;
  for (const holder of HOLDERS) {
    const inside = headersIn(member(carrier, holder), depth + 1);
    if (inside.traceparent !== null) return inside;
  }
  return found;
}

function headersOf(read) {
  return { traceparent: read('traceparent'), tracestate: read('tracestate') };
}

/** What `get` gives. Some answer with an empty text for what they do not have. */
function got(carrier, get, name) {
  const value = Reflect.apply(get, carrier, [name]);
  if (isPromise(value)) throw new NotAwaited('extract', value);
  const text = textOf(value);
  if (text !== '') return text;
  const has = methodOf(carrier, ['has']);
  return has !== undefined && Reflect.apply(has, carrier, [name]) === true ? text : null;
}

/** The values of both names, in the order of the carrier. */
function fieldsOf(carrier) {
  /** @type {Record<string, unknown[]>} */
  const fields = { traceparent: [], tracestate: [] };
  const note = (key, value) => {
    const name = nameOf(key);
    if (name !== undefined) fields[name].push(value());
  };
  if (methodOf(carrier, [Symbol.iterator]) === undefined) noteMembers(carrier, note);
  else noteItems(carrier, isMap(carrier) ? Infinity : MAX_FIELDS, note);
  return fields;
}

/** Only the two headers are read: a getter of another member may do anything. */
function noteMembers(carrier, note) {
  for (const key of Object.keys(carrier)) note(key, () => carrier[key]);
}

function noteItems(carrier, limit, note) {
  let count = 0;
  let before;
  for (const item of carrier) {
    if (count++ === limit) return;
    if (Array.isArray(item)) note(item[0], () => item[1]);
    else if (isObject(item)) noteField(item, note);
    else if (count % 2 === 0) note(before, () => item);
    before = item;
  }
}

/** An item that names its field, `{key, value}`, or else has it as a member. */
function noteField(item, note) {
  const name = member(item, 'key') ?? member(item, 'name');
  if (typeof name === 'string') note(name, () => item);
  else noteMembers(item, note);
}

/** A name is one name in whatever case it is written. */
function nameOf(key) {
  if (typeof key !== 'string' || key.length < 10 || key.length > 11) return undefined;
  const name = key.toLowerCase();
  return name === 'traceparent' || name === 'tracestate' ? name : undefined;
}

/** The text of a field; null where it has no value. */
function textOf(value) {
  if (typeof value === 'string') return value;
  if (value == null) return null;
  if (isBytes(value)) return decoder.decode(firstOf(value));
  if (Array.isArray(value)) {
    if (typeof value[0] === 'number') return textOf(Uint8Array.from(value.slice(0, MAX_RECEIVED_TRACESTATE + 1)));
    const texts = value.map(textOf).filter((text) => text !== null);
    return texts.length === 0 ? null : texts.join();
  }
  const holder = VALUES.find((name) => Object.hasOwn(Object(value), name));
  return holder === undefined ? String(value) : textOf(value[holder]);
}

function isBytes(value) {
  return ArrayBuffer.isView(value) || Object.prototype.toString.call(value).endsWith('ArrayBuffer]');
}

/** As many bytes as a header may have, and one more, so that a longer one is still too long. */
function firstOf(bytes) {
  const length = Math.min(bytes.byteLength, MAX_RECEIVED_TRACESTATE + 1);
  return ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, length)
    : new Uint8Array(bytes, 0, length);
}
