// What an error is called in a line.

import { attempt, THROWS } from '../host/json.js';

/** The name of an error; of what is thrown without being one, its type. */
export function errorType(error) {
  const name = attempt(() => error?.name, THROWS);
  return typeof name === 'string' && name !== '' ? name : typeof error;
}
