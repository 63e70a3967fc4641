/** One call from its arguments to the last byte of its body, as a record that can be compared. */

import { argumentsOf } from './arguments.js';
import { consumed } from './consume.js';
import { describeError } from './describe.js';
import { nobodyCatches } from './rejections.js';

/** What has not settled by then is recorded as that. */
const LIMIT_MS = 20_000;

/**
 * @param call the fetch to call.
 * @param one the case.
 * @param place where the server is, as in arguments.js.
 * @returns the record.
 */
export async function recordOf(call, one, place) {
  const { args, made, signal, failed } = await argumentsOf(one, place);
  // What a user cannot make cannot be given to fetch either.
  if (failed !== undefined) return { cannotBeMade: describeError(failed, made.known) };

  const record = {};
  let promise;
  try {
    promise = call(...args);
  } catch (error) {
    return { threw: describeError(error, made.known), looks: made.look() };
  }
  record.isPromise = promise instanceof Promise;
  signal?.called();
  if (one.consume === 'uncaught') {
    record.uncaught = await timed(nobodyCatches(promise, (error) => describeError(error, made.known)));
  } else {
    try {
      const response = await timed(promise);
      record.response = describeResponse(response);
      signal?.headers();
      record.body = await timed(consumed(one.consume, response, made.known, signal));
      signal?.after();
      record.isUsed = response.bodyUsed;
    } catch (error) {
      record.error = describeError(error, made.known, signal);
    }
  }
  record.looks = made.look();
  return record;
}

function timed(promise) {
  let timer;
  const limit = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('has not settled'), { name: 'NotSettled' })), LIMIT_MS);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

/** Headers that are about the moment or the connection. */
const PASSING = ['date', 'keep-alive'];

function describeResponse(response) {
  const { status, statusText, ok, type, url, redirected, headers, body, bodyUsed } = response;
  return {
    class: response.constructor.name,
    status,
    statusText,
    ok,
    type,
    // Each call has a blob: URL of its own.
    url: url.replace(/^blob:.*/, 'blob:'),
    redirected,
    headers: [...headers].filter(([name]) => !PASSING.includes(name)),
    body: body === null ? null : { locked: body.locked },
    bodyUsed,
  };
}
