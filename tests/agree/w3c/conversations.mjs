/**
 * What a service has to do with the headers that it receives: they come in as lines of a real request, and what counts
 * are the calls that leave. The rules are those that the W3C's suite asks about, and more.
 */

import { report } from '../../package/report.mjs';
import { deepEqual, equal } from '../../package/suite/support/assert.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../../package/suite/support/examples.js';
import { contextOf } from './callbacks.mjs';
import { post, send } from './socket.mjs';

const CALLS = 3;
const UNSAMPLED = HEADER.replace(/01$/, '00');
const future = (rest = '') => `cc-${TRACE_ID}-${PARENT_ID}-01${rest}`;
const withFlags = (flags) => HEADER.replace(/01$/, flags);
const members = (count) => Array.from({ length: count }, (_, n) => `k${n}=v`).join();
const long = (n) => `k${n}=${'v'.repeat(126)}`; // with its key 129 characters
const EVERY_KEY_CHARACTER = '0abcdefghijklmnopqrstuvwxyz123456789_-*/@';
const EVERY_VALUE_CHARACTER = Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n))
  .join('')
  .replace(/[,=]/g, '');

/** Requests that continue the trace: the claim, the lines, and what leaves. */
const CONTINUES = [
  ['a valid traceparent', [`traceparent: ${HEADER}`], {}],
  ['any letter case of the name', [`TraceParent: ${HEADER}`], {}],
  ['any letter case of both names', [`TRACEPARENT: ${HEADER}`, 'tRaCeStAtE: a=1'], { tracestate: 'a=1' }],
  ['spaces and tabs around the value', [`traceparent:\t  ${HEADER} \t `], {}],
  ['no space after the colon', [`traceparent:${HEADER}`], {}],
  ['a trace that is not sampled', [`traceparent: ${UNSAMPLED}`, 'tracestate: a=1'], { flags: '00', tracestate: 'a=1' }],
  ['the random flag alone', [`traceparent: ${withFlags('02')}`], { flags: '02' }],
  ['both known flags', [`traceparent: ${withFlags('03')}`], { flags: '03' }],
  ['unknown flags, which do not leave', [`traceparent: ${withFlags('fd')}`], { flags: '01' }],
  ['only unknown flags', [`traceparent: ${withFlags('f8')}`], { flags: '00' }],
  ['a future version', [`traceparent: ${future()}`, 'tracestate: a=1'], { tracestate: 'a=1' }],
  ['a future version with more behind a dash', [`traceparent: ${future('-more.of it')}`], {}],
  ['a future version with nothing behind a dash', [`traceparent: ${future('-')}`], {}],
  ['a list', [`traceparent: ${HEADER}`, 'tracestate: z=1,a=2,m=3'], { tracestate: 'z=1,a=2,m=3' }],
  [
    'a list in several lines',
    [`traceparent: ${HEADER}`, 'tracestate: z=1,y=2', 'TraceState: x=3', 'tracestate: a=4'],
    { tracestate: 'z=1,y=2,x=3,a=4' },
  ],
  [
    'lines with another line between them',
    ['tracestate: a=1', `traceparent: ${HEADER}`, 'tracestate: b=2'],
    { tracestate: 'a=1,b=2' },
  ],
  ['a traceparent behind 2,100 other lines', [...Array(2100).fill('x: y'), `traceparent: ${HEADER}`], {}],
  ['an empty list', [`traceparent: ${HEADER}`, 'tracestate:'], {}],
  ['an empty line before a list', [`traceparent: ${HEADER}`, 'tracestate:', 'tracestate: a=1'], { tracestate: 'a=1' }],
  ['an empty line behind a list', [`traceparent: ${HEADER}`, 'tracestate: a=1', 'tracestate: '], { tracestate: 'a=1' }],
  [
    'empty members and whitespace around members',
    [`traceparent: ${HEADER}`, 'tracestate: , a=1 \t,,\tb=2 ,'],
    { tracestate: 'a=1,b=2' },
  ],
  ["a value's leading spaces", [`traceparent: ${HEADER}`, 'tracestate: a=  1'], { tracestate: 'a=  1' }],
  [
    'a key twice: the first stays',
    [`traceparent: ${HEADER}`, 'tracestate: a=1,b=2', 'tracestate: a=3'],
    { tracestate: 'a=1,b=2' },
  ],
  [
    'every character of a key',
    [`traceparent: ${HEADER}`, `tracestate: ${EVERY_KEY_CHARACTER}=1`],
    { tracestate: `${EVERY_KEY_CHARACTER}=1` },
  ],
  [
    'every character of a value',
    [`traceparent: ${HEADER}`, `tracestate: a=${EVERY_VALUE_CHARACTER}`],
    { tracestate: `a=${EVERY_VALUE_CHARACTER}` },
  ],
  [
    'at signs in keys',
    [`traceparent: ${HEADER}`, 'tracestate: a@=1,a@@b=2,a@b@c=3'],
    { tracestate: 'a@=1,a@@b=2,a@b@c=3' },
  ],
  [
    'a key of 256',
    [`traceparent: ${HEADER}`, `tracestate: ${'k'.repeat(256)}=1`],
    { tracestate: `${'k'.repeat(256)}=1` },
  ],
  [
    'a value of 256',
    [`traceparent: ${HEADER}`, `tracestate: a=${'v'.repeat(256)}`],
    { tracestate: `a=${'v'.repeat(256)}` },
  ],
  ['32 members', [`traceparent: ${HEADER}`, `tracestate: ${members(32)}`], { tracestate: members(32) }],
  [
    'more than 512 characters: a long member goes',
    [`traceparent: ${HEADER}`, `tracestate: ${[long(0), 'a=1', long(1), long(2), long(3)]}`],
    { tracestate: `${[long(0), 'a=1', long(1), long(2)]}` },
  ],
  // The trace stays, the list does not.
  ...[
    ['33 members', members(33)],
    ['a key of 257', `a=1,${'k'.repeat(257)}=1`],
    ['a value of 257', `a=1,b=${'v'.repeat(257)}`],
    ['an empty value', 'a=,b=1'],
    ['an empty key', '=1,b=1'],
    ['no equals sign', 'a,b=1'],
    ['two equals signs', 'a=1=2,b=1'],
    ['a space behind a key', 'a =1,b=1'],
    ['a key in upper case', 'A=1,b=1'],
    ['a key with a dot', 'a.b=1,b=1'],
    ['a key that begins with an at sign', '@a=1,b=1'],
    ['a tab within a value', 'a=1\t2,b=1'],
    ['a character outside ASCII', 'a=\xc3\xa9,b=1'],
  ].map(([what, list]) => [`${what} costs the list`, [`traceparent: ${HEADER}`, `tracestate: ${list}`], {}]),
  ['one bad line costs the good ones', [`traceparent: ${HEADER}`, 'tracestate: a=1', 'tracestate: B=1'], {}],
  [
    'a list under another name',
    [`traceparent: ${HEADER}`, 'trace-state: a=1', 'trace.state: a=1', 'x-tracestate: a=1'],
    {},
  ],
];

function broken(id) {
  const [short, zero] = [id.slice(1), '0'.repeat(id.length)];
  return ['', zero, id.toUpperCase(), short, `${id}0`, `.${short}`, `${short}.`, `${short}g`, `${short}\xe9`];
}

/** Requests that start a trace of their own: nothing of what came may leave. */
const STARTS = [
  ['no header', []],
  ['a list alone', ['tracestate: a=1']],
  ['another name', [`trace-parent: ${HEADER}`, `trace.parent: ${HEADER}`, `x-traceparent: ${HEADER}`]],
  ['two traceparents', [`traceparent: ${HEADER}`, `traceparent: ${HEADER.replace('00f0', '11f0')}`]],
  ['the same traceparent twice', [`traceparent: ${HEADER}`, `TraceParent: ${HEADER}`]],
  ['a valid and an empty traceparent', [`traceparent: ${HEADER}`, 'traceparent:']],
  ['an empty traceparent', ['traceparent:']],
  ...['ff', '.0', '0.', '000', '0000', '0', '', 'CC', 'zz', '-1', '0x', '+0'].map((version) => [
    `the version ${version}`,
    HEADER.replace(/^00/, version),
  ]),
  ...broken(TRACE_ID).map((id) => [`the trace-id ${id}`, HEADER.replace(TRACE_ID, id)]),
  ...broken(PARENT_ID).map((id) => [`the parent-id ${id}`, HEADER.replace(PARENT_ID, id)]),
  ...['.0', '0.', '001', '1', '', '0A', '01.', '01-', '01-more', '01,', '01 more'].map((flags) => [
    `the flags ${flags}`,
    withFlags(flags),
  ]),
  ['a future version with no dash behind the flags', future('.more')],
  ['a future version with long flags', future('0')],
  ['a future zero trace-id', future().replace(TRACE_ID, '0'.repeat(32))],
  ['a space for a dash', HEADER.replace('-', ' ')],
  ['quotes', `"${HEADER}"`],
  ['a character outside ASCII', `${HEADER}\xc3\xa9`],
].map(([what, lines]) => [what, typeof lines === 'string' ? [`traceparent: ${lines}`, 'tracestate: a=1'] : lines]);

/** Has all of these conversations with a service. */
export async function checkConversations(runtime, service, callbacks) {
  for (const [what, lines, { flags = '01', tracestate = '' }] of CONTINUES) {
    await report.check(`${runtime} continues: ${what}`, async () => {
      const contexts = await converse(service, callbacks, lines);
      const wanted = [TRACE_ID, flags, tracestate];
      for (const context of contexts) deepEqual([context.traceId, context.flags, context.tracestate], wanted);
    });
  }
  const started = new Set();
  for (const [what, lines] of STARTS) {
    await report.check(`${runtime} starts anew: ${what}`, async () => {
      const contexts = await converse(service, callbacks, lines);
      for (const { flags, tracestate } of contexts) deepEqual([flags, tracestate], ['03', '']);
      const { traceId } = contexts[0];
      equal(traceId === TRACE_ID || started.has(traceId), false, 'the trace-id was there before');
      started.add(traceId);
    });
  }
}

/**
 * One request with these lines. @returns the contexts of the calls that left, which have one trace and a parent-id each
 */
export async function converse(service, callbacks, lines) {
  const { body, heads } = callbacks.ask(CALLS);
  const { status } = await send(service.port, post(body, lines));
  equal(status, 200, 'status');
  equal(heads.length, CALLS, 'calls that left');
  const contexts = heads.map(contextOf);
  equal(new Set(contexts.map(({ traceId }) => traceId)).size, 1, 'traces of one request');
  equal(
    new Set([PARENT_ID, ...contexts.map(({ parentId }) => parentId)]).size,
    CALLS + 1,
    'parent-ids, with the received one',
  );
  return contexts;
}
