/** What tests do with stats(): take differences, and check the books. */

import { stats } from 'tracehop';
import { equal } from './assert.js';

const flat = ({ created, emitted, dropped, open }) => ({ created, emitted, open, ...dropped });

/** How far the counts have moved: of those that have, by how much. */
export function since(before, now = stats()) {
  const earlier = flat(before);
  return Object.fromEntries(
    Object.entries(flat(now))
      .map(([key, count]) => [key, count - earlier[key]])
      .filter(([, moved]) => moved !== 0),
  );
}

/** created = emitted + dropped by reason + open, of spans and of log lines. */
export function balance(what) {
  const { lines, ...spans } = stats();
  for (const [name, counts] of Object.entries({ spans, lines })) {
    const { created, ...fates } = flat(counts);
    equal(
      Object.values(fates).reduce((sum, count) => sum + count, 0),
      created,
      `${what ?? 'the books'}: ${name}`,
    );
    for (const [fate, count] of Object.entries(fates))
      equal(Number.isInteger(count) && count >= 0, true, `${what}: ${name}.${fate}`);
  }
}
