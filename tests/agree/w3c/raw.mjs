/** Hostile requests, and behind each a normal one: the service answers both, and only valid headers leave it. */

import { report } from '../../package/report.mjs';
import { deepEqual, equal } from '../../package/suite/support/assert.js';
import { HEADER, TRACE_ID } from '../../package/suite/support/examples.js';
import { contextOf } from './callbacks.mjs';
import { converse } from './conversations.mjs';
import { BROKEN_TRACE_ID, hostileRequests } from './hostile.mjs';
import { send } from './socket.mjs';

const NORMAL = [`traceparent: ${HEADER}`, 'tracestate: vendor=x'];

export async function checkRawRequests(runtime, service, callbacks) {
  const { body, heads } = callbacks.ask(2);
  /** @param {[string, Buffer, { status?: number, half?: boolean }?]} row */
  const check = async ([name, request, { status, half } = {}]) => {
    await report.check(`${runtime} answers: ${name}`, async () => {
      const answer = await send(service.port, request, { half });
      if (status !== undefined) equal(answer.status, status, 'status');
      for (const context of await converse(service, callbacks, NORMAL)) {
        const { traceId, flags, tracestate } = context;
        deepEqual([traceId, flags, tracestate], [TRACE_ID, '01', 'vendor=x'], 'the normal request behind it');
      }
    });
  };
  // Together, for some are answered only after a while; but few at a time, or a slow machine would time out on them.
  /** @type {any[]} */
  const rows = hostileRequests(body);
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (rows.length > 0) await check(rows.pop());
    }),
  );
  await report.check(`${runtime}: what left after hostile requests is valid, and some did leave`, () => {
    const contexts = heads.map(contextOf);
    equal(contexts.length > 0, true, 'calls left');
    equal(
      contexts.some(({ traceId }) => traceId === BROKEN_TRACE_ID),
      false,
      'a broken header was continued',
    );
    const parentIds = contexts.map(({ parentId }) => parentId);
    equal(new Set(parentIds).size, parentIds.length, 'parent-ids that differ');
  });
  await report.check(`${runtime} still runs`, () => equal(service.isRunning(), true));
}
