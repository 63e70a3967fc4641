/**
 * Every difference between tracehop and another library that is known, whose it is, and by which clause. What is not
 * here may not differ, and what is here has to occur.
 *
 * part    what differs: `fate`, whether the trace goes on; `version`, `flags` of what leaves; `extra`, `missing`, a
 * member of the
 *         list that leaves and tracehop does not have, or does; `empty`, a list without members that is sent
 * whose   whose bug it is; `choice` where the specification leaves it open, with the reason. Who reads Level 1 where
 * Level 2 is
 *         wider has a bug by Level 2, which is what tracehop is held to
 * when    whether a difference is this one: of what was received, both answers, and the member (for parts of a list)
 */

import { fieldsOf, hasOtherSpaceAround, isHex, isKeyOfLevel1, isMember, isZero, keyOf, membersOf } from './grammar.mjs';

const spec = (clause) => `https://www.w3.org/TR/trace-context-2/#${clause}`;

const goesOn = ({ theirs }) => theirs.fate === 'continue';
const restarts = ({ theirs }) => theirs.fate === 'restart';
const fields = ({ received }) => fieldsOf(received.traceparent);
const areHex = ({ traceId, parentId }) => isHex(traceId, 32) && isHex(parentId, 16);
const isOnlyOfLevel2 = (member) => keyOf(member).includes('@') && !isKeyOfLevel1(keyOf(member));
const isList = (all) => all.length <= 32 && all.every(isMember);
const members = ({ received }) => membersOf(received.tracestate);
const isFuture = (difference) => !['00', 'ff'].includes(fields(difference).version);
/** The known flags are ours, and the others leave as they came. */
const echoesFlags = ({ received, ours, theirs }) => {
  const { flags } = fieldsOf(received.traceparent);
  const bits = Number.parseInt(flags, 16);
  return bits > 3 && Number.parseInt(theirs.flags, 16) === bits && Number.parseInt(ours.flags, 16) === (bits & 3);
};

const LIMITS = {
  tracestate: 'A list of more than 32 KiB is refused unread; the specification asks for a limit and names none.',
};

const tctx = [
  {
    name: 'an invalid id is replaced, and the flags of the header are kept',
    part: 'fate',
    whose: 'tctx',
    spec: spec('a-traceparent-is-received'),
    when: (of) =>
      goesOn(of) &&
      of.theirs.traceId === 'new' &&
      ['traceId', 'parentId'].some((id) => {
        const text = fields(of)[id];
        return isZero(text) || text.length !== (id === 'traceId' ? 32 : 16) || /\W/.test(text);
      }),
  },
  {
    name: 'any letter, also in upper case, is a digit of an id',
    part: 'fate',
    whose: 'tctx',
    spec: spec('traceparent-header-field-values'),
    when: (of) => goesOn(of) && of.theirs.traceId === fields(of).traceId && !areHex(fields(of)),
  },
  {
    name: 'a version of two letters, one or none is read as 00',
    part: 'fate',
    whose: 'tctx',
    spec: spec('version'),
    when: (of) => goesOn(of) && /^\w{0,2}$/.test(fields(of).version) && !isHex(fields(of).version, 2),
  },
  {
    name: 'line breaks and spaces beyond ASCII around the value are taken away',
    part: 'fate',
    whose: 'tctx',
    spec: spec('traceparent-header-field-values'),
    when: (of) => goesOn(of) && hasOtherSpaceAround(of.received.traceparent),
  },
  {
    name: 'flags with a letter are refused',
    part: 'fate',
    whose: 'tctx',
    spec: spec('trace-flags'),
    when: (of) => restarts(of) && /[a-f]/.test(fields(of).flags),
  },
  {
    name: 'an underscore in what a later version adds is refused',
    part: 'fate',
    whose: 'tctx',
    spec: spec('versioning-of-traceparent'),
    when: (of) => restarts(of) && isFuture(of) && fields(of).rest.includes('_'),
  },
  {
    name: 'unknown flags leave as they came',
    part: 'flags',
    whose: 'tctx',
    spec: spec('other-flags'),
    when: echoesFlags,
  },
  {
    name: 'keys in upper case are put in lower case',
    part: 'extra',
    whose: 'tctx',
    spec: spec('key'),
    when: (of) =>
      of.ours.tracestate === null && members(of).some((member) => keyOf(member) !== keyOf(member).toLowerCase()),
  },
  {
    name: 'no limit of a received list',
    part: 'extra',
    whose: 'choice',
    because: LIMITS.tracestate,
    spec: spec('security-considerations'),
    when: (of) => of.ours.tracestate === null && of.received.tracestate.length > 32_768,
  },
  {
    name: 'a list of more than 512 characters leaves whole',
    part: 'extra',
    whose: 'choice',
    spec: spec('tracestate-limits'),
    because: '512 characters have to be passed on; more may be. tracehop stays at what every receiver takes.',
    when: (of) => of.theirs.tracestate.length > 512 && of.ours.tracestate !== of.theirs.tracestate,
  },
  {
    name: 'a key with @ that only Level 2 allows discards the list',
    part: 'missing',
    whose: 'tctx',
    spec: spec('key'),
    when: (of) => of.theirs.tracestate === null && members(of).some(isOnlyOfLevel2),
  },
];

const openTelemetry = [
  {
    name: 'a line break or a space beyond ASCII around the value is taken away',
    part: 'fate',
    whose: 'OpenTelemetry',
    spec: spec('traceparent-header-field-values'),
    when: (of) => goesOn(of) && hasOtherSpaceAround(of.received.traceparent),
  },
  {
    name: 'more than one space or tab around the value is refused',
    part: 'fate',
    whose: 'OpenTelemetry',
    spec: spec('traceparent-header-field-values'),
    when: (of) => restarts(of) && /^[ \t]{2}|[ \t]{2}$/.test(of.received.traceparent),
  },
  {
    name: 'a line break in what a later version adds is refused',
    part: 'fate',
    whose: 'choice',
    spec: spec('versioning-of-traceparent'),
    because: 'Nothing is assumed about what a later version adds, and no host hands a line break over.',
    when: (of) => restarts(of) && isFuture(of) && /[\n\r\u2028\u2029]/.test(fields(of).rest),
  },
  {
    name: 'unknown flags leave as they came',
    part: 'flags',
    whose: 'OpenTelemetry',
    spec: spec('other-flags'),
    when: (of) => echoesFlags(of) && of.theirs.flags.length === 2,
  },
  {
    name: 'flags of 10 and more leave as three digits',
    part: 'flags',
    whose: 'OpenTelemetry',
    spec: spec('version-format'),
    when: (of) => echoesFlags(of) && of.theirs.flags.length === 3,
  },
  {
    name: 'no limit of a received list',
    part: 'extra',
    whose: 'choice',
    because: LIMITS.tracestate,
    spec: spec('security-considerations'),
    when: (of) => of.ours.tracestate === null && of.received.tracestate.length > 32_768,
  },
  {
    name: 'an empty list is sent',
    part: 'empty',
    whose: 'OpenTelemetry',
    spec: spec('tracestate-header-field-values'),
    when: (of) => of.theirs.tracestate === '',
  },
  {
    name: 'line breaks and spaces beyond ASCII around a member are taken away',
    part: 'extra',
    whose: 'OpenTelemetry',
    spec: spec('list'),
    when: (of) =>
      of.ours.tracestate === null && members(of).some((member) => member !== of.member && member.trim() === of.member),
  },
  {
    name: 'a malformed member is left out, and the others stay',
    part: 'extra',
    whose: 'choice',
    spec: spec('a-traceparent-is-received'),
    because: 'Both are allowed. tracehop discards the list, as the official suite wants at its strictest.',
    when: (of) =>
      of.ours.tracestate === null && members(of).includes(of.member) && members(of).some((member) => !isMember(member)),
  },
  {
    name: 'of more than 32 members the first 32 stay',
    part: 'extra',
    whose: 'choice',
    spec: spec('list'),
    because:
      'Such a list is no list, and what to do with it is not said. tracehop discards it, as the official suite wants.',
    when: (of) => of.ours.tracestate === null && members(of).length > 32 && members(of).includes(of.member),
  },
  ...['extra', 'missing'].map((part) => ({
    name: 'of a key that came twice, the older value stays',
    part,
    whose: 'OpenTelemetry',
    spec: spec('combined-header-value'),
    when: (of) => isList(members(of)) && members(of).filter((member) => keyOf(member) === keyOf(of.member)).length > 1,
  })),
  {
    name: 'a key that starts with a digit is left out',
    part: 'missing',
    whose: 'OpenTelemetry',
    spec: spec('key'),
    when: (of) => /^[0-9]/.test(of.member) && !isKeyOfLevel1(keyOf(of.member)),
  },
  {
    name: 'a key with @ that only Level 2 allows is left out',
    part: 'missing',
    whose: 'OpenTelemetry',
    spec: spec('key'),
    when: (of) => isOnlyOfLevel2(of.member),
  },
  ...['extra', 'missing'].map((part) => ({
    name: 'of a list of more than 512 characters, what fits from the left stays, long members too',
    part,
    whose: 'OpenTelemetry',
    spec: spec('tracestate-limits'),
    when: (of) => isList(members(of)) && members(of).join().length > 512,
  })),
];

const elastic = [
  {
    name: 'white space around the value is refused',
    part: 'fate',
    whose: 'elastic',
    spec: spec('traceparent-header-field-values'),
    when: (of) => restarts(of) && /^[ \t]|[ \t]$/.test(of.received.traceparent),
  },
  {
    name: 'what a later version adds is refused',
    part: 'fate',
    whose: 'elastic',
    spec: spec('versioning-of-traceparent'),
    when: (of) => restarts(of) && isFuture(of) && fields(of).rest.startsWith('-'),
  },
  {
    name: 'ids of zeros are ids',
    part: 'fate',
    whose: 'elastic',
    spec: spec('trace-id'),
    when: (of) => goesOn(of) && (isZero(fields(of).traceId) || isZero(fields(of).parentId)),
  },
  {
    name: 'version ff is a version',
    part: 'fate',
    whose: 'elastic',
    spec: spec('version'),
    when: (of) => goesOn(of) && fields(of).version === 'ff',
  },
  {
    name: 'a later version leaves as it came',
    part: 'version',
    whose: 'elastic',
    spec: spec('versioning-of-traceparent'),
    when: (of) => isFuture(of) && of.theirs.version === fields(of).version,
  },
  {
    name: 'unknown flags leave as they came',
    part: 'flags',
    whose: 'elastic',
    spec: spec('other-flags'),
    when: echoesFlags,
  },
];

export const ALLOWED = { tctx, OpenTelemetry: openTelemetry, elastic };
