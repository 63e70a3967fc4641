import { equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { interleave, moduleGlobal, tracehop } from '../support/interleaved.js';

const claim = about('isolation');

/** Of the full number, 100,000, `cargo xtask isolation` makes sure, in Node and workerd. */

const REQUESTS = 1000;
const IN_FLIGHT = 200;

claim(
  'of 200 requests at a time none finds the context of another, and where it can be ambient it always is',
  async (host) => {
    const { mixed, ambient, looks } = await interleave(tracehop, REQUESTS, IN_FLIGHT);
    equal(mixed, 0, 'requests that found another trace than their own');
    if (host.ambient) equal(ambient, looks, 'looks that found their own trace');
  },
);

claim('the same requests find that a context in a variable mixes them up', async () => {
  const { mixed } = await interleave(moduleGlobal(), REQUESTS, IN_FLIGHT);
  equal(mixed > REQUESTS / 2, true, `${mixed} of ${REQUESTS} mixed up`);
});
