import { equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { rejections } from '../support/rejections.js';

const claim = about('runner');

claim('a rejection that nobody handles is noticed', async () => {
  const reason = new Error('made by the test of the runner');
  Promise.reject(reason);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const noticed = rejections.take();
  equal(noticed.length, 1, 'rejections noticed');
  equal(noticed[0], reason);
});
