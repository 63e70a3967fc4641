/** The service, as a user of the package writes one: a handler that calls on. Nothing in it knows of trace headers. */

import { traceFetch, traceHandler } from 'tracehop';
import { readCalls, Refusal } from './calls.js';

const PATIENCE_MS = 5000;

// The suite says whom to call, so every address is a target.
const fetch = traceFetch({ targets: [() => true] });

export default { fetch: traceHandler(answer, { service: 'w3c' }) };

async function answer(request) {
  const calls = await readCalls(request).catch(orThrow);
  if (calls instanceof Refusal)
    return new Response(`${calls.message}\n`, { status: calls.status, headers: calls.headers });
  const results = [];
  for (const call of calls) results.push(await make(call));
  return Response.json(results, { status: results.every(({ error }) => error === undefined) ? 200 : 502 });
}

function orThrow(error) {
  if (error instanceof Refusal) return error;
  throw error;
}

async function make({ url, body }) {
  const headers = { 'content-type': 'application/json' };
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(PATIENCE_MS) });
    // Until it is read to its end it holds one of the few connections that workerd gives a request.
    await response.arrayBuffer();
    return { url, status: response.status };
  } catch (error) {
    return { url, error: String(error.cause ?? error) };
  }
}
