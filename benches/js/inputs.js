// What the operations are called with: 1,024 different inputs each, the same in every run and for every contender.

export const COUNT = 1024;

/** A small generator with a fixed seed (mulberry32): inputs must differ from each other, not from run to run. */
function randomFrom(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(2024);
const below = (limit) => Math.floor(random() * limit);
const many = (make) => Array.from({ length: COUNT }, (_, index) => make(index));
const hex = (length) => Array.from({ length }, () => below(16).toString(16)).join('');
const header = () => `00-1${hex(31)}-1${hex(15)}-0${below(4)}`;

/** Each a way in which a header arrives broken. */
const BREAK = [
  (text) => text.slice(0, -1),
  (text) => `${text}0`,
  (text) => text.toUpperCase().replace(/\d(?=.-0)/, 'A'),
  (text) => text.replace(/^00/, 'ff'),
  (text) => text.replace(/-.{32}-/, `-${'0'.repeat(32)}-`),
  (text) => text.replace(/-.{16}-/, `-${'0'.repeat(16)}-`),
  (text) => text.slice(0, 20) + 'g' + text.slice(21),
  (text) => text.slice(0, 40) + 'é' + text.slice(41),
  (text) => text.replace(/.$/, 'x'),
  (text) => text.replaceAll('-', '_'),
];

const member = (index) => `k${index.toString(36)}${hex(3)}=${hex(4 + below(4))}`;
const list = (length) => () => Array.from({ length }, (_, index) => member(index)).join(',');

// A string built from parts is a tree of them until somebody reads it. What arrives in a header is not.
const flat = (texts) => JSON.parse(JSON.stringify(texts));

const headers = flat(many(header));
const lists3 = flat(many(list(3)));

/** By the names that ops.js uses. `parents` are the headers as each contender reads them. */
export const INPUTS = {
  headers: () => headers,
  parents: (contender) => headers.map((text) => contender.read(text)),
  invalid: () => flat(many((index) => BREAK[index % BREAK.length](header()))),
  lists3: () => lists3,
  lists32: () => flat(many(list(32))),
  requests: () =>
    headers.map((traceparent, index) => {
      const others = { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'bench' };
      return new Headers({ ...others, traceparent, tracestate: lists3[index] });
    }),
  // Four lines in a row are about the same request.
  events: (contender) => {
    const contexts = headers.map((text) => contender.read(text));
    return many((index) => ({
      context: contexts[index - (index % 4)],
      message: `order ${hex(6)} was placed`,
      fields: { user_id: `user${below(1e6)}`, items: 1 + below(20), total: below(1e5) / 100 },
    }));
  },
  urls: () => flat(many((index) => `${origin()}/api/orders/${index}-${hex(6)}?page=${below(9)}&sort=asc`)),
};

/** The page's own origin where there is a page: that is where a browser's traces go by default. */
export function origin() {
  return globalThis.location?.origin ?? 'https://shop.example';
}
