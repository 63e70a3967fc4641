import { make } from 'tracehop/traceparent';
import { deepEqual } from '../support/assert.js';
import { complaintsAbout } from '../support/census.js';
import { about } from '../support/claim.js';

const claim = about('ids');

claim('of the ids of a million headers none is zero, none comes twice, and no bit leans', () => {
  deepEqual(complaintsAbout(make, 1_000_000), []);
});
