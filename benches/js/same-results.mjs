// A twin that did less would be no yardstick: before anything is timed, it has to give what tracehop gives.

import { deepStrictEqual, match } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import * as tracehop from 'tracehop';
import * as traceparent from 'tracehop/traceparent';
import * as tracestate from 'tracehop/tracestate';
import { INPUTS } from './inputs.js';
import { extract, inject } from './twin/context.js';
import { traceFetch } from './twin/fetch.js';
import { createLogger } from './twin/logger.js';
import * as twinTraceparent from './twin/traceparent.js';
import * as twinTracestate from './twin/tracestate.js';

const VECTORS = new URL('../../tests/vectors/', import.meta.url);
const twin = { extract, inject, traceFetch, createLogger };

export async function checkSameResults() {
  const headers = [
    ...(await vectors('traceparent')),
    ...INPUTS.headers(),
    ...INPUTS.invalid(),
    ...mutations(INPUTS.headers()),
  ];
  for (const header of headers) same(header, readHeader);
  const lists = [
    ...(await vectors('tracestate')),
    ...INPUTS.lists3(),
    ...INPUTS.lists32(),
    ...mutations(INPUTS.lists3()),
    ...LONG_LISTS,
  ];
  for (const list of lists) same(list, readList);
  for (const request of INPUTS.requests()) same(request, pass);
  for (const event of EVENTS) same(event, line);
  const answers = (await vectors('server-timing')).map((timing) => ({ 'server-timing': timing }));
  const calls = [...CALLS, ...answers.map((headers) => ({ input: 'https://shop.example/', headers }))];
  for (const call of calls) deepStrictEqual(await span(call, twin), await span(call, tracehop), JSON.stringify(call));
}

const OF_TRACEHOP = { traceparent, tracestate, context: tracehop };
const OF_TWIN = { traceparent: twinTraceparent, tracestate: twinTracestate, context: twin };

function same(input, read) {
  deepStrictEqual(read(input, OF_TWIN), read(input, OF_TRACEHOP), `twin, then tracehop, on ${inspect(input)}`);
}

async function vectors(name) {
  const rows = JSON.parse(await readFile(new URL(`${name}.json`, VECTORS), 'utf8'));
  return rows.map(({ input }) => input);
}

function readHeader(header, { traceparent: { parse, hop } }) {
  const read = parse(header);
  const hopped = hop(header);
  if (read === null) return [read, hopped];
  const child = read.child();
  const { version, trace_id, parent_id, flags } = read;
  match(child.parent_id, /^(?!0{16})[0-9a-f]{16}$/);
  return [version, trace_id, parent_id, flags, String(read), withoutSpanId(String(child)), withoutSpanId(hopped)];
}

const withoutSpanId = (header) => header.slice(0, 36) + header.slice(52);

function readList(list, { tracestate: { parse } }) {
  const read = parse(list);
  return [...read, String(read), String(parse(list).set('shop', 'checkout')), String(parse(list).set('k0', 'x'))];
}

function pass(request, { context }) {
  const sent = new Headers();
  context.inject(context.extract(request).child(), sent);
  return [withoutSpanId(sent.get('traceparent')), sent.get('tracestate')];
}

function line({ traceparent: header, message, fields }, { context }) {
  let written;
  const current = header && context.extract({ traceparent: header });
  const log = (text) => (written = text);
  context.createLogger({ service: 'shop "x"', context: () => current, log }).warn(message, fields);
  return written.replace(/"timestamp":"[^"]+Z"/, '');
}

async function span({ input, init, fails, headers: answered }, { traceFetch: trace }) {
  let written;
  let sent;
  const fetch = async (...args) => {
    sent = args;
    if (fails) throw new TypeError('no network');
    return new Response(null, { status: init?.status ?? 204, headers: answered });
  };
  const traced = trace({ service: 'shop', fetch, targets: ['https://shop.example'], log: (text) => (written = text) });
  const result = await traced(input, init).catch((error) => error);
  const hidden = (text) =>
    text.replace(/"(timestamp|trace_id|span_id)":"[^"]+"/g, '').replace(/"duration_ms":[\d.]+/, '');
  const headers = [...new Headers(sent[1]?.headers)].map(([name, text]) => [
    name,
    name === 'traceparent' ? text.slice(-3) : text,
  ]);
  return [String(sent[0]), headers, hidden(written), result.status ?? result.message];
}

/** Each header with one character changed, and spaces around some. */
function mutations(texts) {
  const characters = '0189afgAF-=, \t_~é š\0';
  return texts.map((text, index) => {
    const place = (index * 7919) % text.length;
    const character = characters[index % characters.length];
    return index % 16 === 0 ? ` ${text}\t` : text.slice(0, place) + character + text.slice(place + 1);
  });
}

const LONG_LISTS = [
  `a=${'x'.repeat(256)},b=1,c=${'y'.repeat(255)}`,
  Array.from({ length: 32 }, (_, index) => `key-${index}=${'v'.repeat(20)}`).join(),
  Array.from({ length: 33 }, (_, index) => `k${index}=v`).join(),
];

const header = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
function throws() {
  throw new Error('gone');
}

const EVENTS = [
  { message: 'plain' },
  { message: 'with "quotes", a \\ and é \u2028', fields: {} },
  {
    traceparent: header,
    message: 'ids',
    fields: { items: 3, nested: { list: [1, null] }, gone: undefined, text: 'a"b' },
  },
  { traceparent: header, message: 'ours stay ours', fields: { level: 'fatal', trace_id: 'x', other: true } },
  { traceparent: header, message: 'x'.repeat(200), fields: { total: 1.5, at: new Date(0) } },
  { traceparent: header, message: 'an error', fields: new RangeError('too far') },
  { message: 'an error in a field', fields: { order: 7, cause: new TypeError('no "x"') } },
  { message: 'a value that throws', fields: { order: 7, total: { toJSON: throws } } },
  { message: 'fields that say how they are written', fields: { order: 7, toJSON: () => ({ level: 'fatal' }) } },
];

const CALLS = [
  { input: 'https://shop.example/api/orders/1?page=2' },
  { input: new URL('https://shop.example:8443/other-origin') },
  { input: 'https://shop.example/api', init: { method: 'post', headers: { accept: '*/*' } } },
  { input: 'https://shop.example/api', init: { headers: { traceparent: header } } },
  { input: 'https://other.example/?token=secret&a=1', init: { status: 404 } },
  { input: 'https://me:pw@shop.example/?a=1&Access-Token=secret#x' },
  { input: 'https://shop.example/', headers: { 'server-timing': 'db;dur=5', traceresponse: header } },
  { input: 'https://shop.example/', headers: { 'server-timing': '', traceresponse: header } },
  { input: 'https://shop.example/', fails: true },
];
