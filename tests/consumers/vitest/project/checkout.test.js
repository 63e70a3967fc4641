import { expect, test } from 'vitest';
import { checkout } from './checkout.js';

test('a checkout is sent', async () => {
  const response = await checkout(process.env.API);
  expect(response.status).toBe(200);
});
