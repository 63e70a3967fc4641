/** Headers by their grammar, near misses of it, and what a few edits make of either. */

import { randomOf } from './random.mjs';

const HEX = '0123456789abcdef';
const WORD = `${HEX}ghijklmnopqrstuvwxyz`;
const ODD = `${HEX}${HEX}ABCDEFGz-- _.,=;@*/+\t\n\r\0\x7f\u00a0\u00e9\u2028\ufeff\uff11\ud83d`;
const SPACE = ['', '', '', '', '', '', ' ', '\t', '  ', ' \t '];

/** `count` pairs of headers. In half of them traceparent is what is odd, in half tracestate. */
export function* headers(count, seed) {
  const random = randomOf(seed);
  for (let n = 0; n < count; n++) {
    if (n % 2 === 0)
      yield { traceparent: traceparent(random), tracestate: random.chance(20) ? undefined : 'vendor=x,other=y' };
    else yield { traceparent: plain(random), tracestate: tracestate(random) };
  }
}

const plain = ({ text, pick }) => `00-${text(31, HEX)}1-${text(15, HEX)}1-${pick(['00', '01', '02', '03'])}`;

function traceparent(random) {
  const { below, chance, pick, text } = random;
  const versions = [text(2, HEX), text(2, HEX), 'cc', 'ff', 'fe', '01', text(1, HEX), '', text(3, HEX), 'CC', 'zz'];
  const version = chance(60) ? '00' : pick(versions);
  const flags = chance(60)
    ? pick(['00', '01', '02', '03'])
    : pick([text(2, HEX), text(2, HEX), '09', '1', '010', '', 'FF', '0g', '+1']);
  const rests = [
    '-',
    '-x',
    '-01',
    '-a_b',
    '.',
    '1',
    `-${text(below(20), WORD)}`,
    '-a b, c',
    ' -x',
    '--',
    '-A-B',
    '-a\nb',
  ];
  const rest = chance(70) ? '' : pick(rests);
  const header = [version, id(random, 32), id(random, 16), flags].join('-') + rest;
  if (chance(1)) return `${header}, ${plain(random)}`;
  if (chance(1)) return pick(['\n', '\u00a0', '\ufeff', '\r\n']) + header;
  if (chance(1)) return `${header}-${'x'.repeat(400 + below(200))}`;
  return pick(SPACE) + edited(random, header, 15) + pick(SPACE);
}

function id({ below, chance, pick, text }, length) {
  if (chance(80)) return text(length, HEX);
  const place = below(length);
  return pick([
    () => '0'.repeat(length),
    () => '0'.repeat(length - 1) + '1',
    () => text(length - 1, HEX),
    () => text(length + 1, HEX),
    () => text(length, HEX).toUpperCase(),
    () => text(length, WORD),
    () => text(place, HEX) + pick(ODD) + text(length - place - 1, HEX),
  ])();
}

function tracestate(random) {
  const { below, chance, pick } = random;
  if (chance(4)) return atALimit(random);
  const members = Array.from(
    { length: chance(90) ? below(6) : below(40) },
    () => pick(SPACE) + member(random) + pick(SPACE),
  );
  const list = edited(random, members.join(','), 10);
  return below(2000) === 0 ? `${list},${','.repeat(33_000)}` : list;
}

/** A valid list near the limit of 32 members, or near that of 512 characters. */
function atALimit({ below, chance, text }) {
  if (chance(50))
    return Array.from({ length: 30 + below(6) }, (_, n) => `${text(1, WORD)}${n}=${text(1, WORD)}`).join();
  const members = Array.from(
    { length: 3 },
    (_, n) => `k${n}=${'v'.repeat(chance(50) ? 122 + below(6) : 150 + below(20))}`,
  );
  const left = 512 - members.join().length;
  return [...members, `k3=${'w'.repeat(Math.max(1, left - 6 + below(5)))}`].join();
}

function member(random) {
  const { below, chance, pick, text } = random;
  if (chance(3)) return pick(['', '', 'novalue', '=', '=1', 'a=', 'a= ', 'a=b=c', '\u00a0a=1', 'a=1\u00a0', '\n']);
  const key = chance(60)
    ? pick(['a', 'b', 'c', 'vendor', 'other'])
    : pick([
        () => text(1 + below(8), WORD),
        () => text(1 + below(8), `${WORD}_-*/@@`),
        () => `${text(1 + below(4), WORD)}@${text(1 + below(20), WORD)}`,
        () => text(1 + below(5), `${WORD}ABC`),
        () => 'k'.repeat(250 + below(10)),
        () => `${'t'.repeat(238 + below(6))}@${'s'.repeat(12 + below(4))}`,
        () => pick(['A', 'FOO', '\u212a', '@a', '_a', '-a', 'a.b', 'a b', '\u00e9']),
      ])();
  const value = chance(60)
    ? text(1 + below(6), WORD)
    : pick([
        () => text(1 + below(12), '!"#$%&\'()*+-./09:;<>?@AZ[\\]^_`az{|}~ '),
        () => 'v'.repeat(90 + below(60)),
        () => 'v'.repeat(250 + below(10)),
        () => `  ${text(1 + below(3), WORD)}  `,
        () => text(1 + below(4), ODD),
      ])();
  return `${key}=${value}`;
}

/** In some percent of the texts, one to three characters are put in, taken out or replaced. */
function edited({ below, chance, pick }, whole, percent) {
  if (!chance(percent)) return whole;
  let edits = whole;
  for (let n = below(3); n >= 0; n--) {
    const place = below(edits.length + 1);
    edits = edits.slice(0, place) + pick([pick(ODD), '']) + edits.slice(place + below(2));
  }
  return edits;
}
