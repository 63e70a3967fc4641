/** Of a header too long to be one nothing looks at all characters, however many they are. */

import { extract } from 'tracehop';
import * as traceparent from 'tracehop/traceparent';
import * as tracestate from 'tracehop/tracestate';
import { equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER } from '../support/examples.js';

const claim = about('unread');

const MANY = 10 * 1024 * 1024;

/** Every function that could read a string, replaced by one that counts whose string it gets, while `use` runs. */
function readsOf(text, use) {
  let reads = 0;
  const undo = [];
  for (const owner of [String.prototype, RegExp.prototype, TextEncoder.prototype]) {
    for (const name of Reflect.ownKeys(owner)) {
      const property = Object.getOwnPropertyDescriptor(owner, name);
      if (typeof property.value !== 'function' || name === 'constructor') continue;
      // Its start is cut off, which looks at no character.
      if (name === 'slice') continue;
      undo.push(() => Object.defineProperty(owner, name, property));
      const value = function (...given) {
        if (this === text || given.includes(text)) reads++;
        return Reflect.apply(property.value, this, given);
      };
      Object.defineProperty(owner, name, { ...property, value });
    }
  }
  try {
    use();
  } finally {
    for (const put of undo) put();
  }
  return reads;
}

claim('the count sees who reads', () => {
  equal(readsOf(HEADER, () => traceparent.parse(HEADER)) > 0, true);
});

claim('a traceparent and a tracestate of 10 MiB', () => {
  for (const start of ['', HEADER, 'a=1,']) {
    const text = start.padEnd(MANY, ' ');
    equal(
      readsOf(text, () => equal(traceparent.parse(text), null)),
      0,
      `traceparent ${start}`,
    );
    equal(
      readsOf(text, () => equal(traceparent.hop(text), null)),
      0,
      `hop ${start}`,
    );
    equal(
      readsOf(text, () => equal(tracestate.parse(text).size, 0)),
      0,
      `tracestate ${start}`,
    );

    equal(
      readsOf(text, () => equal(extract({ traceparent: text }).origin, 'restarted')),
      0,
      `extract ${start}`,
    );
    const carrier = { traceparent: HEADER, tracestate: text };
    equal(
      readsOf(text, () => equal(extract(carrier).tracestate.size, 0)),
      0,
      `extract beside ${start}`,
    );
  }
});
