import {
  FLAG_RANDOM,
  FLAG_SAMPLE,
  hop,
  is_random,
  is_randomed,
  is_sampled,
  make,
  parse,
  sample,
  unsample,
} from 'tracehop/traceparent';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID, VALID, partsOf } from '../support/examples.js';

const claim = about('traceparent');

const withFlags = (flags) => `00-${TRACE_ID}-${PARENT_ID}-${flags}`;
const withVersion = (version, rest = '') => `${version}-${TRACE_ID}-${PARENT_ID}-01${rest}`;

claim('FLAG_SAMPLE is bit 0 and FLAG_RANDOM is bit 1', () => {
  equal(FLAG_SAMPLE, 1);
  equal(FLAG_RANDOM, 2);
});

claim('make() starts a trace with the sampled and the random flag', () => {
  const id = make();
  match(String(id), /^00-[0-9a-f]{32}-[0-9a-f]{16}-03$/);
  deepEqual(
    { ...partsOf(String(id)), flags: 3 },
    { version: id.version, trace_id: id.trace_id, parent_id: id.parent_id, flags: id.flags },
  );
  equal(is_sampled(id), true);
  equal(is_random(id), true);
});

claim('ids are never zero, never repeated, and stay as they are while others are made', () => {
  const made = Array.from({ length: 3000 }, () => make());
  const first = made.map(String);
  const children = made.map((id) => id.child());
  deepEqual(made.map(String), first);
  for (const id of [...made, ...children]) match(String(id), VALID);
  equal(new Set(made.map((id) => id.trace_id)).size, 3000, 'trace-ids');
  equal(new Set([...made, ...children].map((id) => id.parent_id)).size, 6000, 'parent-ids');
});

claim('parse() reads the four fields', () => {
  const id = parse(HEADER);
  equal(id.version, '00');
  equal(id.trace_id, TRACE_ID);
  equal(id.parent_id, PARENT_ID);
  equal(id.flags, 1);
});

claim('what was parsed prints as it came: String, toString, toJSON, template', () => {
  const id = parse(HEADER);
  equal(String(id), HEADER);
  equal(id.toString(), HEADER);
  equal(id.toJSON(), HEADER);
  equal(`${id}`, HEADER);
  equal(JSON.stringify({ id }), `{"id":"${HEADER}"}`);
});

claim('parsed values do not change when later headers are parsed', () => {
  const headers = Array.from({ length: 100 }, () => String(make()));
  const ids = headers.map((header) => parse(header));
  deepEqual(
    ids.map((id) => `${id.version}-${id.trace_id}-${id.parent_id}-0${id.flags}`),
    headers,
  );
});

claim('a field one character too short or too long is refused', () => {
  for (const field of [0, 1, 2, 3]) {
    const parts = HEADER.split('-');
    for (const changed of [parts[field].slice(1), `${parts[field]}1`, `1${parts[field]}`, '']) {
      equal(parse(parts.map((part, index) => (index === field ? changed : part)).join('-')), null, changed);
    }
  }
});

claim('only 0-9 a-f are hex digits, in every field', () => {
  for (const at of [0, 1, 3, 20, 34, 36, 51, 53, 54]) {
    for (const digit of [
      'A',
      'F',
      'g',
      'z',
      '_',
      '.',
      '+',
      ' ',
      '-',
      '\0',
      '\n',
      '\u00e9',
      '\uff11',
      '\u0161',
      '\ud83d',
    ]) {
      equal(parse(HEADER.slice(0, at) + digit + HEADER.slice(at + 1)), null, `${JSON.stringify(digit)} at ${at}`);
    }
  }
});

claim('a dash stands between the fields and nothing else does', () => {
  for (const at of [2, 35, 52]) {
    for (const other of ['_', ' ', '0', '\u2010', '\u2212']) {
      equal(parse(HEADER.slice(0, at) + other + HEADER.slice(at + 1)), null, `${other} at ${at}`);
    }
  }
});

claim('ids of all zeros and version ff are refused', () => {
  equal(parse(`00-${'0'.repeat(32)}-${PARENT_ID}-01`), null);
  equal(parse(`00-${TRACE_ID}-${'0'.repeat(16)}-01`), null);
  equal(parse(withVersion('ff')), null);
  equal(parse(withVersion('ff', '-x')), null);
});

claim('version 00 has nothing after the flags', () => {
  for (const rest of ['-', '-x', '-01', '.', '0', '-\u00e9']) equal(parse(HEADER + rest), null, rest);
});

claim('a future version needs the end or a dash after the flags, and becomes version 00', () => {
  for (const version of ['01', '0a', 'cc', 'fe']) {
    for (const rest of ['', '-', '-x', '-what-the-future-will-be-like', `-${'x'.repeat(300)}`]) {
      const id = parse(withVersion(version, rest));
      equal(id?.version, '00', version + rest);
      equal(String(id), HEADER);
    }
    for (const rest of ['.', '1', 'x', ' -']) equal(parse(withVersion(version, rest)), null, version + rest);
    equal(parse(withVersion(version).slice(0, -1)), null);
  }
});

claim('of a future version only the known flags are read', () => {
  equal(String(parse(`cc-${TRACE_ID}-${PARENT_ID}-ff`)), withFlags('03'));
});

claim('spaces and tabs around the value are not part of it; other white space is no part of the grammar', () => {
  for (const [before, after] of [
    [' ', ''],
    ['', ' '],
    ['\t', '\t'],
    [' \t ', '\t  \t'],
  ]) {
    equal(String(parse(before + HEADER + after)), HEADER);
  }
  for (const space of ['\n', '\r', '\v', '\f', '\u00a0', '\u2028', '\ufeff', '\u3000']) {
    equal(parse(space + HEADER), null, JSON.stringify(space));
    equal(parse(HEADER + space), null, JSON.stringify(space));
  }
});

claim('two headers joined are no header', () => {
  equal(parse(`${HEADER}, ${HEADER}`), null);
  equal(parse(`${HEADER},${HEADER}`), null);
});

claim('flags are a bit field, and unknown bits never leave', () => {
  for (const [received, known] of [
    ['00', 0],
    ['01', 1],
    ['02', 2],
    ['03', 3],
    ['04', 0],
    ['08', 0],
    ['09', 1],
    ['80', 0],
    ['fc', 0],
    ['fe', 2],
    ['ff', 3],
  ]) {
    const id = parse(withFlags(received));
    equal(id.flags, known, received);
    equal(String(id), withFlags(`0${known}`), received);
    match(String(id.child()), new RegExp(`-0${known}$`), received);
    match(hop(withFlags(received)), new RegExp(`-0${known}$`), received);
    equal(is_sampled(id), (known & 1) === 1, received);
    equal(is_random(id), (known & 2) === 2, received);
  }
});

claim('whatever is put into flags, only known bits leave', () => {
  for (const flags of [255, 256, -1, 7, NaN, Infinity, 1.5, '3', 'x', null, undefined, {}, 1n, Symbol('3')]) {
    const id = parse(HEADER);
    try {
      id.flags = flags;
      match(String(id), VALID, String(flags));
      match(String(id.child()), VALID, String(flags));
    } catch (error) {
      if (!(error instanceof TypeError) || error.constructor.name === 'Unmet') throw error;
    }
  }
});

claim('what is assigned to a read-only field never leaves', () => {
  for (const field of ['version', 'trace_id', 'parent_id']) {
    const id = parse(HEADER);
    try {
      id[field] = 'zz';
    } catch (error) {
      equal(error instanceof TypeError, true, field);
    }
    equal(String(id), HEADER, field);
    match(String(id.child()), VALID, field);
  }
});

claim('child() keeps the trace-id and the flags and has a fresh parent-id', () => {
  for (const flags of ['00', '01', '02', '03']) {
    const parent = parse(withFlags(flags));
    const children = Array.from({ length: 200 }, () => parent.child());
    for (const child of children) {
      match(String(child), new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-${flags}$`));
      match(String(child), VALID);
    }
    equal(new Set([PARENT_ID, ...children.map((child) => child.parent_id)]).size, 201);
    equal(String(parent), withFlags(flags));
  }
});

claim('sample() and unsample() change the sampled bit of one id and nothing else', () => {
  const parent = parse(withFlags('03'));
  const child = parent.child();
  equal(unsample(child), undefined);
  equal(is_sampled(child), false);
  equal(is_random(child), true);
  equal(child.flags, 2);
  equal(String(child), `00-${TRACE_ID}-${child.parent_id}-02`);
  equal(child.child().flags, 2);
  equal(String(parent), withFlags('03'));
  equal(sample(child), undefined);
  equal(String(child), `00-${TRACE_ID}-${child.parent_id}-03`);
});

claim('is_randomed is is_random', () => equal(is_randomed, is_random));

claim('hop() is parse, child and toString in one step', () => {
  for (const header of [HEADER, withFlags('02'), ` ${HEADER}\t`, withVersion('cc', '-x')]) {
    const out = partsOf(hop(header));
    const parent = parse(header);
    match(Object.values(out).join('-'), VALID);
    deepEqual([out.version, out.trace_id, Number(out.flags)], ['00', parent.trace_id, parent.flags]);
    equal(out.parent_id === parent.parent_id, false, 'a fresh parent-id');
  }
  equal(new Set(Array.from({ length: 500 }, () => hop(HEADER))).size, 500);
  for (const header of ['', 'x', withVersion('ff'), `${HEADER}-`, null, undefined]) equal(hop(header), null);
});

claim('parse() and hop() give null for all that is no string', () => {
  const others = [
    null,
    undefined,
    0,
    1,
    NaN,
    true,
    1n,
    Symbol('x'),
    {},
    [],
    [HEADER],
    () => HEADER,
    new Date(0),
    { toString: () => HEADER },
  ];
  for (const value of others) {
    equal(parse(value), null);
    equal(hop(value), null);
  }
  equal(parse(), null);
});

claim('a huge value is refused without work', () => {
  const huge = '0'.repeat(10 * 1024 * 1024);
  const started = Date.now();
  for (let n = 0; n < 100; n++) {
    equal(parse(huge), null);
    equal(hop(huge), null);
  }
  equal(Date.now() - started < 2000, true, 'in less than 2 s');
  equal(String(parse(HEADER)), HEADER);
});

claim('sample, unsample, is_sampled and is_random refuse nothing at all with a TypeError', () => {
  for (const fn of [sample, unsample, is_sampled, is_random]) {
    for (const value of [null, undefined]) throws(() => fn(value), TypeError);
  }
});
