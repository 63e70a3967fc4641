// The response to a request whose handler threw: that of the application, or ours. Ours names the trace, so that
// whoever got it can be helped, and nothing of the error.

import { report } from '../host/host.js';
import { attempt } from '../host/json.js';

const TEXT = 'Internal Server Error';

/**
 * The response that the application makes of an error, by the function in option errorResponse. Undefined where there
 * is no such function, where it fails, and where it has answered by other means.
 */
export async function ownResponse(errorResponse, args, isAnswered = () => false) {
  if (typeof errorResponse !== 'function') return undefined;
  try {
    const response = await errorResponse(...args);
    if (response?.status >= 200 && !response.bodyUsed && typeof response.headers?.get === 'function') return response;
    if (!isAnswered()) throw new TypeError('it has to return a Response');
  } catch (error) {
    report('the function in option errorResponse failed', error);
  }
  return undefined;
}

/** As JSON for whoever takes it; for others, a page's reader among them, as text with the trace in a header. */
export function errorResponseTo(request, traceId, traceparentOf) {
  const accept = attempt(() => request.headers.get('accept'), undefined);
  if (prefersJson(typeof accept === 'string' ? accept : '*/*'))
    return Response.json({ error: TEXT, trace_id: traceId }, { status: 500 });
  const response = new Response(TEXT, { status: 500, headers: { 'content-type': 'text/plain;charset=utf-8' } });
  try {
    response.headers.set('traceresponse', traceparentOf());
  } catch (error) {
    report('an error response could not carry its trace', error);
  }
  return response;
}

/**
 * Whether an Accept header likes JSON at least as much as text. A browser that opens a page takes anything, and HTML
 * rather.
 */
function prefersJson(accept) {
  const json = qualityOf(accept, ['application/json', 'application/*']);
  return (
    json > 0 &&
    json >= Math.max(qualityOf(accept, ['text/html', 'text/*']), qualityOf(accept, ['text/plain', 'text/*']))
  );
}

/** How much an Accept header likes a type, 0 to 1, by the most exact of its ranges. See RFC 9110, section 12.5.1. */
function qualityOf(accept, ranges) {
  const likes = new Map(
    accept.split(',').map((part) => {
      const [range, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return [range, quality === undefined ? 1 : Number(quality.slice(2)) || 0];
    }),
  );
  const found = [...ranges, '*/*'].find((range) => likes.has(range));
  return found === undefined ? 0 : likes.get(found);
}
